"""The statements a young person may look at themselves by: dated editions with their source. An answer is a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from stafet.progress.terms import Term, content_of, terms

WITH_EXAMPLE = "example"
"""The answer that asks for an example."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What some statements have in common."""

    term: Term
    statements: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """One edition: the statements by topic, and the words to answer in."""

    version: str
    valid_from: date
    source: Term
    verified_on: date | None
    to_verify: bool
    answers: tuple[Term, ...]
    topics: tuple[Topic, ...]

    @property
    def statements(self) -> tuple[Term, ...]:
        """All of them, in the order of the page."""
        return tuple(each for topic in self.topics for each in topic.statements)

    def answer(self, code: str) -> Term | None:
        """An answer by its code."""
        return next((each for each in self.answers if each.code == code), None)


@cache
def frameworks() -> Sequence[Framework]:
    """Every edition there was, the first first."""
    return tuple(_edition(entry) for entry in content_of("framework.yaml")["editions"])


def framework_on(day: date) -> Framework:
    """What is answered on a day; before the first edition, the first."""
    begun = [each for each in frameworks() if each.valid_from <= day]
    return begun[-1] if begun else frameworks()[0]


def framework_of(version: str) -> Framework:
    """The edition something was answered in."""
    return next(each for each in frameworks() if each.version == version)


def _edition(entry: Mapping[str, Any]) -> Framework:
    return Framework(
        version=entry["version"],
        valid_from=entry["valid_from"],
        source=Term("source", dict(entry["source"])),
        verified_on=entry["verified_on"],
        to_verify=entry["to_verify"],
        answers=terms(entry["answers"]),
        topics=tuple(Topic(terms([each])[0], terms(each["statements"])) for each in entry["topics"]),
    )
