"""Version 2.1 of School Data Sync: close to OneRoster, but without manifest, and with roles that carry grades.

Being at a school is a role with its own dates; sections, flags and relationships are not needed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from stafet.integrations.findings import BadValue, Unreadable
from stafet.integrations.grid import Row
from stafet.integrations.memberships import Days, Memberships
from stafet.integrations.protocol import Item, KindMode, ReaderSettings, Reading, RecordKind, to_the_end
from stafet.integrations.rows import distinct_rows
from stafet.integrations.sds.sets import SyncSet, SyncTable, enrolments
from stafet.integrations.text import text_table
from stafet.integrations.upload import Upload, UploadKind
from stafet.kernel.records import (
    LoadMode,
    Notice,
    OrganisationRecord,
    PersonRecord,
    Rejection,
)
from stafet.kernel.sentences import sentence

ORGS, USERS, ROLES = "orgs.csv", "users.csv", "roles.csv"
SESSIONS, DEMOGRAPHICS = "academicSessions.csv", "demographics.csv"
_NOT_USED = ("classes.csv", "courses.csv", "enrollments.csv", "relationships.csv", "userFlags.csv")
_KINDS = MappingProxyType(
    {
        "school": "school",
        "department": "department",
        "district": "municipality",
        "college": "other",
        "university": "other",
        "ministryofeducation": "other",
    }
)
_RECORDS = (RecordKind.ORGANISATIONS, RecordKind.PERSONS, RecordKind.ENROLMENTS)
_USER, _ORG, _SESSION = "userSourcedId", "orgSourcedId", "sessionSourcedId"
_ROLE_DATES = ("roleStartDate", "roleEndDate")
_STUDENT = "student"


class Sds21Reader:
    """Reads sets of School Data Sync 2.1."""

    name = "sds-2.1"
    versions = ("2.1",)

    def recognises(self, upload: Upload) -> bool:
        """Its three required files, no manifest, and users without OneRoster's ``enabledUser``."""
        if upload.kind is not UploadKind.TEXTS or upload.member("manifest.csv") is not None:
            return False
        users = upload.member(USERS)
        if users is None or upload.member(ORGS) is None or upload.member(ROLES) is None:
            return False
        try:
            return text_table(upload, users).grid().column("enabledUser") is None
        except Unreadable:
            return True

    def read(self, upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
        """The set's records."""
        return to_the_end(_items(upload, settings))


@dataclass(slots=True)
class _Known:
    """What has been read so far: schools, terms, users, birth dates, who is a pupil of which grade."""

    orgs: set[str] = field(default_factory=set)
    sessions: dict[str, Days] = field(default_factory=dict)
    users: set[str] = field(default_factory=set)
    birth_dates: dict[str, date] = field(default_factory=dict)
    grades: dict[str, int | None] = field(default_factory=dict)


def _items(upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
    sync, known = SyncSet(upload, settings), _Known()
    orgs = sync.open(ORGS, ("sourcedId", "name", "type"), ("parentSourcedId",))
    users = sync.open(USERS, ("sourcedId", "username"), ("givenName", "familyName", "email", "phone", "sms"))
    roles = sync.open(ROLES, (_USER, _ORG, "role"), (_SESSION, "grade", "isPrimary", *_ROLE_DATES))
    modes = tuple(KindMode(kind, LoadMode.BULK) for kind in _RECORDS)
    files = tuple(
        name for name in (ORGS, USERS, ROLES, SESSIONS, DEMOGRAPHICS) if upload.member(name) is not None
    )
    yield Reading(Sds21Reader.name, "School Data Sync", "2.1", modes, files)
    sync.not_used(_NOT_USED)
    yield from _orgs(orgs, known)
    yield from _sessions(sync, known)
    yield from _birth_dates(sync, known)
    known.users = {users.text(row, "sourcedId") for row in users.grid.rows() if isinstance(row, Row)}
    memberships = Memberships(settings.longest_holiday_days)
    yield from _roles(roles, known, memberships)
    read: dict[str, int | None] = {}
    yield from _users(users, known, read)
    yield from enrolments(memberships, read, settings)
    yield from sync.tally.notices()


def _orgs(table: SyncTable, known: _Known) -> Iterator[Item]:
    seen: set[str] = set()
    for item in distinct_rows(table.grid, "sourcedId", seen=seen):
        if isinstance(item, Rejection | Notice):
            yield item
            continue
        identifier, name = table.text(item, "sourcedId"), table.text(item, "name")
        if not name:
            what = sentence("The organisation has no name.")
            yield Rejection(table.place(item, "name"), what, sentence("Fill in the name."))
            continue
        known.orgs.add(identifier)
        kind = _KINDS.get(table.text(item, "type").casefold(), "other")
        parent = table.text(item, "parentSourcedId")
        if parent and parent not in seen:
            what = sentence("Organisations whose parent is not in the file are read without it.")
            table.sync.tally.add(table.place(item, "parentSourcedId"), what)
            parent = ""
        yield OrganisationRecord(table.place(item), identifier, name, kind, parent)


def _sessions(sync: SyncSet, known: _Known) -> Iterator[Rejection | Notice]:
    table = sync.open_if_there(
        SESSIONS, ("sourcedId", "startDate", "endDate"), ("title", "type", "schoolYear")
    )
    if table is None:
        return
    yield from table.prove_order(("startDate", "endDate"))
    for item in distinct_rows(table.grid, "sourcedId"):
        if isinstance(item, Rejection | Notice):
            yield item
            continue
        days = table.days(item, "startDate", "endDate")
        if isinstance(days, Rejection):
            yield days
        else:
            known.sessions[table.text(item, "sourcedId")] = days._replace(is_inferred=True)


def _birth_dates(sync: SyncSet, known: _Known) -> Iterator[Rejection | Notice]:
    table = sync.open_if_there(DEMOGRAPHICS, (_USER,), ("birthDate",))
    if table is None:
        return
    yield from table.prove_order(("birthDate",))
    for item in distinct_rows(table.grid, _USER):
        if isinstance(item, Rejection | Notice):
            yield item
            continue
        try:
            born_on = table.day(item, "birthDate")
        except BadValue as error:
            yield table.rejected(item, "birthDate", error)
            continue
        if born_on is not None:
            known.birth_dates[table.text(item, _USER)] = born_on


def _roles(table: SyncTable, known: _Known, memberships: Memberships) -> Iterator[Rejection | Notice]:
    yield from table.prove_order(_ROLE_DATES)
    for row in table.grid.rows():
        if isinstance(row, Rejection):
            yield row
        elif table.text(row, "role").casefold() != _STUDENT:
            what = sentence(
                "Rows of staff and guardians are not used; accounts are made under Administration."
            )
            table.sync.tally.add(table.place(row, "role"), what)
        elif (fault := _pupil(table, row, known, memberships)) is not None:
            yield fault


def _pupil(table: SyncTable, row: Row, known: _Known, memberships: Memberships) -> Rejection | None:
    person, school, session = (table.text(row, heading) for heading in (_USER, _ORG, _SESSION))
    if person not in known.users:
        return table.orphan(row, _USER, USERS)
    if school not in known.orgs:
        return table.orphan(row, _ORG, ORGS)
    if session and session not in known.sessions:
        return table.orphan(row, _SESSION, SESSIONS)
    days = table.days(row, *_ROLE_DATES)
    if isinstance(days, Rejection):
        return days
    try:
        grade = table.grade(row, "grade")
    except BadValue as error:
        return table.rejected(row, "grade", error)
    if days == Days(None, None):
        days = known.sessions.get(session, Days(None, None, is_inferred=True))
    known.grades[person] = grade if known.grades.get(person) is None else known.grades[person]
    memberships.add_role(person, school, days, file=ROLES, row=row.number)
    return None


def _users(table: SyncTable, known: _Known, read: dict[str, int | None]) -> Iterator[Item]:
    for item in distinct_rows(table.grid, "sourcedId"):
        if isinstance(item, Rejection | Notice):
            yield item
            continue
        person = table.text(item, "sourcedId")
        if person not in known.grades:
            continue
        given, family = table.text(item, "givenName"), table.text(item, "familyName")
        if not (given or family):
            what = sentence("The person has no name.")
            yield Rejection(table.place(item, "givenName"), what, sentence("Fill in the name."))
            continue
        read[person] = known.grades[person]
        contact = (table.text(item, "email"), table.text(item, "sms") or table.text(item, "phone"))
        born_on = known.birth_dates.get(person)
        yield PersonRecord(table.place(item), person, given, family, born_on, "", *contact)
