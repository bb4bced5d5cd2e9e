"""Who comes before whom at a place, and what a pupil would rather have: what deferred acceptance compares."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from stafet.kernel.matching.draw import drawn_number
from stafet.kernel.matching.limits import Chain, Limits
from stafet.kernel.matching.priorities import Policy
from stafet.kernel.matching.problem import Problem, Pupil
from stafet.kernel.matching.rules import Option, Options

Claim = tuple[bool, int, int, int, str]
"""What a pupil's claim to a place is compared by; the smaller one comes first. No two are equal."""


@dataclass(frozen=True)
class Claims:
    """The two orders that deferred acceptance needs, both strict, neither a judgement of anybody."""

    problem: Problem
    policy: Policy

    @cached_property
    def options(self) -> Options:
        """Who may get what."""
        return Options(self.problem, self.policy)

    @cached_property
    def limits(self) -> Limits:
        """What counts towards what."""
        return Limits(self.problem)

    def wanted(self, pupil: Pupil) -> list[Option]:
        """What a pupil may get, best first: wishes, then companies, then courses, the shorter way first."""
        return sorted(
            self.options.of(pupil),
            key=lambda option: (
                option.rank,
                option.is_fallback,
                option.minutes,
                drawn_number(self.policy.seed, pupil.key, option.place),
            ),
        )

    def claim(self, pupil: Pupil, place: str) -> Claim:
        """How a place orders pupils: locked ones, those it asked for, the shorter way, the lot."""
        asked_for = self._asked_for.get(place, {})
        return (
            pupil.key not in self.problem.locked,
            asked_for.get(pupil.key, len(asked_for)),
            self.options.minutes(pupil, self.options.places[place]),
            drawn_number(self.policy.seed, pupil.key, place),
            pupil.key,
        )

    def chain(self, pupil: Pupil, place: str) -> Chain:
        """What a pupil counts towards at a place, the narrowest limit first."""
        return self.limits.over(place, pupil.municipality)

    @cached_property
    def _asked_for(self) -> dict[str, dict[str, int]]:
        return {
            place.key: {pupil: number for number, pupil in enumerate(place.prefers)}
            for place in self.problem.places
            if place.prefers
        }
