"""Why something can't be done with an offer, a need or a seat: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks keeps no such offer, or writes for no young person."""


class OfferIsIncomplete(SentenceError):
    """An offer says what it answers and what is free."""


class OfferNotOpen(SentenceError):
    """The offer is paused, closed, or of another municipality."""


class NoSeatFree(SentenceError):
    """Every seat of this start is taken."""


class SomebodyWaitsLonger(SentenceError):
    """Whoever is taken before those who wait longer is taken for a reason."""


class NeedsWords(SentenceError):
    """It is said what came of it."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""
