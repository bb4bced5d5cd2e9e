"""The young people of the demonstration, made anew from one seed and the school year it is.

Everything that can go right or wrong on the way from school to a youth education happens to somebody: most go on,
some take tenth grade, some break off, some start nowhere, and one is in no register at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stafet.demo.names import FAMILY, GIVEN, LONG_NAME
from stafet.demo.places import INSTITUTIONS, SCHOOLS, TENTH_CENTRE, Place

SEED = 1869
FIRST_GRADE, LAST_GRADE, TENTH = 7, 9, 10
COHORTS_AFTER_SCHOOL = 3
PUPILS_PER_CLASS = 14
LETTERS = "AB"
_MOD_11 = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Youngster:
    """Somebody who does not exist. ``leaves`` is the year in which ninth grade ends for them."""

    key: str
    given_names: str
    family_name: str
    birth_date: date
    number: str
    leaves: int
    school: Place
    letter: str
    after_school: tuple[Place, ...]
    """Where they are in each school year after ninth grade; a year without a place is a shorter tuple."""

    def grade_in(self, starts_in: int) -> int:
        """The grade in the school year that starts in a year."""
        return LAST_GRADE - (self.leaves - 1 - starts_in)


def everybody(school_year: int, *, seed: int = SEED) -> tuple[Youngster, ...]:
    """All of them, for the school year that starts in ``school_year``: the same each time."""
    return tuple(_cohorts(school_year, Random(seed)))  # noqa: S311  # a play, not a secret


def _cohorts(school_year: int, chance: Random) -> Iterator[Youngster]:
    serial = 0
    youngest = school_year + 1 + (LAST_GRADE - FIRST_GRADE)
    for leaves in range(school_year + 1 - COHORTS_AFTER_SCHOOL, youngest + 1):
        for school in (place for place in SCHOOLS if place is not TENTH_CENTRE):
            for letter in LETTERS:
                for _ in range(PUPILS_PER_CLASS):
                    serial += 1
                    yield _youngster(serial, leaves, school, letter, school_year, chance)


def _youngster(
    serial: int, leaves: int, school: Place, letter: str, school_year: int, chance: Random
) -> Youngster:
    born = date(leaves - 16, 1, 2) + timedelta(days=chance.randrange(363))
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    if serial == 1:
        given, family = LONG_NAME
    return Youngster(
        key=f"e{serial:05d}",
        given_names=given,
        family_name=family,
        birth_date=born,
        number=nobodys_number(born, chance),
        leaves=leaves,
        school=school,
        letter=letter,
        after_school=tuple(_path(school_year + 1 - leaves, chance)),
    )


def _path(years: int, chance: Random) -> Iterator[Place]:
    """Year by year after ninth grade. Four of ten take tenth grade first, as in Denmark; some stop on the way."""
    weights = (30, 15, 45, 10)
    place = TENTH_CENTRE if chance.random() < 0.4 else chance.choices(INSTITUTIONS, weights)[0]
    for _ in range(years):
        if chance.random() < 0.05:
            return
        yield place
        place = chance.choices(INSTITUTIONS, weights)[0] if place is TENTH_CENTRE else place


def nobodys_number(born: date, chance: Random) -> str:
    """A number in the form of a Danish personal number that is nobody's.

    It fails the check digit (modulus 11). Numbers without it are given out only for birth dates whose others have
    been used up, first of all 1 January (cpr.dk, "Personnumre uden kontrolciffer"); none of these is such a date.
    """
    while True:
        text = f"{born:%d%m%y}{chance.choice('456789')}{chance.randrange(1000):03d}"
        if sum(int(digit) * weight for digit, weight in zip(text, _MOD_11, strict=True)) % 11:
            return text
