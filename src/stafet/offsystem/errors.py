"""Why a slip can't be passed on or finished, in words."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYourSlip(SentenceError):
    """Somebody else has it."""


class SlipIsClosed(SentenceError):
    """It has been finished, or somebody else was faster."""


class SlipInThePast(SentenceError):
    """A deadline lies ahead."""


class NobodyReadsSlips(SentenceError):
    """At the receiver nobody could take it."""
