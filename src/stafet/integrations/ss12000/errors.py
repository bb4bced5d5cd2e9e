"""How a fetch can fail: each a sentence that says what happened and how to mend it. None repeats what a system answered."""

from __future__ import annotations

from stafet.kernel.records import Place, Rejection
from stafet.kernel.sentences import Sentence


class FetchFailed(Exception):
    """The fetch can't go on. Nothing of it is kept."""

    def __init__(self, where: str, what: Sentence, mend: Sentence) -> None:
        super().__init__(what.text)
        self.rejection = Rejection(Place(where), what, mend)


class NotOffered(Exception):
    """The system has no such resource, or does not give it to us."""

    def __init__(self, *, refused: bool) -> None:
        super().__init__("refused" if refused else "missing")
        self.refused = refused


class NotUnderstood(Exception):
    """The system says that it does not understand the question: a filter it does not know."""
