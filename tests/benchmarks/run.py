"""One run: the product's own cluster and tables, the parts in their order, the table."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections

from stafet.access import api as access
from stafet.cli.styles import gather_static_files
from stafet.kernel import clock
from stafet.postgres import api as postgres
from tests.benchmarks import (
    breaking_off,
    covered,
    crowd,
    fences,
    handovers,
    loads,
    pages,
    placing,
    reading,
    sizes,
    timetables,
    watching,
)
from tests.benchmarks.bench import Bench, BenchStopped
from tests.benchmarks.facts import machine_facts
from tests.benchmarks.table import Report, Row, Section

PARTS: dict[Section, Callable[[Bench], Iterator[Row]]] = {
    Section.READING: reading.measure,
    Section.LOADS: loads.measure,
    Section.SIZES: sizes.measure,
    Section.WATCH: watching.measure,
    Section.PAGES: pages.measure,
    Section.CROWD: crowd.measure,
    Section.FENCES: fences.measure,
    Section.HANDOVERS: handovers.measure,
    Section.MATCHING: placing.measure,
    Section.TIMETABLES: timetables.measure,
    Section.RECHOICE: breaking_off.measure,
    Section.COVERAGE: covered.measure,
}


_WITHOUT_LOADS = {Section.READING, Section.MATCHING, Section.TIMETABLES}
"""Parts that ask nothing of the database."""


def run(asked: Namespace, folder: Path, command: str) -> int:
    """Measure what is asked for and print the table. Returns 1 when an aim was missed or not everything was measured."""
    with _database(folder) as cluster:
        bench = Bench(
            folder, cluster, asked.people, asked.municipalities, asked.spells, asked.loaded, asked.soak
        )
        facts = machine_facts(bench)
        rows, stopped = _measured(bench, asked.only)
    report = Report(f"{clock.now():%Y-%m-%d %H:%M} UTC", command, facts, rows, stopped)
    sys.stdout.write(report.to_markdown())
    if asked.json:
        asked.json.write_text(json.dumps(report.to_data(), indent=1, ensure_ascii=False), encoding="utf-8")
    bench.say(f"done; {len(report.missed)} aims missed")
    return 1 if report.missed or stopped else 0


def _measured(bench: Bench, only: Sequence[Section]) -> tuple[list[Row], str]:
    """The rows of the parts that are asked for, and what stopped the measuring before its end: what is known is told."""
    rows: list[Row] = []
    for section in _needed(only):
        bench.say(section.value)
        try:
            for row in PARTS[section](bench):
                rows += [row] if section in only else []
        except (BenchStopped, DatabaseError) as error:
            return rows, f"{section.value}: {str(error).splitlines()[0]}"
    return rows, ""


def _needed(only: Sequence[Section]) -> list[Section]:
    """The parts in their order. Loading builds what the later parts ask, so it comes with them."""
    loads = [Section.LOADS] if set(only) - _WITHOUT_LOADS else []
    return [section for section in PARTS if section in only or section in loads]


@contextmanager
def _database(folder: Path) -> Iterator[postgres.Cluster]:
    """The private database as ``stafet run`` makes it, with the settings of real use: nothing is traded for speed."""
    urls = postgres.connection_settings(folder, {})
    cluster = postgres.local_cluster(folder, os.environ)
    try:
        postgres.start_private_database(cluster, urls)
        call_command("migrate", database="owner", interactive=False, verbosity=0)
        access.prepare_database()
        gather_static_files()
        settings.ALLOWED_HOSTS.append("testserver")
        yield cluster
    finally:
        connections.close_all()
        cluster.stop()
