"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not decide this, or not for this school or town."""


class NotWhole(SentenceError):
    """Something that must be said is missing, or does not fit with the rest."""


class NotNow(SentenceError):
    """A partner that can't be asked now, and why."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""
