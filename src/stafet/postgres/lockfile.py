"""The server's own note of who runs: ``postmaster.pid``, and what to do when it is out of date."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_NEVER_A_PROCESS = 4194305
"""One above the highest process number Linux gives out."""


@dataclass(frozen=True, slots=True)
class LockFile:
    """What ``postmaster.pid`` says: the process and where its socket is (None: an older run wrote none)."""

    pid: int
    socket_folder: Path | None


def read_lock_file(data: Path) -> LockFile | None:
    """The note in the data folder, or None when there is none or it says nothing."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    if not lines or not lines[0].strip().lstrip("-").isdigit():
        return None
    folder = lines[4].strip() if len(lines) > 4 else ""
    return LockFile(abs(int(lines[0])), Path(folder) if folder else None)


def forget_reused_process(data: Path, socket_folder: Path) -> None:
    """Mend a note whose process number now belongs to some other program.

    After a power cut or in a restarted container the number may be taken again, and PostgreSQL would
    refuse to start. The number is replaced by one that no process has, and the file kept: PostgreSQL
    still checks by itself that no process of the old run is left in its shared memory.
    """
    note = read_lock_file(data)
    if note is None or not is_alive(note.pid) or _serves(note.pid, data):
        return
    path = data / "postmaster.pid"
    rest = path.read_text(encoding="utf-8").split("\n", 1)[1:]
    path.write_text("\n".join([str(_NEVER_A_PROCESS), *rest]), encoding="utf-8")
    (socket_folder / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def is_alive(pid: int) -> bool:
    """Whether any process has this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _serves(pid: int, data: Path) -> bool:
    """Whether process ``pid`` is a server of this data folder; True when the system cannot say."""
    proc = Path("/proc")
    if not (proc / "self" / "cmdline").exists():
        return True
    try:
        words = (proc / str(pid) / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return os.fsencode(data) in words
