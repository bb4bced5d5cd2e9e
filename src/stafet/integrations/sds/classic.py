"""The classic format of School Data Sync: School, Section, Student, StudentEnrollment, Teacher, TeacherRoster.

Its dates are often written month first. The file proves it or the settings say it; otherwise we ask.
A pupil belongs to the school their own row names; the sections they are in tell since when and until when.
"""

from __future__ import annotations

from collections.abc import Iterator

from stafet.integrations.findings import BadValue, Unreadable
from stafet.integrations.grid import Row
from stafet.integrations.memberships import Days, Memberships
from stafet.integrations.protocol import Item, KindMode, ReaderSettings, Reading, RecordKind, to_the_end
from stafet.integrations.rows import distinct_rows
from stafet.integrations.sds.sets import SyncSet, SyncTable, enrolments
from stafet.integrations.upload import Upload, UploadKind
from stafet.kernel.names import tidied
from stafet.kernel.records import (
    LoadMode,
    Notice,
    OrganisationRecord,
    PersonRecord,
    Rejection,
)
from stafet.kernel.sentences import sentence

SCHOOL, SECTION, STUDENT = "School.csv", "Section.csv", "Student.csv"
ENROLLMENT = "StudentEnrollment.csv"
_NOT_USED = ("Teacher.csv", "TeacherRoster.csv", "User.csv", "GuardianRelationship.csv")
_ID = "SIS ID"
_SCHOOL_ID = "School SIS ID"
_SECTION_ID = "Section SIS ID"
_TERM = ("Term StartDate", "Term EndDate")
_KNOWN_STUDENT = ("Middle Name", "Grade", "Status", "Birthdate", "Secondary Email", "Username")
_KINDS = (RecordKind.ORGANISATIONS, RecordKind.PERSONS, RecordKind.ENROLMENTS)
_UNKNOWN = Days(None, None, is_inferred=True)


class SdsClassicReader:
    """Reads sets in the classic format of School Data Sync."""

    name = "sds-classic"
    versions = ("1",)

    def recognises(self, upload: Upload) -> bool:
        """The files of schools, pupils and their sections, by name."""
        if upload.kind is not UploadKind.TEXTS:
            return False
        names = {member.name.casefold() for member in upload.members}
        return {STUDENT.casefold(), ENROLLMENT.casefold()} <= names or {
            SCHOOL.casefold(),
            STUDENT.casefold(),
        } <= names

    def read(self, upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
        """The set's records."""
        return to_the_end(_items(upload, settings))


def _items(upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
    sync = SyncSet(upload, settings)
    schools = sync.open(SCHOOL, (_ID, "Name"), ())
    students = sync.open(STUDENT, (_ID, _SCHOOL_ID, "First Name", "Last Name"), _KNOWN_STUDENT)
    sections = sync.open(SECTION, (_ID, _SCHOOL_ID), _TERM)
    enrolled = sync.open(ENROLLMENT, (_SECTION_ID, _ID), ())
    modes = tuple(KindMode(kind, LoadMode.BULK) for kind in _KINDS)
    yield Reading(
        SdsClassicReader.name, "School Data Sync", "1", modes, (SCHOOL, SECTION, STUDENT, ENROLLMENT)
    )
    yield from _orders(students, sections)
    sync.not_used(_NOT_USED)
    known: set[str] = set()
    yield from _schools(schools, known)
    days: dict[str, Days] = {}
    yield from _sections(sections, days)
    pupils = _Pupils(students, known)
    yield from pupils.read()
    yield from _memberships(enrolled, days, pupils)
    yield from enrolments(pupils.memberships(), pupils.grades, settings)
    yield from sync.tally.notices()


def _orders(students: SyncTable, sections: SyncTable) -> Iterator[Notice]:
    """Prove or ask the order of dates in both files, so that a person is asked once about both."""
    questions: list[Rejection] = []
    for table, headings in ((students, ("Birthdate",)), (sections, _TERM)):
        try:
            yield from table.prove_order(headings)
        except Unreadable as stop:
            questions += stop.rejections
    if questions:
        raise Unreadable(*questions)


def _schools(table: SyncTable, known: set[str]) -> Iterator[Item]:
    for item in distinct_rows(table.grid, _ID):
        if isinstance(item, Rejection | Notice):
            yield item
            continue
        identifier, name = table.text(item, _ID), table.text(item, "Name")
        if not name:
            what = sentence("The organisation has no name.")
            yield Rejection(table.place(item, "Name"), what, sentence("Fill in the name."))
            continue
        known.add(identifier)
        yield OrganisationRecord(table.place(item), identifier, name, "school")


def _sections(table: SyncTable, days: dict[str, Days]) -> Iterator[Rejection | Notice]:
    for item in distinct_rows(table.grid, _ID):
        if isinstance(item, Rejection | Notice):
            yield item
            continue
        found = table.days(item, *_TERM)
        if isinstance(found, Rejection):
            yield found
        else:
            days[table.text(item, _ID)] = found._replace(is_inferred=True)


class _Pupils:
    """Pupils as they are read: their schools, grades, and the sections they turn out to be in."""

    def __init__(self, table: SyncTable, schools: set[str]) -> None:
        self._table = table
        self._schools = schools
        self.grades: dict[str, int | None] = {}
        self.school_of: dict[str, str] = {}
        self.row_of: dict[str, int] = {}
        self.in_file: set[str] = set()
        self._memberships = Memberships(table.sync.settings.longest_holiday_days)

    def read(self) -> Iterator[PersonRecord | Rejection | Notice]:
        for item in distinct_rows(self._table.grid, _ID, seen=self.in_file):
            if isinstance(item, Rejection | Notice):
                yield item
                continue
            record = self._person(item)
            if record is not None:
                yield record
            if isinstance(record, PersonRecord):
                self.school_of[record.external_id] = self._table.text(item, _SCHOOL_ID)
                self.row_of[record.external_id] = item.number

    def add_section(self, person: str, days: Days, row: int) -> None:
        school = self.school_of.get(person)
        if school is not None:
            self._memberships.add_course(person, school, days, file=ENROLLMENT, row=row)

    def memberships(self) -> Memberships:
        """Everybody's memberships; pupils without sections are at their school all the same."""
        for person, school in self.school_of.items():
            self._memberships.add_role(person, school, _UNKNOWN, file=STUDENT, row=self.row_of[person])
        return self._memberships

    def _person(self, row: Row) -> PersonRecord | Rejection | None:
        table = self._table
        if table.text(row, "Status").casefold() not in {"", "active"}:
            table.sync.tally.add(
                table.place(row, "Status"), sentence("Pupils who are not active are left out.")
            )
            return None
        if table.text(row, _SCHOOL_ID) not in self._schools:
            return table.orphan(row, _SCHOOL_ID, SCHOOL)
        given = tidied(f"{table.text(row, 'First Name')} {table.text(row, 'Middle Name')}")
        family = table.text(row, "Last Name")
        if not (given or family):
            what = sentence("The person has no name.")
            return Rejection(table.place(row, "First Name"), what, sentence("Fill in the name."))
        heading = "Birthdate"
        try:
            born_on = table.day(row, heading)
            heading = "Grade"
            self.grades[table.text(row, _ID)] = table.grade(row, heading)
        except BadValue as error:
            return table.rejected(row, heading, error)
        email = table.text(row, "Secondary Email")
        return PersonRecord(table.place(row), table.text(row, _ID), given, family, born_on, email=email)


def _memberships(table: SyncTable, days: dict[str, Days], pupils: _Pupils) -> Iterator[Rejection | Notice]:
    for row in table.grid.rows():
        if isinstance(row, Rejection):
            yield row
        elif table.text(row, _ID) not in pupils.in_file:
            yield table.orphan(row, _ID, STUDENT)
        elif table.text(row, _SECTION_ID) not in days:
            yield table.orphan(row, _SECTION_ID, SECTION)
        else:
            pupils.add_section(table.text(row, _ID), days[table.text(row, _SECTION_ID)], row.number)
