"""What a matching answers: who is where, what it is worth, and what proves that nothing is better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from stafet.kernel.matching.priorities import Level

Prices = Mapping[str, tuple[int, ...]]
"""Limit → what one more place within it would be worth, in each level; limits that cost nothing are left out."""

_NO_PRICES: Prices = MappingProxyType({})


class Method(StrEnum):
    """The rule of fairness a result follows."""

    PRIORITIES = "priorities"
    DEFERRED_ACCEPTANCE = "deferred_acceptance"


class Proof(StrEnum):
    """What stands behind the claim that nothing is better.

    ``PRICES``: at these prices everybody has what they would take themselves, and only what is full costs anything;
    ``check`` works it out again. ``SEARCH``: the solver has been through everything; it must be believed or repeated.
    ``NONE``: no claim.
    """

    PRICES = "prices"
    SEARCH = "search"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Value:
    """One level of a result: what it is, and what it is at least whatever one does, if that is known.

    ``at_least`` of a level counts only results that do as well in all levels above it.
    """

    level: Level
    value: int
    at_least: int | None = None

    @property
    def gap(self) -> int | None:
        """How much better it might be at the very most; ``None``: unknown."""
        return None if self.at_least is None else self.value - self.at_least


@dataclass(frozen=True, slots=True)
class Result:
    """A matching. ``placed``: pupil → place, by pupil; whoever is not in it has none.

    ``proven``: how many of the first levels are the best there is; ``prices``: a number for each of these.
    """

    method: Method
    placed: Mapping[str, str]
    values: tuple[Value, ...] = ()
    proof: Proof = Proof.NONE
    proven: int = 0
    prices: Prices = field(default_factory=lambda: _NO_PRICES)

    @property
    def is_proven(self) -> bool:
        """Whether every level is the best there is."""
        return self.proof is not Proof.NONE and self.proven == len(self.values)
