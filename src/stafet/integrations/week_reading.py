"""A timetable that somebody uploads, read into a week: first tried in a process of its own, under hard limits.

A hostile file can exhaust that process and nothing else. What passed the trial is then read here: the same bytes cost the same.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

from stafet.integrations.child import limit_this_process, tell_where
from stafet.integrations.findings import Unreadable, unreadable
from stafet.integrations.limits import MEGABYTE, Limits
from stafet.integrations.timetables.read import ReadWeek
from stafet.integrations.timetables.untis import read_gpu001
from stafet.integrations.timetables.xhstt.archive import read_archive
from stafet.integrations.timetables.xhstt.week import read_week
from stafet.integrations.upload import open_upload
from stafet.kernel.sentences import sentence

WEEK_LIMITS = Limits(upload_bytes=8 * MEGABYTE, processor_seconds=20)
"""The biggest of the nine schools tried has 2 MB."""
_PATIENCE = 30
_ENDED_BY_ERROR, _LONGEST_FAULT = 1, 500
log = logging.getLogger(__name__)
_XML = (b"<", b"\xef\xbb\xbf<")


def read_upload(path: Path, name: str) -> tuple[ReadWeek, bool]:
    """The week a file holds, and whether the file is XHSTT (else it is GPU001). Raises ``Unreadable``, with line or row."""
    if path.stat().st_size > WEEK_LIMITS.upload_bytes:
        raise unreadable(
            name,
            sentence("The file is bigger than %(most)s MB.", most=WEEK_LIMITS.upload_bytes // MEGABYTE),
            sentence("Export one school's week only, without other years, and load that file."),
        )
    _try(path, name)
    return read_here(path, name)


def read_here(path: Path, name: str) -> tuple[ReadWeek, bool]:
    """The same, in this process. Raises ``Unreadable``."""
    with path.open("rb") as stream:
        if stream.read(256).lstrip().startswith(_XML):
            stream.seek(0)
            return read_week(read_archive(stream, name)), True
    return read_gpu001(open_upload(path, name=name, limits=WEEK_LIMITS)), False


def _try(path: Path, name: str) -> None:
    """Let a process under limits get to the end of it, be it to a refusal. It inherits nothing but where the code is."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "stafet.integrations.week_child"],
            input=f"{path}\n{name}",
            text=True,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"},
        )
    except subprocess.TimeoutExpired:
        raise _too_dear(name) from None
    if done.returncode == _ENDED_BY_ERROR and "MemoryError" not in done.stderr:
        log.error("The trial of a timetable met an error: %s", done.stderr[:_LONGEST_FAULT])
        raise unreadable(
            name,
            sentence(
                "The reader met something in the file that it does not understand. This is a fault of ours."
            ),
            sentence("Tell the people who run Stafet. Nothing was taken in."),
        )
    if done.returncode:
        raise _too_dear(name)


def _too_dear(name: str) -> Unreadable:
    return unreadable(
        name,
        sentence("The file takes more to read than a timetable does."),
        sentence("Export one school's week only, without other years, and load that file."),
    )


def try_to_read() -> None:
    """What that process does: read the file named on standard input, and keep nothing."""
    sys.excepthook = tell_where
    path, name = sys.stdin.read().split("\n", 1)
    limit_this_process(WEEK_LIMITS)
    try:
        read_here(Path(path), name)
    except Unreadable:
        return
