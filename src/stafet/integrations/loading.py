"""From an uploaded file to a preview, and from a yes to the applied load: what the jobs and the command line do.

Each stage is its own transactions: reading commits some thousand rows at a time, so that its progress can be seen and
a crash costs only itself; comparing and applying are one transaction each.
"""

from __future__ import annotations

import hashlib
import hmac
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.conf import settings

from stafet.access import api as access
from stafet.integrations.dates import DateOrder
from stafet.integrations.mapping import ColumnMapping
from stafet.integrations.protocol import EndDates, Finished, Item, ReaderSettings, Reading, RecordKind
from stafet.integrations.reading import read_in_child
from stafet.integrations.wire import settings_from_json, settings_to_json
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM, SYSTEM_ID, Actor
from stafet.kernel.countries import Country
from stafet.kernel.sentences import sentence
from stafet.registers import api as registers

ROWS_AT_ONCE = 2_000
_MOST_NOTICES = 200

READERS = {
    registers.SourceFormat.ONEROSTER: "oneroster",
    registers.SourceFormat.SCHOOL_DATA_SYNC: "",
    registers.SourceFormat.MAPPED: "table",
    registers.SourceFormat.TEST_TEMPLATE: "skolverket",
    registers.SourceFormat.EVENTS: "events",
    registers.SourceFormat.SS12000: "ss12000",
}
"""Which reader reads a register's files; empty when the file itself tells which of several it is."""


@dataclass(slots=True)
class _Heard:
    """What a reading has said besides its records."""

    reading: Reading | None = None
    notices: list[registers.Notice] = field(default_factory=list)
    whole: bool = False
    first_rejection: registers.Rejection | None = None


def read_load(load_id: UUID, municipality_id: UUID) -> None:
    """Read an uploaded file into rows. When it can't be read, the load says why; this never raises for a file."""
    by = receiver_of(load_id, municipality_id)
    with access.job_scope(municipality_id):
        load = registers.begin_reading(load_id=load_id, by=by, at=clock.now())
        if load.state != registers.LoadState.READING:
            return
        content = registers.file_of(load_id)
        wanted, how = READERS[registers.SourceFormat(load.source.format)], reader_settings(load.source)
    with tempfile.TemporaryDirectory(prefix="stafet-load-") as folder:
        path = Path(folder) / "upload"
        path.write_bytes(content)
        del content
        _stage(load, read_in_child(path, reader=wanted, settings=how, name=load.file_name), by)


def compare_load(load_id: UUID, municipality_id: UUID) -> None:
    """Compare a load that was read, or look again after a choice."""
    by = receiver_of(load_id, municipality_id)
    with access.job_scope(municipality_id):
        registers.begin_comparing(load_id=load_id, by=by, at=clock.now())
    with access.job_scope(municipality_id):
        registers.compare_load(load_id=load_id, by=by, at=clock.now())


def apply_load(load_id: UUID, municipality_id: UUID) -> None:
    """Apply a load as ordered. Raises ``KnownHasChanged`` after having looked again, and then nothing was applied."""
    try:
        with access.job_scope(municipality_id):
            load = registers.Load.objects.get(pk=load_id)
            by = _actor(load.ordered_by_id or SYSTEM_ID)
            registers.apply_load(load_id=load_id, by=by, at=clock.now())
    except registers.KnownHasChanged as changed:
        with access.job_scope(municipality_id):
            registers.return_to_preview(load_id=load_id, because=changed.sentence, by=SYSTEM, at=clock.now())
        compare_load(load_id, municipality_id)
        raise


def reader_settings(source: registers.Source) -> ReaderSettings:
    """What people have said about a register, as readers are told it."""
    year_first = registers.DateOrder.YEAR_FIRST
    return ReaderSettings(
        country=Country(source.country),
        date_order=None if source.date_order == year_first else DateOrder(source.date_order),
        end_dates=EndDates(source.end_dates) if source.end_dates else None,
        activity_kind=source.activity,
        mapping=_mapping_of(source),
        key=_source_key(source.pk),
        has_own_place=source.organisation_id is not None,
    )


def _mapping_of(source: registers.Source) -> ColumnMapping | None:
    """How the register's columns are read; whether its files are whole is said of the register, not of its columns."""
    mapping = mapping_from_text(source.mapping.content) if source.mapping else None
    return replace(mapping, mode=registers.LoadMode(source.mode)) if mapping else None


def mapping_to_text(mapping: ColumnMapping) -> str:
    """A column mapping as it is saved."""
    return settings_to_json(ReaderSettings(mapping=mapping))


def mapping_from_text(text: str) -> ColumnMapping | None:
    """The column mapping a saved text writes. Raises ``NotOurs`` when it is none."""
    return settings_from_json(text).mapping


def _source_key(source_id: UUID) -> str:
    """The register's own secret: the same for every file of it, and of no use for another register."""
    return hmac.new(settings.STAFET_NUMBER_KEY.encode(), source_id.bytes, hashlib.sha256).hexdigest()


def _stage(load: registers.Load, items: Iterator[Item], by: Actor) -> None:
    heard = _Heard()
    records = _records(items, heard)
    while batch := list(islice(records, ROWS_AT_ONCE)):
        with access.job_scope(load.municipality_id):
            registers.stage_records(load_id=load.pk, records=batch, by=by, at=clock.now())
    with access.job_scope(load.municipality_id):
        if not heard.whole or heard.reading is None:
            problem = heard.first_rejection or _STOPPED
            registers.refuse_load(load_id=load.pk, problem=problem, by=by, at=clock.now())
            return
        registers.finish_reading(
            load_id=load.pk,
            mode=_mode(heard.reading),
            notices=heard.notices[:_MOST_NOTICES],
            by=by,
            at=clock.now(),
        )


def _records(items: Iterable[Item], heard: _Heard) -> Iterator[registers.Record | registers.Rejection]:
    for item in items:
        match item:
            case Reading():
                heard.reading = item
            case registers.Notice():
                heard.notices.append(item)
            case Finished():
                heard.whole = item.whole
            case registers.Rejection():
                heard.first_rejection = heard.first_rejection or item
                yield item
            case _:
                yield item


def _mode(reading: Reading) -> registers.LoadMode | None:
    """Whether what is missing from the file has been left: only a whole list of places can say so."""
    return reading.mode_of(RecordKind.ENROLMENTS) or reading.mode_of(RecordKind.EVENTS)


def receiver_of(load_id: UUID, municipality_id: UUID) -> Actor:
    """Who took a load in, or had it fetched: in whose name the work on it is done."""
    with access.job_scope(municipality_id):
        return _actor(registers.Load.objects.get(pk=load_id).received_by_id)


def _actor(user_id: UUID) -> Actor:
    if user_id == SYSTEM_ID:
        return SYSTEM
    return access.actor_for(access.User.objects.get(pk=user_id), at=clock.now())


_STOPPED = registers.Rejection(
    registers.Place(""),
    sentence("The file could not be read to its end."),
    sentence("Export it again, and look at it first."),
)
