"""Why this place, why none: what became of each wish, with whom it is full, and which rules stand in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from stafet.kernel.matching.check import Ledger
from stafet.kernel.matching.draw import NO_PLACE
from stafet.kernel.matching.priorities import Policy, Priority
from stafet.kernel.matching.problem import Place, Problem, Pupil
from stafet.kernel.matching.result import Result
from stafet.kernel.matching.room import nodes_with_room
from stafet.kernel.matching.rules import Reason
from stafet.kernel.sentences import Sentence, sentence


class Outcome(StrEnum):
    """What became of a wish."""

    GOT = "got"
    EXCLUDED = "excluded"
    FULL = "full"
    OUTWEIGHED = "outweighed"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has what another one wished for, and which wish of theirs it is; keys only."""

    pupil: str
    rank: int


@dataclass(frozen=True, slots=True)
class WishOutcome:
    """What became of one wish.

    ``reasons``: the rules that exclude it. ``full``: the narrowest limit that is full, ``holders``: who is in it, the
    highest wish first. ``speaks_against``: where there is room, the priority that is why they have something else.
    """

    place: str
    rank: int
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    full: str = ""
    holders: tuple[Holder, ...] = ()
    speaks_against: Priority | None = None

    @property
    def words(self) -> Sentence:
        """The outcome, as a page says it; rules that exclude have words of their own."""
        match self.outcome:
            case Outcome.GOT:
                return sentence("They have it")
            case Outcome.EXCLUDED:
                return sentence("A rule excludes it")
            case Outcome.NOT_NEEDED:
                return sentence("They have a wish above it")
            case Outcome.OUTWEIGHED:
                return sentence("There is room, but a higher priority speaks for what they have")
            case Outcome.FULL:
                return self._full_words()

    def _full_words(self) -> Sentence:
        if not self.holders:
            return sentence("It has no seat to give")
        return sentence(
            "It is full. Seats taken: %(count)s; the lowest wish among those who have one is number %(rank)s",
            count=len(self.holders),
            rank=self.holders[-1].rank,
        )


@dataclass(frozen=True, slots=True)
class Relaxation:
    """What would have to give way for a place: these rules, and one more seat where no room can be made.

    ``place``: the nearest one it holds for.
    """

    place: str
    reasons: tuple[Reason, ...]
    needs_seat: bool

    @property
    def size(self) -> int:
        """How many things would have to give way."""
        return len(self.reasons) + self.needs_seat


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a pupil has what they have. ``place`` empty = none; then ``relaxations`` are the smallest ways out."""

    pupil: str
    place: str
    rank: int
    minutes: int
    wishes: tuple[WishOutcome, ...]
    relaxations: tuple[Relaxation, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Somebody two results give different places; empty = none."""

    pupil: str
    one: str
    other: str


def differences(one: Result, other: Result) -> tuple[Difference, ...]:
    """Whom two results treat differently: another rule of fairness, another policy, or before and after a change."""
    pupils = sorted({*one.placed, *other.placed})
    found = (
        Difference(key, one.placed.get(key, NO_PLACE), other.placed.get(key, NO_PLACE)) for key in pupils
    )
    return tuple(each for each in found if each.one != each.other)


@dataclass(frozen=True)
class Explainer:
    """Explains one result to as many pupils as ask."""

    problem: Problem
    policy: Policy
    result: Result

    def explain(self, pupil_key: str) -> Explanation:
        """Why this pupil has this place, or none.

        Raises
        ------
        KeyError
            When the problem has no such pupil.
        """
        pupil = self._pupils[pupil_key]
        place = self.result.placed.get(pupil_key, NO_PLACE)
        return Explanation(
            pupil=pupil_key,
            place=place,
            rank=self._ledger.rank(pupil, place) if place else 0,
            minutes=self._ledger.options.minutes(pupil, self._places[place]) if place else 0,
            wishes=tuple(
                self._outcome(pupil, wish, rank, place) for rank, wish in enumerate(pupil.wishes, start=1)
            ),
            relaxations=() if place else self._smallest_relaxations(pupil),
        )

    @cached_property
    def _ledger(self) -> Ledger:
        return Ledger(self.problem, self.policy, self.result.placed)

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        return self._ledger.options.places

    @cached_property
    def _pupils(self) -> Mapping[str, Pupil]:
        return {pupil.key: pupil for pupil in self.problem.pupils}

    @cached_property
    def _holders(self) -> Mapping[str, list[Holder]]:
        """Who is in each limit, the highest wish first."""
        found: dict[str, list[Holder]] = {}
        for key, place in self.result.placed.items():
            pupil = self._pupils[key]
            for limit in self._ledger.limits.over(place, pupil.municipality):
                found.setdefault(limit, []).append(Holder(key, self._ledger.rank(pupil, place)))
        return {
            limit: sorted(these, key=lambda each: (each.rank, each.pupil)) for limit, these in found.items()
        }

    @cached_property
    def _with_room(self) -> frozenset[str]:
        return nodes_with_room(self._ledger)

    def _outcome(self, pupil: Pupil, wish: str, rank: int, has: str) -> WishOutcome:
        if wish == has:
            return WishOutcome(wish, rank, Outcome.GOT)
        if reasons := self._ledger.options.reasons_against(pupil, self._places[wish]):
            return WishOutcome(wish, rank, Outcome.EXCLUDED, reasons)
        if has in pupil.wishes[:rank]:
            return WishOutcome(wish, rank, Outcome.NOT_NEEDED)
        full = self._narrowest_full(pupil, wish)
        if not full:
            return WishOutcome(
                wish, rank, Outcome.OUTWEIGHED, speaks_against=self._first_worse(pupil, wish, has)
            )
        return WishOutcome(wish, rank, Outcome.FULL, full=full, holders=tuple(self._holders.get(full, ())))

    def _narrowest_full(self, pupil: Pupil, place: str) -> str:
        chain = self._ledger.limits.over(place, pupil.municipality)
        by_key, loads = self._ledger.limits.by_key, self._ledger.loads
        return next((key for key in chain if loads[key] >= by_key[key].at_most), "")

    def _first_worse(self, pupil: Pupil, wish: str, has: str) -> Priority | None:
        """The first priority that would be worse if this pupil alone moved to where there is room."""
        burdens = (self._ledger.burden(pupil, key) for key in (wish, has))
        levels = zip(self._ledger.levels, *burdens, strict=True)
        return next((level.priority for level, wished, had in levels if wished > had), None)

    def _smallest_relaxations(self, pupil: Pupil) -> tuple[Relaxation, ...]:
        """The smallest sets of things that would have to give way, each with the nearest place it holds for."""
        ways = sorted(self._relaxations(pupil), key=lambda way: way[0])
        smallest: dict[tuple[tuple[Reason, ...], bool], Relaxation] = {}
        for (size, *_rest), way in ways:
            if size == ways[0][0][0]:
                smallest.setdefault((way.reasons, way.needs_seat), way)
        return tuple(smallest.values())

    def _relaxations(self, pupil: Pupil) -> Iterator[tuple[tuple[int, int, int, str], Relaxation]]:
        for place in self.problem.places:
            reasons = self._ledger.options.reasons_against(pupil, place)
            chain = self._ledger.limits.over(place.key, pupil.municipality)
            way = Relaxation(place.key, reasons, needs_seat=chain[0] not in self._with_room)
            minutes = self._ledger.options.minutes(pupil, place)
            yield (way.size, self._ledger.rank(pupil, place.key), minutes, place.key), way
