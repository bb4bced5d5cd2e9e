"""Uploaded files whose rows are marked: one that waits to be applied, one whose columns nobody has described."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.countries import Country
from stafet.kernel.privacy import DataClass
from stafet.kernel.records import EnrolmentRecord, LoadMode, OrganisationRecord, PersonRecord, Place
from stafet.registers import api as registers
from tests.cast import Cast
from tests.trust.markers import marker


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A register and a file of it."""

    source_id: UUID
    load_id: UUID


def files_of(cast: Cast, at: datetime) -> Iterator[Uploaded]:
    """The file with Ulla in it, then the one with Vera; Farah, who is hidden, stands in both."""
    ulla = _received(cast, "Roster", registers.SourceFormat.ONEROSTER, b"sealed", at)
    _compare(cast, ulla.load_id, at)
    yield ulla
    yield _received(cast, "List", registers.SourceFormat.MAPPED, _table(), at)


def _received(cast: Cast, name: str, form: registers.SourceFormat, content: bytes, at: datetime) -> Uploaded:
    by = access.actor_for(cast.gro, at=at)
    draft = registers.SourceDraft(name=name, format=form, country=Country.DK)
    with access.user_scope(cast.gro.pk):
        source = registers.create_source(municipality_id=cast.hedeby.pk, draft=draft, by=by, at=at)
        load = registers.receive_upload(source=source, file_name="pupils.csv", content=content, by=by, at=at)
    return Uploaded(source.pk, load.pk)


def _compare(cast: Cast, load_id: UUID, at: datetime) -> None:
    by = access.actor_for(cast.gro, at=at)
    records: list[registers.Record | registers.Rejection] = [
        OrganisationRecord(Place("orgs.csv", 2), "S1", "Bakkeskolen", "school"),
        *(_person(number, name) for number, name in enumerate(("ulla", "farah"))),
        EnrolmentRecord(Place("e.csv", 2), "E1", "P0", "S1", grade=9, starts_on=date(2026, 8, 1)),
        EnrolmentRecord(Place("e.csv", 3), "E2", "P9", "S1", grade=9, starts_on=date(2026, 8, 1)),
    ]
    with access.job_scope(cast.hedeby.pk):
        registers.begin_reading(load_id=load_id, by=by, at=at)
    with access.job_scope(cast.hedeby.pk):
        registers.stage_records(load_id=load_id, records=records, by=by, at=at)
        registers.finish_reading(load_id=load_id, mode=LoadMode.BULK, notices=[], by=by, at=at)
    with access.job_scope(cast.hedeby.pk):
        registers.begin_comparing(load_id=load_id, by=by, at=at)
    with access.job_scope(cast.hedeby.pk):
        registers.compare_load(load_id=load_id, by=by, at=at)


def _person(number: int, name: str) -> PersonRecord:
    return PersonRecord(
        Place("users.csv", number + 2),
        f"P{number}",
        marker(name, DataClass.IDENTITY, "given"),
        marker(name, DataClass.IDENTITY, "family"),
        date(2011, 5, 4),
        protection="ja" if name == "farah" else "",
    )


def _table() -> bytes:
    rows = "".join(
        f"{number};{marker(name, DataClass.IDENTITY, 'given')};{marker(name, DataClass.IDENTITY, 'family')};"
        f"{marker(name, DataClass.CONTACT, 'email')}@example.org;Bakkeskolen\n"
        for number, name in enumerate(("vera", "farah"))
    )
    return f"Elev-ID;Fornavn;Efternavn;E-mail;Skole\n{rows}".encode()
