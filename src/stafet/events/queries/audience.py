"""Who is meant by an audience today, of those the reader may see. Worked out when it is sent; nothing is kept ahead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.events.drafts import Audience
from stafet.events.states import Group
from stafet.kernel.activities import SCHOOL
from stafet.kernel.periods import age_on
from stafet.kernel.privacy import DataClass
from stafet.own import api as own
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.placements import api as placements
from stafet.placements.api import SchemeKind, WayState

_SEEN = DataClass.PROCESS
_OF_AGE = 18
_NOT_YET = (WayState.CANDIDATE, WayState.INFORMED, WayState.INTERESTED, WayState.TALKED)
"""Who has not applied is no junior apprentice yet."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """One young person of an audience, and where they go to school."""

    person: people.Person
    school_id: UUID | None
    class_name: str


def pupils_of(audience: Audience, municipality_id: UUID, *, today: date) -> tuple[Pupil, ...]:
    """The young people of an audience whom the reader may see, each once."""
    found = (
        _apprentices(municipality_id)
        if audience.group is Group.APPRENTICES
        else _in_class(audience, municipality_id, today)
    )
    once: dict[UUID, Pupil] = {}
    for pupil in found:
        once.setdefault(pupil.person.pk, pupil)
    return tuple(once.values())


def homes_of(pupils: Collection[Pupil], *, today: date) -> Mapping[UUID, tuple[UUID, ...]]:
    """By young person the keys of those with custody today; nobody for whoever is of age. One look-up."""
    minors = [
        pupil.person
        for pupil in pupils
        if pupil.person.birth_date is None or age_on(pupil.person.birth_date, today) < _OF_AGE
    ]
    rows = own.Custody.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today),
        access.visible(DataClass.CONTACT),
        person_id__in=[person.pk for person in minors],
        starts_on__lte=today,
        kind__in=own.SEES,
    )
    homes: dict[UUID, tuple[UUID, ...]] = {}
    for person_id, key in rows.order_by("starts_on", "pk").values_list("person_id", "pk"):
        homes[person_id] = (*homes.get(person_id, ()), key)
    return homes


def _in_class(audience: Audience, municipality_id: UUID, today: date) -> Iterator[Pupil]:
    rows = pathways.Spell.objects.filter(access.visible(_SEEN), municipality_id=municipality_id)
    rows = rows.running_on(today).of_kind(*SCHOOL)
    if audience.unit_id is not None:
        rows = rows.filter(unit_id=audience.unit_id)
    if audience.grade is not None:
        rows = rows.filter(grade=audience.grade)
    if audience.school_id is not None:
        rows = rows.filter(organisation_id=audience.school_id)
    for row in rows.select_related("person", "unit").order_by("person_id", "-starts_on", "pk"):
        yield Pupil(row.person, row.organisation_id, row.unit.name if row.unit else "")


def _apprentices(municipality_id: UUID) -> Iterator[Pupil]:
    rows = placements.Placement.objects.filter(
        access.visible(_SEEN), municipality_id=municipality_id, kind=SchemeKind.JUNIOR_APPRENTICESHIP
    )
    rows = rows.under_way().exclude(state__in=_NOT_YET).select_related("person").order_by("person_id", "pk")
    for row in rows:
        yield Pupil(row.person, row.school_id, row.class_name)
