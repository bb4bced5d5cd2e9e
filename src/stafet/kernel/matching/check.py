"""Whether a result is what it says: worked out again without any solver, from the problem alone.

The proof of optimality is an equilibrium. At the result's prices every pupil has what costs least for them – what it adds
to the priorities, plus the prices of the limits it counts towards – and only limits that are full have a price. Then no
other matching adds up to less (linear programming duality; Koopmans and Beckmann 1957, Shapley and Shubik 1971). Costs
and prices are rows of numbers, one for each level, compared from the first on, so that the argument holds for
all proven levels at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from stafet.kernel.matching.draw import NO_PLACE, drawn_number
from stafet.kernel.matching.limits import Limits
from stafet.kernel.matching.priorities import Level, Policy, Priority
from stafet.kernel.matching.problem import PlaceKind, Problem, Pupil
from stafet.kernel.matching.result import Method, Proof, Result
from stafet.kernel.matching.rules import Options
from stafet.kernel.matching.stability import blocking_pairs
from stafet.kernel.sentences import Sentence, sentence

Burden = tuple[int, ...]
"""What something adds to each level, the first level first; compared from the first on."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found. ``proven``: how many of the first levels the prices prove to be the best there are."""

    faults: tuple[Sentence, ...]
    proven: int

    @property
    def is_sound(self) -> bool:
        """Whether the result may be shown to anybody."""
        return not self.faults


@dataclass(frozen=True)
class Ledger:
    """A result beside its problem: what everything adds up to."""

    problem: Problem
    policy: Policy
    placed: Mapping[str, str]

    @cached_property
    def options(self) -> Options:
        """Who may get what."""
        return Options(self.problem, self.policy)

    @cached_property
    def limits(self) -> Limits:
        """What counts towards what."""
        return Limits(self.problem)

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The numbers to be made small."""
        return self.policy.levels(self.options.unwished_rank)

    @cached_property
    def loads(self) -> Counter[str]:
        """How many each limit counts."""
        found: Counter[str] = Counter()
        for pupil in self.problem.pupils:
            if pupil.key in self.placed:
                found.update(self.limits.over(self.placed[pupil.key], pupil.municipality))
        return found

    @cached_property
    def values(self) -> tuple[int, ...]:
        """What each level comes to."""
        burdens = (self.burden(pupil, self.placed.get(pupil.key, NO_PLACE)) for pupil in self.problem.pupils)
        zeros = (0,) * len(self.levels)
        return tuple(map(sum, zip(zeros, *burdens, strict=True)))

    def burden(self, pupil: Pupil, place: str) -> Burden:
        """What it adds to each level that a pupil gets a place, or none."""
        return tuple(self._adds(level, pupil, place) for level in self.levels)

    def _adds(self, level: Level, pupil: Pupil, place: str) -> int:
        match level.priority:
            case Priority.CHANGES:
                return int(self.problem.earlier.get(pupil.key, place) != place)
            case Priority.DRAW:
                return drawn_number(self.policy.seed, pupil.key, place)
            case Priority.PLACED:
                return int(place == NO_PLACE)
            case _:
                return self._adds_there(level, pupil, place) if place else 0

    def _adds_there(self, level: Level, pupil: Pupil, place: str) -> int:
        """What counts only for whoever has a place."""
        if level.priority is Priority.COMPANY:
            return int(self.options.places[place].kind is PlaceKind.FALLBACK)
        if level.priority is Priority.TRAVEL:
            return self.options.minutes(pupil, self.options.places[place])
        rank = self.rank(pupil, place)
        return rank if level.priority is Priority.TOTAL_RANK else int(rank == level.rank)

    def rank(self, pupil: Pupil, place: str) -> int:
        """Which wish a place is; one below everybody's lowest wish when it is none."""
        return pupil.wishes.index(place) + 1 if place in pupil.wishes else self.options.unwished_rank


def check(problem: Problem, policy: Policy, result: Result) -> Verdict:
    """Judge a result: whether it keeps every rule and limit, is worth what it says, and is the best as far as proven."""
    ledger = Ledger(problem, policy, result.placed)
    if unknown := tuple(_unknown(ledger)):
        return Verdict(unknown, 0)
    faults = (
        *_wrongly_given(ledger),
        *_overfull(ledger),
        *_misvalued(ledger, result),
        *_unstable(ledger, result),
    )
    if result.proof is not Proof.PRICES:
        return Verdict(faults, 0)
    doubts = tuple(_doubts(ledger, result))
    return Verdict((*faults, *doubts), 0 if doubts or faults else result.proven)


def _unknown(ledger: Ledger) -> Iterator[Sentence]:
    pupils = {pupil.key for pupil in ledger.problem.pupils}
    for pupil, place in sorted(ledger.placed.items()):
        if pupil not in pupils or place not in ledger.options.places:
            yield sentence(
                "The result gives %(place)s to %(pupil)s, and one of them does not exist.",
                place=place,
                pupil=pupil,
            )


def _wrongly_given(ledger: Ledger) -> Iterator[Sentence]:
    for pupil in ledger.problem.pupils:
        place = ledger.placed.get(pupil.key)
        locked = ledger.problem.locked.get(pupil.key)
        if locked is not None and place != locked:
            yield sentence(
                "%(pupil)s is locked to %(place)s and did not get it.", pupil=pupil.key, place=locked
            )
        elif place and place not in (option.place for option in ledger.options.of(pupil)):
            yield sentence(
                "%(pupil)s got %(place)s, which a rule excludes: %(rules)s.",
                pupil=pupil.key,
                place=place,
                rules=", ".join(ledger.options.reasons_against(pupil, ledger.options.places[place])),
            )


def _overfull(ledger: Ledger) -> Iterator[Sentence]:
    for key, load in sorted(ledger.loads.items()):
        at_most = ledger.limits.by_key[key].at_most
        if load > at_most:
            yield sentence(
                "%(limit)s allows %(at_most)s and got %(load)s.", limit=key, at_most=at_most, load=load
            )


def _misvalued(ledger: Ledger, result: Result) -> Iterator[Sentence]:
    if tuple(value.level for value in result.values) != ledger.levels:
        yield sentence("The result counts other priorities than the policy declares.")
        return
    for told, value in zip(result.values, ledger.values, strict=True):
        if told.value != value:
            yield sentence(
                "The result says %(told)s for %(priority)s, and it comes to %(value)s.",
                told=told.value,
                priority=told.level.priority,
                value=value,
            )


def _unstable(ledger: Ledger, result: Result) -> Iterator[Sentence]:
    if result.method is Method.DEFERRED_ACCEPTANCE:
        for pupil, place in blocking_pairs(ledger.problem, ledger.policy, result.placed):
            yield sentence(
                "%(pupil)s and %(place)s would rather have each other, so the result is not stable.",
                pupil=pupil,
                place=place,
            )


def _doubts(ledger: Ledger, result: Result) -> Iterator[Sentence]:
    """What breaks the equilibrium."""
    nothing = (0,) * result.proven
    for key, price in sorted(result.prices.items()):
        is_full = key in ledger.limits.by_key and ledger.loads[key] == ledger.limits.by_key[key].at_most
        if len(price) != result.proven or price < nothing or not is_full:
            yield sentence(
                "%(limit)s has a price that it can't have: only what is full costs anything.", limit=key
            )
    for pupil in ledger.problem.pupils:
        if _would_rather(ledger, result, pupil):
            yield sentence(
                "At the prices of the result %(pupil)s would rather have something else, so that it is not proven to be"
                " the best.",
                pupil=pupil.key,
            )


def _would_rather(ledger: Ledger, result: Result, pupil: Pupil) -> bool:
    """Whether something costs less at the prices than what a pupil has."""
    keys = [option.place for option in ledger.options.of(pupil)]
    if pupil.key not in ledger.problem.locked:
        keys.append(NO_PLACE)
    has = _cost_at_prices(ledger, result, pupil, ledger.placed.get(pupil.key, NO_PLACE))
    return any(_cost_at_prices(ledger, result, pupil, key) < has for key in keys)


def _cost_at_prices(ledger: Ledger, result: Result, pupil: Pupil, place: str) -> Burden:
    """What a place adds to the priorities plus what its limits cost, for each level that is proven."""
    chain = ledger.limits.over(place, pupil.municipality) if place else ()
    prices = (result.prices[key] for key in chain if key in result.prices)
    rows = [ledger.burden(pupil, place)[: result.proven], *prices]
    return tuple(map(sum, zip(*rows, strict=True)))
