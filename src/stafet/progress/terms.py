"""A term of a list that ships with the product: a code that is never reused, with its words in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Term:
    """One code and how it is said. Terms of a list stand beside each other: none counts more than another."""

    code: str
    words: Mapping[str, str]

    def say(self, language: str) -> str:
        """In the words of a language; in English where it has none."""
        return self.words.get(language, self.words["en"])


def terms(entries: Iterable[Mapping[str, Any]]) -> tuple[Term, ...]:
    """The terms of a list as a file holds them."""
    return tuple(Term(entry["code"], MappingProxyType(dict(entry["words"]))) for entry in entries)


def content_of(name: str) -> Mapping[str, Any]:
    """A file that ships with this room."""
    text = resources.files("stafet.progress").joinpath(f"data/{name}").read_text(encoding="utf-8")
    content: Mapping[str, Any] = yaml.safe_load(text)
    return content
