"""The closed lists of events and of taking part, and the tables of what can happen to both."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class EventKind(models.TextChoices):
    """What is held."""

    INFORMATION = "information", _("Information meeting")
    PARENTS = "parents", _("Parents’ meeting")
    SKILLS = "skills", _("Skills: competition or trial day")
    APPRENTICES_INTRO = "apprentices_intro", _("Introduction for all junior apprentices")
    INTRODUCTION = "introduction", _("Introduction course of grade 8")
    VISIT = "visit", _("Visit")
    OPEN_HOUSE = "open_house", _("Open house")
    STAFF_COURSE = "staff_course", _("Course for staff")


class Venue(models.TextChoices):
    """At what kind of place something is held."""

    SCHOOL = "school", _("At a school")
    COMPANY = "company", _("In a company")
    YOUTH_EDUCATION = "youth_education", _("At a youth education")
    ELSEWHERE = "elsewhere", _("Somewhere else, or online")


class EventState(models.TextChoices):
    """Where an event stands."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class EventMove(models.TextChoices):
    """What can happen to an event."""

    HOLD = "hold", _("Say that it was held")
    CANCEL = "cancel", _("Cancel it")


EVENT: TransitionTable[EventState, EventMove] = TransitionTable(
    {
        (EventState.PLANNED, EventMove.HOLD): EventState.HELD,
        (EventState.PLANNED, EventMove.CANCEL): EventState.CANCELLED,
    }
)


class PartState(models.TextChoices):
    """Where somebody stands with an event."""

    INVITED = "invited", _("Invited, not answered")
    SIGNED_UP = "signed_up", _("Signed up")
    WAITING = "waiting", _("In the waiting list")
    DECLINED = "declined", _("Said no")
    CANCELLED = "cancelled", _("Cancelled their sign-up")


class PartMove(models.TextChoices):
    """What can happen to somebody's part in an event."""

    SIGN_UP = "sign_up", _("Sign up")
    QUEUE = "queue", _("Go into the waiting list")
    MOVE_UP = "move_up", _("Get a seat that came free")
    DECLINE = "decline", _("Say no")
    CANCEL = "cancel", _("Cancel the sign-up")


_S, _M = PartState, PartMove
PART: TransitionTable[PartState, PartMove] = TransitionTable(
    {
        (_S.INVITED, _M.SIGN_UP): _S.SIGNED_UP,
        (_S.INVITED, _M.QUEUE): _S.WAITING,
        (_S.INVITED, _M.DECLINE): _S.DECLINED,
        (_S.SIGNED_UP, _M.CANCEL): _S.CANCELLED,
        (_S.WAITING, _M.MOVE_UP): _S.SIGNED_UP,
        (_S.WAITING, _M.CANCEL): _S.CANCELLED,
        (_S.DECLINED, _M.SIGN_UP): _S.SIGNED_UP,
        (_S.DECLINED, _M.QUEUE): _S.WAITING,
        (_S.CANCELLED, _M.SIGN_UP): _S.SIGNED_UP,
        (_S.CANCELLED, _M.QUEUE): _S.WAITING,
    }
)
STANDING = (_S.SIGNED_UP, _S.WAITING)
"""Who has said yes: with a seat, or in line for one."""


class Mark(models.TextChoices):
    """What became of a session for somebody."""

    CAME = "came", _("Came")
    EXCUSED = "excused", _("Excused")
    STAYED_AWAY = "stayed_away", _("Stayed away")


class Group(models.TextChoices):
    """Who is invited, as it is worked out when the invitation is sent."""

    CLASS = "class", _("A class")
    SCHOOL = "school", _("A grade of a school")
    GRADE = "grade", _("A grade of all schools")
    APPRENTICES = "apprentices", _("All junior apprentices")


class Whom(models.TextChoices):
    """Whether young people, those at home, or both are invited."""

    BOTH = "both", _("The young people and those with custody")
    YOUNG = "young", _("The young people")
    HOME = "home", _("Those with custody")
