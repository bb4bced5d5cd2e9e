"""The dated lists of what can be chosen in a case, with their words in every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from stafet.kernel.sentences import sentence
from stafet.outreach.errors import UnknownCode


class CodeList(StrEnum):
    """The lists there are."""

    OCCUPATION = "occupation"
    MEASURE = "measure"
    MEASURE_END = "measure_end"
    EXIT_REASON = "exit_reason"


@dataclass(frozen=True, slots=True)
class Code:
    """One code, its words by language, and the days ``[valid_from, valid_until)`` between which it can be chosen.

    ``checks``: after an exit for this reason it is asked whether it holds.
    """

    code: str
    words: Mapping[str, str]
    valid_from: date | None
    valid_until: date | None
    checks: bool = False

    def is_valid_on(self, day: date) -> bool:
        """Whether it can be chosen on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )

    def say(self, language: str) -> str:
        """In the words of a language; in English where it has none."""
        return self.words.get(language, self.words["en"])


@dataclass(frozen=True, slots=True)
class CodeBook:
    """Every list, where it comes from, and the registers' own codes that say that a gymnasium gave no exam."""

    lists: Mapping[CodeList, tuple[Code, ...]]
    source: str
    without_exam: tuple[str, ...]

    def on(self, day: date, which: CodeList) -> Sequence[Code]:
        """What can be chosen from a list on a day, in its order."""
        return [code for code in self.lists[which] if code.is_valid_on(day)]

    def must(self, which: CodeList, code: str, *, on: date, field: str = "") -> Code:
        """A code that can be chosen on a day. Raises ``UnknownCode``."""
        for each in self.on(on, which):
            if each.code == code:
                return each
        raise UnknownCode(
            sentence("Choose one of the list. “%(code)s” is not in it.", code=code), field=field
        )

    def say(self, which: CodeList, code: str, language: str) -> str:
        """What was chosen once, in words, whether it can still be chosen or not."""
        return next((each.say(language) for each in self.lists[which] if each.code == code), code)


@cache
def code_book() -> CodeBook:
    """The lists that come with the product, read once per process."""
    text = resources.files("stafet.outreach").joinpath("data/codes.yaml").read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    return CodeBook(
        lists=MappingProxyType(
            {which: tuple(_code(entry) for entry in content["lists"][which.value]) for which in CodeList}
        ),
        source=content["source"],
        without_exam=tuple(content["without_exam"]),
    )


def _code(entry: Mapping[str, Any]) -> Code:
    return Code(
        code=entry["code"],
        words=MappingProxyType(dict(entry["words"])),
        valid_from=entry.get("valid_from"),
        valid_until=entry.get("valid_until"),
        checks=bool(entry.get("checks", False)),
    )
