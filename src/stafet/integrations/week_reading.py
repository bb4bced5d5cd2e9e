"""A timetable that somebody uploads, read into a week: first tried in a process of its own, under hard limits.

A hostile file can exhaust that process and nothing else. What passed the trial is then read here: the same bytes cost the same.
"""

from __future__ import annotations

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
_XML = (b"<", b"\xef\xbb\xbf<")


def read_upload(path: Path, name: str) -> tuple[ReadWeek, bool]:
    """The week a file holds, and whether the file is XHSTT (else it is GPU001). Raises ``Unreadable``, with line or row."""
    if path.stat().st_size > WEEK_LIMITS.upload_bytes or not _passes(path, name):
        raise unreadable(
            name,
            sentence("The file takes more to read than a timetable does."),
            sentence("Export one school's week only, without other years, and load that file."),
        )
    return read_here(path, name)


def read_here(path: Path, name: str) -> tuple[ReadWeek, bool]:
    """The same, in this process. Raises ``Unreadable``."""
    with path.open("rb") as stream:
        if stream.read(256).lstrip().startswith(_XML):
            stream.seek(0)
            return read_week(read_archive(stream, name)), True
    return read_gpu001(open_upload(path, name=name, limits=WEEK_LIMITS)), False


def _passes(path: Path, name: str) -> bool:
    """Whether a process under limits gets to the end of it, be it to a refusal."""
    command = [sys.executable, "-m", "stafet.integrations.week_child"]
    try:
        done = subprocess.run(
            command, input=f"{path}\n{name}", text=True, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def try_to_read() -> None:
    """What that process does: read the file named on standard input, and keep nothing."""
    sys.excepthook = tell_where
    path, name = sys.stdin.read().split("\n", 1)
    limit_this_process(WEEK_LIMITS)
    try:
        read_here(Path(path), name)
    except Unreadable:
        return
