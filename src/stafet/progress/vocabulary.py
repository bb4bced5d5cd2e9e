"""The words in which one says where a young person is: dated editions, each with its source. They carry no number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from stafet.kernel.countries import Country
from stafet.kernel.sentences import sentence
from stafet.progress.errors import UnknownWord
from stafet.progress.terms import Term, content_of, terms


@dataclass(frozen=True, slots=True)
class Area:
    """Something one can be on the way with, and the words for it.

    ``is_statement``: only somebody at work says it, by name and with its ground. ``no_law`` says by country why it is
    no assessment under a law.
    """

    term: Term
    offered: tuple[Term, ...]
    is_statement: bool
    no_law: Mapping[Country, Term]

    @property
    def code(self) -> str:
        """The code of the area."""
        return self.term.code


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One edition: from which day it is chosen from, and where it comes from."""

    version: str
    valid_from: date
    source: Term
    verified_on: date | None
    to_verify: bool
    areas: tuple[Area, ...]

    def area(self, code: str) -> Area | None:
        """An area by its code."""
        return next((each for each in self.areas if each.code == code), None)

    def word(self, area: str, code: str) -> Term | None:
        """A word that is offered for an area."""
        found = self.area(area)
        return next((each for each in found.offered if each.code == code), None) if found else None


@cache
def editions() -> Sequence[Vocabulary]:
    """Every edition there was, the first first; what was chosen from one keeps its words for good."""
    return tuple(_edition(entry) for entry in content_of("vocabulary.yaml")["editions"])


def vocabulary_on(day: date) -> Vocabulary:
    """What is chosen from on a day; before the first edition, from the first."""
    begun = [each for each in editions() if each.valid_from <= day]
    return begun[-1] if begun else editions()[0]


def vocabulary_of(version: str) -> Vocabulary:
    """The edition something was chosen from."""
    return next(each for each in editions() if each.version == version)


def must_be_offered(book: Vocabulary, area: str, word: str) -> Area:
    """The area, if the word is offered for it. Raises ``UnknownWord``."""
    found = book.area(area)
    if found is None or book.word(area, word) is None:
        raise UnknownWord(sentence("Choose one of the words of the list."), field="word")
    return found


def _edition(entry: Mapping[str, Any]) -> Vocabulary:
    words = {term.code: term for term in terms(entry["words"])}
    return Vocabulary(
        version=entry["version"],
        valid_from=entry["valid_from"],
        source=Term("source", dict(entry["source"])),
        verified_on=entry["verified_on"],
        to_verify=entry["to_verify"],
        areas=tuple(_area(each, words) for each in entry["areas"]),
    )


def _area(entry: Mapping[str, Any], words: Mapping[str, Term]) -> Area:
    (term,) = terms([entry])
    told = entry.get("no_law", {})
    return Area(
        term=term,
        offered=tuple(words[code] for code in entry["offered"]),
        is_statement=entry.get("statement", False),
        no_law={Country(key): Term(key, dict(value)) for key, value in told.items()},
    )
