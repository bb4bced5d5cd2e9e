"""Why a reference to another case can't be written down, in words."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not have the responsibility for the municipality."""


class NotYet(SentenceError):
    """What is told as being so lies ahead."""


class NotAReference(SentenceError):
    """What was written says more than where the case lies, or is somebody's national number."""


class NeedsBasis(SentenceError):
    """Nobody may write down another case without a basis, and consent has a name and a day."""


class NotInThisCountry(SentenceError):
    """This kind of case is another country's."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""
