"""Builds uploads for tests, and sorts what comes out of a reading."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from stafet.integrations.child import Job, items_of
from stafet.integrations.oneroster_writer import (
    RosterClass,
    RosterContent,
    RosterEnrolment,
    RosterOrg,
    RosterPerson,
    RosterTerm,
    write_oneroster,
)
from stafet.integrations.protocol import Finished, Item, ReaderSettings, Reading
from stafet.kernel.records import (
    EnrolmentRecord,
    EventRecord,
    GroupRecord,
    Notice,
    OrganisationRecord,
    PersonRecord,
    Rejection,
)

SCHOOL_YEAR = RosterTerm("y", "2026/27", "schoolYear", date(2026, 8, 1), date(2027, 7, 1), 2027)


@dataclass(slots=True)
class Sorted:
    """Everything a reading gave, by kind."""

    reading: Reading | None = None
    organisations: list[OrganisationRecord] = field(default_factory=list)
    groups: list[GroupRecord] = field(default_factory=list)
    people: list[PersonRecord] = field(default_factory=list)
    enrolments: list[EnrolmentRecord] = field(default_factory=list)
    events: list[EventRecord] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    finished: Finished | None = None

    @property
    def is_whole(self) -> bool:
        return self.finished is not None and self.finished.whole

    def told(self) -> str:
        """All sentences, for asking whether something was said."""
        rejected, noticed = (
            (str(each.what) for each in self.rejections),
            (str(each.what) for each in self.notices),
        )
        return "\n".join((*rejected, *noticed))

    def enrolment(self, person: str) -> EnrolmentRecord:
        (found,) = [each for each in self.enrolments if each.person_external_id == person]
        return found


def sort_items(items: Iterable[Item]) -> Sorted:
    found = Sorted()
    lists: Mapping[type, list[Any]] = {
        OrganisationRecord: found.organisations,
        GroupRecord: found.groups,
        PersonRecord: found.people,
        EnrolmentRecord: found.enrolments,
        EventRecord: found.events,
        Rejection: found.rejections,
        Notice: found.notices,
    }
    for item in items:
        if isinstance(item, Reading):
            assert found.reading is None
            found.reading = item
        elif isinstance(item, Finished):
            assert found.finished is None
            found.finished = item
        else:
            assert found.finished is None
            lists[type(item)].append(item)
    return found


def read(path: Path, *, reader: str = "", settings: ReaderSettings | None = None) -> Sorted:
    """Read an upload in this process."""
    job = Job(str(path), path.name, reader, settings or ReaderSettings())
    return sort_items(items_of(job))


def zipped(files: Mapping[str, str | bytes], folder: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{folder}{name}", content)
    return buffer.getvalue()


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def sheet(
    rows: Sequence[Sequence[object]],
    *,
    name: str = "Ark1",
    others: Mapping[str, Sequence[Sequence[object]]] | None = None,
) -> bytes:
    """A workbook with one sheet, and others if wanted."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for title, content in {name: rows, **(others or {})}.items():
            page = book.add_worksheet(title)
            for row, cells in enumerate(content):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        page.write_datetime(row, column, cell, days)
                    else:
                        page.write(row, column, cell)
    return buffer.getvalue()


def unpacked(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def content(
    people: Iterable[RosterPerson],
    enrolments: Iterable[RosterEnrolment],
    *,
    classes: Iterable[RosterClass] = (),
    terms: Iterable[RosterTerm] = (SCHOOL_YEAR,),
) -> RosterContent:
    """A roster of one municipality with two schools."""
    orgs = [
        RosterOrg("k", "Hedelund Kommune", "district"),
        RosterOrg("s1", "Åskolen", parent="k"),
        RosterOrg("s2", "Bakkeskolen", parent="k"),
    ]
    wanted, rows = list(people), list(enrolments)
    return RosterContent(orgs, list(terms), list(classes), lambda: wanted, lambda: rows)


def homeroom(name: str, school: str = "s1", *, terms: tuple[str, ...] = ("y",)) -> RosterClass:
    return RosterClass(name, name.upper(), school, terms, is_homeroom=True)


def subject(name: str, school: str = "s1", *, terms: tuple[str, ...] = ("y",)) -> RosterClass:
    return RosterClass(name, name, school, terms, is_homeroom=False)


AMINA = RosterPerson(
    "p1", "Amina", "Haddad", "s1", grade=9, birth_date=date(2011, 3, 4), email="amina@example.org"
)
BO = RosterPerson("p2", "Bo", "Lund", "s1", grade=8, birth_date=date(2012, 5, 6))


def small_set(folder: Path, *, version: str = "1.1") -> dict[str, str]:
    """The files of a small valid set: Amina and Bo in 9A, both with a subject as well."""
    path = folder / "base.zip"
    rows = [
        RosterEnrolment(
            f"e-{person}-{group}", person, group, "s1", starts_on=date(2026, 8, 10), ends_on=date(2027, 6, 26)
        )
        for person in ("p1", "p2")
        for group in ("9a", "math")
    ]
    write_oneroster(
        path, content([AMINA, BO], rows, classes=[homeroom("9a"), subject("math")]), version=version
    )
    files = unpacked(path)
    path.unlink()
    return files


def changed(files: Mapping[str, str], name: str, old: str, new: str) -> dict[str, str]:
    """The files with one text replaced; fails when it was not there, so that no test tries nothing."""
    assert old in files[name], f"{old!r} is not in {name}"
    return {**files, name: files[name].replace(old, new)}


def lines(text: str) -> Iterator[str]:
    yield from text.splitlines()
