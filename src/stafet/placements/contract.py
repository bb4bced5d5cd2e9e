"""The life of an agreement as a table, and the matrix of who may do what with it while it stands where."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class AgreementState(models.TextChoices):
    """Where one version of an agreement stands. Only one that is in force lets somebody be there."""

    DRAFT = "draft", _("Being written")
    OUT = "out", _("Waits for signatures")
    SIGNED = "signed", _("Signed by all")
    IN_FORCE = "in_force", _("Approved and in force")
    REFUSED = "refused", _("Refused by the leader")
    REPLACED = "replaced", _("Replaced by a newer version")
    ENDED = "ended", _("Ended")


class AgreementMove(models.TextChoices):
    """What can happen to one version."""

    SEND = "send", _("Send it out to be signed")
    COMPLETE = "complete", _("The last signature")
    APPROVE = "approve", _("Approve")
    REFUSE = "refuse", _("Refuse")
    REPLACE = "replace", _("Replace")
    END = "end", _("End")


_A, _V = AgreementState, AgreementMove
AGREEMENT: TransitionTable[AgreementState, AgreementMove] = TransitionTable(
    {
        (_A.DRAFT, _V.SEND): _A.OUT,
        (_A.DRAFT, _V.END): _A.ENDED,
        (_A.OUT, _V.COMPLETE): _A.SIGNED,
        (_A.OUT, _V.REPLACE): _A.REPLACED,
        (_A.OUT, _V.END): _A.ENDED,
        (_A.SIGNED, _V.APPROVE): _A.IN_FORCE,
        (_A.SIGNED, _V.REFUSE): _A.REFUSED,
        (_A.SIGNED, _V.REPLACE): _A.REPLACED,
        (_A.SIGNED, _V.END): _A.ENDED,
        (_A.IN_FORCE, _V.REPLACE): _A.REPLACED,
        (_A.IN_FORCE, _V.END): _A.ENDED,
    }
)
WORKED_ON = (_A.DRAFT, _A.OUT, _A.SIGNED)
"""A version that is on its way; there is one at most."""


class Party(models.TextChoices):
    """Who is part of an agreement."""

    YOUNG_PERSON = "young_person", _("The young person")
    CUSTODY_HOLDER = "custody_holder", _("Custody holder")
    HOST = "host", _("The host")
    GUIDANCE = "guidance", _("Those who counsel and teach")
    LEADER = "leader", _("The school’s leader")

    def may(self, right: Right, state: AgreementState) -> bool:
        """Whether this party may do something with a version that stands somewhere."""
        return right in RIGHTS.get((self, state), frozenset())


SIGNERS = (Party.YOUNG_PERSON, Party.CUSTODY_HOLDER, Party.HOST)


class Right(models.TextChoices):
    """What a party may do."""

    CHANGE = "change", _("Change the text")
    SEND = "send", _("Send it out")
    SIGN = "sign", _("Sign")
    APPROVE = "approve", _("Approve or refuse")


_CHANGE, _SEND, _SIGN, _APPROVE = Right.CHANGE, Right.SEND, Right.SIGN, Right.APPROVE
RIGHTS: Mapping[tuple[Party, AgreementState], frozenset[Right]] = MappingProxyType(
    {
        **{(party, _A.OUT): frozenset({_SIGN}) for party in SIGNERS},
        (Party.GUIDANCE, _A.DRAFT): frozenset({_CHANGE, _SEND}),
        (Party.GUIDANCE, _A.OUT): frozenset({_CHANGE}),
        (Party.GUIDANCE, _A.SIGNED): frozenset({_CHANGE}),
        (Party.GUIDANCE, _A.IN_FORCE): frozenset({_CHANGE}),
        (Party.GUIDANCE, _A.REFUSED): frozenset({_CHANGE}),
        (Party.LEADER, _A.SIGNED): frozenset({_APPROVE}),
    }
)
"""Role × status. What is not here may not be done. A change of any text is a new version without a signature."""


class How(models.TextChoices):
    """How somebody signed."""

    LOG_IN = "log_in", _("With their own log-in")
    LINK = "link", _("By a personal link")
    PAPER = "paper", _("On paper, kept at the school")


class Hazard(models.TextChoices):
    """What nobody under eighteen does at a placement. Each is asked about; what is chosen closes the gate."""

    MACHINES = "machines", _("Dangerous machines or tools")
    SUBSTANCES = "substances", _("Dangerous substances")
    HEIGHTS = "heights", _("Work at heights, or where something may fall")
    VIOLENCE = "violence", _("A risk of violence or threats")
    PACE = "pace", _("A pace that a machine sets, or piece work")
    ALONE = "alone", _("Alone, without a grown-up within reach")
    TILL = "till", _("Alone at a till, or with goods that have an age limit")


class PaidBy(models.TextChoices):
    """Who pays for clothes and equipment."""

    HOST = "host", _("The host")
    SCHOOL = "school", _("The school")
    FAMILY = "family", _("The family")


class Insurance(models.TextChoices):
    """Under whose insurance a pupil is."""

    NONE = "none", _("Not settled yet")
    STATE = "state", _("The state’s compensation scheme for pupils")
    SCHOOL = "school", _("The school’s or the municipality’s insurance")


class Certificate(models.TextChoices):
    """Whether those at the host need a child-protection certificate, as it was assessed."""

    UNKNOWN = "unknown", _("Not assessed yet")
    NOT_NEEDED = "not_needed", _("Assessed: not needed")
    OBTAINED = "obtained", _("Needed, and obtained")


class Gate(models.TextChoices):
    """What must be in place. A gate that is closed keeps a placement from beginning, and says why."""

    TIMES = "times", _("Days and hours are agreed")
    AGE = "age", _("Old enough")
    DAYS = "days", _("The days of the model")
    PLACE = "place", _("A kind of place the model allows")
    HOURS_A_DAY = "hours_a_day", _("Hours a day")
    HOURS_A_WEEK = "hours_a_week", _("Hours a week, with lessons")
    HOURS_A_YEAR = "hours_a_year", _("Hours a year")
    NIGHT = "night", _("Not at night")
    BREAK = "break", _("A break")
    REST_A_DAY = "rest_a_day", _("Rest between two days")
    REST_A_WEEK = "rest_a_week", _("Rest within the week")
    DANGER = "danger", _("Nothing dangerous")
    LIFT = "lift", _("Nothing too heavy")
    TASKS = "tasks", _("What they will do and learn")
    RISK = "risk", _("The risk for a young person is assessed")
    SUPERVISION = "supervision", _("A grown-up who is there")
    CERTIFICATE = "certificate", _("Child-protection certificate")
    INSURANCE = "insurance", _("Insurance")
    UNPAID = "unpaid", _("No wages")
