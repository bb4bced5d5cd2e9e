"""What readers say when something is wrong: rejections, notices, and the two ways of stopping.

A value that can't be read raises ``BadValue`` and costs its row. A file that can't be read raises
``Unreadable`` and costs the upload. Neither ever repeats a whole national number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from stafet.kernel.records import Notice, Place, Rejection
from stafet.kernel.sentences import Sentence

_LONGEST_SHOWN = 40
_LOOKED_AT = 400
_FEWEST_DIGITS_OF_A_NUMBER = 9
_DIGITS_LEFT = 6


class Unreadable(Exception):
    """The upload can't be read any further. Carries the sentences that say why."""

    def __init__(self, *rejections: Rejection) -> None:
        super().__init__("; ".join(str(each.what) for each in rejections))
        self.rejections = rejections


class BadValue(Exception):
    """One value can't be understood. Whoever knows the row makes a rejection of it."""

    def __init__(self, what: Sentence, mend: Sentence) -> None:
        super().__init__(str(what))
        self.what = what
        self.mend = mend

    def at(self, place: Place) -> Rejection:
        """The rejection of the row it stood in."""
        return Rejection(place, self.what, self.mend)


def unreadable(file: str, what: Sentence, mend: Sentence, *, row: int = 0, column: str = "") -> Unreadable:
    """An error that stops the reading, saying what is wrong with which file and how to mend it."""
    return Unreadable(Rejection(Place(file, row, column), what, mend))


def shown(value: object) -> str:
    """A value as it may stand in a sentence: not too long, and of a national number only the birth date."""
    return _shortened(_masked(" ".join(str(value)[:_LOOKED_AT].split())))


def shape(value: object) -> str:
    """What a value looks like without what it says: digits as 0, letters as x."""
    text = re.sub(r"\d", "0", " ".join(str(value)[:_LOOKED_AT].split()))
    return _shortened(re.sub(r"[^\W\d_]", "x", text))


def _masked(text: str) -> str:
    """Wherever so many digits stand that they may be a number: only the first six of them."""
    if sum(sign.isdigit() for sign in text) < _FEWEST_DIGITS_OF_A_NUMBER:
        return text
    seen = 0
    signs = []
    for sign in text:
        seen += sign.isdigit()
        signs.append("•" if sign.isdigit() and seen > _DIGITS_LEFT else sign)
    return "".join(signs)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


@dataclass(slots=True)
class Tally:
    """Notices of the same kind, counted, so that a thousand rows give one sentence."""

    _first: dict[tuple[str, str], tuple[Place, Sentence]] = field(default_factory=dict)
    _count: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, place: Place, what: Sentence, count: int = 1) -> None:
        """Count a notice. The first place it was met is the one that is told."""
        key = (place.file, what.text)
        self._first.setdefault(key, (place, what))
        self._count[key] = self._count.get(key, 0) + count

    def notices(self) -> Iterator[Notice]:
        """Every kind of notice once, in the order in which they were first met."""
        for key, (place, what) in self._first.items():
            yield Notice(place, what, self._count[key])
