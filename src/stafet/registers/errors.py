"""What can be wrong with a wish about a register, as sentences."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotAllowedToLoad(SentenceError):
    """Somebody wanted to load a register without the role for it in that municipality."""


class UnknownRegister(SentenceError):
    """No register of that name is known in the municipality."""


class RegisterNameTaken(SentenceError):
    """A register of that name is in use in the municipality."""


class NotConnected(SentenceError):
    """Nobody has said how a live register is reached."""


class UnknownLoad(SentenceError):
    """There is no such load, or not for this person."""


class AnotherLoadIsOpen(SentenceError):
    """A register takes one file at a time."""


class LoadMovedOn(SentenceError):
    """Somebody or something else has moved the load in the meantime."""


class RowsNotAccepted(SentenceError):
    """Rows are rejected or in conflict, and nobody has chosen to apply the others alone."""


class LossesNotConfirmed(SentenceError):
    """More than a usual share of the register's places would end, and nobody has said that this is right."""


class KnownHasChanged(SentenceError):
    """What is known has changed since the preview, so applying would do something else than was shown."""


class NothingToChoose(SentenceError):
    """The row is not in a conflict that this decides."""


class NoLastResort(SentenceError):
    """The municipality has not said who holds when nobody else does."""
