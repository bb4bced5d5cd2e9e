"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not decide this for this town."""


class NotWhole(SentenceError):
    """Something that must be said is missing, or does not fit with the rest."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""
