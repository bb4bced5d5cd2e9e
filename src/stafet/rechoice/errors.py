"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not work with this young person, or does not decide this."""


class NobodySaidYes(SentenceError):
    """A start needs somebody at the other end who has said yes."""


class NotStableYet(SentenceError):
    """A start has to last before the break-off is closed."""


class StartIsOver(SentenceError):
    """What had begun has ended by now."""


class SaySomething(SentenceError):
    """A decision needs its reason in words."""


class OnlyPast(SentenceError):
    """What has happened, happened on a day that is not still to come."""


class OpenMeasures(SentenceError):
    """Something that was agreed is still going on."""


class SaidAtTheSeat(SentenceError):
    """How far they are with an offer of the catalogue stands with the seat there, once."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""
