"""Why something can't be done with work: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not work with young people."""


class NoJob(SentenceError):
    """What hours are told of is no job, or not theirs."""


class NotThen(SentenceError):
    """The job was not held in that month, or the month is still to come."""


class KeptElsewhere(SentenceError):
    """A register tells of the job, so it ends there."""
