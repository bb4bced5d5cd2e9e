"""Who gets which place: the best there is by the declared priorities, or the best known when the time is up."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

import numpy as np

from stafet.kernel.matching.draw import NO_PLACE, drawn_number
from stafet.kernel.matching.flows import PartAnswer, best_flow
from stafet.kernel.matching.network import Network, Whole, network_of, parts_of
from stafet.kernel.matching.priorities import Level, Policy
from stafet.kernel.matching.problem import Problem
from stafet.kernel.matching.result import Method, Prices, Proof, Result, Value
from stafet.kernel.matching.rules import Options
from stafet.kernel.matching.validation import require_sound

Answers = Sequence[tuple[Network, PartAnswer]]
"""The parts of a network, each with what became of it."""


def match(problem: Problem, policy: Policy, *, seconds: float = 60.0) -> Result:
    """Match pupils and places by the policy's priorities, compared lexicographically.

    The answer depends on the problem, the policy and its seed, not on the order of anything. When ``seconds`` are
    over, it is the best known so far, and each level says how much better it might be at the most.

    Raises
    ------
    ContradictoryProblem
        When the problem contradicts itself, with a sentence for each fault.
    """
    require_sound(problem, policy)
    levels = policy.levels(Options(problem, policy).unwished_rank)
    return match_network(network_of(problem, policy), levels, seconds=seconds)


def match_network(network: Network, levels: Sequence[Level], *, seconds: float) -> Result:
    """Match what is laid out already."""
    ends = time.monotonic() + seconds

    def left() -> float:
        return ends - time.monotonic()

    answers = [(part, _answer(part, levels, left)) for part in parts_of(network)]
    proven = min((answer.proven for _part, answer in answers), default=len(levels))
    is_searched = any(part.crossing.any() for part, _answer in answers)
    return Result(
        method=Method.PRIORITIES,
        placed=_placed(answers),
        values=tuple(_value(answers, place, level, proven) for place, level in enumerate(levels)),
        proof=_proof(proven, is_searched=is_searched),
        proven=proven,
        prices={} if is_searched else _prices(answers, proven),
    )


def _answer(part: Network, levels: Sequence[Level], left: Callable[[], float]) -> PartAnswer:
    if not part.crossing.any():
        return best_flow(part, levels, lambda: first_come(part), lambda: left() <= 0)
    answer: PartAnswer = import_module("stafet.kernel.matching.search").best_search(
        part, levels, first_come(part), left
    )
    return answer


def first_come(network: Network) -> Whole:
    """An arc for each pupil: who is locked first, then by the lot, everybody takes the best that is still free.

    It is what a municipality would do by hand, and the worst that can be answered.
    """
    arcs = network.arcs
    room = Counter(dict(zip(network.limits, network.at_most.tolist(), strict=True)))
    is_bound = np.diff(arcs.first) == 1
    by_lot = sorted(
        range(len(network.pupils)),
        key=lambda pupil: (not is_bound[pupil], drawn_number(network.seed, network.pupils[pupil], NO_PLACE)),
    )
    chosen = arcs.first[1:] - 1
    for pupil in by_lot:
        for arc in range(arcs.first[pupil], arcs.first[pupil + 1]):
            if all(room[limit] > 0 for limit in network.chains[arc]):
                room.subtract(network.chains[arc])
                chosen[pupil] = arc
                break
    return chosen


def _placed(answers: Answers) -> Mapping[str, str]:
    pairs = (
        (pupil, part.arcs.place[arc])
        for part, answer in answers
        for pupil, arc in zip(part.pupils, answer.chosen, strict=True)
    )
    return dict(sorted((pupil, place) for pupil, place in pairs if place != NO_PLACE))


def _value(answers: Answers, place: int, level: Level, proven: int) -> Value:
    """What a level comes to in all parts together, and what it is at least if every level above is proven."""
    sums = [int(part.burden(level, answer.chosen).sum()) for part, answer in answers]
    if place > proven:
        return Value(level, sum(sums))
    least = (
        answer.at_least if answer.proven == place else value
        for value, (_part, answer) in zip(sums, answers, strict=True)
    )
    return Value(level, sum(sums), sum(least))


def _proof(proven: int, *, is_searched: bool) -> Proof:
    if not proven:
        return Proof.NONE
    return Proof.SEARCH if is_searched else Proof.PRICES


def _prices(answers: Answers, proven: int) -> Prices:
    """The prices of the levels that are proven everywhere, of limits that have one."""
    found: dict[str, tuple[int, ...]] = {}
    for part, answer in answers:
        if len(part.limits) and proven:
            table = np.stack(answer.prices[:proven], axis=1)
            for limit in np.flatnonzero(table.any(axis=1)):
                found[part.limits[limit]] = tuple(table[limit].tolist())
    return dict(sorted(found.items()))
