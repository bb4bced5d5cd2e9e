"""Coming of age: from that birthday on nobody at home has a say, nor sight of anything."""

from __future__ import annotations

from datetime import date

from stafet.kernel import rules
from stafet.kernel.countries import Country
from stafet.kernel.periods import birthday


def is_of_age(birth_date: date | None, *, country: Country, on: date) -> bool:
    """Whether somebody is of age on a day. Of whom no birth date is known, nobody says so."""
    age = rules.value(f"{country.value}.custody.until_age", on=on)
    return birth_date is not None and birthday(birth_date, age) <= on
