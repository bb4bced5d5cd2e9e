"""The closed lists of courses, shares and seats, and the table of what can happen to a seat."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class CourseState(models.TextChoices):
    """Whether a course is held."""

    OPEN = "open", _("Is held")
    CANCELLED = "cancelled", _("Cancelled")


class CostKey(models.TextChoices):
    """By what towns split the price of a course."""

    QUOTA = "quota", _("By the seats each town has been given")
    USE = "use", _("By the seats each town has used")


class PaidFor(models.TextChoices):
    """What the provider is paid for."""

    EVERY_SEAT = "every_seat", _("Every seat, used or not")
    USED_SEATS = "used_seats", _("Seats that are used")


class ShareState(models.TextChoices):
    """What a town has answered to the terms of a shared course."""

    ASKED = "asked", _("Asked, not answered yet")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")


class SeatState(models.TextChoices):
    """Where a pupil stands with a seat."""

    PROPOSED = "proposed", _("Proposed, not answered by all")
    TAKEN = "taken", _("Has the seat")
    THERE = "there", _("Has begun on the course")
    ENDED = "ended", _("Was there to the end")
    DECLINED = "declined", _("Said no to")
    TAKEN_BACK = "taken_back", _("The proposal was taken back")
    LEFT = "left", _("Has given the seat back")


class SeatMove(models.TextChoices):
    """What can happen to a pupil's seat."""

    ACCEPT = "accept", _("Accept the seat")
    DECLINE = "decline", _("Decline the seat")
    TAKE_BACK = "take_back", _("Take the proposal back")
    START = "start", _("Begin on the course")
    END = "end", _("The course is over for them")
    LEAVE = "leave", _("Give the seat back")


_S, _M = SeatState, SeatMove
SEAT: TransitionTable[SeatState, SeatMove] = TransitionTable(
    {
        (_S.PROPOSED, _M.ACCEPT): _S.TAKEN,
        (_S.PROPOSED, _M.DECLINE): _S.DECLINED,
        (_S.PROPOSED, _M.TAKE_BACK): _S.TAKEN_BACK,
        (_S.TAKEN, _M.START): _S.THERE,
        (_S.TAKEN, _M.LEAVE): _S.LEFT,
        (_S.THERE, _M.END): _S.ENDED,
        (_S.THERE, _M.LEAVE): _S.LEFT,
    }
)
LIVE = (_S.PROPOSED, _S.TAKEN, _S.THERE)
"""Where a seat is occupied."""
ON_IT = (_S.TAKEN, _S.THERE)
"""Where somebody is on the course; such seats are used."""
STAFF_MOVES = (_M.TAKE_BACK, _M.START, _M.END, _M.LEAVE)
"""The moves that somebody who works with them writes down; the other two are the answer of those at home."""


class Because(models.TextChoices):
    """Why a seat is proposed."""

    DEADLINE = "deadline", _("The town’s day has come, and they have no company")
    COMPANY_STOPPED = "company_stopped", _("They have lost the company they were at")


class SeatEnd(models.TextChoices):
    """Why a seat is somebody’s no more."""

    DECLINED = "declined", _("They did not want it")
    TAKEN_BACK = "taken_back", _("It was taken back")
    FOUND_COMPANY = "found_company", _("They found a company")
    LEFT = "left", _("They stopped going there")
    MOVED_ON = "moved_on", _("Their placement went on without it")
    OVER = "over", _("The course was over")
