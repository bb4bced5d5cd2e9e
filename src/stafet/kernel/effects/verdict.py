"""What may be said: found, none seen, or can't tell. Never more than the interval says.

*Found*: "no effect" lies outside the interval. *None seen*: the whole interval lies within the effects that the design, before
anybody knew, called too small to matter. Everything else is *can't tell*, and then the smallest effect this roll-out
could have shown is what is worth knowing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stafet.kernel.effects.design import Better, Outcome
from stafet.kernel.effects.results import Analysis, Checks, Estimate

FEWEST = 3
"""With fewer units that start, or to compare with, nothing is concluded, whatever the figures."""


class Answer(StrEnum):
    """The three answers there are."""

    FOUND = "found"
    NONE_SEEN = "none_seen"
    CANT_TELL = "cant_tell"


class Because(StrEnum):
    """Why it can't be told, or what an answer stands on."""

    OUTSIDE = "outside"
    TOO_SMALL_TO_MATTER = "too_small_to_matter"
    TOO_WIDE = "too_wide"
    TOO_FEW_UNITS = "too_few_units"
    PARTED_BEFORE = "parted_before"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. ``is_better``: only where something was found; ``smallest_shown``: only where it can't be told."""

    answer: Answer
    because: Because
    is_better: bool | None = None
    smallest_shown: float | None = None


def verdict(analysis: Analysis, outcome: Outcome, *, alpha: float = 0.05) -> Verdict:
    """The verdict on an analysis."""
    return judged(analysis.headline, analysis.checks, outcome, alpha=alpha)


def judged(found: Estimate, checks: Checks, outcome: Outcome, *, alpha: float = 0.05) -> Verdict:
    """The verdict on an estimate and what is known of the time before."""
    if min(found.starting, found.comparing) < FEWEST:
        return _cant_tell(found, Because.TOO_FEW_UNITS)
    if not parted_before(checks, alpha=alpha):
        if found.excludes_nought:
            is_better = (found.effect < 0) == (outcome.better is Better.LOWER)
            return Verdict(Answer.FOUND, Because.OUTSIDE, is_better=is_better)
        if max(-found.low, found.high) < outcome.matters:
            return Verdict(Answer.NONE_SEEN, Because.TOO_SMALL_TO_MATTER)
        return _cant_tell(found, Because.TOO_WIDE)
    return _cant_tell(found, Because.PARTED_BEFORE)


def parted_before(checks: Checks, *, alpha: float = 0.05) -> bool:
    """Whether units went different ways before anything started, so that what came after can't be put down to it."""
    if checks.before_p is not None and checks.before_p <= alpha:
        return True
    return checks.placebo is not None and checks.placebo.excludes_nought


def _cant_tell(found: Estimate, because: Because) -> Verdict:
    return Verdict(Answer.CANT_TELL, because, smallest_shown=found.smallest_shown)
