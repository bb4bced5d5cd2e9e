"""The machine, its versions and the settings a figure depends on."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import django
import psycopg

from stafet.postgres.tuning import machine_memory
from tests.benchmarks.bench import Bench

_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "work_mem")


def machine_facts(bench: Bench) -> list[str]:
    """What stands above the table."""
    with psycopg.connect(bench.superuser) as connection:
        (version,) = connection.execute("SHOW server_version").fetchone() or ("?",)
        durable = ", ".join(
            f"{name} {value}"
            for name in _SETTINGS
            for (value,) in connection.execute("SELECT current_setting(%s)", [name])
        )
    each = f"{bench.people_per_town:,} young people each and {bench.spells} places each of them has been at"
    copied = bench.municipalities - bench.to_load
    how = (
        f"; {bench.to_load} went in through their registers, {copied} are copies of the first"
        if copied
        else ""
    )
    return [
        f"{bench.people:,} people: {bench.municipalities} synthetic municipalities with {each},"
        f" all in grades 9 and 10 and so all in the promise{how}",
        f"{_processor()}, {os.cpu_count()} cores, {machine_memory() / 2**30:.0f} GiB; load when it began {_load()}",
        f"Python {platform.python_version()}, Django {django.get_version()}, {platform.system()}",
        f"PostgreSQL {version}, embedded, durable: {durable}",
        "Application, database and measuring share the cores; processor time is Python's unless it says database",
    ]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"
