"""The closed lists of courses, shares and seats, and the tables of what can happen to them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class CourseKind(models.TextChoices):
    """What a course is for."""

    FALLBACK = "fallback", _("In place of a company")
    INTRODUCTION = "introduction", _("Introduction for all junior apprentices")


class CourseState(models.TextChoices):
    """Whether a course is held."""

    OPEN = "open", _("Is held")
    CANCELLED = "cancelled", _("Cancelled")
    OVER = "over", _("Over")


class CourseMove(models.TextChoices):
    """What can happen to a course."""

    CANCEL = "cancel", _("Cancel the course")
    FINISH = "finish", _("The course is over")


COURSE: TransitionTable[CourseState, CourseMove] = TransitionTable(
    {
        (CourseState.OPEN, CourseMove.CANCEL): CourseState.CANCELLED,
        (CourseState.OPEN, CourseMove.FINISH): CourseState.OVER,
    }
)


class CostKey(models.TextChoices):
    """By what towns split the price of a course."""

    QUOTA = "quota", _("By the seats each town has been given")
    USE = "use", _("By the seats each town has used")
    FIXED = "fixed", _("A fixed part each, and the rest by quota")


class PaidFor(models.TextChoices):
    """What the provider is paid for."""

    EVERY_SEAT = "every_seat", _("Every seat, used or not")
    USED_SEATS = "used_seats", _("Seats that are used")


class ShareState(models.TextChoices):
    """What a town has answered to the terms of a shared course."""

    ASKED = "asked", _("Asked, not answered yet")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")


class ShareMove(models.TextChoices):
    """What can happen to a town's share."""

    AGREE = "agree", _("Agree to the terms")
    DECLINE = "decline", _("Decline the share")
    ASK_AGAIN = "ask_again", _("Ask again, with other terms")


_A, _B = ShareState, ShareMove
SHARE: TransitionTable[ShareState, ShareMove] = TransitionTable(
    {
        (_A.ASKED, _B.AGREE): _A.AGREED,
        (_A.ASKED, _B.DECLINE): _A.DECLINED,
        (_A.ASKED, _B.ASK_AGAIN): _A.ASKED,
        (_A.AGREED, _B.ASK_AGAIN): _A.ASKED,
        (_A.DECLINED, _B.ASK_AGAIN): _A.ASKED,
    }
)


class SeatState(models.TextChoices):
    """Where a pupil stands with a course."""

    WAITING = "waiting", _("Is on the waiting list")
    PROPOSED = "proposed", _("A seat is held, they have not answered")
    WANTED = "wanted", _("They want the seat")
    TAKEN = "taken", _("Has the seat")
    THERE = "there", _("Has begun")
    ENDED = "ended", _("Has been there to the end")
    DECLINED = "declined", _("They said no")
    LAPSED = "lapsed", _("No answer in time")
    LEFT = "left", _("Left it")
    CANCELLED = "cancelled", _("The course was cancelled")


class SeatMove(models.TextChoices):
    """What can happen to a pupil's seat."""

    PROPOSE = "propose", _("Propose the seat")
    ACCEPT = "accept", _("They say yes")
    DECLINE = "decline", _("They say no")
    LAPSE = "lapse", _("The days for an answer ran out")
    CONFIRM = "confirm", _("Confirm the seat")
    START = "start", _("They have begun")
    END = "end", _("They have been there to the end")
    LEAVE = "leave", _("Give the seat back")
    CANCEL = "cancel", _("It is cancelled")


_S, _M = SeatState, SeatMove
SEAT: TransitionTable[SeatState, SeatMove] = TransitionTable(
    {
        (_S.WAITING, _M.PROPOSE): _S.PROPOSED,
        (_S.PROPOSED, _M.ACCEPT): _S.WANTED,
        (_S.PROPOSED, _M.DECLINE): _S.DECLINED,
        (_S.PROPOSED, _M.LAPSE): _S.LAPSED,
        (_S.WANTED, _M.CONFIRM): _S.TAKEN,
        (_S.TAKEN, _M.START): _S.THERE,
        (_S.THERE, _M.END): _S.ENDED,
        **{
            (state, move): after
            for state in (_S.WAITING, _S.PROPOSED, _S.WANTED, _S.TAKEN, _S.THERE)
            for move, after in ((_M.LEAVE, _S.LEFT), (_M.CANCEL, _S.CANCELLED))
        },
    }
)
HOLDING = (_S.PROPOSED, _S.WANTED, _S.TAKEN, _S.THERE)
"""Where somebody occupies a seat."""
ON_IT = (_S.TAKEN, _S.THERE)
"""Where somebody is on the course; such seats are paid for."""
LIVE = (_S.WAITING, *HOLDING)
"""Where something is under way."""


class Because(models.TextChoices):
    """Why a seat is proposed."""

    DEADLINE = "deadline", _("The town’s day has come, and they have no company")
    COMPANY_STOPPED = "company_stopped", _("They have lost the company they were at")
    LINE = "line", _("They were first on the waiting list")
    BY_HAND = "by_hand", _("Somebody who works with them thought of it")
    EVERYBODY = "everybody", _("The introduction is for everybody")


class FitReason(models.TextChoices):
    """Why this course and not another, in the order in which courses are compared."""

    DIRECTION = "direction", _("It leads towards what they want to become")
    BRANCH = "branch", _("It is in the branch of the company they were at")
    WEEKDAY = "weekday", _("It is on a day of the town’s model")
    VOCATIONAL = "vocational", _("It is at a vocational school")


class SeatEnd(models.TextChoices):
    """Why a seat is somebody’s no more."""

    DECLINED = "declined", _("They did not want it")
    NO_ANSWER = "no_answer", _("They did not answer in time")
    FOUND_COMPANY = "found_company", _("They found a company")
    STOPPED = "stopped", _("They stopped going there")
    NO_MATCH = "no_match", _("The course did not suit them")
    MOVED_ON = "moved_on", _("Their placement went on without it")
    CANCELLED = "cancelled", _("The course was cancelled")
    OVER = "over", _("The course was over")
