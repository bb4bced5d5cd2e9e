"""Pupils of a set: who is one, when they were born, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from stafet.integrations.findings import BadValue
from stafet.integrations.grid import Row
from stafet.integrations.memberships import Days
from stafet.integrations.oneroster.columns import RosterFile
from stafet.integrations.oneroster.files import Finding, RosterSet, RosterTable
from stafet.integrations.oneroster.schools import Schools
from stafet.integrations.values import grade_of, national_number_text, whether
from stafet.kernel.names import tidied
from stafet.kernel.records import Notice, PersonRecord, Rejection
from stafet.kernel.sentences import sentence

STUDENT = "student"
_SCHOOLS = frozenset({"school", "department"})
_USER_ID = re.compile(r"\{\s*([^:{}]+?)\s*:\s*([^{}]*?)\s*\}")
_NATIONAL = frozenset({"cpr", "cprnr", "cpr-nr", "personnummer", "civicno", "nationalidentitynumber", "nin"})


@dataclass(slots=True)
class Pupils:
    """What is known of the pupils of a set before and after their rows are read.

    ``users`` are all identifiers in users.csv; ``enrolled`` those that some class calls a student;
    ``with_role`` those that a role calls one; ``read`` those whose records were given, with their grade.
    """

    users: set[str] = field(default_factory=set)
    enrolled: set[str] = field(default_factory=set)
    with_role: set[str] = field(default_factory=set)
    birth_dates: dict[str, date] = field(default_factory=dict)
    read: dict[str, int | None] = field(default_factory=dict)
    at_school: dict[str, list[tuple[str, Days, int]]] = field(default_factory=dict)
    """Person → schools, days and row of the role that says so."""


def read_roles(roster: RosterSet, schools: Schools, pupils: Pupils) -> Iterator[Finding]:
    """Version 1.2: who is a pupil of which school, from when until when."""
    table = roster.open(RosterFile.ROLES)
    if table is None:
        return
    for item in table.rows():
        if isinstance(item, Rejection | Notice):
            yield item
            continue
        row, removed = item
        if removed or table.text(row, "role").casefold() != STUDENT:
            continue
        finding = _role(table, row, schools, pupils)
        if finding is not None:
            yield finding


def _role(table: RosterTable, row: Row, schools: Schools, pupils: Pupils) -> Rejection | None:
    person, school = table.text(row, "userSourcedId"), table.text(row, "orgSourcedId")
    manifest = table.roster.manifest
    if manifest.is_bulk(RosterFile.USERS) and person not in pupils.users:
        return table.orphan(row, "userSourcedId", RosterFile.USERS)
    if manifest.is_bulk(RosterFile.ORGS) and school not in schools.orgs:
        return table.orphan(row, "orgSourcedId", RosterFile.ORGS)
    has_dates = table.text(row, "beginDate") or table.text(row, "endDate")
    days = days_of(table, row, schools, Days(None, None) if has_dates else schools.school_year())
    if isinstance(days, Rejection):
        return days
    pupils.with_role.add(person)
    if days is not None and schools.orgs.get(school, "school") in _SCHOOLS:
        pupils.at_school.setdefault(person, []).append((school, days, row.number))
    return None


def days_of(table: RosterTable, row: Row, schools: Schools, otherwise: Days) -> Days | Rejection | None:
    """The days of a row with ``beginDate`` and ``endDate``; where it has none, those of its term.

    ``None`` when it ended the day it began: it never took effect, and a notice counts it.
    """
    try:
        begins = table.day(row, "beginDate")
    except BadValue as error:
        return table.rejected(row, "beginDate", error)
    try:
        ends = schools.day_after(table.day(row, "endDate"))
    except BadValue as error:
        return table.rejected(row, "endDate", error)
    starts = begins or otherwise.starts_on
    until = ends or otherwise.ends_on
    if starts is not None and until is not None and until <= starts:
        return _ends_too_soon(table, row, starts, until)
    return Days(starts, until, is_inferred=begins is None)


def _ends_too_soon(table: RosterTable, row: Row, starts: date, until: date) -> Rejection | None:
    if until == starts:
        what = sentence("Rows that end on the day they begin never took effect and are left out.")
        table.roster.tally.add(table.place(row, "endDate"), what)
        return None
    what = sentence("It ends on %(ends)s, before it starts on %(starts)s.", starts=starts, ends=until)
    return Rejection(table.place(row, "endDate"), what, sentence("Correct the dates."))


def read_birth_dates(roster: RosterSet, pupils: Pupils) -> Iterator[Finding]:
    """Birth dates from demographics.csv, by user."""
    table = roster.open(RosterFile.DEMOGRAPHICS)
    if table is None:
        return
    for item in table.rows():
        if isinstance(item, Rejection | Notice):
            yield item
            continue
        try:
            born_on = table.day(item[0], "birthDate")
        except BadValue as error:
            yield table.rejected(item[0], "birthDate", error)
            continue
        if born_on is not None:
            pupils.birth_dates[table.text(item[0], "sourcedId")] = born_on


def read_pupils(table: RosterTable, schools: Schools, pupils: Pupils) -> Iterator[PersonRecord | Finding]:
    """The pupils among the users; who else stands there is counted, not read."""
    for item in table.rows():
        if isinstance(item, Rejection | Notice):
            yield item
            continue
        row, removed = item
        if not _is_pupil(table, row, pupils, removed=removed):
            _count_not_used(table, row)
            continue
        try:
            record = _person(table, row, pupils, removed=removed)
            grade = _grade(table, row)
        except BadValue as error:
            yield table.rejected(row, "grades", error)
            continue
        yield record
        if isinstance(record, PersonRecord):
            pupils.read[record.external_id] = grade
            if not removed:
                _remember_schools(table, row, schools, pupils)


def _count_not_used(table: RosterTable, row: Row) -> None:
    if table.is_delta and not table.text(row, "role") and RosterFile.ROLES not in table.roster.manifest.modes:
        what = sentence(
            "Changes to users whose role the set does not tell are not used; the next whole set brings them."
        )
    else:
        what = sentence("Rows of staff and guardians are not used; accounts are made under Administration.")
    table.roster.tally.add(table.place(row), what)


def _is_pupil(table: RosterTable, row: Row, pupils: Pupils, *, removed: bool) -> bool:
    person, role = table.text(row, "sourcedId"), table.text(row, "role").casefold()
    if role == STUDENT or person in pupils.with_role:
        return True
    if person in pupils.enrolled:
        if role:
            what = sentence(
                "Users who are called something else but are enrolled as students are read as students."
            )
            table.roster.tally.add(table.place(row, "role"), what)
        return True
    # A change of 1.2 does not say what a user was; removing somebody we never had harms nobody.
    return removed and not role


def _person(table: RosterTable, row: Row, pupils: Pupils, *, removed: bool) -> PersonRecord | Rejection:
    given = tidied(" ".join((table.text(row, "givenName"), table.text(row, "middleName"))))
    family = table.text(row, "familyName")
    if not (given or family or removed):
        what = sentence("The person has no name.")
        return Rejection(table.place(row, "givenName"), what, sentence("Fill in the name."))
    if table.text(row, "enabledUser") and not _is_enabled(table, row):
        what = sentence("Pupils whose accounts are switched off are read like everyone else.")
        table.roster.tally.add(table.place(row, "enabledUser"), what)
    person = table.text(row, "sourcedId")
    return PersonRecord(
        table.place(row),
        person,
        given,
        family,
        pupils.birth_dates.get(person),
        _national_number(table, row),
        table.text(row, "email"),
        table.text(row, "sms") or table.text(row, "phone"),
        removed=removed,
    )


def _is_enabled(table: RosterTable, row: Row) -> bool:
    try:
        return whether(table.text(row, "enabledUser"))
    except BadValue:
        return True


def _grade(table: RosterTable, row: Row) -> int | None:
    written = [grade for grade in table.text(row, "grades").split(",") if grade.strip()]
    if len(written) > 1:
        what = sentence("Pupils with several grades are read without one.")
        table.roster.tally.add(table.place(row, "grades"), what)
        return None
    return grade_of(written[0]) if written else None


def _national_number(table: RosterTable, row: Row) -> str:
    """The national number in the column a person has named, or among ``{type:identifier}`` pairs; never guessed."""
    settings = table.roster.settings
    if settings.national_number_column:
        text, _ = national_number_text(table.text(row, settings.national_number_column), settings.country)
        return text
    for kind, identifier in _USER_ID.findall(table.text(row, "userIds")):
        if kind.casefold() in _NATIONAL:
            return str(identifier)
    return ""


def _remember_schools(table: RosterTable, row: Row, schools: Schools, pupils: Pupils) -> None:
    """Version 1.1 has no roles: the user's own row says which schools they belong to."""
    person = table.text(row, "sourcedId")
    named = [school.strip() for school in table.text(row, "orgSourcedIds").split(",")]
    belongs = [school for school in named if schools.orgs.get(school) == "school"]
    for school in belongs or [school for school in named if schools.orgs.get(school) in _SCHOOLS]:
        pupils.at_school.setdefault(person, []).append((school, schools.school_year(), row.number))
