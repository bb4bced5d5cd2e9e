"""What can be asked: which cases there are elsewhere, and on which bases one may write them down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.privacy import DataClass
from stafet.kernel.sharing import Allowance, Recipient, Thing, sharing_matrix
from stafet.othercases.models import OtherCase
from stafet.othercases.policies import holdings_kept_by


def bases_in(country: Country, *, on: date) -> tuple[Allowance, ...]:
    """On which bases the municipality may be told of another case. A partner: on none."""
    return sharing_matrix().ways(Thing.OTHER_CASE, to=Recipient.MUNICIPALITY, country=country, on=on)


def keeps_cases_of(actor: Actor, person_id: UUID) -> bool:
    """Whether somebody reads and writes references about a person they see."""
    held = holdings_kept_by(actor).filter(access.visible(DataClass.GUIDANCE_NOTE), person_id=person_id)
    return held.exists()


def cases() -> QuerySet[OtherCase]:
    """Those of people whose notes the reader may open, and for whom they answer: the database says so."""
    seen = OtherCase.objects.filter(access.visible(DataClass.GUIDANCE_NOTE))
    return seen.select_related("person", "written_by")


def cases_of(person_id: UUID) -> Sequence[OtherCase]:
    """The references of somebody: what holds first, then what is over."""
    rows = cases().filter(person_id=person_id).order_by("-starts_on", "pk")
    return sorted(rows, key=lambda row: row.ends_on is not None)


def my_cases(person_id: UUID, *, on: date) -> Sequence[OtherCase]:
    """That there is one, for whoever it is about: the database says whose."""
    rows = OtherCase.objects.known_on(on).filter(person_id=person_id)
    return list(rows.order_by("-starts_on", "pk"))
