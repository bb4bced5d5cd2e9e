"""Sentences as they are stored beside a row or a load, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from stafet.kernel.records import Notice, Place, Rejection
from stafet.kernel.sentences import Sentence, SentenceValue

Stored = dict[str, object]
_DAYS = ("_on", "_date")


def stored_values(said: Sentence) -> Stored:
    """The values of a sentence as JSON can hold them. A day is marked as one."""
    return {
        name: {"day": value.isoformat()} if isinstance(value, date) else value
        for name, value in said.values.items()
    }


def said_again(text: str, values: Mapping[str, object]) -> Sentence | None:
    """The sentence of a stored text; ``None`` when there is none. Values the text has no place for are left out."""
    if not text:
        return None
    used = {name: _value(name, value) for name, value in values.items() if f"%({name})s" in text}
    return Sentence(text, MappingProxyType(used))


def stored_sentence(said: Sentence) -> Stored:
    """A whole sentence as JSON can hold it."""
    return {"text": said.text, "values": stored_values(said)}


def sentence_of(stored: Mapping[str, object]) -> Sentence:
    """The sentence ``stored_sentence`` made."""
    values = stored["values"]
    said = said_again(str(stored["text"]), values if isinstance(values, dict) else {})
    return said or Sentence("")


def stored_notice(notice: Notice) -> Stored:
    """A reader's notice as JSON can hold it."""
    place = notice.place
    return {
        **stored_sentence(notice.what),
        "file": place.file,
        "row": place.row,
        "column": place.column,
        "count": notice.count,
    }


def notice_of(stored: Mapping[str, object]) -> Notice:
    """The notice ``stored_notice`` made."""
    place = Place(str(stored["file"]), int(str(stored["row"])), str(stored["column"]))
    return Notice(place, sentence_of(stored), int(str(stored["count"])))


def stored_problem(problem: Rejection) -> Stored:
    """Why a whole file was refused, or the work on it stopped, as JSON can hold it."""
    place = problem.place
    return {
        "what": stored_sentence(problem.what),
        "mend": stored_sentence(problem.mend),
        "file": place.file,
        "row": place.row,
        "column": place.column,
    }


def problem_of(stored: Mapping[str, object] | None) -> Rejection | None:
    """The problem ``stored_problem`` made."""
    if stored is None:
        return None
    what, mend = stored["what"], stored["mend"]
    if not isinstance(what, dict) or not isinstance(mend, dict):
        return None
    place = Place(str(stored["file"]), int(str(stored["row"])), str(stored["column"]))
    return Rejection(place, sentence_of(what), sentence_of(mend))


def _value(name: str, value: object) -> SentenceValue:
    if isinstance(value, dict):
        return date.fromisoformat(str(value["day"]))
    if isinstance(value, str) and name.endswith(_DAYS):
        return date.fromisoformat(value)
    return value if isinstance(value, int) else str(value)
