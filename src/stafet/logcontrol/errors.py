"""Why a question about a look-up can't be judged or answered, in words."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYoursToJudge(SentenceError):
    """The log controller judges, the leader answers, nobody about their own."""


class SettledByNow(SentenceError):
    """Somebody else was faster."""


class NobodyToAsk(SentenceError):
    """The organisation has no leader to ask."""
