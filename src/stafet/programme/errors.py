"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotForYou(SentenceError):
    """Whoever asks does not write this municipality's plan."""


class NotComplete(SentenceError):
    """Something that must be said is missing, or does not fit with the rest."""


class NotNow(SentenceError):
    """The plan is not where this can happen: it is out for referral, adopted or superseded."""
