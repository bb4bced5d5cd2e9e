"""A register keeper's desk: files of a register are loaded through the doors, as the jobs do."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import psycopg

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.records import (
    EnrolmentRecord,
    EventRecord,
    GroupRecord,
    LoadMode,
    OrganisationRecord,
    PersonRecord,
    Place,
    RegisterEvent,
)
from stafet.registers import api as registers
from tests.cast import Cast
from tests.conftest import NOW

SCHOOL_YEAR = date(2026, 8, 1)
TODAY = date(2026, 9, 1)
"""The day of ``NOW``."""

Told = Sequence[Any]
"""Records and rejections, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One register of the municipality Hedeby, and Gro who loads it."""

    everyone: Cast
    source_id: UUID
    by: Actor
    database: psycopg.Connection

    def preview(self, told: Told, *, mode: LoadMode = LoadMode.BULK, at: datetime = NOW) -> UUID:
        """Upload, read and compare. Returns the load."""
        load_id = self.receive(at=at)
        self.read(load_id, told, mode=mode, at=at)
        self.compare(load_id, at=at)
        return load_id

    def receive(self, *, at: datetime = NOW) -> UUID:
        """Upload."""
        with access.user_scope(self.by.user_id):
            source = registers.Source.objects.get(pk=self.source_id)
            load = registers.receive_upload(
                source=source, file_name="roster.zip", content=b"sealed", by=self.by, at=at
            )
        return load.pk

    def read(self, load_id: UUID, told: Told, *, mode: LoadMode = LoadMode.BULK, at: datetime = NOW) -> None:
        """Stage what a reader found."""
        with self.job():
            registers.begin_reading(load_id=load_id, by=self.by, at=at)
        with self.job():
            registers.stage_records(load_id=load_id, records=told, by=self.by, at=at)
            registers.finish_reading(load_id=load_id, mode=mode, notices=[], by=self.by, at=at)

    def compare(self, load_id: UUID, *, at: datetime = NOW) -> None:
        """Compare (again)."""
        with self.job():
            registers.begin_comparing(load_id=load_id, by=self.by, at=at)
        with self.job():
            registers.compare_load(load_id=load_id, by=self.by, at=at)

    def choose(self, load_id: UUID, about: str, choice: registers.Choice) -> None:
        """Decide about the row of some key, and compare again."""
        found = self.database.execute(
            "SELECT position FROM registers_stagedrow WHERE load_id = %s AND external_id = %s",
            [load_id, about],
        )
        for (position,) in found.fetchall():
            with access.user_scope(self.by.user_id):
                registers.choose(load_id=load_id, position=position, choice=choice, by=self.by, at=NOW)
        self.compare(load_id)

    def order(
        self,
        load_id: UUID,
        *,
        rows: registers.WhichRows = registers.WhichRows.ALL,
        losses: int | None = None,
        at: datetime = NOW,
    ) -> None:
        """Say yes."""
        with access.user_scope(self.by.user_id):
            registers.order_apply(load_id=load_id, rows=rows, losses_confirmed=losses, by=self.by, at=at)

    def apply(
        self,
        load_id: UUID,
        *,
        rows: registers.WhichRows = registers.WhichRows.ALL,
        losses: int | None = None,
        at: datetime = NOW,
    ) -> UUID:
        """Say yes, and have it done."""
        self.order(load_id, rows=rows, losses=losses, at=at)
        with self.job():
            registers.apply_load(load_id=load_id, by=self.by, at=at)
        return load_id

    def load(
        self,
        told: Told,
        *,
        mode: LoadMode = LoadMode.BULK,
        rows: registers.WhichRows = registers.WhichRows.ALL,
        losses: int | None = None,
        at: datetime = NOW,
    ) -> UUID:
        """The whole way from upload to applied."""
        return self.apply(self.preview(told, mode=mode, at=at), rows=rows, losses=losses, at=at)

    def shown(self, load_id: UUID) -> registers.Preview:
        """The preview, as Gro sees it."""
        with access.user_scope(self.by.user_id):
            return registers.preview(load_id)

    def rows(self, load_id: UUID, verdict: registers.Verdict | None = None) -> tuple[registers.Row, ...]:
        """The rows Gro sees."""
        with access.user_scope(self.by.user_id):
            return registers.rows_page(load_id, verdict=verdict, limit=500).rows

    def verdicts(self, load_id: UUID) -> dict[tuple[str, str], int]:
        """How many rows of which kind have which verdict, as the preview counts them."""
        return {(count.kind.value, count.verdict.value): count.rows for count in self.shown(load_id).counts}

    def said(self, load_id: UUID) -> set[str]:
        """What the preview says about rows, in English."""
        return {str(row.what) for row in self.rows(load_id) if row.what}

    def written(self, load_id: UUID) -> dict[str, int]:
        """How many rows of what applying wrote."""
        with access.user_scope(self.by.user_id):
            return {each.what: each.rows for each in registers.explain_load(load_id).written}

    def count(self, table: str, where: str = "true") -> int:
        """How many rows a table has, behind the fences."""
        found = self.database.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()
        return int(found[0]) if found else 0

    def value(self, statement: str, *values: object) -> Any:
        """The one value of a query, behind the fences."""
        found = self.database.execute(statement, values or None).fetchall()
        assert len(found) == 1, found
        return found[0][0] if len(found[0]) == 1 else found[0]

    def job(self) -> AbstractContextManager[None]:
        """The scope of a job in Hedeby."""
        return access.job_scope(self.everyone.hedeby.pk)


def desk(
    everyone: Cast,
    database: psycopg.Connection,
    *,
    name: str = "School register",
    format: registers.SourceFormat = registers.SourceFormat.ONEROSTER,  # noqa: A002
    organisation_id: UUID | None = None,
) -> Desk:
    """A desk with a register of its own."""
    by = access.actor_for(everyone.gro, at=NOW)
    draft = registers.SourceDraft(
        name=name, format=format, country=Country.DK, organisation_id=organisation_id
    )
    with access.user_scope(everyone.gro.pk):
        source = registers.create_source(municipality_id=everyone.hedeby.pk, draft=draft, by=by, at=NOW)
    return Desk(everyone, source.pk, by, database)


def school(key: str = "S1", **changes: object) -> OrganisationRecord:
    """An organisation's row: the school of the cast."""
    return replace(OrganisationRecord(Place("orgs.csv", 2), key, "Bakkeskolen", "school"), **changes)  # type: ignore[arg-type]


def group(key: str = "G1", **changes: object) -> GroupRecord:
    """A class's row: the class of the cast."""
    record = GroupRecord(Place("classes.csv", 2), key, "S1", "9.A", grade=9)
    return replace(record, **changes)  # type: ignore[arg-type]


def pupil(number: int, **changes: object) -> PersonRecord:
    """A young person's row; nobody in it exists."""
    record = PersonRecord(
        Place("users.csv", number + 1), f"P{number}", f"Elev{number}", "Hansen", date(2011, 5, 4)
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def place(number: int, **changes: object) -> EnrolmentRecord:
    """An enrolment's row: in grade 9 at the school since the school year began."""
    record = EnrolmentRecord(
        Place("enrollments.csv", number + 1), f"E{number}", f"P{number}", "S1", grade=9, starts_on=SCHOOL_YEAR
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def event(number: int, what: RegisterEvent, **changes: object) -> EventRecord:
    """An institution's event, about the person with this number in its own register."""
    record = EventRecord(
        Place("events.csv", number + 1),
        f"V{number}-{what.value}",
        what,
        date(2026, 8, 24),
        "",
        person_external_id=f"P{number}",
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def pupils(count: int, first: int = 1) -> list[Any]:
    """The school and so many pupils with their places."""
    numbers = range(first, first + count)
    return [school(), *[pupil(n) for n in numbers], *[place(n) for n in numbers]]
