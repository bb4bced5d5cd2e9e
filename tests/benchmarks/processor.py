"""Processor time: of this process with those it has waited for, and of the database's processes.

Wall time says as much about the machine's other guests as about us. Processor time does not wait.
"""

from __future__ import annotations

import os
import resource
import time
from math import nan
from pathlib import Path

from stafet.postgres import api as postgres
from stafet.postgres.lockfile import read_lock_file

_USER, _SYSTEM, _USER_OF_CHILDREN, _SYSTEM_OF_CHILDREN = range(11, 15)
"""Where ``/proc/PID/stat`` tells them, counted from what follows the program's name."""


def python_seconds() -> float:
    """What this process has used, and the finished processes it started."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def database_seconds(cluster: postgres.Cluster) -> float:
    """What the server has used, with every process it started, ended or not. Not a number where nobody tells: only Linux."""
    note = read_lock_file(cluster.data_dir)
    server = 0 if note is None else note.pid
    try:
        running = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="utf-8").split()
        ticks = sum(_ticks_of_child(each) for each in running)
        ticks += _ticks(server, _USER, _SYSTEM, _USER_OF_CHILDREN, _SYSTEM_OF_CHILDREN)
    except OSError:
        return nan
    return ticks / os.sysconf("SC_CLK_TCK")


def _ticks_of_child(process: str) -> int:
    """None once it has ended: then they are its parent's, who is asked afterwards."""
    try:
        return _ticks(process, _USER, _SYSTEM)
    except OSError:
        return 0


def _ticks(process: int | str, *places: int) -> int:
    text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    told = text.rpartition(")")[2].split()
    return sum(int(told[place]) for place in places)
