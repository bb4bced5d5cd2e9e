"""Whether a text says somebody's name."""

from __future__ import annotations

import re

from stafet.people import api as people

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SHORTEST = 2


def names_in(text: str, person: people.Person) -> tuple[str, ...]:
    """The parts of a person's name that stand in a text, as they are written in it; also with an ending, as in "Aminas"."""
    parts = {
        part.casefold()
        for part in _WORD.findall(f"{person.given_names} {person.family_name}")
        if len(part) >= _SHORTEST
    }
    said = _WORD.findall(text)
    return tuple(word for word in said if word.casefold() in parts or _without_ending(word) in parts)


def _without_ending(word: str) -> str:
    folded = word.casefold()
    return re.sub(r"[’']?s$", "", folded)
