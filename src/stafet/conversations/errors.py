"""Why something can't be done with a conversation or an attempt: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not lead such conversations, or does not seek contact."""


class NotYet(SentenceError):
    """What is told as having happened lies ahead."""


class NeedsReason(SentenceError):
    """What ends without having succeeded ends with a reason."""


class NamedPersonDecides(SentenceError):
    """That somebody is no longer sought is decided by a person, never by a rule."""


class PartyMissing(SentenceError):
    """A meeting of three parties is with the young person, the youth education and guidance."""


class NoGoal(SentenceError):
    """What is agreed leads to a goal."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""
