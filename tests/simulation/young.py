"""The young people of one town as its school system knows them, and the files it exports, sound or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
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

FIRST_GRADE, LAST_GRADE = 9, 10
_AGE_IN_GRADE_ZERO = 6
_STAYS_FOR_TENTH = 0.4
INSTITUTION = "institution"


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
    broke_off_on: date | None = None


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

    def export(self, path: Path, *, starts_in: int, missing: frozenset[str] = frozenset()) -> int:
        """Write what the school system would export, without those it has forgotten this time. Returns how many."""
        shown = [young for young in self.everybody if young.key not in missing and self._is_shown(young)]
        first, after = date(starts_in, 8, 1), date(starts_in + 1, 7, 1)
        keys = {self._class(young) for young in shown if young.school is not None}
        orgs = [
            RosterOrg(f"s{number:03d}", name)
            for number, name in enumerate(self.schools)
            if number not in self.closed
        ]
        write_oneroster(
            path,
            RosterContent(
                orgs=[*orgs, RosterOrg(INSTITUTION, self.institution)],
                terms=[RosterTerm("year", f"{starts_in}/{starts_in + 1}", "schoolYear", first, after, starts_in + 1)],
                classes=[
                    *(RosterClass(f"s{school:03d}-{grade}", f"{grade}.A", f"s{school:03d}", ("year",), grade=grade) for school, grade in sorted(keys)),
                    RosterClass(INSTITUTION, "Grundforløb 1", INSTITUTION, ("year",), grade=None),
                ],
                people=lambda: (self._person(young) for young in shown),
                enrolments=lambda: (self._enrolment(young, starts_in, first, after) for young in shown),
            ),
        )  # fmt: skip
        return len(shown)

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

    def _is_shown(self, young: Young) -> bool:
        return young.school is not None or young.enrolled_from is not None

    def _class(self, young: Young) -> tuple[int, int]:
        return young.school or 0, young.grade

    def _person(self, young: Young) -> RosterPerson:
        at_school = young.school is not None
        return RosterPerson(
            id=young.key,
            given_names=young.given_names,
            family_name=young.family_name,
            school=f"s{young.school:03d}" if at_school else INSTITUTION,
            grade=young.grade if at_school else None,
            birth_date=young.born,
            national_number=young.number,
        )

    def _enrolment(self, young: Young, starts_in: int, first: date, after: date) -> RosterEnrolment:
        if young.school is not None:
            group, org = f"s{young.school:03d}-{young.grade}", f"s{young.school:03d}"
            return RosterEnrolment(
                f"{young.key}-{starts_in}", young.key, group, org, starts_on=first, ends_on=after
            )
        ends_on = young.broke_off_on or date(starts_in + 4, 7, 1)
        starts_on = young.enrolled_from or first
        return RosterEnrolment(
            f"{young.key}-i", young.key, INSTITUTION, INSTITUTION, starts_on=starts_on, ends_on=ends_on
        )
