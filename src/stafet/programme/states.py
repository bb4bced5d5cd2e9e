"""The closed lists of a municipality's plan and its cycle, and the table of what can happen to a plan."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class PlanState(models.TextChoices):
    """Where a version of the plan is."""

    DRAFT = "draft", _("Being written")
    REFERRAL = "referral", _("Out for comments")
    ADOPTED = "adopted", _("Adopted, in force")
    SUPERSEDED = "superseded", _("Replaced by a newer version")


class PlanMove(models.TextChoices):
    """What can happen to a version of the plan."""

    SEND_OUT = "send_out", _("Send it out for comments")
    TAKE_BACK = "take_back", _("Go on writing")
    ADOPT = "adopt", _("Write down that it is adopted")
    REPLACE = "replace", _("A newer version is adopted")


_S, _M = PlanState, PlanMove
PLAN: TransitionTable[PlanState, PlanMove] = TransitionTable(
    {
        (_S.DRAFT, _M.SEND_OUT): _S.REFERRAL,
        (_S.DRAFT, _M.ADOPT): _S.ADOPTED,
        (_S.REFERRAL, _M.TAKE_BACK): _S.DRAFT,
        (_S.REFERRAL, _M.ADOPT): _S.ADOPTED,
        (_S.ADOPTED, _M.REPLACE): _S.SUPERSEDED,
    }
)
UNDER_WAY = (_S.DRAFT, _S.REFERRAL)
"""Where a version is not decided yet."""


class PartKind(models.TextChoices):
    """What a part of a plan is. Headings are free; the chain between these kinds is fixed."""

    SECTION = "section", _("Section of text")
    POLICY = "policy", _("Policy the plan serves")
    FINDING = "finding", _("Finding")
    NEED = "need", _("Need")
    GOAL = "goal", _("Goal")
    GUIDELINE = "guideline", _("Guideline")
    ACTIVITY = "activity", _("Activity")
    INDICATOR = "indicator", _("Indicator")


_K = PartKind
RESTS_ON: Mapping[PartKind, tuple[PartKind, ...]] = MappingProxyType(
    {
        _K.NEED: (_K.FINDING,),
        _K.GOAL: (_K.NEED, _K.POLICY),
        _K.GUIDELINE: (_K.GOAL,),
        _K.ACTIVITY: (_K.GUIDELINE, _K.GOAL),
        _K.INDICATOR: (_K.GOAL,),
    }
)
"""What each kind of part may rest on. The database holds the same table (``chain.sql``); a test compares them."""


class Strength(models.TextChoices):
    """How binding a guideline is for a unit."""

    MUST = "must", _("Must be done")
    OWN_FORM = "own_form", _("Must be done, in a form of one’s own")
    MAY = "may", _("May be done")


class Sense(models.TextChoices):
    """Guidance in its two meanings."""

    WIDE = "wide", _("Guidance in the wide sense: all staff")
    NARROW = "narrow", _("Guidance in the narrow sense: talks with a counsellor")


class Stage(models.TextChoices):
    """From preschool to adult education."""

    PRESCHOOL = "preschool", _("Preschool")
    EARLY = "early", _("Preschool class to grade 3")
    MIDDLE = "middle", _("Grades 4 to 6")
    LATE = "late", _("Grades 7 to 9")
    TENTH = "tenth", _("Grade 10")
    YOUTH = "youth", _("Youth education")
    ADAPTED = "adapted", _("Adapted school forms")
    ADULT = "adult", _("Adult education")


class Area(models.TextChoices):
    """The four areas of choosing well."""

    SELF = "self", _("Knowing oneself")
    OPTIONS = "options", _("Knowing what there is")
    RELATION = "relation", _("Oneself and what there is")
    DECISION = "decision", _("Deciding, and carrying it out")


class Level(models.TextChoices):
    """What an indicator tells about."""

    PROCESS = "process", _("Process: is it done?")
    REACH = "reach", _("Reach: for whom?")
    QUALITY = "quality", _("Quality: how well?")
    EFFECT = "effect", _("Effect: what do pupils have of it?")
    LONG_TERM = "long_term", _("Long term: where do they come?")


class Party(models.TextChoices):
    """Who the plan gives something to do."""

    COUNCIL = "council", _("Council and committee")
    DIRECTOR = "director", _("Head of the administration")
    COORDINATOR = "coordinator", _("The plan’s coordinator")
    REGION = "region", _("Regional process lead")
    HEAD = "head", _("Head of the school or unit")
    COUNSELLOR = "counsellor", _("Guidance counsellor")
    TEACHER = "teacher", _("Teachers and preschool teachers")
    HEALTH = "health", _("Pupil health")
    INSTITUTION = "institution", _("Youth and adult education")
    WORKING_LIFE = "working_life", _("Working life and associations")
    PUPIL = "pupil", _("Pupils")
    GUARDIAN = "guardian", _("Parents and guardians")


class Does(models.TextChoices):
    """What a party has to do with something."""

    RESPONSIBLE = "responsible", _("does it")
    ACCOUNTABLE = "accountable", _("answers for it")
    CONSULTED = "consulted", _("is asked before")
    INFORMED = "informed", _("is told")


class RemarkState(models.TextChoices):
    """What has become of a remark."""

    OPEN = "open", _("Not answered")
    TAKEN = "taken", _("Taken up")
    DECLINED = "declined", _("Not taken in")


class Stand(models.TextChoices):
    """Where somebody who was asked stands."""

    SUPPORTS = "supports", _("Supports it")
    WITH_REMARKS = "with_remarks", _("Supports it, with remarks")
    AGAINST = "against", _("Is against it")
    NO_VIEW = "no_view", _("Has no view")


class GapKind(models.TextChoices):
    """Where the chain of a plan has a hole."""

    NEED_WITHOUT_FINDING = "need_without_finding", _("Needs that rest on no finding")
    NEED_WITHOUT_GOAL = "need_without_goal", _("Needs without a goal")
    GOAL_WITHOUT_INDICATOR = "goal_without_indicator", _("Goals without an indicator")
    GOAL_WITHOUT_ACTIVITY = "goal_without_activity", _("Goals that nothing is done for")
    ACTIVITY_WITHOUT_NEED = "activity_without_need", _("Activities that lead to no need")
    NOBODY_DOES_IT = "nobody_does_it", _("What nobody is to do")
    INDICATOR_WITHOUT_TARGET = "indicator_without_target", _("Indicators without a target")


HOLDS_BACK = (GapKind.ACTIVITY_WITHOUT_NEED, GapKind.NOBODY_DOES_IT)
"""Holes with which no plan is adopted; the others warn."""


class Phase(models.TextChoices):
    """The steps of a cycle. Drafting and anchoring run side by side."""

    START_UP = "start_up", _("Start-up meeting")
    MAPPING = "mapping", _("Mapping")
    ANALYSIS = "analysis", _("Where we stand")
    DRAFTING = "drafting", _("Drafting")
    ANCHORING = "anchoring", _("Anchoring")
    REFERRAL = "referral", _("Referral round")
    ADOPTION = "adoption", _("Adoption")
    UNITS = "units", _("Plans of the units")
    RUNNING = "running", _("In operation")
    FOLLOW_UP = "follow_up", _("Follow-up")


class GateLine(models.TextChoices):
    """What a gate asks before its step is said to be done. A gate warns; only adoption is held back."""

    DECIDER_NAMED = "decider_named", _("It is said who decides")
    SCOPE_AGREED = "scope_agreed", _("It is agreed which school forms take part")
    WORK_DIVIDED = "work_divided", _("It is agreed who does what, with which support")
    DATES_SET = "dates_set", _("Every step has a day")
    FINDINGS_WRITTEN = "findings_written", _("Findings are written down")
    STAGES_COVERED = "stages_covered", _("Every school form that takes part has a finding")
    NEEDS_WRITTEN = "needs_written", _("Needs are written down")
    NEEDS_FOUNDED = "needs_founded", _("Every need rests on a finding")
    GOALS_WRITTEN = "goals_written", _("Goals are written down, each from a need")
    ROLES_NAMED = "roles_named", _("Everything that is to be done has somebody who does it")
    GOALS_MEASURED = "goals_measured", _("Every goal has an indicator")
    PARTIES_ASKED = "parties_asked", _("Somebody was asked for comments")
    ANSWERS_IN = "answers_in", _("Everybody who was asked has answered")
    REMARKS_ANSWERED = "remarks_answered", _("Every remark is answered")
    PLAN_ADOPTED = "plan_adopted", _("The plan is adopted")
