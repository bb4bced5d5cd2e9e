"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not keep this event, or does not answer for this person."""


class NotWhole(SentenceError):
    """Something that must be said is missing, or does not fit with the rest."""


class NotNow(SentenceError):
    """The event is over, cancelled, or its sign-up has ended; or somebody else was faster."""
