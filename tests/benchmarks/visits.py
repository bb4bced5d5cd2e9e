"""One page asked for many times: processor time, wall time, statements, and where they go."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError
from django.test import Client

from tests.benchmarks.asked import listening, slowest
from tests.benchmarks.bench import Bench, BenchStopped, Timed, repeated, timed
from tests.benchmarks.spent import spent
from tests.benchmarks.table import middle, percentile

RUNS, WARM_UP, FEWEST = 30, 5, 5
_PATIENCE = 15
"""Seconds one page may take of the whole run: a slow one is asked for less often, and the table says how often."""


class TooSlow(RuntimeError):
    """A page that failed in the database, or took so long that it was asked for only once."""

    def __init__(self, seconds: float, because: str) -> None:
        super().__init__(because)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Address:
    """What is asked for, and what must stand in the answer."""

    path: str
    holds: str
    posted: dict[str, str] | None = None

    def asking(self, client: Client) -> Callable[[], bytes]:
        """How to ask once, as this client."""

        def ask() -> bytes:
            answer = client.get(self.path) if self.posted is None else client.post(self.path, self.posted)
            if answer.status_code != 200:
                raise BenchStopped(f"{self.path.split('?')[0]} answered {answer.status_code}.")
            return answer.content

        return ask


@dataclass(frozen=True, slots=True)
class Visits:
    """What a page costs, in milliseconds of one request: Python's and the database's processor, and the wall."""

    python: float
    database: float
    wall: float
    wall_p95: float
    runs: int
    statements: int
    kilobytes: float
    spent: str
    slowest: str


def visit(bench: Bench, client: Client, address: Address, *, at_least: int = FEWEST) -> Visits:
    """Ask for a page again and again, after tidying: a process that serves has loaded no registers before.

    An aim for the slowest of a hundred needs ``at_least`` so many that its percentile is not the slowest of all.

    Raises ``TooSlow`` when the first time already fails in the database, or outlasts our patience.
    """
    ask = address.asking(client)
    gc.collect()
    first, body = _first(ask)
    if address.holds not in body:
        raise BenchStopped(f"{address.path.split('?')[0]} does not show what it should: {address.holds}.")
    runs = max(at_least, min(RUNS, int(_PATIENCE / first.wall)))
    with bench.timed() as whole:
        times = repeated(ask, runs=runs, warm_up=WARM_UP)
    with listening() as heard:
        ask()
    return Visits(
        python=middle([each.python for each in times]) * 1000,
        database=whole.database / (runs + WARM_UP) * 1000,
        wall=middle([each.wall for each in times]) * 1000,
        wall_p95=percentile([each.wall for each in times], 0.95) * 1000,
        runs=runs,
        statements=len(heard),
        kilobytes=len(body.encode()) / 1024,
        spent=spent(ask),
        slowest=slowest(heard),
    )


def _first(ask: Callable[[], bytes]) -> tuple[Timed, str]:
    body = None
    with timed() as time, listening() as heard:
        try:
            body, outcome = ask().decode(), "answered"
        except DatabaseError as error:
            outcome = f"failed ({str(error).splitlines()[0]})"
    if body is None or time.wall > _PATIENCE:
        raise TooSlow(time.wall, f"{outcome}; {slowest(heard)}")
    return time, body


def statements(client: Client, address: Address) -> int:
    """How many statements one request asks, when it is not the first."""
    ask = address.asking(client)
    ask()
    with listening() as heard:
        ask()
    return len(heard)
