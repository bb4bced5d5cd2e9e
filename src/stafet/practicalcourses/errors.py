"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not decide this, or not for this town, course or young person."""


class NotWhole(SentenceError):
    """Something that must be said is missing, or does not fit with the rest."""


class NoSeatFree(SentenceError):
    """The course has no seat left, or the town's quota has none."""


class TooEarly(SentenceError):
    """Until the town's day a pupil looks for a company."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""
