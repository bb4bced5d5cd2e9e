"""What can be asked about places and the people who work there. Nothing here is about a young person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from stafet.access import api as access
from stafet.administration.policies import organised_by
from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations
from stafet.organisations.api import Organisation, OrganisationKind, Unit

PAGE = 50
_NEED_NO_READER = (OrganisationKind.COMPANY, OrganisationKind.DEPARTMENT, OrganisationKind.OTHER)
"""Kinds to which nobody is handed over."""


class PlaceWarning(StrEnum):
    """What is wrong with a place."""

    NOBODY_READS = "nobody_reads"
    NO_STEWARD = "no_steward"


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One organisation as a line of a list."""

    organisation: Organisation
    people: int
    stewards: tuple[str, ...]
    warning: PlaceWarning | None
    is_last_resort: bool


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """Which organisations are asked for."""

    kind: OrganisationKind | None = None
    only_warned: bool = False
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A page of organisations by name; ``after`` asks for the next page."""

    rows: tuple[PlaceLine, ...]
    after: UUID | None


def organised_places(actor: Actor, question: PlaceQuestion, *, on: date, at: datetime) -> PlacePage:
    """The organisations the actor organises, by name. Four look-ups, however many there are."""
    found = _asked(actor, question, on=on, at=at)
    if question.after is not None:
        last = Organisation.objects.filter(pk=question.after).values_list("name", flat=True).first() or ""
        found = found.filter(Q(name__gt=last) | Q(name=last, pk__gt=question.after))
    rows = list(found.order_by("name", "pk")[: PAGE + 1])
    shown = rows[:PAGE]
    lines = _lines(shown, at=at)
    return PlacePage(lines, shown[-1].pk if len(rows) > PAGE else None)


def towns_without_last_resort(actor: Actor) -> Sequence[str]:
    """The municipalities the actor organises places in that have not said who holds when nobody else does."""
    places = Organisation.objects.filter(organised_by(actor)).values("municipality_id")
    towns = organisations.Municipality.objects.filter(pk__in=places, last_resort=None)
    return list(towns.order_by("name", "pk").values_list("name", flat=True))


def units_in(organisation_id: UUID, *, on: date) -> Sequence[Unit]:
    """The teams and classes of an organisation that have not ended, teams first."""
    rows = Unit.objects.filter(organisation_id=organisation_id).exclude(ends_on__lte=on)
    return list(rows.order_by("-kind", "grade", "name", "pk"))


def posts_in(organisation_id: UUID, *, at: datetime) -> Sequence[access.Membership]:
    """The posts in an organisation now, locked out or not, by who has them."""
    rows = access.Membership.objects.filter(organisation_id=organisation_id, starts_at__lte=at)
    running = rows.exclude(ends_at__lte=at).select_related("user", "unit", "organisation")
    return list(running.order_by("user__name", "role", "pk"))


def posts_ever(actor: Actor, user_id: UUID) -> Sequence[access.Membership]:
    """Every post somebody has or had in the organisations the actor organises, the latest first."""
    places = Organisation.objects.filter(organised_by(actor))
    rows = access.Membership.objects.filter(user_id=user_id, organisation__in=places)
    return list(rows.select_related("organisation", "unit", "user").order_by("-starts_at", "-pk"))


def _asked(actor: Actor, question: PlaceQuestion, *, on: date, at: datetime) -> QuerySet[Organisation]:
    found = Organisation.objects.running_on(on).filter(organised_by(actor)).select_related("municipality")
    if question.kind is not None:
        found = found.filter(kind=question.kind)
    if not question.only_warned:
        return found
    warned = ~Exists(_readers(at)) | ~Exists(_readers(at).filter(is_steward=True))
    return found.exclude(kind__in=_NEED_NO_READER).filter(warned)


def _readers(at: datetime) -> QuerySet[access.Membership]:
    """The posts of an organisation that can act for young people."""
    return access.Membership.objects.current_at(at).filter(
        organisation_id=OuterRef("pk"), role__in=access.roles_with(access.Permission.HOLD)
    )


def _lines(rows: Sequence[Organisation], *, at: datetime) -> tuple[PlaceLine, ...]:
    keys = [row.pk for row in rows]
    current = access.Membership.objects.current_at(at).filter(organisation_id__in=keys)
    counted = current.order_by().values_list("organisation_id").annotate(Count("user_id", distinct=True))
    people: dict[UUID, int] = dict(counted)
    readers = current.filter(role__in=access.roles_with(access.Permission.HOLD))
    stewards: dict[UUID, list[str]] = {}
    reading: set[UUID] = set()
    named = readers.order_by("user__name", "pk").values_list("organisation_id", "user__name", "is_steward")
    for organisation_id, name, is_steward in named:
        reading.add(organisation_id)
        if is_steward and name not in stewards.setdefault(organisation_id, []):
            stewards[organisation_id].append(name)
    return tuple(
        PlaceLine(
            organisation=row,
            people=people.get(row.pk, 0),
            stewards=tuple(stewards.get(row.pk, ())),
            warning=_warning(row, reads=row.pk in reading, has_steward=bool(stewards.get(row.pk))),
            is_last_resort=row.municipality.last_resort_id == row.pk,
        )
        for row in rows
    )


def _warning(row: Organisation, *, reads: bool, has_steward: bool) -> PlaceWarning | None:
    if row.kind in _NEED_NO_READER or has_steward:
        return None
    return PlaceWarning.NO_STEWARD if reads else PlaceWarning.NOBODY_READS
