"""The statements of one request: how many, how long each took, and who of ours asked."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from traceback import walk_stack

from django.db import connections

_ALIASES = ("default", "audit", "job")
_SOURCE = "/src/stafet/"
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: seconds until it was answered, and the function of ours nearest to it."""

    seconds: float
    by: str


@contextmanager
def listening() -> Iterator[list[Statement]]:
    """Every statement asked inside, on every connection that serves."""
    heard: list[Statement] = []

    def watch(execute: Callable[..., object], *statement: object) -> object:
        began = time.perf_counter()
        try:
            return execute(*statement)
        finally:
            heard.append(Statement(time.perf_counter() - began, _asker()))

    with ExitStack() as watching:
        for alias in _ALIASES:
            watching.enter_context(connections[alias].execute_wrapper(watch))
        yield heard


def slowest(heard: list[Statement]) -> str:
    """How long all of them took, and whose took longest."""
    waits: defaultdict[str, float] = defaultdict(float)
    for each in heard:
        waits[each.by] += each.seconds * 1000
    named = sorted(waits.items(), key=lambda wait: wait[1], reverse=True)[:_MOST_NAMED]
    told = ", ".join(f"{by} {milliseconds:,.0f} ms" for by, milliseconds in named)
    return f"{sum(waits.values()):,.0f} ms waiting for {len(heard)} statements; longest for {told}"


def _asker() -> str:
    for frame, _ in walk_stack(None):
        _, found, place = frame.f_code.co_filename.rpartition(_SOURCE)
        if found:
            return f"{place} {frame.f_code.co_name}"
    return "Django"
