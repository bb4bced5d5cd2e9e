"""An event is planned, changed, held, cancelled, by those who organise it; those who signed up are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from psycopg import errors
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.conftest import (
    AFTER,
    EVENING,
    Joins,
    acting,
    at_home,
    facts,
    hours,
    invited,
    planned,
    session_of,
    signed_up,
)
from tests.factories import TODAY, Held
from tests.own.conftest import mailed

from stafet.events import api as events
from stafet.events.api import (
    Event,
    EventKind,
    EventSearch,
    EventState,
    NotNow,
    NotWhole,
    NotYours,
    Venue,
    Who,
)
from stafet.kernel.transitions import IllegalMove
from stafet.placements import api as placements

__all__ = ["mailed"]


def test_an_event_stands_in_the_list_of_its_town_only(everyone: Cast, evening: Event) -> None:
    with acting(everyone.ditte) as ditte:
        assert list(events.events_for(ditte, EventSearch(), today=TODAY)) == [evening]
        assert not events.events_for(ditte, EventSearch(mine=True), today=TODAY)
        assert not events.events_for(ditte, EventSearch(kind=EventKind.VISIT), today=TODAY)
    with acting(everyone.carl) as carl:
        assert events.event_for(carl, evening.pk) is None
    assert evening.over_on == EVENING.date() + timedelta(days=1)
    with acting(everyone.bo) as bo:
        assert list(events.events_for(bo, EventSearch(past=True), today=evening.over_on)) == [evening]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"venue": Venue.COMPANY}, "host"),
        ({"sign_up_by": EVENING.date() + timedelta(days=1)}, "sign_up_by"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(everyone: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(NotWhole) as refused:
        planned(everyone, **wrong)
    assert refused.value.field == field


def test_a_session_ends_after_it_began_and_has_a_place(everyone: Cast, evening: Event) -> None:
    with acting(everyone.bo) as bo:
        for wrong in (hours(ends_at=EVENING), hours(place=" "), hours()):
            with pytest.raises(NotWhole):
                events.add_session(event=evening, session=wrong, by=bo, at=NOW)


def test_only_who_works_at_the_organiser_or_for_the_town_keeps_an_event(
    everyone: Cast, evening: Event
) -> None:
    with acting(everyone.ditte) as ditte:
        with pytest.raises(NotYours):
            events.plan_event(facts=facts(everyone), session=hours(), by=ditte, at=NOW)
        with pytest.raises(NotYours):
            events.add_session(event=evening, session=hours(AFTER), by=ditte, at=NOW)
        assert not events.can_keep_event(ditte, evening)
    with acting(everyone.gro) as gro:
        assert events.can_keep_event(gro, evening)
        events.add_session(event=evening, session=hours(AFTER), by=gro, at=NOW)


def test_days_stand_in_blocks_and_a_danish_introduction_course_has_five(everyone: Cast) -> None:
    monday = NOW + timedelta(days=6)
    course = planned(everyone, monday, kind=EventKind.INTRODUCTION, sign_up_by=TODAY)
    with acting(everyone.bo) as bo:
        for days in (1, 14, 15, 31):
            events.add_session(event=course, session=hours(monday + timedelta(days=days)), by=bo, at=NOW)
        sessions = events.sessions_of([course.pk])[course.pk]
        assert events.blocks_of(course, sessions) == (2, 2, 1)
        assert events.days_of_an_introduction(course, on=TODAY) == 5
        assert Event.objects.get(pk=course.pk).over_on == date(2026, 10, 9)


def test_what_is_held_says_what_came_after_and_only_once(everyone: Cast, evening: Event) -> None:
    with acting(everyone.bo) as bo:
        with pytest.raises(NotNow):
            events.settle_event(event=evening, after="", comes_next="", by=bo, at=NOW)
        events.settle_event(event=evening, after="Leaflets", comes_next="A visit", by=bo, at=AFTER)
        row = Event.objects.get(pk=evening.pk)
        assert (row.state, row.after, row.comes_next) == (EventState.HELD, "Leaflets", "A visit")
        with pytest.raises(NotNow):
            events.settle_event(event=evening, after="", comes_next="", by=bo, at=AFTER)
    with pytest.raises(IllegalMove):
        events.EVENT.after(EventState.HELD, events.EventMove.CANCEL)


def test_who_signed_up_is_told_of_a_new_hour_and_of_the_end(
    everyone: Cast, evening: Event, amina: Held, joins: Joins, mailed: Callable[[], list[str]]
) -> None:
    joins(amina)
    invited(everyone, evening)
    signed_up(everyone, evening, Who(amina.person.pk))
    with at_home(everyone) as by:
        session = session_of(evening)
        later = hours(EVENING + timedelta(hours=1))
        events.change_session(session=session, facts=later, by=by, at=NOW)
    assert mailed().count("event_own_changed") == 1
    with at_home(everyone) as by:
        with pytest.raises(NotWhole):
            events.cancel_event(event=evening, because=" ", by=by, at=NOW)
        assert events.cancel_event(event=evening, because="The hall is flooded", by=by, at=NOW) == 1
        with pytest.raises(NotNow):
            events.cancel_event(event=evening, because="Again", by=by, at=NOW)
    assert mailed().count("event_own_changed") == 2
    with pytest.raises(NotNow):
        signed_up(everyone, evening, Who(amina.person.pk))


def test_the_day_before_everybody_with_a_seat_is_reminded_once(
    everyone: Cast, amina: Held, joins: Joins, mailed: Callable[[], list[str]]
) -> None:
    joins(amina)
    tomorrow = planned(everyone, NOW + timedelta(days=1, hours=8), sign_up_by=TODAY)
    far = planned(everyone)
    for event in (tomorrow, far):
        invited(everyone, event)
        signed_up(everyone, event, Who(amina.person.pk))
    for _ in range(2):
        with at_home(everyone) as by:
            assert events.remind_of_tomorrow(municipality_id=everyone.hedeby.pk, by=by, at=NOW) == 1
    assert mailed().count("event_own_tomorrow") == 1


def test_a_change_for_everybody_is_not_done_in_the_sight_of_one(everyone: Cast, evening: Event) -> None:
    with acting(everyone.bo) as bo:
        with pytest.raises(NotYours):
            events.change_event(event=evening, facts=facts(everyone), by=bo, at=NOW)
        with pytest.raises(NotYours):
            events.cancel_event(event=evening, because="x", by=bo, at=NOW)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("event_is_whole", "events_event SET ask = ''"),
        ("event_never_overfull", "events_event SET capacity = 1, taken = 2"),
        ("event_in_a_company_names_it", "events_event SET venue = 'company'"),
        ("cancelled_event_says_why", "events_event SET state = 'cancelled'"),
        ("event_session_is_whole", "events_eventsession SET ends_at = starts_at"),
    ],
)
def test_the_database_has_the_last_word(
    evening: Event, database: psycopg.Connection, constraint: str, change: str
) -> None:
    with pytest.raises(errors.CheckViolation, match=constraint):
        database.execute(f"UPDATE {change}".encode())


def test_two_sessions_do_not_begin_at_once(evening: Event, database: psycopg.Connection) -> None:
    with pytest.raises(errors.UniqueViolation, match="event_session_once"):
        database.execute(
            "INSERT INTO events_eventsession SELECT gen_random_uuid(), municipality_id, starts_at, ends_at, place,"
            " spoken, others_came, told_at, known_at, event_id FROM events_eventsession"
        )


def test_a_session_in_a_calendar_names_nobody_and_folds_long_lines(everyone: Cast) -> None:
    event = planned(everyone, title=f"Evening, for {'ø' * 60}; all")
    session = session_of(event)
    told = events.calendar_of(session, at=NOW)
    assert all(len(line.encode()) <= 75 for line in told.split("\r\n"))
    assert "DTSTART:20260915T170000Z\r\n" in told
    assert "Evening\\, for" in told
    assert "STATUS:CONFIRMED" in told
    session.event.state = EventState.CANCELLED
    assert "METHOD:CANCEL" in events.calendar_of(session, at=NOW)


def test_a_meeting_in_a_company_names_one_of_the_towns_bank(everyone: Cast, place: placements.Place) -> None:
    told = planned(everyone, kind=EventKind.PARENTS, venue=Venue.COMPANY, host_id=place.host_id)
    assert told.host_id == place.host_id
    with acting(everyone.bo) as bo:
        stranger = placements.Host(pk=evening_key(), municipality_id=everyone.elsewhere.pk)
        with pytest.raises(NotWhole):
            events.plan_event(
                facts=facts(everyone, venue=Venue.COMPANY, host_id=stranger.pk),
                session=hours(),
                by=bo,
                at=NOW,
            )


def evening_key() -> Any:
    """A key of nothing."""
    return placements.Host().pk
