"""What this room refuses, each a sentence."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYoursToOpen(SentenceError):
    """Somebody's own log-in or custody that this reader does not decide about."""


class CannotOpen(SentenceError):
    """An own log-in that would open nothing."""


class LinkOpensNothing(SentenceError):
    """A link that was used, has run out, was withdrawn, or was never ours."""


class CustodyDoesNotFit(SentenceError):
    """Custody that can't be written down like this."""


class NothingSaid(SentenceError):
    """Nobody can answer what was not said."""


class NobodyAnswers(SentenceError):
    """Nobody is responsible for this young person any more, so nobody would answer."""
