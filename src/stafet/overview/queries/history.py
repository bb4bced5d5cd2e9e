"""What was true when, and what was known when: every version of what is kept about somebody's responsibility."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Model

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.countries import Country, local_day
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import Sentence, sentence
from stafet.kernel.standing import Standing
from stafet.overview.queries.relay import HolderSpan
from stafet.overview.queries.wording import COVERAGE_ENDS, HANDOVERS, OUTCOMES, what_is_done
from stafet.pathways import api as pathways
from stafet.responsibility.api import (
    Coverage,
    CoverageEnd,
    Handover,
    HandoverState,
    Holding,
    NextStep,
    StepOutcome,
    StepState,
)


class Record(StrEnum):
    """What kind of thing a version is of."""

    COVERAGE = "coverage"
    HOLDING = "holding"
    STEP = "step"
    HANDOVER = "handover"
    SPELL = "spell"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One version of one thing: what it said, over which days that was true, and over which time it was believed.

    ``known_until`` is ``None`` for what is still believed. ``by_name`` is empty when a declared rule did it.
    """

    record: Record
    record_id: UUID
    what: Sentence
    note: Sentence | None
    words: str
    true_from: date
    true_until: date | None
    known_from: datetime
    known_until: datetime | None
    by_name: str
    action: str
    removed: bool


@dataclass(frozen=True, slots=True)
class StepThen:
    """A step that was open at an instant, as it was known."""

    what: Sentence
    words: str
    due_on: date
    organisation_name: str
    assignee_name: str


@dataclass(frozen=True, slots=True)
class KnownThen:
    """The answer to "who was responsible then, and what did they know?"."""

    true_at: datetime
    known_at: datetime
    holder: HolderSpan | None
    steps: tuple[StepThen, ...]
    standing: Standing


_TABLES: Mapping[Record, tuple[type[Model], tuple[str, ...]]] = MappingProxyType(
    {
        Record.COVERAGE: (Coverage, ()),
        Record.HOLDING: (Holding, ("organisation", "holder")),
        Record.STEP: (NextStep, ("organisation", "assignee")),
        Record.HANDOVER: (Handover, ("from_organisation", "to_organisation")),
        Record.SPELL: (pathways.Spell, ("organisation", "unit")),
    }
)


def history_of(person_id: UUID) -> tuple[HistoryLine, ...]:
    """Everything that was ever kept about somebody's responsibility and path, the latest learned first.

    A constant number of queries, whatever has happened.
    """
    makers = audit.makers_of(
        audit.Change.objects.filter(access.visible(DataClass.PROCESS), person_id=person_id)
    )
    found = [(record, version) for record in Record for version in _versions(record, person_id, makers)]
    names = _names(version.maker.by_id for _, version in found)
    lines = [_line(record, version, names) for record, version in found if _lasted(version)]
    return tuple(sorted(lines, key=lambda line: (line.known_from, line.record_id), reverse=True))


def responsible_at(person_id: UUID, *, true_at: datetime, known_at: datetime) -> KnownThen:
    """Who was responsible at one instant, and what was to be done, as it was known at another."""

    def then(record: Record) -> list[Any]:
        return [v.row for v in _versions(record, person_id, {}) if v.was_known_at(known_at)]

    held = [row for row in then(Record.HOLDING) if _covers(row.starts_at, row.ends_at, true_at)]
    steps = [row for row in then(Record.STEP) if _covers(row.opened_at, row.closed_at, true_at)]
    spells = [pathways.line_of(row) for row in then(Record.SPELL)]
    return KnownThen(
        true_at=true_at,
        known_at=known_at,
        holder=next((_span(row) for row in held), None),
        steps=tuple(_step_then(row) for row in sorted(steps, key=lambda row: (row.due_on, row.id))),
        standing=pathways.doing(spells, day=local_day(Country.DK, true_at)).standing,
    )


def _versions(
    record: Record, person_id: UUID, makers: Mapping[tuple[UUID | None, datetime], audit.Maker]
) -> Iterator[audit.Version]:
    """Every version of one kind of thing. Two queries."""
    model, related = _TABLES[record]
    visible = access.visible(DataClass.PROCESS)
    current = model._default_manager.filter(visible, person_id=person_id).select_related(*related)
    events = model.pgh_event_model.objects.filter(visible, person_id=person_id)  # type: ignore[attr-defined]
    superseded = events.select_related("pgh_context", *related).order_by("pgh_id")
    return audit.versions(current, superseded, makers)


def _lasted(version: audit.Version) -> bool:
    """Whether it was believed for any time at all: an action may write a row more than once."""
    return version.known_until is None or version.known_from < version.known_until


def _names(user_ids: Iterable[UUID | None]) -> Mapping[UUID, str]:
    wanted = {user_id for user_id in user_ids if user_id is not None}
    return dict(access.User.objects.filter(pk__in=wanted).values_list("pk", "name"))


def _line(record: Record, version: audit.Version, names: Mapping[UUID, str]) -> HistoryLine:
    said = _SAYS[record](version.row)
    return HistoryLine(
        record=record,
        record_id=version.row.id,
        what=said.what,
        note=said.note,
        words=said.words,
        true_from=said.true_from,
        true_until=said.true_until,
        known_from=version.known_from,
        known_until=version.known_until,
        by_name=names.get(version.maker.by_id, "") if version.maker.by_id else "",
        action=version.maker.action,
        removed=version.removed,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What one version says."""

    what: Sentence
    true_from: date
    true_until: date | None
    note: Sentence | None = None
    words: str = ""


def _coverage(row: Coverage) -> _Said:
    note = COVERAGE_ENDS[CoverageEnd(row.end_reason)] if row.end_reason else None
    return _Said(sentence("The promise holds."), row.starts_on, row.ends_on, note)


def _holding(row: Holding) -> _Said:
    what = sentence("%(organisation)s has the responsibility.", organisation=row.organisation.name)
    note = sentence("Responsible by name: %(name)s.", name=row.holder.name) if row.holder else None
    return _Said(what, _day(row.starts_at), row.ends_at and _day(row.ends_at), note)


def _step(row: NextStep) -> _Said:
    if row.state == StepState.OPEN:
        note = sentence("Due on %(due_on)s.", due_on=row.due_on)
    else:
        note = OUTCOMES[StepOutcome(row.outcome)]
    return _Said(
        what_is_done(row.kind), _day(row.opened_at), row.closed_at and _day(row.closed_at), note, row.words
    )


def _handover(row: Handover) -> _Said:
    way = {"sender": row.from_organisation.name, "receiver": row.to_organisation.name}
    what = sentence("Hand-over from %(sender)s to %(receiver)s.", **way)
    return _Said(
        what,
        _day(row.offered_at),
        row.answered_at and _day(row.answered_at),
        HANDOVERS[HandoverState(row.state)],
    )


def _spell(row: pathways.Spell) -> _Said:
    line = pathways.line_of(row)
    missing = line.missing_since
    note = missing and sentence("The register has not shown it since %(day)s.", day=missing)
    return _Said(sentence("At %(place)s", place=line.place), row.starts_on, row.ends_on, note or None)


_SAYS: Mapping[Record, Callable[[Any], _Said]] = MappingProxyType(
    {
        Record.COVERAGE: _coverage,
        Record.HOLDING: _holding,
        Record.STEP: _step,
        Record.HANDOVER: _handover,
        Record.SPELL: _spell,
    }
)


def _covers(starts_at: datetime, ends_at: datetime | None, instant: datetime) -> bool:
    return starts_at <= instant and (ends_at is None or instant < ends_at)


def _span(row: Holding) -> HolderSpan:
    holder = row.holder.name if row.holder else ""
    return HolderSpan(row.organisation_id, row.organisation.name, holder, row.starts_at, row.ends_at)


def _step_then(row: NextStep) -> StepThen:
    assignee = row.assignee.name if row.assignee else ""
    return StepThen(what_is_done(row.kind), row.words, row.due_on, row.organisation.name, assignee)


def _day(instant: datetime) -> date:
    return local_day(Country.DK, instant)
