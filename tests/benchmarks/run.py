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
from django.db import connections

from stafet.access import api as access
from stafet.cli.styles import gather_static_files
from stafet.kernel import clock
from stafet.postgres import api as postgres
from tests.benchmarks import fences, handovers, loads, pages, reading, sizes, watching
from tests.benchmarks.bench import Bench
from tests.benchmarks.facts import machine_facts
from tests.benchmarks.table import Report, Row, Section

PARTS: dict[Section, Callable[[Bench], Iterator[Row]]] = {
    Section.READING: reading.measure,
    Section.LOADS: loads.measure,
    Section.WATCH: watching.measure,
    Section.PAGES: pages.measure,
    Section.FENCES: fences.measure,
    Section.HANDOVERS: handovers.measure,
    Section.SIZES: sizes.measure,
}


def run(asked: Namespace, folder: Path, command: str) -> int:
    """Measure what is asked for and print the table. Returns 1 when an aim was missed."""
    with _database(folder) as cluster:
        bench = Bench(folder, cluster, asked.people, asked.municipalities)
        facts = machine_facts(bench)
        rows = list(_measured(bench, asked.only))
    report = Report(f"{clock.now():%Y-%m-%d %H:%M} UTC", command, facts, rows)
    sys.stdout.write(report.to_markdown())
    if asked.json:
        asked.json.write_text(json.dumps(report.to_data(), indent=1, ensure_ascii=False), encoding="utf-8")
    bench.say(f"done; {len(report.missed)} aims missed")
    return 1 if report.missed else 0


def _measured(bench: Bench, only: Sequence[Section]) -> Iterator[Row]:
    """The rows of the parts that are asked for. Loading builds what the later parts need, so it comes with them."""
    for section, measure in PARTS.items():
        is_needed = section is Section.LOADS and set(only) - {Section.READING}
        if section in only or is_needed:
            bench.say(section.value)
            rows = list(measure(bench))
            yield from rows if section in only else ()


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
