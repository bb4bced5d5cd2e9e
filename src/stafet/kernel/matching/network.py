"""A problem as arrays: arcs from pupils into limits, and from each limit into the next wider one.

A pupil is a unit of flow. It enters the narrowest limit over the place it takes, passes every wider one and leaves at the
*sink*; getting no place is an arc straight to the sink. Pupils, places and limits stand in the order of their keys, so
that the order of the input changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from stafet.kernel.matching.draw import NO_PLACE, drawn_number
from stafet.kernel.matching.limits import Chain, Limits
from stafet.kernel.matching.priorities import Level, Policy, Priority
from stafet.kernel.matching.problem import Problem, Pupil
from stafet.kernel.matching.rules import Option, Options

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_NONE = Option(NO_PLACE, 0, 0, is_fallback=False)


@dataclass(frozen=True, slots=True)
class Arcs:
    """What each pupil may get, pupil after pupil; all arrays have one entry per arc.

    ``node``: the narrowest limit entered, or the sink. ``first``: where each pupil's arcs begin, and the end.
    ``rank`` 0 and an empty ``place`` is getting none.
    """

    pupil: Whole
    node: Whole
    rank: Whole
    minutes: Whole
    is_fallback: Flags
    is_change: Flags
    place: Sequence[str]
    first: Whole


@dataclass(frozen=True, slots=True)
class Network:
    """The whole problem. Limits are numbered in the order of ``limits``; the sink has the number after the last.

    ``wider[limit]``: the next wider limit, or the sink. ``links``: pairs of limits that meet over some place.
    ``crossing``: limits that cross another one. ``chains``: for each arc, all limits it counts towards.
    """

    seed: str
    pupils: tuple[str, ...]
    arcs: Arcs
    limits: tuple[str, ...]
    at_most: Whole
    wider: Whole
    links: Whole
    crossing: Flags
    chains: Sequence[Chain]

    @property
    def sink(self) -> int:
        """The number of the node where everybody ends."""
        return len(self.limits)

    def burden(self, level: Level, arcs: Whole) -> Whole:
        """What each of these arcs adds to a level."""
        have = self.arcs
        if level.priority is Priority.DRAW:
            pairs = ((self.pupils[have.pupil[arc]], have.place[arc]) for arc in arcs)
            return np.fromiter((drawn_number(self.seed, *pair) for pair in pairs), np.int64, len(arcs))
        columns: dict[Priority, Whole | Flags] = {
            Priority.PLACED: have.rank == 0,
            Priority.COMPANY: have.is_fallback,
            Priority.WORST_OFF: have.rank == level.rank,
            Priority.TOTAL_RANK: have.rank,
            Priority.TRAVEL: have.minutes,
            Priority.CHANGES: have.is_change,
        }
        return columns[level.priority][arcs].astype(np.int64)


def network_of(problem: Problem, policy: Policy) -> Network:
    """Lay a problem out as arrays."""
    return _Layout(problem, policy).network()


class _Layout:
    """Numbers pupils, arcs and limits, one pupil after the other."""

    def __init__(self, problem: Problem, policy: Policy) -> None:
        self.problem, self.policy = problem, policy
        self.options, self.limits = Options(problem, policy), Limits(problem)
        self.keys = sorted(self.limits.by_key)
        self.number = {key: number for number, key in enumerate(self.keys)}
        self.wider = np.full(len(self.keys), len(self.keys), np.int64)
        self.crossing = np.zeros(len(self.keys), np.bool_)
        self.links: set[tuple[int, int]] = set()
        self.cells: dict[tuple[str, str], tuple[int, Chain]] = {}

    def network(self) -> Network:
        pupils = sorted(self.problem.pupils, key=lambda pupil: pupil.key)
        rows = [self._rows(number, pupil) for number, pupil in enumerate(pupils)]
        arcs, chains = self._arcs(rows)
        return Network(
            seed=self.policy.seed,
            pupils=tuple(pupil.key for pupil in pupils),
            arcs=arcs,
            limits=tuple(self.keys),
            at_most=np.array([self.limits.by_key[key].at_most for key in self.keys], np.int64),
            wider=self.wider,
            links=np.array(sorted(self.links), np.int64).reshape(-1, 2),
            crossing=self.crossing,
            chains=chains,
        )

    def _rows(self, number: int, pupil: Pupil) -> list[tuple[int, int, Option, bool, Chain]]:
        earlier = self.problem.earlier.get(pupil.key)
        options = list(self.options.of(pupil))
        if pupil.key not in self.problem.locked:
            options.append(_NONE)
        rows = []
        for option in options:
            node, chain = self._cell(option.place, pupil.municipality)
            is_change = earlier is not None and earlier != option.place
            rows.append((number, node, option, is_change, chain))
        return rows

    def _arcs(self, rows: list[list[tuple[int, int, Option, bool, Chain]]]) -> tuple[Arcs, list[Chain]]:
        flat = [row for these in rows for row in these]
        options = [row[2] for row in flat]
        arcs = Arcs(
            pupil=np.array([row[0] for row in flat], np.int64),
            node=np.array([row[1] for row in flat], np.int64),
            rank=np.array([option.rank for option in options], np.int64),
            minutes=np.array([option.minutes for option in options], np.int64),
            is_fallback=np.array([option.is_fallback for option in options], np.bool_),
            is_change=np.array([row[3] for row in flat], np.bool_),
            place=[option.place for option in options],
            first=np.concatenate([[0], np.cumsum([len(these) for these in rows], dtype=np.int64)]),
        )
        return arcs, [row[4] for row in flat]

    def _cell(self, place: str, municipality: str) -> tuple[int, Chain]:
        """The node a pupil of a municipality enters at a place, and all limits it counts towards."""
        if place == NO_PLACE:
            return len(self.keys), ()
        cell = (place, municipality)
        if cell not in self.cells:
            chain = self.limits.over(place, municipality)
            for narrow, wide in pairwise(self.number[key] for key in chain):
                self.wider[narrow] = wide
                self.links.add((narrow, wide))
            for pair in self.limits.crossings_over(place, municipality):
                self.crossing[[self.number[key] for key in pair]] = True
            self.cells[cell] = (self.number[chain[0]], chain)
        return self.cells[cell]


_WORTH_A_PART = 500
"""Pupils. Smaller parts are taken together, since each costs a call of the solver."""


def parts_of(network: Network) -> Iterator[Network]:
    """The network, divided where nothing is shared: the smaller a part, the more priorities fit into one flow.

    Parts whose limits cross are kept apart from the others.
    """
    label_of_limit = _labels(network)
    of_arcs = np.append(label_of_limit, network.sink)[network.arcs.node]
    starts = network.arcs.first[:-1]
    of_pupils = np.minimum.reduceat(of_arcs, starts) if len(starts) else starts
    crossing = np.zeros(network.sink + 1, np.bool_)
    crossing[label_of_limit[network.crossing]] = True
    batches = list(_batches(of_pupils, crossing))
    if len(batches) == 1:
        yield network
        return
    for labels in batches:
        chosen = np.zeros(network.sink + 1, np.bool_)
        chosen[labels] = True
        yield _cut(network, chosen[of_pupils], chosen[label_of_limit])


def _cut(network: Network, of_pupils: Flags, of_limits: Flags) -> Network:
    """The part of a network that some pupils and limits make up by themselves."""
    have = network.arcs
    pupils, limits = np.flatnonzero(of_pupils), np.flatnonzero(of_limits)
    arcs = np.flatnonzero(of_pupils[have.pupil])
    pupil_number = np.cumsum(of_pupils) - 1
    limit_number = np.append(np.where(of_limits, np.cumsum(of_limits) - 1, len(limits)), len(limits))
    inside = of_limits[network.links].all(axis=1) if len(network.links) else np.zeros(0, np.bool_)
    return Network(
        seed=network.seed,
        pupils=tuple(network.pupils[pupil] for pupil in pupils),
        arcs=Arcs(
            pupil=pupil_number[have.pupil[arcs]],
            node=limit_number[have.node[arcs]],
            rank=have.rank[arcs],
            minutes=have.minutes[arcs],
            is_fallback=have.is_fallback[arcs],
            is_change=have.is_change[arcs],
            place=[have.place[arc] for arc in arcs.tolist()],
            first=np.concatenate([[0], np.cumsum(np.diff(have.first)[pupils], dtype=np.int64)]),
        ),
        limits=tuple(network.limits[limit] for limit in limits),
        at_most=network.at_most[limits],
        wider=limit_number[network.wider[limits]],
        links=limit_number[network.links[inside]].reshape(-1, 2),
        crossing=network.crossing[limits],
        chains=[network.chains[arc] for arc in arcs.tolist()],
    )


def _labels(network: Network) -> Whole:
    """For each limit the smallest number of a limit it hangs together with, through pupils or places."""
    arcs = network.arcs
    label = np.arange(network.sink + 1)
    starts = arcs.first[:-1]
    narrow, wide = network.links[:, 0], network.links[:, 1]
    while len(starts):
        before = label.copy()
        of_pupils = np.minimum.reduceat(label[arcs.node], starts)
        np.minimum.at(label, arcs.node, of_pupils[arcs.pupil])
        np.minimum.at(label, narrow, label[wide])
        np.minimum.at(label, wide, label[narrow])
        label[network.sink] = network.sink  # whoever may get none hangs together with nobody through that
        label = label[label]
        if np.array_equal(label, before):
            break
    return label[:-1]


def _batches(of_pupils: Whole, crossing: Flags) -> Iterator[Whole]:
    """Labels that are solved together: each large part alone, small ones by the handful."""
    labels, counts = np.unique(of_pupils, return_counts=True)
    for is_crossing in (False, True):
        these = crossing[labels] == is_crossing
        batch: list[int] = []
        size = 0
        for label, count in zip(labels[these], counts[these], strict=True):
            batch.append(int(label))
            size += int(count)
            if size >= _WORTH_A_PART:
                yield np.array(batch)
                batch, size = [], 0
        if batch:
            yield np.array(batch)
