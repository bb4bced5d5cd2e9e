"""How long a register of a whole region takes: ``python -m pytest tests/registers/speed.py -s``.

Prints seconds per stage for STAFET_PEOPLE (100,000) people, first loaded into an empty database and then once more.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import psycopg

from stafet.access import api as access
from stafet.integrations import loading
from stafet.integrations.oneroster_writer import (
    RosterClass,
    RosterContent,
    RosterEnrolment,
    RosterOrg,
    RosterPerson,
    RosterTerm,
    write_oneroster,
)
from stafet.registers import api as registers
from stafet.registers.states import WhichRows
from tests.cast import Cast
from tests.conftest import NOW
from tests.registers.desk import Desk, desk

say = print
PEOPLE = int(os.environ.get("STAFET_PEOPLE", "100000"))
PER_CLASS = 25
GRADES = 11


def test_how_long_a_region_takes(everyone: Cast, database: psycopg.Connection, tmp_path: Path) -> None:
    path = tmp_path / "region.zip"
    with timed("write the set"):
        write_oneroster(path, region())
    at = desk(everyone, database)
    for round_name in ("first", "again"):
        say(f"-- {round_name}, {PEOPLE} people, {path.stat().st_size / 1e6:.1f} MB")
        load = received(at, path)
        with timed("read and stage"):
            loading.read_load(load.pk, load.municipality_id)
        with timed("compare"):
            loading.compare_load(load.pk, load.municipality_id)
        with access.job_scope(load.municipality_id):
            say([(c.kind.value, c.verdict.value, c.rows) for c in registers.preview(load.pk).counts])
            registers.order_apply(
                load_id=load.pk, rows=WhichRows.ALL, losses_confirmed=None, by=at.by, at=NOW
            )
        with timed("apply"):
            loading.apply_load(load.pk, load.municipality_id)
        with access.job_scope(load.municipality_id):
            say({w.what: w.rows for w in registers.explain_load(load.pk).written})
    say("largest memory of this process:", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB")


def received(at: Desk, path: Path) -> registers.Load:
    """The set, received."""
    with access.job_scope(at.everyone.hedeby.pk):
        source = registers.Source.objects.get(pk=at.source_id)
        return registers.receive_upload(
            source=source, file_name=path.name, content=path.read_bytes(), by=at.by, at=NOW
        )


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long it took."""
    begun = time.perf_counter()
    yield
    say(f"   {what:<16}{time.perf_counter() - begun:8.1f} s")


def region() -> RosterContent:
    """Schools of grades 0 to 10, classes of 25, everybody in one homeroom and one subject class."""
    classes = [
        RosterClass(
            f"C{n}",
            f"{n % GRADES}.{chr(65 + n // GRADES % 4)}",
            f"S{n // (GRADES * 4)}",
            ("T1",),
            grade=n % GRADES,
        )
        for n in range(PEOPLE // PER_CLASS + 1)
    ]
    subjects = [
        RosterClass(f"M{each.id}", f"Dansk {each.title}", each.school, each.terms, is_homeroom=False)
        for each in classes
    ]
    schools = [RosterOrg(f"S{n}", f"Skole {n}") for n in range(len(classes) // (GRADES * 4) + 1)]
    terms = [RosterTerm("T1", "2026/27", "schoolYear", date(2026, 8, 1), date(2027, 8, 1), 2027)]

    def people() -> Iterator[RosterPerson]:
        for n in range(PEOPLE):
            group = classes[n // PER_CLASS]
            born = date(2020 - (group.grade or 0), 1, 1) + timedelta(days=n % 360)
            number = f"{born:%d%m%y}{4 if born.year >= 2000 else 1}{n % 1000:03d}"
            yield RosterPerson(
                f"P{n}",
                f"Elev{n} Kim",
                f"Hansen{n % 997}",
                group.school,
                grade=group.grade,
                birth_date=born,
                national_number=number if n % 1000 == n else "",
                email=f"p{n}@example.org",
            )

    def enrolments() -> Iterator[RosterEnrolment]:
        for n in range(PEOPLE):
            group = classes[n // PER_CLASS]
            yield RosterEnrolment(f"E{n}", f"P{n}", group.id, group.school, starts_on=date(2026, 8, 10))
            yield RosterEnrolment(f"F{n}", f"P{n}", f"M{group.id}", group.school, starts_on=date(2026, 8, 10))

    return RosterContent(schools, terms, [*classes, *subjects], people, enrolments)
