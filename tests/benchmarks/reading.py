"""Reading a OneRoster set in the reading process: how long, and how much memory the process ever had."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from zipfile import ZipFile

from stafet.integrations.limits import MEGABYTE, STANDARD
from stafet.integrations.protocol import Finished
from stafet.integrations.reading import read_in_child
from stafet.kernel import clock
from tests.benchmarks.bench import Bench, BenchStopped, Timed, timed
from tests.benchmarks.population import Size, write_register
from tests.benchmarks.table import Against, Kind, Row, Section

_LOOK_EVERY = 2_000
_SCHOOLS_PER_TOWN = 20
_A_CITY = 100_000


@dataclass(frozen=True, slots=True)
class Read:
    """One reading: how many records, how long, and the peaks of address space and resident memory if the system tells."""

    records: int
    time: Timed
    memory: tuple[float, float] | None


def measure(bench: Bench) -> Iterator[Row]:
    """One municipality's set, and everybody's in one, but no more than a big city has."""
    for how_many in sorted({bench.people_per_town, min(bench.people, _A_CITY)}):
        bench.say(f"reading a set of {how_many} people")
        schools = [
            f"Skole {each:03d}" for each in range(_SCHOOLS_PER_TOWN * how_many // bench.people_per_town)
        ]
        path = bench.folder / f"read-{how_many}.zip"
        write_register(path, schools, size=Size(how_many), today=clock.now().date(), town=0)
        yield from _rows(path, how_many)
        path.unlink()


def _rows(path: Path, how_many: int) -> Iterator[Row]:
    found = _read(path)
    base = f"{found.records:,} records, {path.stat().st_size / MEGABYTE:.1f} MB zip; 1 run"
    seconds = f"{base}; {found.records / found.time.wall:,.0f} records/s"
    plain = Against("s Python's own csv over the same zip, this run", _plain_seconds(path), Kind.SAME_RUN)
    yield Row(
        Section.READING, f"OneRoster set of {how_many:,} people", found.time.wall, "s", seconds, (plain,)
    )
    if found.memory:
        address, resident = found.memory
        limit = Against("MB, enforced on the reading process", STANDARD.memory_bytes / MEGABYTE)
        told = f"{base}; of it {resident:.0f} MB resident"
        yield Row(
            Section.READING, f"Peak address space for {how_many:,} people", address, "MB", told, (limit,)
        )


def _read(path: Path) -> Read:
    count, peaks, whole = 0, None, False
    with timed() as time:
        for item in read_in_child(path, reader="oneroster", name=path.name):
            if count % _LOOK_EVERY == 0:
                peaks = _memory_of_child() or peaks
            count += 1
            whole = isinstance(item, Finished) and item.whole
    if not whole:
        raise BenchStopped(f"The set {path.name} was not read to its end.")
    return Read(count, time, peaks)


def _plain_seconds(path: Path) -> float:
    """Seconds to unpack the set and split it into cells, without understanding any."""
    with timed() as time, ZipFile(path) as whole:
        for name in whole.namelist():
            with whole.open(name) as member:
                sum(len(cells) for cells in csv.reader(TextIOWrapper(member, encoding="utf-8", newline="")))
    return time.wall


def _memory_of_child() -> tuple[float, float] | None:
    """The peaks so far of the process we started last: Linux tells them, others do not."""
    try:
        pids = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="utf-8").split()
        lines = Path(f"/proc/{pids[-1]}/status").read_text(encoding="utf-8").splitlines()
    except (OSError, IndexError):
        return None
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    if "VmPeak" not in told:
        return None
    return _megabytes(told["VmPeak"]), _megabytes(told["VmHWM"])


def _megabytes(text: str) -> float:
    return int(text.split()[0]) / 1024
