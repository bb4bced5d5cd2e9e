"""What a code of this room's lists means, whichever edition it was chosen from."""

from __future__ import annotations

from collections.abc import Iterator

from stafet.progress.framework import frameworks
from stafet.progress.terms import Term
from stafet.progress.vocabulary import editions


def term_of(code: str) -> Term | None:
    """A code in words; the latest edition's, if an earlier one said it otherwise."""
    found = [each for each in _terms() if each.code == code]
    return found[-1] if found else None


def _terms() -> Iterator[Term]:
    for book in editions():
        for area in book.areas:
            yield area.term
            yield from area.offered
    for framework in frameworks():
        yield from framework.answers
        yield from framework.statements
