"""What it would take that somebody had a place after all, and what one more seat would do: matched once more, to the last detail."""

from __future__ import annotations

from dataclasses import dataclass, replace

from stafet.kernel.matching.priorities import Policy, Priority
from stafet.kernel.matching.problem import Problem
from stafet.kernel.matching.result import Result
from stafet.kernel.matching.solve import match
from stafet.kernel.matching.validation import ContradictoryProblem, require_sound


@dataclass(frozen=True, slots=True)
class Consequence:
    """The first priority that would be worse, and by how much, in its own unit: pupils, ranks, minutes."""

    priority: Priority
    by: int


def if_they_had(
    problem: Problem, policy: Policy, result: Result, pupil: str, place: str, *, seconds: float = 60.0
) -> Consequence | None:
    """What would be worse if a pupil had a place and the others made the best of it; ``None``: it can't be, or nothing.

    Matches once more with the two locked together. They can't be when a rule that holds for everybody excludes it, or
    everybody there is locked.
    """
    locked = {**problem.locked, pupil: place}
    try:
        other = match(replace(problem, locked=locked), policy, seconds=seconds)
    except ContradictoryProblem:
        return None
    pairs = zip(result.values, other.values, strict=True)
    changes = (Consequence(is_now.level.priority, then.value - is_now.value) for is_now, then in pairs)
    return next((change for change in changes if change.by), None)


def can_be(problem: Problem, policy: Policy, pupil: str, place: str) -> bool:
    """Whether a pupil could have a place at all: no rule that holds for everybody excludes it, and not everybody there is locked."""
    locked = {**problem.locked, pupil: place}
    try:
        require_sound(replace(problem, locked=locked), policy)
    except ContradictoryProblem:
        return False
    return True


@dataclass(frozen=True, slots=True)
class OneMore:
    """What one more seat at a place would do: what a pupil has then, and the first priority that would be better."""

    place: str
    better: Consequence | None


def if_it_had_one_more(
    problem: Problem, policy: Policy, result: Result, pupil: str, place: str, *, seconds: float = 60.0
) -> OneMore:
    """Matches once more with one more seat at a place, and with room for one more under every limit it falls under."""
    places = tuple(replace(each, seats=each.seats + (each.key == place)) for each in problem.places)
    limits = tuple(replace(each, at_most=each.at_most + (place in each.places)) for each in problem.limits)
    other = match(replace(problem, places=places, limits=limits), policy, seconds=seconds)
    pairs = zip(result.values, other.values, strict=True)
    changes = (Consequence(is_now.level.priority, is_now.value - then.value) for is_now, then in pairs)
    return OneMore(other.placed.get(pupil, ""), next((change for change in changes if change.by), None))
