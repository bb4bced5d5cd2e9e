"""What can be refused at the door, each a sentence."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class WrongCode(SentenceError):
    """A code that does not fit, or was used before."""


class NotYours(SentenceError):
    """Something about a colleague that this reader does not decide."""


class CannotInvite(SentenceError):
    """An invitation that would lead nowhere, or that is not this reader's to give."""


class LinkIsDead(SentenceError):
    """A link that opens nothing: used, run out, withdrawn, replaced or never ours."""


class NotLetIn(SentenceError):
    """A log-in service knows somebody, and Stafet does not let them in."""


class ServiceIsTaken(SentenceError):
    """A log-in service that cannot be written down like this."""


class LastAdministrator(SentenceError):
    """Without this administrator nobody in the municipality could let anybody in or out."""
