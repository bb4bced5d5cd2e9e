"""Matching pupils and places: our priorities beside the bare solver, and deferred acceptance beside PyPI's ``matching``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from matching.games import HospitalResident
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from stafet.kernel.matching.check import check
from stafet.kernel.matching.claims import Claims
from stafet.kernel.matching.deferred import deferred_acceptance
from stafet.kernel.matching.network import Network, network_of
from stafet.kernel.matching.priorities import Level, Policy
from stafet.kernel.matching.problem import Problem
from stafet.kernel.matching.result import Result
from stafet.kernel.matching.rules import Options
from stafet.kernel.matching.solve import match_network
from tests.benchmarks.bench import Bench
from tests.benchmarks.matched_towns import region
from tests.benchmarks.table import Against, Kind, Row, Section, middle

_SIZES = (100, 1_000, 10_000, 100_000)
_POLICY = Policy("Town hall, 15 May 2026", nearest=4)
_AS_FAST = 1.5
"""Our aim: no slower than this many times the bare solver."""

_PEER_AT_MOST = 1_000
"""Pupils up to which the peer is tried; it copies everybody with everybody they rank, one within the other."""

_HOURS = 3600.0
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class _Case:
    """One region of so many pupils, laid out."""

    problem: Problem
    network: Network
    levels: Sequence[Level]

    @property
    def base(self) -> str:
        """Of how many."""
        pupils, arcs = len(self.network.pupils), len(self.network.arcs.node)
        return f"{pupils:,} pupils, {len(self.problem.places):,} places, {arcs:,} possible pairs"


def measure(bench: Bench) -> Iterator[Row]:
    """Regions of up to as many pupils as are asked for."""
    for people in _SIZES:
        if people <= bench.people:
            bench.say(f"matching {people:,} pupils")
            yield from _rows(people)


def _rows(people: int) -> Iterator[Row]:
    problem = region(people)
    network, laying = _timed(lambda: network_of(problem, _POLICY))
    case = _Case(problem, network, _POLICY.levels(Options(problem, _POLICY).unwished_rank))
    result, solving = _timed(lambda: match_network(network, case.levels, seconds=_HOURS), _runs(people))
    yield from _beside_the_solver(case, result, solving)
    yield Row(Section.MATCHING, f"{people:,}: laying out wishes and rules", laying, "s", case.base)
    verdict, checking = _timed(lambda: check(problem, _POLICY, result))
    said = f"sound: {verdict.is_sound}; levels proven by prices: {verdict.proven} of {len(case.levels)}"
    yield Row(Section.MATCHING, f"{people:,}: the check, without a solver", checking, "s", said)
    yield from _beside_the_peer(case, result)


def _beside_the_solver(case: _Case, result: Result, solving: float) -> Iterator[Row]:
    people = len(case.network.pupils)
    by_rough, roughly = _timed(lambda: _weighted_sum(case.network, case.levels), _runs(people))
    ours = tuple(value.value for value in result.values)
    aims = (
        Against(f"s, {_AS_FAST} times the bare solver with weights by hand", _AS_FAST * roughly),
        Against("s the bare solver with weights by hand, this run", roughly, Kind.SAME_RUN),
    )
    yield Row(
        Section.MATCHING,
        f"{people:,}: best and proven in {len(case.levels)} levels",
        solving,
        "s",
        f"{case.base}; proven: {result.is_proven}",
        aims,
    )
    said = (
        f"ours {_told(ours)}; weights by hand {_told(by_rough)}; without a place, at a course, then low ranks"
    )
    worse = float(ours > by_rough)
    yield Row(
        Section.MATCHING,
        f"{people:,}: is worse than weights by hand",
        worse,
        "",
        said,
        (Against("(0 = same or better, level by level)", 0),),
    )


def _beside_the_peer(case: _Case, result: Result) -> Iterator[Row]:
    people = len(case.network.pupils)
    ours, seconds = _timed(lambda: deferred_acceptance(_without_limits(case.problem), _POLICY), _runs(people))
    against: tuple[Against, ...] = ()
    said = f"without a place {people - len(ours.placed):,}; by priorities, limits kept: {people - len(result.placed):,}"
    if people <= _PEER_AT_MOST:
        theirs, peer_seconds = _timed(lambda: _by_the_peer(_without_limits(case.problem)), _runs(people))
        said += f"; the same as the peer's: {theirs == ours.placed}"
        against = (
            Against("s, the peer's time", peer_seconds),
            Against("s PyPI's matching, this run", peer_seconds, Kind.PEER),
        )
    yield Row(Section.MATCHING, f"{people:,}: deferred acceptance", seconds, "s", said, against)


def _weighted_sum(network: Network, levels: Sequence[Level]) -> tuple[int, ...]:
    """What one would do by hand: the same graph, one call, each priority about thirty times the next."""
    arcs, people, sink = network.arcs, len(network.pupils), network.sink
    placed = arcs.is_fallback * 10**12 + 100 * 30**arcs.rank + arcs.minutes
    cost = np.where(arcs.rank == 0, 10**13, placed)
    limits = np.arange(sink)
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([arcs.pupil, people + limits]).astype(np.int32),
        np.concatenate([people + arcs.node, people + network.wider]).astype(np.int32),
        np.concatenate([np.ones(len(cost), np.int64), network.at_most]),
        np.concatenate([cost, np.zeros(sink, np.int64)]),
    )
    supply = np.zeros(people + sink + 1, np.int64)
    supply[:people], supply[-1] = 1, -people
    solver.set_nodes_supplies(np.arange(people + sink + 1, dtype=np.int32), supply)
    solver.solve()
    chosen = np.flatnonzero(solver.flows(np.arange(len(cost), dtype=np.int32)))
    return tuple(int(network.burden(level, chosen).sum()) for level in levels)


def _without_limits(problem: Problem) -> Problem:
    """What the peer can express: places and their seats."""
    return Problem(problem.pupils, problem.places)


def _by_the_peer(problem: Problem) -> dict[str, str]:
    claims = Claims(problem, _POLICY)
    by_key = {pupil.key: pupil for pupil in problem.pupils}
    wanted = {key: [option.place for option in claims.wanted(pupil)] for key, pupil in by_key.items()}
    wanted = {key: places for key, places in wanted.items() if places}
    asking: dict[str, list[str]] = {}
    for key, places in wanted.items():
        for place in places:
            asking.setdefault(place, []).append(key)
    orders = {
        place: sorted(keys, key=lambda key: claims.claim(by_key[key], place))
        for place, keys in asking.items()
    }
    seats = {place.key: place.seats for place in problem.places if place.key in orders}
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 1_000_000))
    game = HospitalResident.create_from_dictionaries(wanted, orders, seats)
    return dict(sorted((each.name, place.name) for place, kept in game.solve().items() for each in kept))


def _runs(people: int) -> int:
    """Small ones are over before a clock has ticked, so they are done several times."""
    return 5 if people <= 1_000 else 1


def _timed(act: Callable[[], _Found], runs: int = 1) -> tuple[_Found, float]:
    """Processor seconds, the median: the machine is shared, and neither we nor the solver use more than one thread."""
    found: list[tuple[_Found, float]] = []
    for _ in range(runs):
        began = time.process_time()
        found.append((act(), time.process_time() - began))
    return found[-1][0], middle([seconds for _found, seconds in found])


def _told(values: Sequence[int]) -> str:
    return ", ".join(f"{value:,}" for value in values[:4])
