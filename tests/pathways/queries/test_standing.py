"""What a person does on a day is told twice, by a function for one and by a statement for all. Both must agree."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest
from django.db import connections
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests import factories
from tests.cast import Cast

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.identity import uuid7
from stafet.kernel.periods import Period
from stafet.kernel.standing import StandingState
from stafet.pathways import api as pathways

DAY = date(2026, 9, 1)
Answer = tuple[str, date | None, UUID | None, UUID | None]


@st.composite
def histories(draw: st.DrawFn) -> list[pathways.SpellLine]:
    """A few spells around a day, with every boundary likely: on the day, the grace's end, the gap's end."""
    return [draw(_spells(UUID(int=0))) for _ in range(draw(st.integers(0, 5)))]


_FARTHEST = 130
_offsets = st.one_of(
    st.sampled_from([-76, -75, -74, -15, -14, -13, -1, 0, 1, 13, 14, 15, 74, 75, 76]),
    st.integers(-_FARTHEST, _FARTHEST),
)


@st.composite
def _spells(draw: st.DrawFn, person_id: UUID) -> pathways.SpellLine:
    starts_on = DAY + timedelta(draw(_offsets))
    ending = DAY + timedelta(draw(_offsets))
    ends_on = ending if ending > starts_on and draw(st.integers(0, 3)) else None
    missing = draw(st.one_of(st.none(), st.none(), _offsets))
    return pathways.SpellLine(
        spell_id=uuid7(),
        person_id=person_id,
        kind=draw(st.sampled_from(ActivityKind)),
        period=Period(starts_on, ends_on),
        place=draw(st.sampled_from(["", "Å", "Aa", "a", "a b", "Ø", "Z"])),
        recorded_on=DAY,
        end_reason="" if ends_on is None else draw(st.sampled_from(["", "completed", "broken_off"])),
        confirmed=draw(st.integers(0, 3)) > 0,
        missing_since=None if missing is None else DAY + timedelta(missing),
    )


def _left_and_expected(days_to_next: int) -> list[pathways.SpellLine]:
    """Somebody who left ten days ago and is to start so many days later."""

    def line(start: int, end: int | None) -> pathways.SpellLine:
        period = Period(DAY + timedelta(start), None if end is None else DAY + timedelta(end))
        return pathways.SpellLine(uuid7(), UUID(int=0), ActivityKind.BASIC_SCHOOL, period, "a", DAY)

    return [line(-100, -10), line(days_to_next - 10, None)]


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(people=st.lists(histories(), min_size=1, max_size=16))
@example(people=[[], _left_and_expected(74), _left_and_expected(75), _left_and_expected(76)])
def test_the_statement_for_all_and_the_function_for_one_agree(
    database: psycopg.Connection, people: list[list[pathways.SpellLine]]
) -> None:
    by_person = {uuid7(): spells for spells in people}
    _write(database, by_person)
    told = _told(database)
    for person_id, spells in by_person.items():
        answer = pathways.doing(spells, day=DAY).standing
        state, since, running_id, upcoming_id = told.get(person_id, ("unknown", None, None, None))
        assert (state, since) == (answer.state.value, answer.since), spells
        assert running_id == _id_of(answer.running, spells)
        assert upcoming_id == _id_of(answer.upcoming, spells)


def _write(database: psycopg.Connection, people: dict[UUID, list[pathways.SpellLine]]) -> None:
    """Put the histories into the table past its keys: they need be no real people's."""
    database.execute("SET session_replication_role = replica; DELETE FROM pathways_spell")
    with database.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO pathways_spell (id, municipality_id, person_id, kind, programme_code, programme_name,"
            " starts_on, ends_on, end_reason, end_reason_code, starts_inferred, missing_since, confirmed_on, known_at)"
            " VALUES (%s, %s, %s, %s, '', %s, %s, %s, %s, '', false, %s, %s, now())",
            [
                (
                    spell.spell_id,
                    UUID(int=1),
                    person_id,
                    spell.kind.value,
                    spell.place,
                    spell.period.starts_on,
                    spell.period.ends_on,
                    spell.end_reason,
                    spell.missing_since,
                    DAY if spell.confirmed else None,
                )
                for person_id, spells in people.items()
                for spell in spells
            ],
        )
    database.execute("RESET session_replication_role")


def _told(database: psycopg.Connection) -> dict[UUID, Answer]:
    rows = database.execute(
        f"SELECT person_id, state, since, running_id, upcoming_id FROM ({pathways.STANDING_SQL}) told",
        pathways.standing_values(DAY),
    ).fetchall()
    return {row[0]: row[1:] for row in rows}


def _id_of(known: object, spells: list[pathways.SpellLine]) -> UUID | None:
    """The first, by id, of the spells that look like this one."""
    alike = [spell.spell_id for spell in spells if known is not None and spell.known == known]
    return min(alike, default=None)


def test_everybody_in_a_state_is_found_at_once(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        pupil, leaver, unknown = factories.some_people(everyone.hedeby, 3)
        factories.a_spell(pupil, everyone.school)
        factories.a_spell(leaver, everyone.school, ends_on=date(2026, 7, 1))
        in_activity = pathways.PersonsStanding([StandingState.IN_ACTIVITY], day=DAY)
        without = pathways.PersonsStanding([StandingState.WITHOUT_ACTIVITY], day=DAY)
        found = {
            name: set(type(pupil).objects.filter(pk__in=persons).values_list("pk", flat=True))
            for name, persons in {"in": in_activity, "without": without}.items()
        }
    assert found == {"in": {pupil.pk}, "without": {leaver.pk}}
    assert unknown.pk not in found["in"] | found["without"]


def test_what_somebody_does_is_explained_with_the_place_they_are_at(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        pupil = factories.a_person(everyone.hedeby)
        factories.a_spell(pupil, everyone.school, unit=everyone.class_9a)
        factories.covered(pupil, everyone.guidance)
    with access.user_scope(everyone.bo.pk):
        answer = pathways.doing(pathways.spells_of([pupil.pk])[pupil.pk], day=DAY)
    assert str(answer.standing.because) == "At Bakkeskolen since 2025-08-01."
    assert answer.running is not None
    assert answer.running.unit_name == "9.A"


def test_spells_of_people_one_may_not_see_stay_away(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        pupil = factories.a_person(everyone.hedeby)
        factories.a_spell(pupil, everyone.school)
        factories.covered(pupil, everyone.guidance)
    with access.user_scope(everyone.carl.pk):
        assert not pathways.spells_of([pupil.pk])
    assert connections["default"].in_atomic_block is False


@pytest.fixture
def seen(everyone: Cast) -> list[UUID]:
    """Some people whom Bo may see."""
    with access.job_scope(everyone.hedeby.pk):
        persons = factories.some_people(everyone.hedeby, 6)
        for person in persons:
            factories.covered(person, everyone.guidance)
    return [person.pk for person in persons]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(people=st.lists(histories(), min_size=6, max_size=6))
def test_the_spells_that_are_left_out_of_lists_change_no_answer(
    database: psycopg.Connection, everyone: Cast, seen: list[UUID], people: list[list[pathways.SpellLine]]
) -> None:
    _write(database, dict(zip(seen, people, strict=True)))
    with access.user_scope(everyone.bo.pk):
        every, telling = pathways.spells_of(seen), pathways.telling_spells_of(seen, day=DAY)
    for person_id in seen:
        full = pathways.doing(every.get(person_id, ()), day=DAY).standing
        short = pathways.doing(telling.get(person_id, ()), day=DAY).standing
        assert (short.state, short.since, short.because) == (full.state, full.since, full.because)
        assert (short.running, short.upcoming) == (full.running, full.upcoming)


@given(spells=histories())
def test_whoever_is_in_a_confirmed_spell_that_the_register_shows_is_never_doubtful(
    spells: list[pathways.SpellLine],
) -> None:
    is_sure = any(
        spell.confirmed and spell.missing_since is None and spell.period.covers(DAY) for spell in spells
    )
    state = pathways.doing(spells, day=DAY).standing.state
    assert not is_sure or state in {StandingState.IN_ACTIVITY, StandingState.COMPLETED}


def test_doubtful_people_get_the_same_answer_as_among_everyone(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        pupil, leaver = factories.some_people(everyone.hedeby, 2)
        factories.a_spell(pupil, everyone.school)
        factories.a_spell(leaver, everyone.school, ends_on=date(2026, 7, 1))
        with connections["job"].cursor() as cursor:
            for relation, persons in (
                (pathways.STANDING_SQL, {pupil.pk, leaver.pk}),
                (pathways.DOUBTFUL_STANDING_SQL, {leaver.pk}),
            ):
                cursor.execute(f"SELECT person_id FROM ({relation}) told", pathways.standing_values(DAY))
                assert {row[0] for row in cursor.fetchall()} == persons
