"""Why something can't be done with a case of the activity responsibility: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not work here."""


class NotInSweden(SentenceError):
    """The activity responsibility is Swedish law."""


class UnknownCode(SentenceError):
    """A code that is in no list on that day."""


class MeasureRuns(SentenceError):
    """A case is left when no measure runs any more."""


class EndsTooSoon(SentenceError):
    """Something ends before it begins."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""


class OpenCaseAlready(SentenceError):
    """There is an open case of this person."""


class LayoutRefused(SentenceError):
    """A file that is no layout of the state report."""
