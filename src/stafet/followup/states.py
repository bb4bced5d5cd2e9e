"""The closed lists of follow-up, and where a goal and a check-in may go from where it stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable
from stafet.placements.api import THERE, WayState

FOLLOWED = THERE | {WayState.APPROVED, WayState.REGISTERED, WayState.EVALUATED}
"""Where a placement is followed up: from the leader's yes to the final conversation."""


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
    REACHED = "reached", _("The goal is reached")
    LEFT = "left", _("The goal is not reached")


class GoalMove(models.TextChoices):
    """What can happen to a goal."""

    REACH = "reach", _("The goal is reached")
    LEAVE = "leave", _("The goal is not reached")
    REOPEN = "reopen", _("Work on the goal again")


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
