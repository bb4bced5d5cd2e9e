"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not follow up placements, or speaks for somebody else."""


class NotWhole(SentenceError):
    """Something that must be said is missing, or does not fit with the rest."""


class AskedAlready(SentenceError):
    """A host has a link about the same thing that still works."""


class LinkOpensNothing(SentenceError):
    """A link that was used, has run out or was never made."""


class Signed(SentenceError):
    """What somebody has signed is not changed."""
