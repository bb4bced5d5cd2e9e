"""Why a protection can't be decided so, in words."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYoursToProtect(SentenceError):
    """Leaders decide about protection, and of the protected only those on the list."""


class ProtectedAlready(SentenceError):
    """The person is protected as it is."""


class NotProtected(SentenceError):
    """There is nothing to decide."""


class TwoPeopleEnd(SentenceError):
    """Ending a protection takes a proposal and somebody else who agrees."""


class SomebodyMustBeNamed(SentenceError):
    """The last on the list stays."""
