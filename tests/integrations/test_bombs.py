"""A small file that would become a big one is refused soon, and costs no more memory than a reading may (T13, G20)."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread

import pytest

from stafet.integrations.limits import MEGABYTE, STANDARD
from stafet.integrations.reading import read_in_child
from tests.goals.record import measured
from tests.integrations.building import put, small_set, sort_items, zipped
from tests.integrations.workbooks import MAIN, handmade

SECONDS = 2.0
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def _declared(_: Path) -> tuple[str, bytes]:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("users.csv", "w") as stream,
    ):
        for _megabyte in range(210):
            stream.write(b"a" * MEGABYTE)
    return "saet.zip", packed.getvalue()


def _packed_too_well(_: Path) -> tuple[str, bytes]:
    return "saet.zip", zipped({"users.csv": "a" * 20_000_000})


def _zip_in_a_zip(folder: Path) -> tuple[str, bytes]:
    return "saet.zip", zipped({"saet.zip": zipped(small_set(folder))})


def _one_endless_line(_: Path) -> tuple[str, bytes]:
    return "elever.csv", b"Nr;Navn\n1;" + b"a" * (11 * MEGABYTE)


def _a_hundred_thousand_columns(_: Path) -> tuple[str, bytes]:
    return "elever.csv", (";".join(f"k{number}" for number in range(100_000)) + "\n").encode()


def _too_many_files(_: Path) -> tuple[str, bytes]:
    return "saet.zip", zipped({f"{number}.csv": "a\n" for number in range(5_000)})


def _a_long_list_of_contents(_: Path) -> tuple[str, bytes]:
    return "saet.zip", zipped({"x" * 60_000 + f"{number}.csv": "a" for number in range(40)})


def _billion_laughs(_: Path) -> tuple[str, bytes]:
    names = "abcdefghij"
    entities = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    text = f'{_HEAD}<!DOCTYPE sst [<!ENTITY a "ha">{entities}]><sst xmlns="{MAIN}"><si><t>&j;</t></si></sst>'
    return "bombe.xlsx", handmade('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared_text=text)


def _cells_that_share_a_long_text(_: Path) -> tuple[str, bytes]:
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_000))
    text = f'{_HEAD}<sst xmlns="{MAIN}"><si><t>{"x" * 4_000_000}</t></si></sst>'
    noise = {"xl/media/noise.bin": os.urandom(200_000).hex()}
    return "bombe.xlsx", handmade(cells, shared_text=text, extra=noise)


BOMBS: Mapping[str, Callable[[Path], tuple[str, bytes]]] = {
    "a declared size": _declared,
    "packed too well": _packed_too_well,
    "a zip in a zip": _zip_in_a_zip,
    "one endless line": _one_endless_line,
    "a hundred thousand columns": _a_hundred_thousand_columns,
    "five thousand files": _too_many_files,
    "a long list of contents": _a_long_list_of_contents,
    "entities that multiply": _billion_laughs,
    "cells that share a long text": _cells_that_share_a_long_text,
}


@dataclass
class Watched:
    """The most memory that a child of ours had, looked at every few milliseconds."""

    megabytes: float = 0.0

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look for as long as what is inside runs."""
        done = Event()
        looking = Thread(target=self._look, args=(done,))
        looking.start()
        try:
            yield
        finally:
            done.set()
            looking.join()

    def _look(self, done: Event) -> None:
        while not done.wait(0.005):
            for child in _children():
                self.megabytes = max(self.megabytes, _resident(child))


def _children() -> list[str]:
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    return [child for task in tasks for child in (task / "children").read_text(encoding="utf-8").split()]


def _resident(process: str) -> float:
    """Megabytes; none of a process that is gone, or has not become the reading process yet.

    Until then it is a copy of ours, with our command line and the most memory that *we* ever had.
    """
    try:
        if _command(process) == _command("self"):
            return 0.0
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    told = dict(line.split(":", 1) for line in lines)
    return int(told["VmHWM"].split()[0]) / 1024 if "VmHWM" in told else 0.0


def _command(process: str) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_soon_and_cheaply(tmp_path: Path, bomb: str) -> None:
    path, watched = put(tmp_path, *BOMBS[bomb](tmp_path)), Watched()
    before = _processor_seconds()
    with watched.watching():
        found = sort_items(read_in_child(path))
    seconds = _processor_seconds() - before
    measured("bomb seconds", seconds, f"{len(BOMBS)} bombs, processor time")
    measured("bomb memory", watched.megabytes)
    assert found.rejections, "it was not refused"
    assert not found.is_whole
    assert seconds <= SECONDS
    assert 0 < watched.megabytes <= STANDARD.memory_bytes / MEGABYTE


def test_a_reading_that_costs_much_would_be_seen(tmp_path: Path) -> None:
    watched = Watched()
    before = _processor_seconds()
    hungry = "x = bytearray(200 * 1024 * 1024)\nfor n in range(10_000_000): x[n * 20] = 1"
    with watched.watching():
        subprocess.run([sys.executable, "-c", hungry], check=True)
    assert watched.megabytes > 190
    assert _processor_seconds() - before > 0.3


def test_a_child_that_is_still_a_copy_of_ours_costs_nothing() -> None:
    assert _resident("self") == 0.0


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
