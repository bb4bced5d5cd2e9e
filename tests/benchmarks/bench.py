"""What every part of the measuring shares: the towns, the clocks, and saying what is being done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from stafet.access import api as access
from stafet.postgres import api as postgres
from stafet.registers import api as registers
from tests.benchmarks.processor import database_seconds, python_seconds

SMALL = 200
"""How many people the small municipality has, whose pages must ask as many questions as a large one's."""


class BenchStopped(RuntimeError):
    """What was to be measured did not happen, so there is no figure."""


@dataclass(frozen=True, slots=True)
class Town:
    """A synthetic municipality: its staff, its schools with their leaders, the one institution and the register."""

    number: int
    people: int
    municipality_id: UUID
    school_names: tuple[str, ...]
    institution_id: UUID
    coordinator: access.User
    counsellor: access.User
    receiver: access.User
    leaders: dict[UUID, access.User]
    source: registers.Source


@dataclass(slots=True)
class Timed:
    """How long something took: seconds on the wall, and processor seconds of Python and of the database."""

    wall: float = 0.0
    python: float = 0.0
    database: float = 0.0

    @property
    def told(self) -> str:
        """Who had the processor."""
        return f"processor {self.python:.1f} s Python, {self.database:.1f} s database"


@dataclass(frozen=True, slots=True)
class Bench:
    """One run: where it happens, and how big it is. The small municipality is the last of the towns.

    Only ``loaded`` municipalities go in through their registers (0: all of them); the others are ``copies`` of these.
    """

    folder: Path
    cluster: postgres.Cluster
    people: int
    municipalities: int
    spells: int = 1
    loaded: int = 0
    soak: int = 60
    copies: list[UUID] = field(default_factory=list)
    towns: list[Town] = field(default_factory=list)
    began: float = field(default_factory=time.perf_counter)

    @property
    def people_per_town(self) -> int:
        """How many young people each municipality has."""
        return self.people // self.municipalities

    @property
    def large(self) -> list[Town]:
        """The towns that are measured."""
        return self.towns[: self.to_load]

    @property
    def to_load(self) -> int:
        """How many municipalities go in through their registers."""
        return min(self.loaded or self.municipalities, self.municipalities)

    @property
    def small(self) -> Town:
        """The one that is only compared with."""
        return self.towns[self.to_load]

    @property
    def superuser(self) -> str:
        """How to look behind the fences of the database that is measured."""
        return self.cluster.superuser_dsn("stafet")

    def say(self, what: str) -> None:
        """Tell how far it has come, beside the table and not in it."""
        sys.stderr.write(f"· {time.perf_counter() - self.began:5.0f} s  {what}\n")
        sys.stderr.flush()

    @contextmanager
    def timed(self) -> Iterator[Timed]:
        """Measure what happens inside, the database's part too."""
        before = database_seconds(self.cluster)
        with timed() as found:
            yield found
        found.database = database_seconds(self.cluster) - before


@contextmanager
def timed() -> Iterator[Timed]:
    """Measure what happens inside."""
    found = Timed()
    wall, python = time.perf_counter(), python_seconds()
    try:
        yield found
    finally:
        found.wall, found.python = time.perf_counter() - wall, python_seconds() - python


def together(times: Iterable[Timed]) -> Timed:
    """What several took, one after the other."""
    whole = Timed()
    for each in times:
        whole.wall += each.wall
        whole.python += each.python
        whole.database += each.database
    return whole


def repeated(act: Callable[[], object], *, runs: int, warm_up: int) -> list[Timed]:
    """Measure the same thing many times, after doing it some times unmeasured."""
    for _ in range(warm_up):
        act()
    times = []
    for _ in range(runs):
        with timed() as each:
            act()
        times.append(each)
    return times
