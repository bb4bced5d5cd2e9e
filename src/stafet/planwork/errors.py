"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotOfYours(SentenceError):
    """Whoever asks does not decide this for the unit, or the municipality."""


class NotSaid(SentenceError):
    """Something that must be said is missing, or does not fit with the rest."""


class NotYet(SentenceError):
    """Something else comes first."""
