"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not decide this, or not for this young person."""


class NotWhole(SentenceError):
    """Something that must be said is missing, or does not fit with the rest."""


class NotANumber(SentenceError):
    """A company's number that its register can't have given."""


class AskedOften(SentenceError):
    """A company has been asked as often as is fair, or has asked not to be."""


class LinkOpensNothing(SentenceError):
    """A link that was used, has run out or was never made."""


class GateIsClosed(SentenceError):
    """Something that the law, the model or the agreement demands is not in place."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""
