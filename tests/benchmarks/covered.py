"""How long the matrix of a municipality's classes takes: 300 classes in ten schools, 40 courses, five school years.

Every class has every course in every year: the most there can be. The reader is the town's counsellor, who plans for every school.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.test import Client

from stafet.access import api as access
from stafet.catalogue.models import CareerCourse, CourseDemand
from stafet.classcourses.models import ClassCourse
from stafet.kernel import clock
from stafet.kernel.periods import school_year_of
from stafet.organisations.models import Organisation, Unit
from tests.benchmarks.bench import Bench, Town
from tests.benchmarks.table import Against, Row, Section
from tests.benchmarks.visits import Address, visit

SCHOOLS, CLASSES, COURSES, YEARS = 10, 300, 40, 5
_AIM = Against("ms, our aim: a head reads it in ten seconds", 200)
_STATES = ("planned", "held", "evaluated", "missed")


def measure(bench: Bench) -> Iterator[Row]:
    """The first page of the present year, one of four years ago, and one school's."""
    town = bench.towns[0]
    now = school_year_of(clock.now().date()).period.starts_on.year
    bench.say(f"{CLASSES} classes, {COURSES} courses, {YEARS} school years")
    school = _fill(town, now)
    reader = Client(headers={"accept-language": "en"})
    reader.force_login(town.counsellor)
    asked = {
        "Coverage, first page of the present year": "/coverage/",
        "Coverage, four years ago": f"/coverage/?year={now - YEARS + 1}",
        "Coverage, last page": "/coverage/?page=5",
        "Coverage, one school": f"/coverage/?school={school.pk}",
    }
    for what, path in asked.items():
        found = visit(bench, reader, Address(path, "coverage__table"))
        told = (
            f"{found.runs} runs; median {found.wall:.0f} ms; processor {found.python:.0f} ms and {found.database:.0f} ms of the"
            f" database; {found.statements} statements; {found.kilobytes:.0f} kB"
        )
        yield Row(Section.COVERAGE, f"{what}: wall, p95", found.wall_p95, "ms", told, (_AIM,), found.slowest)


def _fill(town: Town, now: int) -> Organisation:
    """Write everything at once. Returns one of the schools."""
    at = clock.now()
    with access.job_scope(town.municipality_id):
        schools = Organisation.objects.bulk_create(
            Organisation(municipality_id=town.municipality_id, kind="school", name=f"Coverage {number:02}")
            for number in range(SCHOOLS)
        )
        units = Unit.objects.bulk_create(
            Unit(
                organisation=schools[number % SCHOOLS],
                kind="class",
                name=f"{number // SCHOOLS % 10}.{number}",
                grade=number // SCHOOLS % 10,
            )
            for number in range(CLASSES)
        )
        courses = CareerCourse.objects.bulk_create(
            CareerCourse(
                municipality_id=town.municipality_id,
                code=f"course-{number}",
                title=f"Course {number:02}",
                from_stage=0,
                to_stage=10,
                aims="They see it",
                subjects=["Maths"],
                breadth="wide",
                lessons=8,
                known_at=at,
            )
            for number in range(COURSES)
        )
        CourseDemand.objects.bulk_create(
            CourseDemand(
                municipality_id=town.municipality_id,
                code=course.code,
                from_year=now - YEARS,
                stages=list(range(10)),
                needs_partner=True,
                decided="The council",
                known_at=at,
            )
            for course in courses
        )
        ClassCourse.objects.bulk_create(
            (
                _row(unit, course, year, turn)
                for year in range(now - YEARS + 1, now + 1)
                for turn, (unit, course) in enumerate((unit, course) for unit in units for course in courses)
            ),
            batch_size=2_000,
        )
    return schools[0]


def _row(unit: Unit, course: CareerCourse, year: int, turn: int) -> ClassCourse:
    state = _STATES[turn % len(_STATES)]
    begins = date(year, 8, 14) + timedelta(days=turn % 280)
    is_done = state in {"held", "evaluated"}
    return ClassCourse(
        municipality_id=course.municipality_id,
        school_id=unit.organisation_id,
        unit=unit,
        starts_in=year,
        course=course,
        code=course.code,
        stage=unit.grade or 0,
        planned_for=begins - timedelta(days=begins.weekday()),
        state=state,
        partner_name="The baker" if is_done and turn % 5 else "",
        held_on=begins if is_done else None,
        done="We went there" if is_done else "",
        evaluation="Keep it" if state == "evaluated" else "",
        missed_because="time" if state == "missed" else "",
        known_at=course.known_at,
    )
