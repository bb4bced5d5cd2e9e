"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not decide this, or not for this town or young person."""


class NotWhole(SentenceError):
    """Something that must be said is missing, or does not fit with the rest."""


class NotConsented(SentenceError):
    """A story about somebody is told with their yes, and with that of those who have custody."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""
