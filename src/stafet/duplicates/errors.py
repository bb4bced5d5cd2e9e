"""Why two registrations can't be made one, or two again, in words."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotTheSame(SentenceError):
    """Nothing exact says that two registrations are one person."""


class TakesTwo(SentenceError):
    """Whoever proposed a merge does not decide about it."""


class DecidedByNow(SentenceError):
    """Somebody has decided about a merge, or undone it, in the meantime."""


class TooLateToUndo(SentenceError):
    """It is no longer remembered which was which."""
