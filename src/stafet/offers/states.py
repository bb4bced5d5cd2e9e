"""The closed lists of this room, and what can become of an offer, a need and a seat."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class Need(models.TextChoices):
    """What an offer answers and a young person needs: one list for both, so that they can be matched."""

    CLARIFY = "clarify", _("Find out what I want")
    PREPARE = "prepare", _("Get ready for an education")
    CATCH_UP = "catch_up", _("Catch up on school subjects")
    LANGUAGE = "language", _("Learn the language")
    TRY_A_TRADE = "try_a_trade", _("Try practical work and a trade")
    JOB = "job", _("A job or an apprenticeship")
    EVERYDAY = "everyday", _("Well-being and structure in everyday life")
    COMMUNITY = "community", _("Belong to a community")


class EntryCondition(models.TextChoices):
    """What an offer asks for besides age and grade. All but the first two are for the provider to say."""

    FINISHED_SCHOOL = "finished_school", _("Compulsory school is finished")
    NOT_IN_EDUCATION = "not_in_education", _("In no education now")
    ASSESSED = "assessed", _("The municipality has decided that they belong to the target group")
    TALK_FIRST = "talk_first", _("A talk or a visit first")
    TEST = "test", _("A test or marks")
    AGREEMENT = "agreement", _("An agreement with a workplace")


class Payer(models.TextChoices):
    """Who pays for a place."""

    NOBODY = "nobody", _("Nobody: it is free")
    STATE = "state", _("The state")
    MUNICIPALITY = "municipality", _("The home municipality")
    PROVIDER = "provider", _("Whoever offers it")
    PARTICIPANT = "participant", _("The young person")


class OfferState(models.TextChoices):
    """Whether an offer can be had."""

    ACTIVE = "active", _("Open")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("No longer offered")


class OfferMove(models.TextChoices):
    """What can happen to an offer."""

    PAUSE = "pause", _("Pause it")
    RESUME = "resume", _("Open it again")
    CLOSE = "close", _("Close it")


class NeedState(models.TextChoices):
    """What became of a need."""

    OPEN = "open", _("Needs an offer")
    PLACED = "placed", _("Has an offer")
    WITHDRAWN = "withdrawn", _("Not needed any more")


class NeedMove(models.TextChoices):
    """What can happen to a need."""

    PLACE = "place", _("An offer was found")
    WITHDRAW = "withdraw", _("It is not needed any more")


class SeatState(models.TextChoices):
    """Where somebody stands with an offer."""

    WAITING = "waiting", _("On the waiting list")
    PROPOSED = "proposed", _("A seat is held")
    ACCEPTED = "accepted", _("Has a seat")
    STARTED = "started", _("Has started")
    ENDED = "ended", _("Has ended")
    DECLINED = "declined", _("Declined by the provider")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class SeatMove(models.TextChoices):
    """What can happen to a seat."""

    PROPOSE = "propose", _("Hold a seat")
    ACCEPT = "accept", _("The provider says yes")
    DECLINE = "decline", _("The provider says no")
    START = "start", _("They have started")
    END = "end", _("They have ended")
    WITHDRAW = "withdraw", _("Withdraw")


OFFER: TransitionTable[OfferState, OfferMove] = TransitionTable(
    {
        (OfferState.ACTIVE, OfferMove.PAUSE): OfferState.PAUSED,
        (OfferState.ACTIVE, OfferMove.CLOSE): OfferState.CLOSED,
        (OfferState.PAUSED, OfferMove.RESUME): OfferState.ACTIVE,
        (OfferState.PAUSED, OfferMove.CLOSE): OfferState.CLOSED,
        (OfferState.CLOSED, OfferMove.RESUME): OfferState.ACTIVE,
    }
)

NEED: TransitionTable[NeedState, NeedMove] = TransitionTable(
    {
        (NeedState.OPEN, NeedMove.PLACE): NeedState.PLACED,
        (NeedState.OPEN, NeedMove.WITHDRAW): NeedState.WITHDRAWN,
    }
)

_S, _M = SeatState, SeatMove

SEAT: TransitionTable[SeatState, SeatMove] = TransitionTable(
    {
        (_S.WAITING, _M.PROPOSE): _S.PROPOSED,
        (_S.WAITING, _M.WITHDRAW): _S.WITHDRAWN,
        (_S.PROPOSED, _M.ACCEPT): _S.ACCEPTED,
        (_S.PROPOSED, _M.DECLINE): _S.DECLINED,
        (_S.PROPOSED, _M.WITHDRAW): _S.WITHDRAWN,
        (_S.ACCEPTED, _M.START): _S.STARTED,
        (_S.ACCEPTED, _M.WITHDRAW): _S.WITHDRAWN,
        (_S.STARTED, _M.END): _S.ENDED,
    }
)

TAKEN = (SeatState.PROPOSED, SeatState.ACCEPTED, SeatState.STARTED)
"""States in which somebody occupies a seat."""

LIVE = (SeatState.WAITING, *TAKEN)
"""States in which something is going on between somebody and an offer."""
