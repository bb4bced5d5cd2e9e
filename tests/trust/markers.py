"""Markers: every field of every person holds a word that stands nowhere else.

Whoever finds a marker in an answer, a header, a mail or a log line knows whose it is and of which class of data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stafet.kernel.privacy import DataClass

_SHAPE = re.compile(r"zq([a-z]+)q([A-HPS])q(\w+?)qz", re.IGNORECASE)
_GIVEN: set[str] = set()
"""Whose marks were written. A page's random token can look like the mark of somebody nobody has made."""


@dataclass(frozen=True, slots=True)
class Marker:
    """Whose data it is, of which class, and which field."""

    person: str
    data_class: DataClass
    field: str

    def __str__(self) -> str:
        return f"Zq{self.person}q{self.data_class.value}q{self.field}qz"


def marker(person: str, data_class: DataClass, field: str) -> str:
    """The word to write into a field."""
    _GIVEN.add(person.lower())
    return str(Marker(person, data_class, field))


def found_in(text: str) -> frozenset[Marker]:
    """Every marker that was given and stands in a text, whatever the page has done to its case."""
    return frozenset(
        Marker(person.lower(), DataClass(letter.upper()), field.lower())
        for person, letter, field in _SHAPE.findall(text)
        if person.lower() in _GIVEN
    )
