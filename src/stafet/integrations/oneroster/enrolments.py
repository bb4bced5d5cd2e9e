"""Enrolments of a set: many memberships of classes made into one stay per person and school."""

from __future__ import annotations

from collections.abc import Iterator

from stafet.integrations.grid import Row
from stafet.integrations.memberships import Homeroom, Memberships, Stay
from stafet.integrations.oneroster.columns import RosterFile
from stafet.integrations.oneroster.files import Finding, RosterSet, RosterTable
from stafet.integrations.oneroster.people import STUDENT, Pupils, days_of
from stafet.integrations.oneroster.schools import ClassInfo, Schools
from stafet.kernel.records import EnrolmentRecord, Notice, Place, Rejection
from stafet.kernel.sentences import sentence


def read_memberships(
    roster: RosterSet, schools: Schools, pupils: Pupils, memberships: Memberships
) -> Iterator[EnrolmentRecord | Finding]:
    """Collect who is in which class. Gives findings, and removals of homeroom memberships at once."""
    table = roster.open(RosterFile.ENROLLMENTS)
    if table is None:
        return
    for item in table.rows():
        if isinstance(item, Rejection | Notice):
            yield item
            continue
        row, removed = item
        if table.text(row, "role").casefold() != STUDENT:
            roster.tally.add(table.place(row, "role"), sentence("Enrolments of staff are not used."))
            continue
        fault = _orphan(table, row, schools, pupils)
        if fault is not None:
            yield fault
            continue
        if removed:
            yield from _removal(table, row, schools)
        else:
            yield from _membership(table, row, schools, pupils, memberships)


def _orphan(table: RosterTable, row: Row, schools: Schools, pupils: Pupils) -> Rejection | None:
    manifest = table.roster.manifest
    targets = (
        ("userSourcedId", RosterFile.USERS, pupils.users),
        ("classSourcedId", RosterFile.CLASSES, schools.classes),
        ("schoolSourcedId", RosterFile.ORGS, schools.orgs),
    )
    for heading, file, known in targets:
        identifier = table.text(row, heading)
        may_be_left_out = heading == "schoolSourcedId" and not identifier
        if manifest.is_bulk(file) and not may_be_left_out and identifier not in known:
            return table.orphan(row, heading, file)
    return None


def _membership(
    table: RosterTable, row: Row, schools: Schools, pupils: Pupils, memberships: Memberships
) -> Iterator[Finding]:
    group = table.text(row, "classSourcedId")
    known = schools.classes.get(group)
    days = days_of(table, row, schools, known.days if known else schools.school_year())
    if isinstance(days, Rejection):
        yield days
        return
    person = table.text(row, "userSourcedId")
    pupils.enrolled.add(person)
    if days is None:
        return
    school = _school(table, row, known)
    file = table.grid.file
    if known is not None and known.is_homeroom:
        name = "" if known.is_rejected else group
        memberships.add_homeroom(person, school, Homeroom(days, name, known.grade), file=file, row=row.number)
        return
    if table.is_delta:
        # A subject taken up in March proves that somebody is here, not that they came in March.
        days = days._replace(is_inferred=True)
    memberships.add_course(person, school, days, file=file, row=row.number)


def _removal(table: RosterTable, row: Row, schools: Schools) -> Iterator[EnrolmentRecord | Finding]:
    """A homeroom class that is left is a school that is left; a subject that is dropped is not."""
    known = schools.classes.get(table.text(row, "classSourcedId"))
    if known is None or not known.is_homeroom:
        what = sentence(
            "Subjects that were dropped do not tell whether the pupil left the school; only a whole set does."
        )
        table.roster.tally.add(table.place(row), what)
        return
    person, school = table.text(row, "userSourcedId"), _school(table, row, known)
    yield EnrolmentRecord(table.place(row), f"{person}@{school}", person, school, removed=True)


def _school(table: RosterTable, row: Row, known: ClassInfo | None) -> str:
    return table.text(row, "schoolSourcedId") or (known.school if known else "")


def add_roles(pupils: Pupils, memberships: Memberships, file: str) -> None:
    """Add what roles say (1.2) or the users' own rows (1.1): a pupil without a class is at a school all the same.

    Where somebody has classes at one school, another school without classes or dates counts for nothing.
    """
    in_class = memberships.people()
    for person, schools in pupils.at_school.items():
        for school, days, row in schools:
            if person not in in_class or memberships.has(person, school) or not days.is_inferred:
                memberships.add_role(person, school, days, file=file, row=row)


def enrolments(roster: RosterSet, pupils: Pupils, memberships: Memberships) -> Iterator[EnrolmentRecord]:
    """One record per stay of every pupil who was read."""
    users_are_complete = roster.manifest.is_bulk(RosterFile.USERS)
    for stay in memberships.stays():
        if users_are_complete and stay.person not in pupils.read:
            what = sentence("Enrolments of people whose own row was rejected are left out.")
            roster.tally.add(Place(stay.file, stay.row), what)
            continue
        if stay.days.starts_on is None:
            what = sentence(
                "Enrolments without a start, and without a term that has one, are read without it."
            )
            roster.tally.add(Place(stay.file, stay.row), what)
        yield _record(roster, stay, pupils)


def _record(roster: RosterSet, stay: Stay, pupils: Pupils) -> EnrolmentRecord:
    grade = pupils.read.get(stay.person)
    return EnrolmentRecord(
        Place(stay.file, stay.row),
        stay.external_id,
        stay.person,
        stay.school,
        stay.group,
        kind=roster.settings.activity_kind,
        grade=stay.grade if grade is None else grade,
        starts_on=stay.days.starts_on,
        ends_on=stay.days.ends_on,
        starts_inferred=stay.days.is_inferred,
    )
