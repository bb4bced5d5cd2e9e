"""The closed lists of this room, and what can become of a case."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class CaseState(models.TextChoices):
    """Where a case of the activity responsibility stands."""

    REGISTERED = "registered", _("Registered")
    ASSESSED = "assessed", _("Assessed")
    IN_MEASURES = "in_measures", _("In measures")
    EXITED = "exited", _("Left the responsibility")


class CaseMove(models.TextChoices):
    """What can happen to a case."""

    ASSESS = "assess", _("Assess")
    BEGIN_MEASURE = "begin_measure", _("Begin a measure")
    END_LAST_MEASURE = "end_last_measure", _("End the last measure")
    EXIT = "exit", _("Leave the responsibility")
    REOPEN = "reopen", _("Take the exit back")


_S, _M = CaseState, CaseMove

# What somebody does is assessed as often as it changes; that moves nobody out of a measure. That no measure may be open
# at an exit is known to the action, which ends none by itself: each has its own reason.
CASE: TransitionTable[CaseState, CaseMove] = TransitionTable(
    {
        (_S.REGISTERED, _M.ASSESS): _S.ASSESSED,
        (_S.REGISTERED, _M.EXIT): _S.EXITED,
        (_S.ASSESSED, _M.ASSESS): _S.ASSESSED,
        (_S.ASSESSED, _M.BEGIN_MEASURE): _S.IN_MEASURES,
        (_S.ASSESSED, _M.EXIT): _S.EXITED,
        (_S.IN_MEASURES, _M.ASSESS): _S.IN_MEASURES,
        (_S.IN_MEASURES, _M.BEGIN_MEASURE): _S.IN_MEASURES,
        (_S.IN_MEASURES, _M.END_LAST_MEASURE): _S.ASSESSED,
        (_S.IN_MEASURES, _M.EXIT): _S.EXITED,
        (_S.EXITED, _M.REOPEN): _S.ASSESSED,
    }
)


class GroupReason(models.TextChoices):
    """Why somebody is in the target group."""

    BROKE_OFF = "broke_off", _("Left a national programme without completing it")
    STUDIEBEVIS = "studiebevis", _("Has a certificate of studies, not an exam")
    LEFT_INTRODUCTION = "left_introduction", _("Left an introduction programme")
    NEVER_STARTED = "never_started", _("Never started at a gymnasium")
    RETURNED = "returned", _("What followed did not hold")
    NOT_KNOWN = "not_known", _("Nothing is known")


class Outside(models.TextChoices):
    """Why somebody is not in the target group."""

    BIRTH_UNKNOWN = "birth_unknown", _("The birth date is not known")
    TOO_OLD = "too_old", _("Has reached the upper age")
    MOVED = "moved", _("No longer lives here")
    COMPULSORY = "compulsory", _("Has compulsory school ahead")
    COMPLETED = "completed", _("Has completed a gymnasium with an exam")
    ATTENDS = "attends", _("Attends a gymnasium")
    INTRODUCTION = "introduction", _("Attends an introduction programme")
    BETWEEN = "between", _("Between two schools")


class Party(models.TextChoices):
    """Who is responsible for a measure."""

    YOUNG_PERSON = "young_person", _("The young person")
    MUNICIPALITY = "municipality", _("The municipality")
    OTHER = "other", _("Another actor")


class FollowUpKind(models.TextChoices):
    """What is looked at again: the measures while they run, or what followed after an exit."""

    FOLLOW_UP = "follow_up", _("Follow-up")
    AFTER_CHECK = "after_check", _("After-check")


class FollowUpResult(models.TextChoices):
    """What came of looking again."""

    AS_AGREED = "as_agreed", _("It goes as agreed")
    TO_BE_CHANGED = "to_be_changed", _("The measures are to be changed")
    NOT_REACHED = "not_reached", _("The young person was not reached")
    HOLDS = "holds", _("What followed still holds")
    DOES_NOT_HOLD = "does_not_hold", _("What followed did not hold")
    CASE_ENDED = "case_ended", _("The young person left the responsibility first")


RESULTS_OF = {
    FollowUpKind.FOLLOW_UP: (
        FollowUpResult.AS_AGREED,
        FollowUpResult.TO_BE_CHANGED,
        FollowUpResult.NOT_REACHED,
    ),
    FollowUpKind.AFTER_CHECK: (
        FollowUpResult.HOLDS,
        FollowUpResult.DOES_NOT_HOLD,
        FollowUpResult.NOT_REACHED,
    ),
}
"""Which results somebody can write down for which kind."""


class WorkKind(models.TextChoices):
    """Why a case waits for somebody."""

    TO_ASSESS = "to_assess", _("To assess")
    FOLLOW_UP = "follow_up", _("Follow-up due")
    NOTHING_AGREED = "nothing_agreed", _("Nothing agreed")
    LEAVES_GROUP = "leaves_group", _("No longer in the group")
    AFTER_CHECK = "after_check", _("After-check due")
