"""The closed lists of a plan at work: units' plans, follow-up, measures, the year wheel."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class UnitPlanState(models.TextChoices):
    """Where a unit is with its plan. That the municipality's plan has changed since is read from that plan."""

    DRAFT = "draft", _("Being written")
    CONFIRMED = "confirmed", _("Confirmed by the head")


class LineKind(models.TextChoices):
    """What a unit says about one thing of the municipality's plan, or adds to it."""

    FORM = "form", _("How we do it here")
    DEVIATION = "deviation", _("We deviate, for a reason")
    OWN = "own", _("Our own, in addition")


class Criterion(models.TextChoices):
    """By what a unit judges its own work. Never a person, and never compared in a table."""

    MISSION = "mission", _("Everybody here knows what the plan asks of them")
    WHOLE_SCHOOL = "whole_school", _("Guidance is part of all subjects and all staff’s work")
    BUILDS_UP = "builds_up", _("What pupils meet builds up from year to year")
    WORKING_LIFE = "working_life", _("Working life and education meet our pupils, prepared and followed up")
    EQUAL = "equal", _("Nobody’s choice is narrowed by gender or background")
    VOICE = "voice", _("Pupils and parents are heard, and it changes something")
    MEANS = "means", _("There is time, competence and somebody who carries it")
    LEARNING = "learning", _("We look at what it led to, and change what we do")


class Judged(models.IntegerChoices):
    """How far a unit finds itself to be."""

    NOT_BEGUN = 0, _("Not begun")
    BEGUN = 1, _("Begun")
    IN_PLACE = 2, _("In place")
    FOLLOWED_UP = 3, _("In place and followed up")


class Reach(models.TextChoices):
    """How an indicator stands against its target, in words."""

    NOT_MEASURED = "not_measured", _("Not measured yet")
    NO_TARGET = "no_target", _("Measured; no target for that year")
    REACHED = "reached", _("The target is reached")
    ON_THE_WAY = "on_the_way", _("Nearer than at the start, not reached")
    NOT_REACHED = "not_reached", _("Not reached")


class RoundKind(models.TextChoices):
    """How often it is looked at."""

    HALF_YEAR = "half_year", _("Half-year follow-up")
    YEAR = "year", _("Yearly follow-up")


class RoundState(models.TextChoices):
    """Where a follow-up is."""

    OPEN = "open", _("Under way")
    REPORTED = "reported", _("Reported to the council")
    DECIDED = "decided", _("The council has decided")


class RoundMove(models.TextChoices):
    """What can happen to a follow-up."""

    REPORT = "report", _("Report it to the council")
    TAKE_BACK = "take_back", _("Go on with it")
    DECIDE = "decide", _("Write down what was decided")


_R, _RM = RoundState, RoundMove
ROUND: TransitionTable[RoundState, RoundMove] = TransitionTable(
    {
        (_R.OPEN, _RM.REPORT): _R.REPORTED,
        (_R.REPORTED, _RM.TAKE_BACK): _R.OPEN,
        (_R.REPORTED, _RM.DECIDE): _R.DECIDED,
    }
)


class GoalStands(models.TextChoices):
    """What a follow-up finds about a goal."""

    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not_met", _("Not met")
    TOO_EARLY = "too_early", _("Too early to say")
    DROPPED = "dropped", _("Dropped")


class MeasureState(models.TextChoices):
    """Where a measure after a follow-up is."""

    PROPOSED = "proposed", _("Proposed")
    DECIDED = "decided", _("Decided")
    RUNNING = "running", _("Under way")
    CHECKED = "checked", _("Its effect is looked at")
    CLOSED = "closed", _("Closed")
    DROPPED = "dropped", _("Not done")


class MeasureMove(models.TextChoices):
    """What can happen to a measure."""

    DECIDE = "decide", _("It is decided")
    BEGIN = "begin", _("It has begun")
    CHECK = "check", _("Say what effect it had")
    CLOSE = "close", _("Close it")
    DROP = "drop", _("It is not done after all")


_S, _M = MeasureState, MeasureMove
MEASURE: TransitionTable[MeasureState, MeasureMove] = TransitionTable(
    {
        (_S.PROPOSED, _M.DECIDE): _S.DECIDED,
        (_S.PROPOSED, _M.DROP): _S.DROPPED,
        (_S.DECIDED, _M.BEGIN): _S.RUNNING,
        (_S.DECIDED, _M.DROP): _S.DROPPED,
        (_S.RUNNING, _M.CHECK): _S.CHECKED,
        (_S.RUNNING, _M.DROP): _S.DROPPED,
        (_S.CHECKED, _M.CLOSE): _S.CLOSED,
    }
)
NEEDS_WORDS = (MeasureMove.CHECK, MeasureMove.DROP)
"""Moves that say in words what came of it."""
