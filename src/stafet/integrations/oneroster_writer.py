"""Writing a valid OneRoster set, for the demo municipality, benchmarks and tests.

Streams: people are asked for once per file they stand in, everything else once, and nothing is held.
Ends are half-open as everywhere in Stafet, which is what OneRoster's ``endDate`` means.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from stafet.integrations.oneroster.columns import MANIFEST, RosterFile
from stafet.kernel.records import LoadMode

_ABSENT_FILES = (
    "categories",
    "classResources",
    "courseResources",
    "courses",
    "lineItems",
    "resources",
    "results",
)
_ABSENT_SINCE_1_2 = ("lineItemLearningObjectiveIds", "lineItemScoreScales", "resultLearningObjectiveIds")
_MORE_ABSENT_SINCE_1_2 = ("resultScoreScales", "scoreScales", "userProfiles", "userResources")


@dataclass(frozen=True, slots=True)
class RosterOrg:
    """An organisation. ``kind`` is one of OneRoster's types."""

    id: str
    name: str
    kind: str = "school"
    parent: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class RosterTerm:
    """A term or school year, half-open. ``school_year`` is the year it ends in."""

    id: str
    title: str
    kind: str
    starts_on: date
    ends_on: date
    school_year: int


@dataclass(frozen=True, slots=True)
class RosterClass:
    """A class: a homeroom, or one in which a subject is taught."""

    id: str
    title: str
    school: str
    terms: tuple[str, ...]
    is_homeroom: bool = True
    grade: int | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """A user. ``national_number`` is written as ``{national_number_type:…}`` among the user's identifiers."""

    id: str
    given_names: str
    family_name: str
    school: str
    role: str = "student"
    grade: int | None = None
    birth_date: date | None = None
    national_number: str = ""
    national_number_type: str = "cpr"
    email: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class RosterEnrolment:
    """A membership of a class, half-open."""

    id: str
    person: str
    group: str
    school: str
    role: str = "student"
    starts_on: date | None = None
    ends_on: date | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class RosterContent:
    """Everything in a set. ``people`` and ``enrolments`` are asked for when they are written."""

    orgs: Sequence[RosterOrg]
    terms: Sequence[RosterTerm]
    classes: Sequence[RosterClass]
    people: Callable[[], Iterable[RosterPerson]]
    enrolments: Callable[[], Iterable[RosterEnrolment]]


@dataclass(frozen=True, slots=True)
class _Table:
    file: RosterFile
    header: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[object, ...]]]


def write_oneroster(
    path: Path, content: RosterContent, *, version: str = "1.1", changed_at: datetime | None = None
) -> None:
    """Write a set as a zip. With ``changed_at`` it is a set of changes, otherwise a whole one."""
    tables = _tables(content, version, changed_at)
    mode = LoadMode.BULK if changed_at is None else LoadMode.DELTA
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, MANIFEST, ("propertyName", "value"), _manifest(version, mode, tables))
        for table in tables:
            _write(archive, table.file.file_name, table.header, table.rows())


def _write(
    archive: zipfile.ZipFile, name: str, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]
) -> None:
    with (
        archive.open(name, "w", force_zip64=False) as binary,
        io.TextIOWrapper(binary, encoding="utf-8", newline="") as text,
    ):
        writer = csv.writer(text)
        writer.writerow(header)
        writer.writerows(rows)


def _manifest(version: str, mode: LoadMode, tables: Sequence[_Table]) -> Iterator[tuple[str, str]]:
    there = {table.file.value for table in tables}
    more = () if version == "1.1" else (*_ABSENT_SINCE_1_2, *_MORE_ABSENT_SINCE_1_2)
    yield "manifest.version", "1.0"
    yield "oneroster.version", version
    for name in sorted({*there, *_ABSENT_FILES, *more}):
        yield f"file.{name}", mode.value if name in there else "absent"
    yield "source.systemName", "Stafet"
    yield "source.systemCode", "stafet"


def _tables(content: RosterContent, version: str, changed_at: datetime | None) -> list[_Table]:
    stamp = _Stamp(changed_at)
    tables = [
        _Table(RosterFile.ACADEMIC_SESSIONS, _SESSIONS, lambda: _sessions(content.terms, stamp)),
        _Table(RosterFile.ORGS, _ORGS, lambda: _orgs(content.orgs, stamp)),
        _Table(RosterFile.CLASSES, _CLASSES, lambda: _classes(content.classes, stamp)),
        _Table(RosterFile.USERS, _USERS[version], lambda: _users(content, stamp, version)),
        _Table(RosterFile.DEMOGRAPHICS, _DEMOGRAPHICS, lambda: _demographics(content, stamp)),
        _Table(RosterFile.ENROLLMENTS, _ENROLLMENTS, lambda: _enrollments(content, stamp)),
    ]
    if version != "1.1":
        tables.append(_Table(RosterFile.ROLES, _ROLES, lambda: _roles(content, stamp)))
    return tables


_LEAD = ("sourcedId", "status", "dateLastModified")
_SESSIONS = (*_LEAD, "title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear")
_ORGS = (*_LEAD, "name", "type", "identifier", "parentSourcedId")
_CLASSES = (
    *_LEAD,
    *("title", "grades", "courseSourcedId", "classCode", "classType", "location", "schoolSourcedId"),
    *("termSourcedIds", "subjects", "subjectCodes", "periods"),
)
_CONTACT = ("middleName", "identifier", "email", "sms", "phone", "agentSourcedIds", "grades", "password")
_USERS = {
    "1.1": (
        *_LEAD,
        *("enabledUser", "orgSourcedIds", "role", "username", "userIds", "givenName", "familyName"),
        *_CONTACT,
    ),
    "1.2": (
        *_LEAD,
        *("enabledUser", "username", "userIds", "givenName", "familyName"),
        *_CONTACT,
        "userMasterIdentifier",
    ),
}
_DEMOGRAPHICS = (*_LEAD, "birthDate", "sex")
_ENROLLMENTS = (
    *_LEAD,
    *("classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate"),
)
_ROLES = (
    *_LEAD,
    *("userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId"),
)


@dataclass(frozen=True, slots=True)
class _Stamp:
    """The first columns of every row: identifier, and in a set of changes status and moment."""

    changed_at: datetime | None

    def lead(self, identifier: str, *, removed: bool = False) -> tuple[str, str, str]:
        if self.changed_at is None:
            return identifier, "", ""
        status = "tobedeleted" if removed else "active"
        return identifier, status, self.changed_at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _sessions(terms: Iterable[RosterTerm], stamp: _Stamp) -> Iterator[tuple[object, ...]]:
    for term in terms:
        yield (
            *stamp.lead(term.id),
            term.title,
            term.kind,
            term.starts_on,
            term.ends_on,
            "",
            term.school_year,
        )


def _orgs(orgs: Iterable[RosterOrg], stamp: _Stamp) -> Iterator[tuple[object, ...]]:
    for org in orgs:
        yield (*stamp.lead(org.id, removed=org.removed), org.name, org.kind, "", org.parent)


def _classes(classes: Iterable[RosterClass], stamp: _Stamp) -> Iterator[tuple[object, ...]]:
    for each in classes:
        kind = "homeroom" if each.is_homeroom else "scheduled"
        lead = stamp.lead(each.id, removed=each.removed)
        named = (each.title, _grade(each.grade), f"course-{kind}", "", kind, "", each.school)
        yield (*lead, *named, ",".join(each.terms), "", "", "")


def _users(content: RosterContent, stamp: _Stamp, version: str) -> Iterator[tuple[object, ...]]:
    for person in content.people():
        ids = f"{{{person.national_number_type}:{person.national_number}}}" if person.national_number else ""
        names = (person.id, ids, person.given_names, person.family_name)
        contact = ("", "", person.email, "", "", "", _grade(person.grade), "")
        membership = (person.school, person.role) if version == "1.1" else ()
        more = () if version == "1.1" else ("",)
        yield (*stamp.lead(person.id, removed=person.removed), "true", *membership, *names, *contact, *more)


def _demographics(content: RosterContent, stamp: _Stamp) -> Iterator[tuple[object, ...]]:
    for person in content.people():
        if person.birth_date is not None:
            yield (*stamp.lead(person.id, removed=person.removed), person.birth_date, "")


def _enrollments(content: RosterContent, stamp: _Stamp) -> Iterator[tuple[object, ...]]:
    for each in content.enrolments():
        days = (each.starts_on or "", each.ends_on or "")
        lead = stamp.lead(each.id, removed=each.removed)
        yield (*lead, each.group, each.school, each.person, each.role, "false", *days)


def _roles(content: RosterContent, stamp: _Stamp) -> Iterator[tuple[object, ...]]:
    for person in content.people():
        lead = stamp.lead(f"role-{person.id}", removed=person.removed)
        yield (*lead, person.id, "primary", person.role, "", "", person.school, "")


def _grade(grade: int | None) -> str:
    return "" if grade is None else "KG" if grade == 0 else f"{grade:02d}"
