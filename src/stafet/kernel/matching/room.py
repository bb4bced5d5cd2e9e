"""Where one more could be taken in without leaving anybody without a place, by moving others if need be."""

from __future__ import annotations

from collections import deque
from itertools import pairwise

from stafet.kernel.matching.check import Ledger

_OUT = ""
"""Where everybody ends; no limit has this key."""


def nodes_with_room(ledger: Ledger) -> frozenset[str]:
    """The limits that can take in one more.

    A limit can when it is not full and the next wider one can; when somebody in it can move to where there is room;
    or when a narrower one with somebody in it can. Where limits cross this is what moving *may* reach and not a promise.
    """
    opens = _opens(ledger)
    found, waiting = {_OUT}, deque([_OUT])
    while waiting:
        for other in opens.get(waiting.popleft(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found - {_OUT})


def _opens(ledger: Ledger) -> dict[str, list[str]]:
    """For each limit, those that have room when it has."""
    found: dict[str, list[str]] = {}
    for narrow, wide in _steps(ledger):
        if ledger.loads[narrow] < ledger.limits.by_key[narrow].at_most:
            found.setdefault(wide, []).append(narrow)
        if ledger.loads[narrow] > 0 and wide != _OUT:
            found.setdefault(narrow, []).append(wide)
    for pupil in ledger.problem.pupils:
        place = ledger.placed.get(pupil.key)
        if place is None:
            continue
        stays = ledger.limits.over(place, pupil.municipality)[0]
        for option in ledger.options.of(pupil):
            found.setdefault(ledger.limits.over(option.place, pupil.municipality)[0], []).append(stays)
    return found


def _steps(ledger: Ledger) -> set[tuple[str, str]]:
    """Each limit with the next wider one over some place, the widest with the way out."""
    municipalities = {pupil.municipality for pupil in ledger.problem.pupils}
    return {
        step
        for place in ledger.problem.places
        for municipality in municipalities
        for step in pairwise((*ledger.limits.over(place.key, municipality), _OUT))
    }
