"""The limits of a problem and how they lie within each other.

A limit covers pairs of a place and a municipality. As long as any two limits are apart or one lies within the other
(the seats of a place within the load of its contact person, a municipality's share within the seats of a course), they
are trees, and matching is a flow through them. Two limits that *cross* (a share counted over two courses, each with
seats of its own) are no tree; then the answer must be searched for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from stafet.kernel.matching.problem import Limit, LimitKind, Problem

Chain = tuple[str, ...]
"""Keys of limits from the narrowest to the widest: what one more pupil at a place would count towards."""


@dataclass(frozen=True)
class Limits:
    """All limits of a problem: the seats of each place, under the key of the place, and what is shared."""

    problem: Problem

    @cached_property
    def by_key(self) -> Mapping[str, Limit]:
        """Every limit, seats included."""
        seats = (
            Limit(place.key, LimitKind.SEATS, place.seats, frozenset({place.key}))
            for place in self.problem.places
        )
        return {limit.key: limit for limit in (*seats, *self.problem.limits)}

    @cached_property
    def _chains(self) -> dict[tuple[str, str], Chain]:
        return {}

    def over(self, place: str, municipality: str) -> Chain:
        """The limits that a pupil of a municipality counts towards at a place, the narrowest first."""
        cell = (place, municipality)
        if cell not in self._chains:
            covering = (key for key in self._at[place] if self._covers(key, municipality))
            self._chains[cell] = tuple(sorted(covering, key=self._width))
        return self._chains[cell]

    def crossings_over(self, place: str, municipality: str) -> Iterator[tuple[str, str]]:
        """Pairs of limits over one place that neither lie within each other nor are apart."""
        for narrow, wide in pairwise(self.over(place, municipality)):
            if not self._lies_within(narrow, wide):
                yield narrow, wide

    @cached_property
    def _at(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {place.key: [place.key] for place in self.problem.places}
        for limit in self.problem.limits:
            for place in limit.places:
                found[place].append(limit.key)
        return found

    @cached_property
    def _everybody(self) -> frozenset[str]:
        return frozenset(pupil.municipality for pupil in self.problem.pupils)

    @cached_property
    def _municipalities(self) -> Mapping[str, frozenset[str]]:
        return {
            key: limit.municipalities & self._everybody if limit.municipalities else self._everybody
            for key, limit in self.by_key.items()
        }

    def _covers(self, key: str, municipality: str) -> bool:
        return municipality in self._municipalities[key]

    def _width(self, key: str) -> tuple[int, bool, str]:
        limit = self.by_key[key]
        cells = len(limit.places) * len(self._municipalities[key])
        return cells, limit.kind is not LimitKind.SEATS, key

    def _lies_within(self, narrow: str, wide: str) -> bool:
        is_there = self.by_key[narrow].places <= self.by_key[wide].places
        return is_there and self._municipalities[narrow] <= self._municipalities[wide]
