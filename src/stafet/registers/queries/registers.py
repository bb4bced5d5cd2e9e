"""The registers of a municipality: when they last told something, and how good it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations
from stafet.registers import policies
from stafet.registers.actions.health import Figure
from stafet.registers.actions.moves import load_of
from stafet.registers.counts import Consequence, Count, consequences_of, tally_of
from stafet.registers.models import DataHealth, Load, Source
from stafet.registers.states import OPEN_STATES, LoadState, SourceFormat, WhichRows

STALE_AFTER = "stafet.register.stale_after"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A register in a list. ``told_at`` is when the last applied file came; ``is_stale`` that this is too long ago."""

    source_id: UUID
    name: str
    format: SourceFormat
    organisation_name: str
    told_at: datetime | None
    stale_on: date | None
    is_stale: bool
    open_load_id: UUID | None


@dataclass(frozen=True, slots=True)
class LoadLine:
    """A load in a list."""

    load_id: UUID
    source_name: str
    file_name: str
    state: LoadState
    received_at: datetime
    finished_at: datetime | None
    received_by_id: UUID
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class HealthFigure:
    """One figure of a register's quality: how many of how many."""

    figure: Figure
    count: int
    base: int


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How old and how complete a register is. Without an applied load there are no figures."""

    line: SourceLine
    load_id: UUID | None
    counts: tuple[Count, ...]
    figures: tuple[HealthFigure, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows of what an applied load wrote."""

    what: str
    rows: int


@dataclass(frozen=True, slots=True)
class LoadStory:
    """What a load was, who decided what about it, and what it changed."""

    line: LoadLine
    sha256: str
    ordered_at: datetime | None
    ordered_by_id: UUID | None
    rows_chosen: WhichRows | None
    losses_confirmed: int | None
    consequences: tuple[Consequence, ...]
    written: tuple[Written, ...]


def sources(actor: Actor, *, at: datetime) -> Sequence[SourceLine]:
    """The registers somebody may load, by name. Three queries, and one for each municipality."""
    rows = list(policies.sources_loadable_by(actor).select_related("organisation").order_by("name", "pk"))
    told = _last_applied([row.pk for row in rows])
    waiting = dict(
        Load.objects.filter(source__in=rows, state__in=OPEN_STATES)
        .order_by("pk")
        .values_list("source_id", "pk")
    )
    homes = {key: organisations.home(key) for key in {row.municipality_id for row in rows}}
    return [_line(row, homes[row.municipality_id], told.get(row.pk), waiting.get(row.pk), at) for row in rows]


def loads(actor: Actor, *, source_id: UUID | None = None, limit: int = 50) -> Sequence[LoadLine]:
    """The latest loads somebody may look at, the newest first; of one register if asked for."""
    found = policies.loads_visible_to(actor).select_related("source").order_by("-received_at", "-pk")
    if source_id is not None:
        found = found.filter(source_id=source_id)
    return [_load_line(load) for load in found[:limit]]


def data_health(source_id: UUID, *, at: datetime) -> SourceHealth:
    """How old a register is, and its figures as the last applied load left them."""
    source = Source.objects.select_related("organisation").get(pk=source_id)
    load = _last_applied([source_id]).get(source_id)
    line = _line(source, organisations.home(source.municipality_id), load, None, at)
    if load is None:
        return SourceHealth(line, None, (), ())
    kept = DataHealth.objects.filter(load_id=load.pk).order_by("pk").values_list("figure", "count", "base")
    figures = tuple(HealthFigure(Figure(figure), count, base) for figure, count, base in kept)
    return SourceHealth(line, load.pk, tally_of(load.tally), figures)


def explain_load(load_id: UUID) -> LoadStory:
    """What a load was and what it did. Its rows can be looked at for as long as they are kept."""
    load = load_of(load_id)
    return LoadStory(
        line=_load_line(load),
        sha256=load.sha256,
        ordered_at=load.ordered_at,
        ordered_by_id=load.ordered_by_id,
        rows_chosen=WhichRows(load.rows_chosen) if load.rows_chosen else None,
        losses_confirmed=load.losses_confirmed,
        consequences=consequences_of(load.consequences),
        written=tuple(Written(str(each["what"]), int(str(each["rows"]))) for each in load.written),
    )


def _last_applied(source_ids: Sequence[UUID]) -> dict[UUID, Load]:
    applied = Load.objects.filter(source_id__in=source_ids, state=LoadState.APPLIED)
    latest = applied.order_by("source_id", "-finished_at", "-pk").distinct("source_id")
    return {load.source_id: load for load in latest}


def _line(
    source: Source, home: organisations.Home, told: Load | None, open_load_id: UUID | None, at: datetime
) -> SourceLine:
    patience = source.stale_after_days or rules.value(STALE_AFTER, on=home.day(at))
    stale_on = home.day(told.received_at) + timedelta(days=patience) if told else None
    return SourceLine(
        source_id=source.pk,
        name=source.name,
        format=SourceFormat(source.format),
        organisation_name=source.organisation.name if source.organisation else "",
        told_at=told.received_at if told else None,
        stale_on=stale_on,
        is_stale=stale_on is None or stale_on <= home.day(at),
        open_load_id=open_load_id,
    )


def _load_line(load: Load) -> LoadLine:
    return LoadLine(
        load_id=load.pk,
        source_name=load.source.name,
        file_name=load.file_name,
        state=LoadState(load.state),
        received_at=load.received_at,
        finished_at=load.finished_at,
        received_by_id=load.received_by_id,
        counts=tally_of(load.tally),
    )
