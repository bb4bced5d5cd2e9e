"""The closed lists of class courses and bookings, and the tables of what can happen to each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stafet.kernel.transitions import TransitionTable


class ClassCourseState(models.TextChoices):
    """How far a class is with a course."""

    PLANNED = "planned", pgettext_lazy("course of a class", "Planned")
    BOOKED = "booked", _("Booked")
    HELD = "held", pgettext_lazy("course of a class", "Held")
    EVALUATED = "evaluated", _("Evaluated")
    MISSED = "missed", _("Missed")


class ClassCourseMove(models.TextChoices):
    """What can happen to a course of a class."""

    BOOK = "book", _("A partner has said yes")
    UNBOOK = "unbook", _("The partner does not come")
    HOLD = "hold", _("Say that it was held")
    EVALUATE = "evaluate", _("Evaluate it")
    MISS = "miss", _("Say that it was missed")
    REPLAN = "replan", _("Plan it anew")


_S, _M = ClassCourseState, ClassCourseMove
CLASS_COURSE: TransitionTable[ClassCourseState, ClassCourseMove] = TransitionTable(
    {
        (_S.PLANNED, _M.BOOK): _S.BOOKED,
        (_S.PLANNED, _M.HOLD): _S.HELD,
        (_S.PLANNED, _M.MISS): _S.MISSED,
        (_S.PLANNED, _M.REPLAN): _S.PLANNED,
        (_S.BOOKED, _M.UNBOOK): _S.PLANNED,
        (_S.BOOKED, _M.HOLD): _S.HELD,
        (_S.BOOKED, _M.MISS): _S.MISSED,
        (_S.BOOKED, _M.REPLAN): _S.BOOKED,
        (_S.HELD, _M.EVALUATE): _S.EVALUATED,
        (_S.MISSED, _M.REPLAN): _S.PLANNED,
    }
)
AHEAD = (_S.PLANNED, _S.BOOKED)
"""Where a course is still to come."""
DONE = (_S.HELD, _S.EVALUATED)
"""Where it was held."""


class MissedBecause(models.TextChoices):
    """Why a planned course was not held."""

    PARTNER = "partner", _("The partner could not come")
    ILLNESS = "illness", _("Illness")
    TIME = "time", _("Other things took the time")
    TRANSPORT = "transport", _("Transport or money")
    LATER = "later", _("It is moved to the next school year")
    OTHER = "other", _("Something else")


class BookingState(models.TextChoices):
    """Where a booking stands."""

    ASKED = "asked", _("Asked, not answered yet")
    ACCEPTED = "accepted", _("Has said yes")
    DECLINED = "declined", _("Has said no")
    WITHDRAWN = "withdrawn", _("Taken back by the school")


class BookingMove(models.TextChoices):
    """What can happen to a booking."""

    ACCEPT = "accept", _("Say yes")
    DECLINE = "decline", _("Say no")
    WITHDRAW = "withdraw", _("Take the request back")


_B, _D = BookingState, BookingMove
BOOKING: TransitionTable[BookingState, BookingMove] = TransitionTable(
    {
        (_B.ASKED, _D.ACCEPT): _B.ACCEPTED,
        (_B.ASKED, _D.DECLINE): _B.DECLINED,
        (_B.ASKED, _D.WITHDRAW): _B.WITHDRAWN,
        (_B.ACCEPTED, _D.WITHDRAW): _B.WITHDRAWN,
    }
)
LIVE_BOOKING = (_B.ASKED, _B.ACCEPTED)
"""Where a booking takes some of a partner's capacity."""


class PartnerShareState(models.TextChoices):
    """What another town has answered to a partner that is shared with it."""

    ASKED = "asked", _("Offered, not answered yet")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
