"""Why a language or an answer can't be written down, in words."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not work with the young person, or says it in another's name."""


class NotYet(SentenceError):
    """What is told as having happened lies ahead."""


class NameTheLanguage(SentenceError):
    """A language that is not on the list has a name."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""
