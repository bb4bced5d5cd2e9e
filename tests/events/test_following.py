"""What somebody registered twice signed up for follows with its marks to whoever is kept, and goes back; of two, one goes on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.duplicates.merging import make_two_again, merge_two, rows_of
from tests.events.conftest import AFTER, acting, part_of, session_of, signed_up
from tests.factories import Held, a_person, a_spell, covered

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import Event, Mark, PartState, Told, Who

TABLES = ("events_part", "events_attendancemark")


@pytest.fixture
def twice(everyone: Cast, amina: Held) -> Held:
    """Amina once more, at the same school, also held by Bo's guidance unit."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Amina", birth_date=amina.person.birth_date)
        a_spell(person, everyone.school, grade=9)
        return covered(person, everyone.guidance, user=everyone.bo)


def came(everyone: Cast, event: Event, held: Held) -> None:
    """Signed up, and came."""
    who = Who(held.person.pk)
    signed_up(everyone, event, who)
    key = part_of(everyone, event, who).pk
    with acting(everyone.bo) as bo:
        told = Told({key: Mark.CAME})
        events.tell_attendance(session=session_of(event), told=told, by=bo, at=AFTER)


def whose(database: psycopg.Connection, person_id: UUID) -> dict[str, list[Any]]:
    """The rows of both tables about one person."""
    return rows_of(database, TABLES, person_id)


def test_a_sign_up_follows_with_its_marks_and_goes_back(
    everyone: Cast, evening: Event, amina: Held, twice: Held, database: psycopg.Connection
) -> None:
    came(everyone, evening, twice)
    before = whose(database, twice.person.pk)
    assert all(before.values())
    merge = merge_two(amina, twice, proposed_by=everyone.bo, decided_by=everyone.gro)
    assert whose(database, amina.person.pk) == before
    make_two_again(merge, undone_by=everyone.gro, at=NOW + timedelta(days=1))
    assert whose(database, twice.person.pk) == before


def test_of_two_sign_ups_one_stands_aside_and_keeps_its_seat(
    everyone: Cast, evening: Event, amina: Held, twice: Held, database: psycopg.Connection
) -> None:
    came(everyone, evening, amina)
    came(everyone, evening, twice)
    merge = merge_two(amina, twice, proposed_by=everyone.bo, decided_by=everyone.gro)
    with acting(everyone.bo):
        (part,) = events.parts_of(evening)
        assert part.state == PartState.SIGNED_UP
        assert Event.objects.get(pk=evening.pk).taken == 2
    make_two_again(merge, undone_by=everyone.gro, at=NOW + timedelta(days=1))
    assert all(whose(database, twice.person.pk).values())
