"""The closed lists of this room, and what can become of terms and workflows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class PartyKind(models.TextChoices):
    """What a party is. The list covers the twenty-seven of the source document and what else a municipality meets."""

    MUNICIPALITY = "municipality", _("Municipality")
    GUIDANCE_UNIT = "guidance_unit", _("Guidance unit")
    COMPULSORY_SCHOOLS = "compulsory_schools", _("The compulsory schools")
    TENTH_GRADE_CENTRE = "tenth_grade_centre", _("Tenth-grade centre")
    YOUTH_SCHOOL = "youth_school", _("Youth school")
    COMMERCIAL_SCHOOL = "commercial_school", _("Commercial school")
    TECHNICAL_SCHOOL = "technical_school", _("Technical school")
    VOCATIONAL_COLLEGE = "vocational_college", _("Vocational college")
    UPPER_SECONDARY = "upper_secondary", _("Upper secondary school")
    PREPARATORY = "preparatory", _("Preparatory education")
    ADULT_EDUCATION = "adult_education", _("Adult education")
    ADULT_ASSOCIATION = "adult_association", _("Association for adult education")
    LANGUAGE_CENTRE = "language_centre", _("Language and integration centre")
    JOB_CENTRE = "job_centre", _("Job centre")
    EDUCATIONAL_PSYCHOLOGY = "educational_psychology", _("Educational psychology service")
    CRIME_PREVENTION = "crime_prevention", _("Crime prevention (school, social services, police)")
    TREATMENT_CENTRE = "treatment_centre", _("Treatment for alcohol and drugs")
    EMPLOYERS = "employers", _("Employers’ organisation")
    OTHER = "other", _("Another party")


class Level(models.TextChoices):
    """How far a party takes part. Municipalities may choose."""

    FULL = "full", _("In everything")
    CHOSEN_AREAS = "chosen_areas", _("In chosen areas")
    OBSERVER = "observer", _("As an observer")


class Area(models.TextChoices):
    """What one can take part in."""

    READINESS = "readiness", _("Those who are not ready yet")
    RE_CHOICE = "re_choice", _("Drop-out becomes re-choice")
    TRANSITIONS = "transitions", _("Transitions and hand-overs")
    NETWORK = "network", _("The network of counsellors")
    OFFERS = "offers", _("Offers across the partners")


class Subject(models.TextChoices):
    """What a partnership says about itself in a few words."""

    VISION = "vision", _("Vision")
    MISSION = "mission", _("Mission")
    TARGET_GROUPS = "target_groups", _("For whom")
    BACKGROUND = "background", _("Where it comes from")


class TermsSection(models.TextChoices):
    """The sections of the terms, in the order in which they are read."""

    PURPOSE = "purpose", _("Purpose")
    TARGET_GROUPS = "target_groups", _("For whom")
    OBLIGATIONS = "obligations", _("What each party commits to")
    ORGANISATION = "organisation", _("How the co-operation is organised")


class TermsState(models.TextChoices):
    """Where a version of the terms stands."""

    DRAFT = "draft", _("Being written")
    PROPOSED = "proposed", _("Proposed to the parties")
    ADOPTED = "adopted", _("Adopted")
    SUPERSEDED = "superseded", _("Superseded")


class TermsMove(models.TextChoices):
    """What can happen to a version of the terms."""

    PROPOSE = "propose", _("Propose it")
    REWORK = "rework", _("Work on it again")
    ADOPT = "adopt", _("Adopt it")
    SUPERSEDE = "supersede", _("A later one is adopted")


_T, _M = TermsState, TermsMove

TERMS: TransitionTable[TermsState, TermsMove] = TransitionTable(
    {
        (_T.DRAFT, _M.PROPOSE): _T.PROPOSED,
        (_T.PROPOSED, _M.REWORK): _T.DRAFT,
        (_T.PROPOSED, _M.ADOPT): _T.ADOPTED,
        (_T.ADOPTED, _M.SUPERSEDE): _T.SUPERSEDED,
    }
)
IN_THE_MAKING = (TermsState.DRAFT, TermsState.PROPOSED)


class WorkflowState(models.TextChoices):
    """Where a version of a workflow stands."""

    DRAFT = "draft", _("Being written")
    PUBLISHED = "published", _("Published to the partners")
    SUPERSEDED = "superseded", _("Superseded")


class WorkflowMove(models.TextChoices):
    """What can happen to a version of a workflow."""

    PUBLISH = "publish", _("Publish it")
    SUPERSEDE = "supersede", _("A later one is published")


WORKFLOW: TransitionTable[WorkflowState, WorkflowMove] = TransitionTable(
    {
        (WorkflowState.DRAFT, WorkflowMove.PUBLISH): WorkflowState.PUBLISHED,
        (WorkflowState.PUBLISHED, WorkflowMove.SUPERSEDE): WorkflowState.SUPERSEDED,
    }
)


class Helper(models.TextChoices):
    """The page of Stafet on which a step of a workflow is done."""

    NONE = "", _("None: outside Stafet")
    TODAY = "today", _("Today")
    PEOPLE = "people", _("People")
    HANDOVERS = "handovers", _("Hand-overs")
    PLANS = "leavers", _("Plans")
    WATCH = "watch", _("Watch")
    ASK_FOR = "request_person", _("Ask for a person")
    SLIPS = "slips", _("Off the system")
    REGISTERS = "sources", _("Registers")
