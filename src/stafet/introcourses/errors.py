"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYourRound(SentenceError):
    """Whoever asks does not keep this round, or does not answer for this pupil."""


class NotComplete(SentenceError):
    """Something that must be said is missing, or does not fit with the rest."""


class NotNow(SentenceError):
    """The round, the answer or the proposal is somewhere else by now; or somebody else was faster."""
