"""Bo plans an information evening two weeks ahead for 9.A; Amina's mother has custody; the workshop stands in the bank."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, a_spell, covered
from tests.own.conftest import Joins, joins
from tests.placements.conftest import (
    amina,
    applied,
    at_home,
    client_for,
    mother,
    place,
    placement,
    quick_settings,
    scheme,
    seen_by_ditte,
)

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import (
    Audience,
    Event,
    EventFacts,
    EventKind,
    EventSession,
    Group,
    Part,
    PartState,
    SessionFacts,
    Venue,
    Who,
    Whom,
)
from stafet.placements.api import Voice

__all__ = [
    "Joins",
    "acting",
    "amina",
    "applied",
    "at_home",
    "client_for",
    "joins",
    "mother",
    "place",
    "placement",
    "quick_settings",
    "scheme",
    "seen_by_ditte",
]

EVENING = NOW + timedelta(days=14, hours=9)
AFTER = EVENING + timedelta(hours=3)


def facts(everyone: Cast, **changes: Any) -> EventFacts:
    """An information evening of the guidance unit, open until two days before."""
    told: dict[str, Any] = {
        "kind": EventKind.INFORMATION,
        "venue": Venue.SCHOOL,
        "title": "Junior apprenticeship: an evening",
        "organiser_id": everyone.guidance.pk,
        "sign_up_by": TODAY + timedelta(days=12),
        "ask": "Bo Bertelsen, 70 00 00 00",
        "words": "What it is, and what it means for the leaving exam",
    }
    return EventFacts(**told | changes)


def hours(starts_at: datetime = EVENING, **changes: Any) -> SessionFacts:
    """Two hours in the hall."""
    told: dict[str, Any] = {
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "place": "The hall",
        "spoken": "Danish; an interpreter for Arabic",
    }
    return SessionFacts(**told | changes)


def planned(everyone: Cast, starts_at: datetime = EVENING, **changes: Any) -> Event:
    """Bo plans it."""
    with acting(everyone.bo) as bo:
        return events.plan_event(facts=facts(everyone, **changes), session=hours(starts_at), by=bo, at=NOW)


def session_of(event: Event) -> EventSession:
    """Its first session."""
    return events.sessions_of([event.pk])[event.pk][0]


def invited(
    everyone: Cast, event: Event, whom: Whom = Whom.BOTH, by: access.User | None = None
) -> events.Invited:
    """Bo invites 9.A."""
    with acting(by or everyone.bo) as actor:
        audience = Audience(Group.CLASS, whom, unit_id=everyone.class_9a.pk)
        return events.invite_young(event=event, audience=audience, by=actor, at=NOW)


def signed_up(
    everyone: Cast,
    event: Event,
    who: Who,
    *,
    along: int = 0,
    voice: Voice = Voice.STAFF,
    at: datetime = NOW,
) -> PartState:
    """They come, or wait."""
    with at_home(everyone) as by:
        return events.sign_up(event=event, who=who, along=along, voice=voice, by=by, at=at)


def part_of(everyone: Cast, event: Event, who: Who) -> Part:
    """Where they stand."""
    with at_home(everyone):
        return Part.objects.get(event=event, person_id=who.person_id, custody_id=who.custody_id)


def classmate(everyone: Cast, given_names: str, birth_date: date = date(2010, 2, 3)) -> Held:
    """Another pupil of 9.A whom Bo has."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, given_names, birth_date=birth_date)
        a_spell(person, everyone.school, unit=everyone.class_9a)
        return covered(person, everyone.guidance, user=everyone.bo)


@pytest.fixture
def evening(everyone: Cast) -> Event:
    """The information evening, planned."""
    return planned(everyone)


@pytest.fixture
def berta(everyone: Cast) -> Held:
    """A classmate of Amina's."""
    return classmate(everyone, "Berta")
