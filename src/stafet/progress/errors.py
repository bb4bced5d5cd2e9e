"""Why something can't be written down about somebody's way: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not write here, or these are somebody else's words."""


class NothingSaid(SentenceError):
    """There is nothing to save yet."""


class UnknownWord(SentenceError):
    """What was chosen is not in the list that holds on that day."""


class NotThatDay(SentenceError):
    """Nobody writes down a day that has not come."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""


class NotOpen(SentenceError):
    """The municipality has not opened the portfolio."""


class UnsafeLink(SentenceError):
    """A link that is not to a page that proves whose it is."""
