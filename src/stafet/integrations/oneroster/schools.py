"""Organisations, terms and classes of a set: what enrolments point to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from stafet.integrations.findings import BadValue, shown
from stafet.integrations.grid import Row
from stafet.integrations.memberships import Days
from stafet.integrations.oneroster.columns import RosterFile
from stafet.integrations.oneroster.files import Finding, RosterSet, RosterTable
from stafet.integrations.protocol import EndDates
from stafet.integrations.values import grade_in_class_name, grade_of
from stafet.kernel.records import GroupRecord, Notice, OrganisationRecord, Place, Rejection
from stafet.kernel.sentences import Sentence, sentence

_ONE_DAY = timedelta(days=1)
_SCHOOL_YEAR = "schoolyear"
_HOMEROOM = "homeroom"

KINDS = MappingProxyType(
    {
        "school": "school",
        "department": "department",
        "district": "municipality",
        "local": "municipality",
        "state": "other",
        "national": "other",
    }
)
"""Types of OneRoster → kinds of organisation."""


@dataclass(frozen=True, slots=True)
class Session:
    """A term or school year as it is written; what ``ends_on`` means is decided for the whole set."""

    kind: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class ClassInfo:
    """What enrolments need to know of a class."""

    school: str
    is_homeroom: bool
    grade: int | None
    days: Days
    is_rejected: bool = False


@dataclass(slots=True)
class Schools:
    """Everything in a set that enrolments point to."""

    orgs: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    classes: dict[str, ClassInfo] = field(default_factory=dict)
    end_dates: EndDates = EndDates.DAY_AFTER

    def day_after(self, end: date | None) -> date | None:
        """A written end as the first day on which it no longer holds."""
        return end + _ONE_DAY if end is not None and self.end_dates is EndDates.LAST_DAY else end

    def school_year(self) -> Days:
        """The latest school year of the set; unknown when it has none."""
        years = [session for session in self.sessions.values() if session.kind == _SCHOOL_YEAR]
        if not years:
            return Days(None, None, is_inferred=True)
        latest = max(years, key=lambda year: (year.starts_on, year.ends_on))
        return Days(latest.starts_on, self.day_after(latest.ends_on), is_inferred=True)

    def days_of(self, terms: list[Session]) -> Days:
        """The days of a class that is taught in some terms, for enrolments that have none of their own.

        From the first term's start to the end of the school year that the last term lies in: the end of an
        autumn term is no leaving.
        """
        ends_on = max(term.ends_on for term in terms)
        years = [year.ends_on for year in self.sessions.values() if _is_year_around(year, ends_on)]
        return Days(
            min(term.starts_on for term in terms), self.day_after(max([ends_on, *years])), is_inferred=True
        )


def _is_year_around(session: Session, day: date) -> bool:
    return session.kind == _SCHOOL_YEAR and session.starts_on <= day <= session.ends_on


def read_sessions(roster: RosterSet, schools: Schools) -> Iterator[Finding]:
    """Read the terms and school years, and decide how the set writes the end of something."""
    table = roster.open(RosterFile.ACADEMIC_SESSIONS)
    if table is not None:
        for item in table.rows():
            if isinstance(item, Rejection | Notice):
                yield item
            elif isinstance(session := _session(table, item[0]), Rejection):
                yield session
            elif not item[1]:
                schools.sessions[table.text(item[0], "sourcedId")] = session
    schools.end_dates, what = end_dates_of(list(schools.sessions.values()), roster.settings.end_dates)
    yield Notice(Place(RosterFile.ENROLLMENTS.file_name), what)


def _session(table: RosterTable, row: Row) -> Session | Rejection:
    days: list[date] = []
    for heading in ("startDate", "endDate"):
        try:
            day = table.day(row, heading)
        except BadValue as error:
            return table.rejected(row, heading, error)
        if day is None:
            what = sentence("The %(column)s is missing.", column=heading)
            return Rejection(table.place(row, heading), what, sentence("Fill in the date."))
        days.append(day)
    if days[1] < days[0]:
        what = sentence("It ends on %(ends)s, before it starts on %(starts)s.", starts=days[0], ends=days[1])
        return Rejection(table.place(row, "endDate"), what, sentence("Correct the dates."))
    return Session(table.text(row, "type").casefold(), days[0], days[1])


def end_dates_of(sessions: list[Session], told: EndDates | None) -> tuple[EndDates, Sentence]:
    """How a set writes ends, and the sentence that says so; never silently, because a day is at stake.

    The standard (1.1 and 1.2) calls ``endDate`` exclusive, and many systems write the last day all the same.
    So: what a person has said; else what the terms prove (the next term of the same type starts on the day
    after, or on the very day); else the standard.
    """
    if told is EndDates.LAST_DAY:
        return told, sentence("End dates are read as the last day, as the settings say.")
    if told is EndDates.DAY_AFTER:
        return told, sentence("End dates are read as the first day after, as the settings say.")
    starts = {(session.kind, session.starts_on) for session in sessions}
    next_day = any((session.kind, session.ends_on + _ONE_DAY) in starts for session in sessions)
    same_day = any((session.kind, session.ends_on) in starts for session in sessions)
    if next_day and not same_day:
        return EndDates.LAST_DAY, sentence(
            "End dates are read as the last day, because one term ends the day before the next one starts."
        )
    return EndDates.DAY_AFTER, sentence(
        "End dates are read as the first day after, as OneRoster says. If your system writes the last day, say so in the settings."
    )


def read_orgs(roster: RosterSet, schools: Schools) -> Iterator[OrganisationRecord | Finding]:
    """The organisations. A parent that is not in the set is left out with a notice."""
    table = roster.open(RosterFile.ORGS)
    if table is None:
        return
    seen: set[str] = set()
    for item in table.rows(seen):
        if isinstance(item, Rejection | Notice):
            yield item
            continue
        record = _organisation(table, item[0], seen, removed=item[1])
        if isinstance(record, OrganisationRecord):
            schools.orgs[record.external_id] = record.kind
        yield record


def _organisation(
    table: RosterTable, row: Row, seen: set[str], *, removed: bool
) -> OrganisationRecord | Rejection:
    name, kind, parent = (table.text(row, heading) for heading in ("name", "type", "parentSourcedId"))
    if not name and not removed:
        what = sentence("The organisation has no name.")
        return Rejection(table.place(row, "name"), what, sentence("Fill in the name."))
    if kind.casefold() not in KINDS and not removed:
        what = sentence("“%(type)s” is no type of organisation in OneRoster.", type=shown(kind))
        mend = sentence("Use one of %(types)s.", types=", ".join(KINDS))
        return Rejection(table.place(row, "type"), what, mend)
    if parent and parent not in seen and not table.is_delta:
        what = sentence("Organisations whose parent is not in the file are read without it.")
        table.roster.tally.add(table.place(row, "parentSourcedId"), what)
        parent = ""
    return OrganisationRecord(
        table.place(row), table.text(row, "sourcedId"), name, KINDS.get(kind.casefold(), ""), parent, removed
    )


def read_classes(roster: RosterSet, schools: Schools) -> Iterator[GroupRecord | Finding]:
    """The homeroom classes as groups; subject classes are only remembered for their terms."""
    table = roster.open(RosterFile.CLASSES)
    if table is None:
        return
    for item in table.rows():
        if isinstance(item, Rejection | Notice):
            yield item
            continue
        row, removed = item
        info = _class_info(table, row, schools)
        fault = None if removed else _class_fault(table, row, schools)
        if fault is not None:
            yield fault
        schools.classes[table.text(row, "sourcedId")] = (
            info
            if fault is None
            else ClassInfo(info.school, info.is_homeroom, info.grade, info.days, is_rejected=True)
        )
        if fault is None and info.is_homeroom:
            yield _group(table, row, info, removed=removed)
        elif fault is None:
            table.roster.tally.add(
                table.place(row),
                sentence(
                    "Subject classes are not made into classes here; they only tell who is at the school."
                ),
            )


def _class_info(table: RosterTable, row: Row, schools: Schools) -> ClassInfo:
    terms = [schools.sessions[term] for term in _terms(table, row) if term in schools.sessions]
    days = schools.days_of(terms) if terms else schools.school_year()
    return ClassInfo(
        table.text(row, "schoolSourcedId"),
        table.text(row, "classType").casefold() == _HOMEROOM,
        _grade(table, row),
        days,
    )


def _grade(table: RosterTable, row: Row) -> int | None:
    """The class's one grade; a class of several has none, and a class that says none is asked by its name."""
    written = [grade for grade in table.text(row, "grades").split(",") if grade.strip()]
    if len(written) == 1:
        try:
            return grade_of(written[0])
        except BadValue:
            what = sentence("Classes whose grade can't be understood are read without one.")
            table.roster.tally.add(table.place(row, "grades"), what)
            return None
    return None if written else grade_in_class_name(table.text(row, "title"))


def _terms(table: RosterTable, row: Row) -> list[str]:
    return [term.strip() for term in table.text(row, "termSourcedIds").split(",") if term.strip()]


def _class_fault(table: RosterTable, row: Row, schools: Schools) -> Rejection | None:
    manifest = table.roster.manifest
    if manifest.is_bulk(RosterFile.ORGS) and table.text(row, "schoolSourcedId") not in schools.orgs:
        return table.orphan(row, "schoolSourcedId", RosterFile.ORGS)
    unknown = [term for term in _terms(table, row) if term not in schools.sessions]
    if unknown and manifest.is_bulk(RosterFile.ACADEMIC_SESSIONS):
        what = sentence(
            "“%(id)s” is not in %(file)s.", id=shown(unknown[0]), file=RosterFile.ACADEMIC_SESSIONS.file_name
        )
        mend = sentence(
            "Export %(file)s with that row, or take this row out.",
            file=RosterFile.ACADEMIC_SESSIONS.file_name,
        )
        return Rejection(table.place(row, "termSourcedIds"), what, mend)
    return None


def _group(table: RosterTable, row: Row, info: ClassInfo, *, removed: bool) -> GroupRecord:
    return GroupRecord(
        table.place(row),
        table.text(row, "sourcedId"),
        info.school,
        table.text(row, "title"),
        info.grade,
        info.days.starts_on,
        info.days.ends_on,
        removed,
    )
