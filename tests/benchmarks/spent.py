"""Where a request's processor time goes: a profile's own time, dealt out to those who had it."""

from __future__ import annotations

import cProfile
import pstats
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

_PARTS = {
    "/src/stafet/": "our own code",
    "/django/db/": "Django's ORM",
    "/django/template/": "templates",
    "/django/": "rest of Django",
    "/psycopg": "database driver",
}
"""By what stands in a function's file; the first that fits."""

_OTHER = "other"
_LEAST = 0.05


def spent(act: Callable[[], object]) -> str:
    """The shares of one act's processor time, the largest first. A profile slows everything alike, not the shares' order."""
    profile = cProfile.Profile(time.process_time)
    with _profiled(profile):
        act()
    found = shares(pstats.Stats(profile).stats)  # type: ignore[attr-defined]
    told = sorted(found.items(), key=lambda part: part[1], reverse=True)
    return ", ".join(f"{part} {share:.0%}" for part, share in told if share >= _LEAST)


def shares(stats: Mapping[Any, Any]) -> dict[str, float]:
    """A share per part. What belongs to nobody (built in, Python's library) is its caller's."""
    seconds: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in stats.items():
        if _part(file) is not None or not callers:
            seconds[_part(file) or _OTHER] += own
        else:
            for (caller, _, _), (_, _, own_there, _) in callers.items():
                seconds[_part(caller) or _OTHER] += own_there
    whole = seconds.total() or 1.0
    return {part: each / whole for part, each in seconds.items()}


def _part(file: str) -> str | None:
    return next((part for place, part in _PARTS.items() if place in file), None)


@contextmanager
def _profiled(profile: cProfile.Profile) -> Iterator[None]:
    profile.enable()
    try:
        yield
    finally:
        profile.disable()
