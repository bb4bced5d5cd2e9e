"""Hand-overs and requests as both sides see them: the same rows, incoming for one, outgoing for the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import Coalesce, TruncDate

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country, local_day
from stafet.kernel.privacy import DataClass
from stafet.responsibility.api import (
    Handover,
    HandoverKind,
    HandoverState,
    Holding,
    HoldingRequest,
    RequestState,
)

Row = TypeVar("Row")
FEW = 20
"""How many rows of a list the first page shows before it says "see all"."""

START_CONFIRMED = "stafet.handover.start_confirmed_within"


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """The first rows of a list, and how many there are in all."""

    rows: tuple[Row, ...]
    count: int

    @property
    def is_whole(self) -> bool:
        """Whether there are no more than these."""
        return self.count <= len(self.rows)


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """An envelope that waits for the reader's organisation: all there is to see before accepting.

    ``name`` is empty for a protected person, of whom only the sender's phone is told.
    """

    handover_id: UUID
    person_id: UUID
    name: str
    birth_year: int | None
    kind: HandoverKind
    from_organisation: str
    from_name: str
    phone: str
    to_organisation: str
    to_team: str
    to_name: str
    starts_on: date | None
    offered_at: datetime
    days_waiting: int
    answer_by: date


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """An offer the reader's organisation made that nobody has answered."""

    handover_id: UUID
    person_id: UUID
    name: str
    kind: HandoverKind
    to_organisation: str
    to_team: str
    to_name: str
    to_phone: str
    offered_at: datetime
    days_waiting: int
    answer_by: date
    reminders: int


@dataclass(frozen=True, slots=True)
class NotStartedLine:
    """Somebody who was taken over, but whom nobody has seen start. ``expected_by`` is when that should be known."""

    handover_id: UUID
    person_id: UUID
    name: str
    starts_on: date
    expected_by: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class RequestLine:
    """Another organisation asks for somebody whom the reader's organisation has."""

    request_id: UUID
    person_id: UUID
    name: str
    by_organisation: str
    by_name: str
    words: str
    asked_at: datetime
    days_waiting: int


def incoming(actor: Actor, *, day: date, limit: int = FEW) -> Slice[IncomingLine]:
    """What waits for the actor's organisations to accept, the longest first. One query."""
    places = access.organisations_where(actor, access.Permission.HOLD)
    return sliced(_offered_to(places, limit), lambda row: _incoming(row, day))


def outgoing(actor: Actor, *, day: date, limit: int = FEW) -> Slice[OutgoingLine]:
    """What the actor's organisations offered and nobody has answered, the longest first. One query."""
    places = access.organisations_where(actor, access.Permission.HAND_OVER)
    return sliced(_offered_by(places, limit), lambda row: _outgoing(row, day))


def not_started(actor: Actor, *, day: date, limit: int = FEW) -> Slice[NotStartedLine]:
    """Whom the actor's organisations took over and nobody has seen start, the earliest start first. One query."""
    places = access.organisations_where(actor, access.Permission.HOLD)
    return sliced(_taken_over_by(places, limit), lambda row: _not_started(row, day))


def requests(actor: Actor, *, day: date, limit: int = FEW) -> Slice[RequestLine]:
    """For whom other organisations have asked the actor's, the longest first. One query."""
    places = access.organisations_where(actor, access.Permission.HAND_OVER)
    return sliced(_asked_of(places, limit), lambda row: _request(row, day))


def first_and_all(rows: QuerySet[Any], columns: Sequence[str], limit: int) -> QuerySet[Any, Any]:
    """The first rows, and in each the number of all, as ``sliced`` reads them."""
    counted: QuerySet[Any, Any] = rows.annotate(total=Window(Count("*"))).values_list(
        *columns, "total", named=True
    )
    return counted[:limit]


def sliced(found: Sequence[Any], line: Callable[[Any], Row]) -> Slice[Row]:
    """The first rows as lines, and the number of all."""
    return Slice(tuple(line(row) for row in found), found[0].total if found else 0)


def days_waiting(since: datetime, day: date) -> int:
    """How many days something has waited; 0 on the day it came."""
    return max(0, (day - local_day(Country.DK, since)).days)


_PERSON = ("person_id", "person__given_names", "person__family_name")
_INCOMING = (
    "id",
    "person_id",
    "envelope_name",
    "envelope_birth_year",
    "envelope_phone",
    "kind",
    "from_organisation__name",
    "from_user__name",
    "to_organisation__name",
    "to_unit__name",
    "to_user__name",
    "starts_on",
    "offered_at",
    "answer_by",
)
_OUTGOING = (
    "id",
    *_PERSON,
    "kind",
    "to_organisation__name",
    "to_organisation__phone",
    "to_unit__name",
    "to_user__name",
    "offered_at",
    "answer_by",
    "reminders",
)
_NOT_STARTED = ("id", *_PERSON, "expected", "person__municipality__country")
_REQUESTS = ("id", *_PERSON, "by_organisation__name", "by_user__name", "words", "asked_at")


@audit.statement
def _offered_to(places: Collection[UUID], limit: int) -> QuerySet[Any, Any]:
    offers = Handover.objects.filter(audit.among("to_organisation_id", places), state=HandoverState.OFFERED)
    return first_and_all(offers.order_by("offered_at", "id"), _INCOMING, limit)


@audit.statement
def _offered_by(places: Collection[UUID], limit: int) -> QuerySet[Any, Any]:
    seen = Handover.objects.filter(access.visible(DataClass.PROCESS), state=HandoverState.OFFERED)
    offers = seen.filter(audit.among("from_organisation_id", places))
    return first_and_all(offers.order_by("offered_at", "id"), _OUTGOING, limit)


@audit.statement
def _taken_over_by(places: Collection[UUID], limit: int) -> QuerySet[Any, Any]:
    held = Holding.objects.filter(
        audit.among("organisation_id", places), ends_at=None, handover_id__isnull=False
    )
    taken = (
        Handover.objects.filter(access.visible(DataClass.PROCESS), state=HandoverState.ACCEPTED)
        .filter(pk__in=held.values("handover_id"))
        .annotate(expected=Coalesce("starts_on", TruncDate("answered_at")))
    )
    return first_and_all(taken.order_by("expected", "id"), _NOT_STARTED, limit)


@audit.statement
def _asked_of(places: Collection[UUID], limit: int) -> QuerySet[Any, Any]:
    seen = HoldingRequest.objects.filter(access.visible(DataClass.PROCESS), state=RequestState.ASKED)
    asked = seen.filter(audit.among("to_organisation_id", places))
    return first_and_all(asked.order_by("asked_at", "id"), _REQUESTS, limit)


def _incoming(row: Any, day: date) -> IncomingLine:
    return IncomingLine(
        handover_id=row.id,
        person_id=row.person_id,
        name=row.envelope_name,
        birth_year=row.envelope_birth_year,
        kind=HandoverKind(row.kind),
        from_organisation=row.from_organisation__name,
        from_name=row.from_user__name or "",
        phone=row.envelope_phone,
        to_organisation=row.to_organisation__name,
        to_team=row.to_unit__name or "",
        to_name=row.to_user__name or "",
        starts_on=row.starts_on,
        offered_at=row.offered_at,
        days_waiting=days_waiting(row.offered_at, day),
        answer_by=row.answer_by,
    )


def _outgoing(row: Any, day: date) -> OutgoingLine:
    return OutgoingLine(
        handover_id=row.id,
        person_id=row.person_id,
        name=_name(row),
        kind=HandoverKind(row.kind),
        to_organisation=row.to_organisation__name,
        to_team=row.to_unit__name or "",
        to_name=row.to_user__name or "",
        to_phone=row.to_organisation__phone,
        offered_at=row.offered_at,
        days_waiting=days_waiting(row.offered_at, day),
        answer_by=row.answer_by,
        reminders=row.reminders,
    )


def _not_started(row: Any, day: date) -> NotStartedLine:
    country = Country(row.person__municipality__country)
    expected_by = rules.deadline(START_CONFIRMED, country=country, from_day=row.expected, on=day).due_on
    return NotStartedLine(row.id, row.person_id, _name(row), row.expected, expected_by, expected_by < day)


def _request(row: Any, day: date) -> RequestLine:
    return RequestLine(
        request_id=row.id,
        person_id=row.person_id,
        name=_name(row),
        by_organisation=row.by_organisation__name,
        by_name=row.by_user__name,
        words=row.words,
        asked_at=row.asked_at,
        days_waiting=days_waiting(row.asked_at, day),
    )


def _name(row: Any) -> str:
    return f"{row.person__given_names} {row.person__family_name}".strip()
