"""The closed lists of this room, and what can become of a plan."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class PlanState(models.TextChoices):
    """Where a plan stands. Whoever has none has not begun."""

    DRAFT = "draft", _("Being written")
    DISCUSSED = "discussed", _("Talked through")
    SEEN = "seen", _("Seen at home")
    APPROVED = "approved", _("Approved as realistic")
    HANDED_OVER = "handed_over", _("Handed over")


class PlanMove(models.TextChoices):
    """What can happen to a plan."""

    DISCUSS = "discuss", _("Talk it through")
    SHOW = "show", _("Show it at home")
    APPROVE = "approve", _("Approve it")
    HAND_OVER = "hand_over", _("Hand it over")
    REWORK = "rework", _("Work on it again")


_S, _M = PlanState, PlanMove

# Whoever is of age shows their plan to nobody: it is approved once it has been talked through. Of whom that is true,
# the action knows.
PLAN: TransitionTable[PlanState, PlanMove] = TransitionTable(
    {
        (_S.DRAFT, _M.DISCUSS): _S.DISCUSSED,
        (_S.DISCUSSED, _M.SHOW): _S.SEEN,
        (_S.DISCUSSED, _M.APPROVE): _S.APPROVED,
        (_S.DISCUSSED, _M.REWORK): _S.DRAFT,
        (_S.SEEN, _M.APPROVE): _S.APPROVED,
        (_S.SEEN, _M.REWORK): _S.DRAFT,
        (_S.APPROVED, _M.HAND_OVER): _S.HANDED_OVER,
        (_S.APPROVED, _M.REWORK): _S.DRAFT,
        (_S.HANDED_OVER, _M.REWORK): _S.DRAFT,
    }
)

READY = (PlanState.APPROVED, PlanState.HANDED_OVER)
"""A leaver with a plan in one of these leaves with a plan."""


class GoalTerm(models.TextChoices):
    """How far away a goal is, and what holds if it fails."""

    SHORT = "short", _("For this school year")
    LONG = "long", _("In the long run")
    PLAN_B = "plan_b", _("If that does not work out")


class GoalState(models.TextChoices):
    """What has become of a goal. What those at home propose is answered: taken up, or left with why."""

    PROPOSED = "proposed", _("Proposed")
    OPEN = "open", _("On the way")
    REACHED = "reached", _("Reached")
    LEFT = "left", _("Left for another")


CLOSED = (GoalState.REACHED, GoalState.LEFT)
"""What a goal can be closed as."""


class DoneBy(models.TextChoices):
    """Who does a step."""

    YOUNG_PERSON = "young_person", _("The young person")
    HOME = "home", _("Those at home")
    SCHOOL = "school", _("The school")
    COUNSELLOR = "counsellor", _("The counsellor")
    INSTITUTION = "institution", _("The youth education")
    OTHERS = "others", _("Somebody else")


class PartKind(models.TextChoices):
    """What is said in words."""

    STRENGTHS = "strengths", _("What I am good at")
    WISHES = "wishes", _("What I want")
    MOTIVATION = "motivation", _("What gives me drive")
    EXPERIENCES = "experiences", _("What I have tried")
    AGREEMENTS = "agreements", _("What we have agreed")


class Voice(models.TextChoices):
    """Whose words they are. Each has words of their own; nobody writes in another's name."""

    YOUNG_PERSON = "young_person", _("In the young person’s words")
    HOME = "home", _("In the words of those at home")
    SCHOOL = "school", _("In the school’s words")
    COUNSELLOR = "counsellor", _("In the counsellor’s words")
    INSTITUTION = "institution", _("In the words of the youth education")


AT_HOME = (Voice.YOUNG_PERSON, Voice.HOME)
"""Those who write from their own log-in, and have no post."""

DOES = {Voice.YOUNG_PERSON: DoneBy.YOUNG_PERSON, Voice.HOME: DoneBy.HOME}
"""Whose steps those at home say are done: their own."""
