"""Why something can't be administered: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not organise this place, or may not give this post."""


class ChangedByNow(SentenceError):
    """Somebody else changed it since the page was opened."""


class LeftBehind(SentenceError):
    """Something would have been left behind, so nothing was closed."""


class NameIsTaken(SentenceError):
    """Two of the same name could not be told apart."""


class CannotDecide(SentenceError):
    """The municipality can't decide this, or not from this day on."""


class CannotGivePost(SentenceError):
    """The post does not fit: it is held already, or its class is elsewhere."""
