"""Young people who do not exist, as a school system would export them. The same each time, for the same school year.

All of them are in grades 9 and 10, so all are in the promise: every one gets a holder, a step and the grants.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

from stafet.demo.names import FAMILY, GIVEN
from stafet.demo.young import nobodys_number
from stafet.integrations.oneroster_writer import (
    RosterClass,
    RosterContent,
    RosterEnrolment,
    RosterOrg,
    RosterPerson,
    RosterTerm,
    write_oneroster,
)

SEED = 2027
GRADES = (9, 10)
PUPILS_PER_CLASS = 25
_AGE_IN_GRADE_ZERO = 6
_FIRST_MONTH = 8


@dataclass(frozen=True, slots=True)
class Size:
    """How many pupils, and how many school years each of them has behind them and is in: a place for each."""

    people: int
    spells: int = 1


def write_register(path: Path, schools: Sequence[str], *, size: Size, today: date, town: int) -> None:
    """A whole OneRoster set of so many pupils, spread over schools of these names; every year at another school."""
    now = today.year if today.month >= _FIRST_MONTH else today.year - 1
    years = range(now - size.spells + 1, now + 1)
    pupils = partial(_pupils, schools, size.people, now, town)
    class_names = {_class_of(number, len(schools)) for number in range(size.people)}
    write_oneroster(
        path,
        RosterContent(
            orgs=[RosterOrg(_school_id(number), name) for number, name in enumerate(schools)],
            terms=[
                RosterTerm(f"y{year}", f"{year}/{year + 1}", "schoolYear", *_days(year), year + 1)
                for year in years
            ],
            classes=[
                RosterClass(
                    _class_id(*key, year),
                    f"{key[1]}.{key[2]} {year}" if year != now else f"{key[1]}.{key[2]}",
                    _school_id(key[0]),
                    (f"y{year}",),
                    grade=max(0, key[1] - (now - year)),
                )
                for key in sorted(class_names)
                for year in years
            ],
            people=lambda: (person for person, _ in pupils()),
            enrolments=lambda: (
                _enrolment(person, place, year, now - year, len(schools))
                for person, place in pupils()
                for year in years
            ),
        ),
    )


def _enrolment(
    person: RosterPerson, place: tuple[int, int, str], year: int, years_ago: int, schools: int
) -> RosterEnrolment:
    """One school year of a pupil. They were at another school each year, so that no two years are one stay."""
    school = (place[0] + years_ago) % schools
    first, after = _days(year)
    return RosterEnrolment(
        f"{person.id}-{year}",
        person.id,
        _class_id(school, place[1], place[2], year),
        _school_id(school),
        starts_on=first,
        ends_on=after,
    )


def _days(year: int) -> tuple[date, date]:
    return date(year, 8, 1), date(year + 1, 7, 1)


def _pupils(
    schools: Sequence[str], how_many: int, starts_in: int, town: int
) -> Iterator[tuple[RosterPerson, tuple[int, int, str]]]:
    """Each pupil with the school, grade and letter of the class they are in. Numbers are nobody's, and nobody has somebody else's."""
    chance = Random(SEED + town)  # noqa: S311  # a play, not a secret
    for number, (born, text) in enumerate(islice(_numbers(chance, starts_in, schools), how_many)):
        school, grade, letter = _class_of(number, len(schools))
        person = RosterPerson(
            id=f"t{town:02d}-{number:06d}",
            given_names=chance.choice(GIVEN),
            family_name=chance.choice(FAMILY),
            school=_school_id(school),
            grade=grade,
            birth_date=born,
            national_number=text,
        )
        yield person, (school, grade, letter)


def _numbers(chance: Random, starts_in: int, schools: Sequence[str]) -> Iterator[tuple[date, str]]:
    """Birth date and number of one pupil after the other."""
    given: set[str] = set()
    number = 0
    while True:
        grade = _class_of(number, len(schools))[1]
        born = date(starts_in - _AGE_IN_GRADE_ZERO - grade, 1, 2) + timedelta(days=chance.randrange(363))
        text = nobodys_number(born, chance)
        if text not in given:
            given.add(text)
            number += 1
            yield born, text


def _class_of(number: int, schools: int) -> tuple[int, int, str]:
    """School, grade and letter of a pupil by number: dealt out like cards."""
    school, rest = number % schools, number // schools
    grade, seat = GRADES[rest % len(GRADES)], rest // len(GRADES)
    return school, grade, _letter(seat // PUPILS_PER_CLASS)


def _letter(group: int) -> str:
    """A, B … Z, then A1, B1 …: a class's letter."""
    return f"{chr(ord('A') + group % 26)}{group // 26 or ''}"


def _school_id(school: int) -> str:
    return f"s{school:04d}"


def _class_id(school: int, grade: int, letter: str, year: int) -> str:
    return f"s{school:04d}-{grade}{letter}-{year}"
