"""Reading an upload in a process of its own, so that a hostile file can harm nothing but that process."""

from __future__ import annotations

import logging
import os
import selectors
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from stafet.integrations.child import Job, Task
from stafet.integrations.limits import STANDARD, Limits
from stafet.integrations.protocol import Finished, Item, ReaderSettings, Reading
from stafet.integrations.tables.look import Hidden, NumbersMet, TableLook
from stafet.integrations.wire import NotOurs, Told, item_of
from stafet.kernel.records import Place, Rejection
from stafet.kernel.sentences import sentence

_CHUNK = 1024 * 1024
_LONGEST_LINE = 1024 * 1024
_LONGEST_FAULT = 500
_ENDED_BY_ERROR = 1
_NOTHING = ReaderSettings()
log = logging.getLogger(__name__)


def read_in_child(
    path: Path,
    *,
    reader: str = "",
    settings: ReaderSettings = _NOTHING,
    name: str = "",
    limits: Limits = STANDARD,
) -> Generator[Item, None, None]:
    """The items of an upload, read in a process with limits of memory and time.

    ``reader`` is a reader's name, or empty to recognise the format; ``name`` what the person called the
    file. Never raises for what the file does: when the process dies of it, that is one rejection, and the
    reading is not whole. Ends the process when the caller stops listening.
    """
    called = name or path.name
    with closing(_run(Job(str(path), called, reader, settings, limits=limits))) as lines:
        for told in lines:
            if not isinstance(told, TableLook | NumbersMet):
                yield told


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The tables of an upload nobody has described yet, or the rejections that say why there are none.

    ``reading`` is what it turned out to be, where some format is recognised that needs no description.
    """

    tables: tuple[TableLook, ...]
    rejections: tuple[Rejection, ...]
    reading: Reading | None = None


def look_in_child(
    path: Path,
    *,
    name: str = "",
    hidden_names: Sequence[tuple[str, ...]] = (),
    is_hidden_number: Callable[[str], bool] | None = None,
    until_recognised: bool = False,
    limits: Limits = STANDARD,
) -> FirstLook:
    """Look at the tables of an upload: headings, a few rows, a suggested mapping. Never raises for the file.

    Rows that hold all words of one of the hidden names are left out, and so are rows with a number that is hidden.
    Whose a number is, is asked here: the reading process tells which ones it met, and is told rows, never numbers.
    ``until_recognised``: a format that needs no description is all that is wanted, where it is one.
    """
    called, hidden = name or path.name, Hidden(tuple(hidden_names))
    job = Job(str(path), called, "", _NOTHING, Task.LOOK, limits, hidden, is_hidden_number is not None)
    look, rows = _looked(job, is_hidden_number or _is_nobodys, until_recognised=until_recognised)
    if rows:
        job = replace(job, hidden=replace(hidden, rows=rows), tells_numbers=False)
        look, _ = _looked(job, _is_nobodys)
    return look


def _is_nobodys(_: str) -> bool:
    return False


def _looked(
    job: Job, is_hidden: Callable[[str], bool], *, until_recognised: bool = False
) -> tuple[FirstLook, tuple[tuple[int, int], ...]]:
    """What the process saw, and the rows in which it met a hidden number."""
    seen: list[Told] = []
    rows: list[tuple[int, int]] = []
    with closing(_run(job)) as lines:
        for told in lines:
            if not isinstance(told, NumbersMet):
                seen.append(told)
            elif any(map(is_hidden, told.numbers)):
                rows.append((told.table, told.row))
            if until_recognised and isinstance(told, Reading):
                break
    return _first_look(seen), tuple(rows)


def _first_look(seen: Sequence[Told]) -> FirstLook:
    return FirstLook(
        tuple(each for each in seen if isinstance(each, TableLook)),
        tuple(each for each in seen if isinstance(each, Rejection)),
        next((each for each in seen if isinstance(each, Reading)), None),
    )


def _run(job: Job) -> Generator[Told, None, None]:
    process = _started(job)
    try:
        yield from _told(process, job.name, job.limits)
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def _started(job: Job) -> subprocess.Popen[bytes]:
    """The reading process with its job. It inherits nothing from the environment but where the code is."""
    process = subprocess.Popen(
        [sys.executable, "-m", "stafet.integrations.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"},
    )
    if process.stdin is not None:
        process.stdin.write(job.to_json().encode() + b"\n")
        process.stdin.close()
    return process


def _told(process: subprocess.Popen[bytes], called: str, limits: Limits) -> Iterator[Told]:
    try:
        for line in _lines(process, limits):
            item = item_of(line)
            yield item
            if isinstance(item, Finished):
                return
        fault = _fault_of_ours(process)
    except (_Silent, NotOurs):
        fault = ""
    yield _stopped(called, fault)
    yield Finished(whole=False)


def _fault_of_ours(process: subprocess.Popen[bytes]) -> str:
    """What the process wrote when an error ended it; empty when its limits did. It names no person."""
    if process.wait() != _ENDED_BY_ERROR or process.stderr is None:
        return ""
    fault = process.stderr.read(_LONGEST_FAULT).decode("utf-8", "replace")
    log.error("The reading process met an error: %s", fault)
    return fault


def _stopped(called: str, fault: str) -> Rejection:
    if fault:
        what = sentence(
            "The reader met something in the file that it does not understand. This is a fault of ours."
        )
        return Rejection(
            Place(called), what, sentence("Tell the people who run Stafet. Nothing was taken in.")
        )
    return Rejection(
        Place(called),
        sentence("Reading the file took too much memory or time, and was stopped."),
        sentence(
            "Look at what the file holds, or load it in smaller parts. If it looks all right, tell the people who run Stafet."
        ),
    )


class _Silent(Exception):
    """The process has said nothing for too long, or far too much without an end."""


def _lines(process: subprocess.Popen[bytes], limits: Limits) -> Iterator[str]:
    """The lines the process writes. Raises ``_Silent``."""
    rest = b""
    for chunk in _chunks(process, limits):
        *lines, rest = (rest + chunk).split(b"\n")
        if len(rest) > _LONGEST_LINE:
            raise _Silent
        yield from (line.decode("utf-8", "replace") for line in lines)


def _chunks(process: subprocess.Popen[bytes], limits: Limits) -> Iterator[bytes]:
    if process.stdout is None:
        return
    descriptor = process.stdout.fileno()
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while True:
            if not selector.select(limits.silent_seconds):
                raise _Silent
            chunk = os.read(descriptor, _CHUNK)
            if not chunk:
                return
            yield chunk
