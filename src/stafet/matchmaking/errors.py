"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYourRound(SentenceError):
    """Whoever asks does not run this round, or does not decide for this pupil."""


class ContradictoryWishes(SentenceError):
    """Wishes that can't stand beside each other, or can't be met at all."""


class NotNow(SentenceError):
    """The round, the run or the proposal is somewhere else by now."""


class NotComplete(SentenceError):
    """Something that must be said is missing, or does not fit with the rest."""
