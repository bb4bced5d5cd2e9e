"""Sentences the product says to people, kept apart from the language they are said in.

The kernel and the rooms never translate. They build a sentence from an English text with named
places (``%(row)s``) and the values that fill them; an entry point says it in the reader's language.
Texts are found by the translation machine through the name of the function: ``sentence("…")``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

SentenceValue = str | int | Decimal | date
"""What may fill a place: words, a number, or a day (both shown in the reader's own form)."""

_NOTHING: Mapping[str, SentenceValue] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text in English, which is its key in every language, and the values of its places."""

    text: str
    values: Mapping[str, SentenceValue] = field(default_factory=lambda: _NOTHING)

    def __str__(self) -> str:
        """The sentence in English, for logs, tests and the command line."""
        return self.text % self.values if self.values else self.text


def sentence(text: str, **values: SentenceValue) -> Sentence:
    """Build a sentence. ``text`` must be a literal, so that translators meet it."""
    return Sentence(text, MappingProxyType(values))


class SentenceError(Exception):
    """An error that is a sentence: what happened, why, and how to mend it.

    Rooms derive their own classes and export them from their door; pages show ``sentence`` in the
    reader's language, at the field it belongs to when ``field`` is set.
    """

    def __init__(self, what: Sentence, *, field: str = "") -> None:
        super().__init__(str(what))
        self.sentence = what
        self.field = field
