"""A seat of somebody registered twice follows with its answers to whoever is kept, and goes back; of two, one goes on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.duplicates.merging import make_two_again, merge_two, rows_of
from tests.factories import Held, a_person, a_spell, covered
from tests.placements.conftest import a_holder
from tests.practicalcourses.conftest import acting, answered, applied, consented, numbers, proposed

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.placements import api as placements
from stafet.placements.api import Placement, Scheme
from stafet.practicalcourses.api import Course, CoursePlan, Said

LATER = NOW + timedelta(days=1)
TABLES = ("practicalcourses_courseseat", "practicalcourses_seatanswer")


@pytest.fixture
def twice(everyone: Cast, amina: Held) -> Held:
    """Amina once more, at the same school, also held by Bo's guidance unit."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Amina", birth_date=amina.person.birth_date)
        a_spell(person, everyone.school, ActivityKind.BASIC_SCHOOL, grade=9)
        return covered(person, everyone.guidance, user=everyone.bo)


def with_a_seat(everyone: Cast, held: Held, scheme: Scheme, course: Course) -> None:
    """Somebody who looks for a company has said yes to a seat; at home nobody has answered."""
    mother = a_holder(everyone, held, "Mona Holm")
    with acting(everyone.bo) as bo:
        row = placements.begin_placement(person=held.person, scheme=scheme, by=bo, at=NOW)
    applied(everyone, row, mother)
    consented(everyone, row, mother)
    with acting(everyone.bo):
        row = Placement.objects.select_related("scheme", "person").get(pk=row.pk)
    answered(everyone, proposed(everyone, row, course), (mother,), Said(is_yes=True))


def whose(database: psycopg.Connection, person_id: UUID) -> dict[str, list[Any]]:
    """The rows of both tables about one person."""
    return rows_of(database, TABLES, person_id)


def test_a_seat_follows_with_its_answers_and_goes_back(
    everyone: Cast,
    amina: Held,
    twice: Held,
    scheme: Scheme,
    plan: CoursePlan,
    course: Course,
    database: psycopg.Connection,
) -> None:
    with_a_seat(everyone, twice, scheme, course)
    before = whose(database, twice.person.pk)
    assert all(before.values())
    merge = merge_two(amina, twice, proposed_by=everyone.bo, decided_by=everyone.gro)
    assert whose(database, twice.person.pk) == {table: [] for table in TABLES}
    assert whose(database, amina.person.pk) == before
    make_two_again(merge, undone_by=everyone.gro, at=LATER)
    assert whose(database, twice.person.pk) == before


def test_of_two_seats_one_stands_aside_and_neither_is_lost(
    everyone: Cast,
    amina: Held,
    twice: Held,
    scheme: Scheme,
    plan: CoursePlan,
    course: Course,
    database: psycopg.Connection,
) -> None:
    with_a_seat(everyone, amina, scheme, course)
    with_a_seat(everyone, twice, scheme, course)
    own, other = whose(database, amina.person.pk), whose(database, twice.person.pk)
    merge = merge_two(amina, twice, proposed_by=everyone.bo, decided_by=everyone.gro)
    assert len(whose(database, amina.person.pk)["practicalcourses_courseseat"]) == 2
    assert numbers(course, everyone.hedeby)[0] == 2
    make_two_again(merge, undone_by=everyone.gro, at=LATER)
    assert (whose(database, amina.person.pk), whose(database, twice.person.pk)) == (own, other)
