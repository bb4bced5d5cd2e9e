"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not decide this, or not for this town, course or young person."""


class NotWhole(SentenceError):
    """Something that must be said is missing, or does not fit with the rest."""


class NotAgreed(SentenceError):
    """A town takes no seat of a course whose terms it has not agreed to."""


class SomebodyWaitsLonger(SentenceError):
    """Whoever is taken before those who wait is taken for a reason."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""
