"""The closed lists of follow-up, and where a goal, a check-in, an issue may go from where it stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable
from stafet.placements.api import THERE, WayState

FOLLOWED = THERE | {WayState.APPROVED, WayState.REGISTERED, WayState.EVALUATED}
"""Where a placement is followed up: from the leader's yes to the final conversation."""
DONE = frozenset({WayState.EVALUATED, WayState.COMPLETED, WayState.WITHDRAWN})
"""Where there may be something to certify."""


class Side(models.TextChoices):
    """The five who are talked to while a placement lasts."""

    YOUNG_PERSON = "young_person", _("The young person")
    HOME = "home", _("Those at home")
    HOST = "host", _("The company")
    SCHOOL = "school", _("The contact teacher")
    COUNSELLOR = "counsellor", _("The counsellor")


class GoalState(models.TextChoices):
    """Where a learning goal stands. People say it; nothing is reckoned."""

    OPEN = "open", _("Being worked on")
    REACHED = "reached", _("Reached")
    LEFT = "left", _("Not reached")


class GoalMove(models.TextChoices):
    """What can happen to a goal."""

    REACH = "reach", _("Reached")
    LEAVE = "leave", _("Not reached")
    REOPEN = "reopen", _("Work on it again")


_G, _M = GoalState, GoalMove
GOAL: TransitionTable[GoalState, GoalMove] = TransitionTable(
    {
        (_G.OPEN, _M.REACH): _G.REACHED,
        (_G.OPEN, _M.LEAVE): _G.LEFT,
        (_G.REACHED, _M.REOPEN): _G.OPEN,
        (_G.LEFT, _M.REOPEN): _G.OPEN,
    }
)


class DayMark(models.TextChoices):
    """What became of one day at the place."""

    PRESENT = "present", _("Was there")
    LATE = "late", _("Came late, or left early")
    ILL = "ill", _("Called in ill")
    ABSENT = "absent", _("Did not come and did not say so")
    CLOSED = "closed", _("The place was closed")
    AT_SCHOOL = "at_school", _("Was at school")


WAS_THERE = frozenset({DayMark.PRESENT, DayMark.LATE})
"""Marks of days that count, with their hours."""


class CheckState(models.TextChoices):
    """Where a check-in stands. A planned one whose day has passed is missed until it is held."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CALLED_OFF = "called_off", _("Called off")


class CheckMove(models.TextChoices):
    """What can happen to a check-in."""

    HOLD = "hold", _("Hold it")
    CALL_OFF = "call_off", _("Call it off")


_C = CheckState
CHECK_IN: TransitionTable[CheckState, CheckMove] = TransitionTable(
    {
        (_C.PLANNED, CheckMove.HOLD): _C.HELD,
        (_C.PLANNED, CheckMove.CALL_OFF): _C.CALLED_OFF,
    }
)


class IssueState(models.TextChoices):
    """Where a difficulty stands."""

    OPEN = "open", _("Somebody follows it")
    CLOSED = "closed", _("Closed")


class IssueMove(models.TextChoices):
    """What can happen to a difficulty."""

    CLOSE = "close", _("Close it")
    REOPEN = "reopen", _("Follow it again")


_I = IssueState
ISSUE: TransitionTable[IssueState, IssueMove] = TransitionTable(
    {
        (_I.OPEN, IssueMove.CLOSE): _I.CLOSED,
        (_I.CLOSED, IssueMove.REOPEN): _I.OPEN,
    }
)


class IncidentKind(models.TextChoices):
    """What happened at the place."""

    ACCIDENT = "accident", _("An accident")
    NEAR_MISS = "near_miss", _("It nearly went wrong")


class Harm(models.TextChoices):
    """What an incident did to somebody. Few may read it."""

    NONE = "none", _("Nobody was hurt")
    FIRST_AID = "first_aid", _("First aid at the place")
    DOCTOR = "doctor", _("Seen by a doctor")
    HOSPITAL = "hospital", _("Taken to hospital")


class EvaluationKind(models.TextChoices):
    """When somebody looks back, in their own words."""

    START = "start", _("Before it begins")
    MID_WAY = "mid_way", _("Mid-way")
    FINAL = "final", _("At the end")


class LinkUse(models.TextChoices):
    """The one thing that a host's link is for."""

    PLAN = "plan", _("Confirm the plan")
    DAYS = "days", _("Say which days they were there")
    CHECK_IN = "check_in", _("Say how it goes")
    WORDS = "words", _("A few words for the evaluation")
