"""The demonstration's registers go in as anybody's do: uploaded, read, compared, looked at, applied."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from stafet.access import api as access
from stafet.demo.files import INSTITUTION_HEADER
from stafet.demo.story import Town
from stafet.integrations import loading
from stafet.integrations.mapping import ColumnMapping, Field, MappedColumn
from stafet.kernel import clock
from stafet.kernel.countries import Country
from stafet.registers import api as registers

KEEPER = "gro"
_INSTITUTION_FIELDS = (
    Field.NATIONAL_NUMBER,
    Field.GIVEN_NAMES,
    Field.FAMILY_NAME,
    Field.SCHOOL_ID,
    Field.SCHOOL_NAME,
    Field.PROGRAMME_NAME,
    Field.STARTS_ON,
    Field.ENDS_ON,
)

INSTITUTION_MAPPING = ColumnMapping(
    columns=tuple(
        MappedColumn(heading, field)
        for heading, field in zip(INSTITUTION_HEADER, _INSTITUTION_FIELDS, strict=True)
    )
)


class DemoStopped(RuntimeError):
    """A file of the demonstration was not taken in whole: the demonstration or an importer is wrong."""


@dataclass(frozen=True, slots=True)
class Registers:
    """The three registers of the demonstration."""

    schools: registers.Source
    institutions: registers.Source
    events: registers.Source


def create_registers(town: Town, at: datetime) -> Registers:
    """Write the registers down, as the coordinator would."""
    by = town.actor(KEEPER, at)
    with access.job_scope(town.municipality_id):
        mapping = registers.save_mapping(
            municipality_id=town.municipality_id,
            name="Institutionernes liste",
            content=loading.mapping_to_text(INSTITUTION_MAPPING),
            by=by,
            at=at,
        )
        drafts = (
            registers.SourceDraft(
                "Skolernes system",
                registers.SourceFormat.ONEROSTER,
                Country.DK,
                end_dates=registers.EndDates.DAY_AFTER,
            ),
            registers.SourceDraft(
                "Institutionernes liste",
                registers.SourceFormat.MAPPED,
                Country.DK,
                date_order=registers.DateOrder.DAY_FIRST,
                mapping_id=mapping.pk,
            ),
            registers.SourceDraft(
                "Hændelser fra teknisk skole",
                registers.SourceFormat.EVENTS,
                Country.DK,
                mode=registers.LoadMode.DELTA,
                date_order=registers.DateOrder.DAY_FIRST,
                organisation_id=town.places["899101"].pk,
            ),
        )
        made = [
            registers.create_source(municipality_id=town.municipality_id, draft=draft, by=by, at=at)
            for draft in drafts
        ]
    return Registers(*made)


def load(
    town: Town,
    source: registers.Source,
    name: str,
    write: Callable[[Path], None],
    *,
    at: datetime,
    whole: bool = True,
) -> None:
    """Write a file, upload it, and apply what the preview shows. ``whole``: every row must be accepted."""
    with tempfile.TemporaryDirectory(prefix="stafet-demo-") as folder, clock.at_moment(at):
        path = Path(folder) / name
        write(path)
        by = town.actor(KEEPER, at)
        with access.job_scope(town.municipality_id):
            received = registers.receive_upload(
                source=source, file_name=name, content=path.read_bytes(), by=by, at=at
            )
        loading.read_load(received.pk, town.municipality_id)
        loading.compare_load(received.pk, town.municipality_id)
        _apply(town, received, at=at, whole=whole)


def _apply(town: Town, received: registers.Load, *, at: datetime, whole: bool) -> None:
    by = town.actor(KEEPER, at)
    with access.job_scope(town.municipality_id):
        shown = registers.preview(received.pk)
        rows = registers.WhichRows.ALL if whole else registers.WhichRows.ACCEPTED_ONLY
        registers.order_apply(
            load_id=received.pk, rows=rows, losses_confirmed=shown.losses.count, by=by, at=at
        )
    loading.apply_load(received.pk, town.municipality_id)
