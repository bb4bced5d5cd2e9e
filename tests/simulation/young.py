"""The young people of one town as its school system knows them, and the files it exports, sound or not."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from stafet.demo.files import INSTITUTION_HEADER
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

FIRST_GRADE, LAST_GRADE = 9, 10
_AGE_IN_GRADE_ZERO = 6
_STAYS_FOR_TENTH = 0.4


@dataclass(slots=True)
class Young:
    """One young person: where the school system has them. ``school`` is ``None`` once they have left it."""

    key: str
    given_names: str
    family_name: str
    born: date
    number: str
    grade: int
    school: int | None
    enrolled_from: date | None = None


@dataclass(slots=True)
class Roll:
    """Everybody of one town, year after year. The same each time for the same town."""

    town: int
    schools: tuple[str, ...]
    institution: str
    per_cohort: int
    chance: Random
    everybody: list[Young] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    closed: dict[int, int] = field(default_factory=dict)

    def begin_year(self, starts_in: int) -> list[Young]:
        """A school year begins: grades go up, some leave, and new ones come. Returns who has left school."""
        leavers = []
        for young in self.everybody:
            if young.school is None:
                continue
            if young.grade >= LAST_GRADE or self.chance.random() > _STAYS_FOR_TENTH:
                young.school = None
                leavers.append(young)
            else:
                young.grade += 1
        for _ in range(self.per_cohort):
            self.everybody.append(self._newcomer(starts_in))
        return leavers

    def close_a_school(self) -> int | None:
        """One school closes and its pupils go to the next one; ``None`` when only one is left."""
        running = [each for each in range(len(self.schools)) if each not in self.closed]
        if len(running) < 2:
            return None
        gone, into = self.chance.sample(running, 2)
        self.closed[gone] = into
        for young in self.everybody:
            if young.school == gone:
                young.school = into
        return gone

    def export(self, path: Path, *, starts_in: int, missing: frozenset[str] = frozenset()) -> None:
        """Write what the school system would export, without those it has forgotten this time."""
        shown = [young for young in self.everybody if young.school is not None and young.key not in missing]
        first, after = date(starts_in, 8, 1), date(starts_in + 1, 7, 1)
        schools = [number for number in range(len(self.schools)) if number not in self.closed]
        classes = sorted({(young.school or 0, young.grade) for young in shown})
        write_oneroster(
            path,
            RosterContent(
                orgs=[RosterOrg(_school(number), self.schools[number]) for number in schools],
                terms=[
                    RosterTerm(
                        "year", f"{starts_in}/{starts_in + 1}", "schoolYear", first, after, starts_in + 1
                    )
                ],
                classes=[
                    RosterClass(_class(*key), f"{key[1]}.A", _school(key[0]), ("year",), grade=key[1])
                    for key in classes
                ],
                people=lambda: (_person(young) for young in shown),
                enrolments=lambda: (
                    RosterEnrolment(
                        f"{young.key}-{starts_in}",
                        young.key,
                        _class(young.school or 0, young.grade),
                        _school(young.school or 0),
                        starts_on=first,
                        ends_on=after,
                    )
                    for young in shown
                ),
            ),
        )

    def export_institution(self, path: Path) -> None:
        """Write the list of those who have left school and go to the institution, as institutions write theirs."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(INSTITUTION_HEADER)
            for young in self.everybody:
                if young.school is None and young.enrolled_from is not None:
                    starts_on, last = young.enrolled_from, date(young.enrolled_from.year + 4, 6, 30)
                    names = (f"{young.number[:6]}-{young.number[6:]}", young.given_names, young.family_name)
                    days = (f"{starts_on:%d-%m-%Y}", f"{last:%d-%m-%Y}")
                    writer.writerow([*names, "899101", self.institution, "Grundforløb 1, teknologi", *days])

    def _newcomer(self, starts_in: int) -> Young:
        born, number = self._number(starts_in)
        running = [each for each in range(len(self.schools)) if each not in self.closed]
        return Young(
            key=f"t{self.town:02d}-{len(self.everybody):07d}",
            given_names=self.chance.choice(GIVEN),
            family_name=self.chance.choice(FAMILY),
            born=born,
            number=number,
            grade=FIRST_GRADE,
            school=self.chance.choice(running),
        )

    def _number(self, starts_in: int) -> tuple[date, str]:
        while True:
            born = date(starts_in - _AGE_IN_GRADE_ZERO - FIRST_GRADE, 1, 2) + timedelta(
                days=self.chance.randrange(363)
            )
            number = nobodys_number(born, self.chance)
            if number not in self.given:
                self.given.add(number)
                return born, number


def _person(young: Young) -> RosterPerson:
    return RosterPerson(
        id=young.key,
        given_names=young.given_names,
        family_name=young.family_name,
        school=_school(young.school or 0),
        grade=young.grade,
        birth_date=young.born,
        national_number=young.number,
    )


def _school(number: int) -> str:
    return f"s{number:03d}"


def _class(school: int, grade: int) -> str:
    return f"{_school(school)}-{grade}"
