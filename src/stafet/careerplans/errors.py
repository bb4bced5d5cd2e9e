"""Why something can't be done with a plan: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYours(SentenceError):
    """Whoever asks does not write here, or does not approve."""


class PlanIsIncomplete(SentenceError):
    """Something is missing that a plan needs before it can be approved."""


class GoalNeedsOutcome(SentenceError):
    """A goal is closed with what came of it."""


class NotSeenAtHome(SentenceError):
    """The plan of somebody under age is shown at home before it is approved."""


class ShownToNobody(SentenceError):
    """Whoever is of age need not show their plan at home."""


class ChangedByNow(SentenceError):
    """Somebody else was faster."""


class NothingSaid(SentenceError):
    """There is nothing to save yet."""


class StandsAside(SentenceError):
    """Another plan of the same young person goes on; this one is only read."""
