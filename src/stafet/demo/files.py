"""The files the demonstration's registers would export: a school system's OneRoster set, the institutions' tables.

They are written as files and go in through the importers, like anybody's.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from stafet.demo.places import INSTITUTIONS, SCHOOLS, TENTH_CENTRE, Place
from stafet.demo.young import FIRST_GRADE, LAST_GRADE, LETTERS, TENTH, Youngster
from stafet.integrations.oneroster_writer import (
    RosterClass,
    RosterContent,
    RosterEnrolment,
    RosterOrg,
    RosterPerson,
    RosterTerm,
    write_oneroster,
)

INSTITUTION_HEADER = (
    "CPR-nummer",
    "Fornavn",
    "Efternavn",
    "Institutionsnummer",
    "Institution",
    "Uddannelse",
    "Startdato",
    "Slutdato",
)
_PROGRAMMES = {
    "899101": ("Grundforløb 1, teknologi", "Grundforløb 1, bygge og anlæg", "Grundforløb 2, smed"),
    "899102": ("hhx", "Grundforløb 1, kontor og handel"),
    "899103": ("stx", "hf"),
    "899104": ("FGU, praktisk", "FGU, almen"),
}


@dataclass(frozen=True, slots=True)
class SchoolSeat:
    """Where a pupil sits in a school year."""

    youngster: Youngster
    school: Place
    grade: int
    letter: str

    @property
    def class_id(self) -> str:
        """The class as the school system names it: its school, grade and letter."""
        return f"{self.school.key}-{self.grade}{self.letter}"


def seats(people: Iterable[Youngster], starts_in: int) -> Iterator[SchoolSeat]:
    """Everybody who goes to school in the school year that starts in a year."""
    for youngster in people:
        grade = youngster.grade_in(starts_in)
        if FIRST_GRADE <= grade <= LAST_GRADE:
            yield SchoolSeat(youngster, youngster.school, grade, youngster.letter)
        elif grade == TENTH and place_in(youngster, starts_in) is TENTH_CENTRE:
            yield SchoolSeat(youngster, TENTH_CENTRE, TENTH, LETTERS[int(youngster.key[1:]) % 2])


def place_in(youngster: Youngster, starts_in: int) -> Place | None:
    """Where somebody who has left ninth grade is in a school year; ``None``: nowhere."""
    years_since = starts_in - youngster.leaves
    known = youngster.after_school
    return known[years_since] if 0 <= years_since < len(known) else None


def school_days(starts_in: int) -> tuple[date, date]:
    """A Danish school year's first day and the day after its last, half-open."""
    return date(starts_in, 8, 1), date(starts_in + 1, 7, 1)


def write_school_register(path: Path, people: Sequence[Youngster], starts_in: int) -> None:
    """The school system's whole set of a school year."""
    first, after = school_days(starts_in)
    sitting = list(seats(people, starts_in))
    classes = {
        seat.class_id: RosterClass(
            id=seat.class_id,
            title=f"{seat.grade}.{seat.letter}",
            school=seat.school.key,
            terms=(f"sy{starts_in}",),
            grade=seat.grade,
        )
        for seat in sitting
    }
    content = RosterContent(
        orgs=[RosterOrg(place.key, place.name) for place in SCHOOLS],
        terms=[
            RosterTerm(
                f"sy{starts_in}", f"{starts_in}/{starts_in + 1}", "schoolYear", first, after, starts_in + 1
            )
        ],
        classes=list(classes.values()),
        people=lambda: [_roster_person(seat) for seat in sitting],
        enrolments=lambda: [_roster_enrolment(seat, starts_in) for seat in sitting],
    )
    write_oneroster(path, content, version="1.1")


def _roster_person(seat: SchoolSeat) -> RosterPerson:
    youngster = seat.youngster
    return RosterPerson(
        id=youngster.key,
        given_names=youngster.given_names,
        family_name=youngster.family_name,
        school=seat.school.key,
        grade=seat.grade,
        birth_date=youngster.birth_date,
        national_number=youngster.number,
    )


def _roster_enrolment(seat: SchoolSeat, starts_in: int) -> RosterEnrolment:
    first, after = school_days(starts_in)
    return RosterEnrolment(
        id=f"{seat.youngster.key}-{starts_in}",
        person=seat.youngster.key,
        group=seat.class_id,
        school=seat.school.key,
        starts_on=first,
        ends_on=after,
    )


def write_institutions_register(path: Path, people: Sequence[Youngster], starts_in: int) -> None:
    """What the institutions export together: a table with Danish headings, semicolons and last days."""
    rows = [
        _institution_row(youngster, place, starts_in)
        for youngster in people
        if (place := place_in(youngster, starts_in)) in INSTITUTIONS and place is not None
    ]
    _write_table(path, INSTITUTION_HEADER, rows)


def _institution_row(youngster: Youngster, place: Place, starts_in: int) -> tuple[str, ...]:
    programmes = _PROGRAMMES[place.key]
    return (
        f"{youngster.number[:6]}-{youngster.number[6:]}",
        youngster.given_names,
        youngster.family_name,
        place.key,
        place.name,
        programmes[int(youngster.key[1:]) % len(programmes)],
        f"{date(starts_in, 8, 12):%d-%m-%Y}",
        f"{date(starts_in + 1, 6, 30):%d-%m-%Y}",
    )


def _write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(header)
        writer.writerows(rows)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One line of the events file: what an institution reports about somebody."""

    event: str
    on: date
    youngster: Youngster
    reason_code: str = ""
    reason_words: str = ""


EVENTS_HEADER = (
    "hændelse",
    "dato",
    "cpr",
    "fornavn",
    "efternavn",
    "årsagskode",
    "bemærkning",
)


def write_events(path: Path, occurrences: Iterable[Occurrence]) -> None:
    """The events file of one institution, which need not name itself."""
    _write_table(
        path,
        EVENTS_HEADER,
        (
            (
                each.event,
                f"{each.on:%d-%m-%Y}",
                each.youngster.number,
                each.youngster.given_names,
                each.youngster.family_name,
                each.reason_code,
                each.reason_words,
            )
            for each in occurrences
        ),
    )
