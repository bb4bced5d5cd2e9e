"""A register keeper's desk: load records into a register through the doors, as the job would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import psycopg

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.registers import api as registers
from stafet.registers.records import (
    EnrolmentRecord,
    LoadMode,
    OrganisationRecord,
    PersonRecord,
    Place,
    Record,
    Rejection,
)
from stafet.registers.states import SourceFormat, WhichRows
from tests.cast import Cast
from tests.conftest import NOW

SCHOOL_YEAR = date(2026, 8, 1)


@dataclass(frozen=True, slots=True)
class Desk:
    """One register of the municipality Hedeby, and Gro who loads it."""

    everyone: Cast
    source_id: UUID
    by: Actor
    database: psycopg.Connection

    def preview(
        self, records: Sequence[Record | Rejection], *, mode: LoadMode = LoadMode.BULK, at: datetime = NOW
    ) -> UUID:
        """Upload, read and compare. Returns the load."""
        with access.job_scope(self.everyone.hedeby.pk):
            source = registers.Source.objects.get(pk=self.source_id)
            load = registers.receive_upload(source=source, file_name="roster.zip", content=b"x", by=self.by, at=at)
            registers.begin_reading(load_id=load.pk, by=self.by, at=at)
            registers.stage_records(load_id=load.pk, records=records, by=self.by, at=at)
            registers.finish_reading(load_id=load.pk, mode=mode, notices=[], by=self.by, at=at)
        self.compare(load.pk, at=at)
        return load.pk

    def compare(self, load_id: UUID, *, at: datetime = NOW) -> None:
        """Compare (again)."""
        with access.job_scope(self.everyone.hedeby.pk):
            registers.begin_comparing(load_id=load_id, by=self.by, at=at)
        with access.job_scope(self.everyone.hedeby.pk):
            registers.compare_load(load_id=load_id, by=self.by, at=at)

    def apply(
        self,
        load_id: UUID,
        *,
        rows: WhichRows = WhichRows.ALL,
        losses: int | None = None,
        at: datetime = NOW,
    ) -> None:
        """Order and apply."""
        with access.user_scope(self.by.user_id):
            registers.order_apply(load_id=load_id, rows=rows, losses_confirmed=losses, by=self.by, at=at)
        with access.job_scope(self.everyone.hedeby.pk):
            registers.apply_load(load_id=load_id, by=self.by, at=at)

    def load(
        self,
        records: Sequence[Record | Rejection],
        *,
        mode: LoadMode = LoadMode.BULK,
        rows: WhichRows = WhichRows.ALL,
        losses: int | None = None,
        at: datetime = NOW,
    ) -> UUID:
        """The whole way from upload to applied."""
        load_id = self.preview(records, mode=mode, at=at)
        self.apply(load_id, rows=rows, losses=losses, at=at)
        return load_id

    def verdicts(self, load_id: UUID) -> dict[tuple[str, str], int]:
        """How many rows of which kind have which verdict, behind the fences."""
        found = self.database.execute(
            "SELECT kind, verdict, count(*) FROM registers_stagedrow WHERE load_id = %s GROUP BY 1, 2", [load_id]
        )
        return {(kind, verdict): count for kind, verdict, count in found}

    def sentences(self, load_id: UUID) -> set[str]:
        """What is said about the rows of a load, as keys."""
        found = self.database.execute(
            "SELECT DISTINCT what FROM registers_stagedrow WHERE load_id = %s AND what <> ''", [load_id]
        )
        return {what for (what,) in found}


def desk(everyone: Cast, database: psycopg.Connection, **changes: object) -> Desk:
    """A desk with a register of its own."""
    by = access.actor_for(everyone.gro, at=NOW)
    draft = registers.SourceDraft(name="School register", format=SourceFormat.ONEROSTER, country=Country.DK)
    with access.user_scope(everyone.gro.pk):
        source = registers.create_source(municipality_id=everyone.hedeby.pk, draft=draft, by=by, at=NOW)
    return Desk(everyone, source.pk, by, database)


def school(key: str = "S1", name: str = "Bakkeskolen", kind: str = "school") -> OrganisationRecord:
    """An organisation's row."""
    return OrganisationRecord(Place("orgs.csv", 2), key, name, kind)


def pupil(number: int, **changes: object) -> PersonRecord:
    """A young person's row; nobody in it exists."""
    record = PersonRecord(Place("users.csv", number + 1), f"P{number}", f"Elev{number}", "Hansen", date(2011, 5, 4))
    return replaced(record, changes)


def place(number: int, **changes: object) -> EnrolmentRecord:
    """An enrolment's row: in grade 9 at the school since the school year began."""
    record = EnrolmentRecord(
        Place("enrollments.csv", number + 1),
        f"E{number}",
        f"P{number}",
        "S1",
        grade=9,
        starts_on=SCHOOL_YEAR,
    )
    return replaced(record, changes)


def replaced(record: object, changes: dict[str, object]):  # type: ignore[no-untyped-def]
    """A record with some of its fields changed."""
    from dataclasses import replace

    return replace(record, **changes)  # type: ignore[type-var]
