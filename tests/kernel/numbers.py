"""Made-up national numbers for tests. None of them is taken from anywhere.

They are built from a birth date the other way round than the product reads them: from tables of which
digits a year may have, so that reading can't agree with making by sharing a mistake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_SEVENTH_DIGITS = (
    (range(1858, 1900), "5678"),
    (range(1900, 1937), "0123"),
    (range(1937, 2000), "012349"),
    (range(2000, 2037), "456789"),
    (range(2037, 2058), "5678"),
)


def danish_sevenths(year: int) -> str:
    """The digits that may stand in the seventh place for somebody born in a year."""
    return next(digits for years, digits in _SEVENTH_DIGITS if year in years)


def danish_number(born_on: date, serial: int, *, is_substitute: bool = False) -> str:
    """A Danish number, ``ddmmyyxxxx``. ``serial`` picks the last four; modulus 11 is left to chance."""
    sevenths = danish_sevenths(born_on.year)
    seventh = sevenths[serial % len(sevenths)]
    day = born_on.day + (60 if is_substitute else 0)
    return f"{day:02d}{born_on:%m}{born_on.year % 100:02d}{seventh}{serial % 1000:03d}"


def swedish_number(born_on: date, serial: int, *, is_coordination: bool = False) -> str:
    """A Swedish number of twelve digits with its check digit. ``serial`` picks the birth number."""
    day = born_on.day + (60 if is_coordination else 0)
    nine = f"{born_on.year % 100:02d}{born_on:%m}{day:02d}{serial % 1000:03d}"
    return f"{born_on.year // 100}{nine}{check_digit(nine)}"


def swedish_temporary_number(born_on: date, serial: int) -> str:
    """A number a Swedish school makes for somebody without one: ``yyyymmddTFnn``."""
    return f"{born_on.year:04d}{born_on:%m%d}TF{serial % 100:02d}"


def check_digit(digits: str) -> int:
    """The digit that makes the weighted digit sum a multiple of ten (weights 2, 1, 2, … from the left)."""
    total = 0
    for place, sign in enumerate(digits):
        product = int(sign) * (2 if place % 2 == 0 else 1)
        total += sum(int(figure) for figure in str(product))
    return -total % 10
