"""Which access is open, on which basis, for which purpose, from which fact. Read only: grants follow from facts.

What an organisation may see is counted, and names nobody; protected people are not counted. What is open to a person is told
to those who may meet that person's process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, DateTimeField, Func, Max, Min, QuerySet

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.people import api as people


@dataclass(frozen=True, slots=True)
class OpenAccess:
    """Grants of one organisation that say the same: for how many people, and since when."""

    purpose: access.Purpose
    basis: str
    classes: str
    source: access.Grant.Source
    people: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class PersonAccess:
    """One grant to one person's data."""

    organisation: str
    unit: str
    purpose: access.Purpose
    basis: str
    classes: str
    source: access.Grant.Source
    since: datetime
    until: datetime | None


def access_of(organisation_id: UUID, *, municipality_id: UUID, at: datetime) -> Sequence[OpenAccess]:
    """What an organisation may see of the young people of one municipality, counted."""
    with access.job_scope(municipality_id):
        hidden = access.HiddenPerson.objects.filter(municipality_id=municipality_id, lifted_at=None)
        rows = (
            _open_at(at)
            .filter(municipality_id=municipality_id, organisation_id=organisation_id)
            .exclude(person_id__in=hidden.values("person_id"))
            .annotate(since=_BEGUN)
            .order_by()
            .values_list("purpose", "basis", "classes", "source")
            .annotate(Count("person_id", distinct=True), Min("since"), Max("since"))
        )
        found = sorted(rows)
    return [
        OpenAccess(access.Purpose(purpose), basis, classes, access.Grant.Source(source), count, first, last)
        for purpose, basis, classes, source, count, first, last in found
    ]


def access_to(person_id: UUID, *, at: datetime) -> Sequence[PersonAccess]:
    """Who may see somebody now, by organisation. Nothing for whoever may not meet the person's process themselves."""
    seen = people.Person.objects.filter(access.visible(DataClass.PROCESS, person="pk"), pk=person_id)
    municipality_id = seen.values_list("municipality_id", flat=True).first()
    if municipality_id is None:
        return []
    with access.job_scope(municipality_id):
        rows = _open_at(at).filter(municipality_id=municipality_id, person_id=person_id)
        found = list(
            rows.select_related("organisation", "unit").order_by("organisation__name", "purpose", "pk")
        )
    return [_person_access(row) for row in found]


_BEGUN = Func("valid", function="lower", output_field=DateTimeField())


def _open_at(at: datetime) -> QuerySet[access.Grant]:
    return access.Grant.objects.filter(valid__contains=at)


def _person_access(row: access.Grant) -> PersonAccess:
    return PersonAccess(
        organisation=row.organisation.name,
        unit=row.unit.name if row.unit else "",
        purpose=access.Purpose(row.purpose),
        basis=row.basis,
        classes=row.classes,
        source=access.Grant.Source(row.source),
        since=row.valid.lower,
        until=row.valid.upper,
    )
