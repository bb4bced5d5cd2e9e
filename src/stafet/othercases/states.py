"""The closed lists of this room: which cases there are elsewhere, whom one asks, who has consented, why a reference ends."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.countries import Country


class CaseKind(models.TextChoices):
    """Under which law a case elsewhere is worked on, in words that say no more."""

    SOCIAL = "social", _("Social services legislation")
    EMPLOYMENT = "employment", _("Employment legislation")
    HEALTH = "health", _("Health and care")
    PPR = "ppr", _("Educational psychology service (PPR)")
    PUPIL_HEALTH = "pupil_health", _("Pupil health (elevhälsa)")


_EVERYWHERE = (CaseKind.SOCIAL, CaseKind.EMPLOYMENT, CaseKind.HEALTH)
KINDS: Mapping[Country, tuple[CaseKind, ...]] = {
    Country.DK: (*_EVERYWHERE, CaseKind.PPR),
    Country.SE: (*_EVERYWHERE, CaseKind.PUPIL_HEALTH),
}
"""Which kinds there are in which country."""


class Ask(models.TextChoices):
    """Whom one asks there: what they are, never who."""

    CASE_WORKER = "case_worker", _("The case worker")
    COORDINATOR = "coordinator", _("The coordinator of the team")
    LEADER = "leader", _("The leader of the unit")
    ON_DUTY = "on_duty", _("Whoever answers the telephone")


class ConsentBy(models.TextChoices):
    """Who has consented."""

    YOUNG_PERSON = "young_person", _("The young person")
    CUSTODY_HOLDERS = "custody_holders", _("Those with custody")


class CaseEnd(models.TextChoices):
    """Why a reference ends."""

    OVER = "over", _("The case is over")
    TAKEN_BACK = "taken_back", _("The consent was taken back")
    WRONG = "wrong", _("It was wrong")
