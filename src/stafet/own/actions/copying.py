"""A copy of everything that is kept about one person, in one act (the General Data Protection Regulation, article 15)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from psycopg.types.range import Range

from stafet.audit import api as audit
from stafet.kernel.actors import SYSTEM_ID, Actor
from stafet.kernel.privacy import DataClass, Retention
from stafet.own.columns import Told, told_tables
from stafet.own.states import ANSWERED_WITHIN, Capacity
from stafet.pathways import api as pathways
from stafet.people import api as people

Value = str | int | bool | Decimal | date | datetime | tuple[str, ...] | None


class CopyFor(StrEnum):
    """For whom a copy is made; staff make it on behalf of the young person."""

    SELF = "self"
    CUSTODY_HOLDER = "custody_holder"
    STAFF = "staff"


_OPEN_TO_CUSTODY = frozenset(map(DataClass, "ABDGH"))
"""What whoever has custody gets: what the table of who may see what gives them of their own child."""


_TELLS_OF_OWN = {
    "responsibility.NextStep": Q(rule=ANSWERED_WITHIN),
    "audit.Change": Q(action__startswith="own."),
    "careerplans.PlanVersion": Q(content__parts__contains=[{"voice": "home"}]),
}
_TELLS_OF_HOMES = {
    "careerplans.PlanPart": Q(voice="home"),
    "languages.SpokenLanguage": Q(whose="home"),
    "progress.OwnWords": Q(voice="home"),
}
_SHARED_WITH_COUNSELLORS = {
    "progress.Reflection": Q(shared_at__isnull=False),
    "progress.ReflectionAnswer": Q(reflection__shared_at__isnull=False),
    "progress.PortfolioPiece": ~Q(audience="nobody"),
    "othercases.OtherCase": Q(pk__in=()),  # staff who make a copy would carry it to others
}
_SHARED_WITH_HOME = {
    "progress.Reflection": Q(pk__in=()),
    "progress.ReflectionAnswer": Q(pk__in=()),
    "progress.ReflectionInvitation": Q(pk__in=()),
    "progress.PortfolioPiece": Q(audience="plan"),
    "othercases.OtherCase": Q(pk__in=()),
}


@dataclass(frozen=True, slots=True)
class CopiedValue:
    """One column of one row. ``said`` are a code's words; ``is_masked`` where another person stood; ``packed`` what was in a box, whole."""

    column: str
    value: Value
    said: str = ""
    is_masked: bool = False
    packed: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """The rows of one kind, with why it is kept and how long. Rows that were superseded stand apart."""

    label: str
    purpose: str
    data_class: DataClass
    retention: Retention
    of_history: bool
    rows: tuple[tuple[CopiedValue, ...], ...]


@dataclass(frozen=True, slots=True)
class PersonalCopy:
    """Everything, table by table; where it came from besides what people wrote; the classes that were left out."""

    person_id: UUID
    made_at: datetime
    tables: tuple[CopiedTable, ...]
    sources: tuple[str, ...]
    numbers: tuple[people.NumberNote, ...]
    left_out: tuple[DataClass, ...]


@audit.action
def take_copy(
    *,
    person_id: UUID,
    municipality_id: UUID,
    made_for: CopyFor,
    by: Actor,
    at: datetime,
    open_to_staff: Collection[DataClass] = (),
) -> PersonalCopy:
    """Walk the schema and write down every row about somebody. Only in the scope of a job, which the log names.

    Whether ``by`` may is judged by whoever opens that scope, from what the database lets them see in their own name.
    Staff who make one on behalf of somebody get no class of data that they do not meet otherwise.
    """
    open_classes = _open_classes(made_for, open_to_staff)
    tables = [told for told in told_tables() if told.data_class in open_classes]
    copied = tuple(
        _copied(told, person_id, made_for, by)
        for told in tables
        if DataClass.GUIDANCE_NOTE in open_classes or not _is_kept_from(told, made_for)
    )
    audit.record_many(
        action="own.take_copy",
        municipality_id=municipality_id,
        subject_id=person_id,
        by=by,
        at=at,
        reason=made_for.value,
    )
    sees_number = DataClass.NATIONAL_NUMBER in open_classes
    return PersonalCopy(
        person_id=person_id,
        made_at=at,
        tables=tuple(table for table in copied if table.rows),
        sources=_sources(copied),
        numbers=people.numbers_in_job(person_id) if sees_number else (),
        left_out=tuple(
            sorted({told.data_class for told in told_tables()} - {told.data_class for told in tables})
        ),
    )


def _open_classes(made_for: CopyFor, open_to_staff: Collection[DataClass]) -> frozenset[DataClass]:
    if made_for is CopyFor.STAFF:
        return frozenset(open_to_staff)
    return _OPEN_TO_CUSTODY if made_for is CopyFor.CUSTODY_HOLDER else frozenset(DataClass)


def _copied(told: Told, person_id: UUID, made_for: CopyFor, by: Actor) -> CopiedTable:
    found = _rows(told, person_id).filter(_shared_rows_only(told, made_for))
    found = found.filter(_own_rows_only(told, made_for, by)).order_by("pk")
    return CopiedTable(
        label=told.label,
        purpose=told.purpose,
        data_class=told.data_class,
        retention=told.retention,
        of_history=told.of_history,
        rows=tuple(tuple(_values(told, row, by)) for row in found),
    )


def _rows(told: Told, person_id: UUID) -> QuerySet[Model]:
    """The rows of a table about somebody. Keys of registers are also about what the person does."""
    rows = told.model._default_manager.all()
    if told.subject == "target_id":
        spells = pathways.Spell.objects.filter(person_id=person_id).values("pk")
        return rows.filter(Q(target_id=person_id) | Q(target_id__in=spells))
    return rows.filter(**{told.subject: person_id})


def _is_kept_from(told: Told, made_for: CopyFor) -> bool:
    """Whether those at work who counsel nobody get none of it: what a young person shared with those who do."""
    return made_for is CopyFor.STAFF and told.label in _SHARED_WITH_COUNSELLORS


def _shared_rows_only(told: Told, made_for: CopyFor) -> Q:
    """Of what a young person writes for themselves, others get what was shared with them."""
    if made_for is CopyFor.SELF:
        return Q()
    shared = _SHARED_WITH_HOME if made_for is CopyFor.CUSTODY_HOLDER else _SHARED_WITH_COUNSELLORS
    return shared.get(told.label, Q())


def _own_rows_only(told: Told, made_for: CopyFor, by: Actor) -> Q:
    """Of what the young person and those with custody each have in this room, only the reader's own.

    To whoever has custody neither step nor log tells what a child has said, or that another household logs in.
    """
    if made_for is CopyFor.CUSTODY_HOLDER and told.label in _TELLS_OF_OWN:
        return ~_TELLS_OF_OWN[told.label]
    if made_for is CopyFor.CUSTODY_HOLDER and told.label in _TELLS_OF_HOMES:
        return ~_TELLS_OF_HOMES[told.label] | Q(written_by_id=by.user_id)
    if told.label not in ("own.PersonalLogin", "own.OwnInvitation", "own.Correction", "own.Custody"):
        return Q()
    if made_for is not CopyFor.CUSTODY_HOLDER:
        return Q() if told.label == "own.Custody" else Q(capacity=Capacity.SELF)
    of_them = {
        "own.PersonalLogin": Q(user_id=by.user_id),
        "own.Correction": Q(said_by_id=by.user_id),
        "own.Custody": Q(pk__in=_own_custodies(by)),
    }
    return of_them.get(told.label, Q(pk__in=()))


def _own_custodies(by: Actor) -> QuerySet[Model, UUID]:
    login = next(told.model for told in told_tables() if told.label == "own.PersonalLogin")
    return login._default_manager.filter(user_id=by.user_id).values_list("custody_id", flat=True)


def _values(told: Told, row: Model, by: Actor) -> Iterator[CopiedValue]:
    for name in told.columns:
        field = row._meta.get_field(name)
        if name in told.masked:
            yield _person(name, getattr(row, field.attname), by)  # type: ignore[union-attr]
        elif field.is_relation:
            place = getattr(row, name)
            yield CopiedValue(name, str(place) if place is not None else None)
        else:
            raw = getattr(row, name)
            said = dict(field.flatchoices).get(raw, "") if getattr(field, "choices", None) else ""  # type: ignore[union-attr]
            packed = raw if isinstance(raw, dict) else None
            yield CopiedValue(name, _plain(raw), str(said) if said != raw else "", packed=packed)


def _person(name: str, key: UUID | None, by: Actor) -> CopiedValue:
    """Another person is masked; who asks, the system and nobody are not other persons."""
    if key is None:
        return CopiedValue(name, None)
    if key == SYSTEM_ID:
        return CopiedValue(name, "a rule")
    return CopiedValue(name, "you") if key == by.user_id else CopiedValue(name, None, is_masked=True)


def _plain(raw: object) -> Value:
    if raw is None or isinstance(raw, str | bool | int | Decimal | date):
        return raw
    if isinstance(raw, Range):
        return tuple("" if end is None else end.isoformat() for end in (raw.lower, raw.upper))
    if isinstance(raw, list | tuple):
        return tuple(_flat(each) for each in raw)
    return tuple(f"{key}: {_flat(each)}" for key, each in raw.items()) if isinstance(raw, dict) else str(raw)


def _flat(raw: object) -> str:
    """What is packed inside a row, in one line."""
    if isinstance(raw, dict):
        return ", ".join(f"{key} {_flat(each)}" for key, each in raw.items() if each not in ("", None))
    return " / ".join(_flat(each) for each in raw) if isinstance(raw, list) else str(raw)


def _sources(tables: Iterable[CopiedTable]) -> tuple[str, ...]:
    """The registers that have told something about somebody, by name."""
    rows = (row for table in tables for row in table.rows if table.label == "registers.KnownKey")
    names = {str(value.value) for row in rows for value in row if value.column == "source"}
    return tuple(sorted(names))
