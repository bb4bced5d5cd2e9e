"""Amina is on her way to the workshop; school, counsellor and town do what there is to do around it."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.placements.conftest import (
    acting,
    amina,
    approved,
    at_home,
    client_for,
    drafted,
    mother,
    place,
    placement,
    quick_settings,
    scheme,
    seen_by_ditte,
    signed,
)

from stafet.groundwork import api as groundwork
from stafet.groundwork.api import Guest, MeetingFacts, StartMeeting, Transfer, TransferFacts, TransferTo
from stafet.placements.api import Holder, Place, Placement, SchemeKind

__all__ = [
    "acting",
    "amina",
    "at_home",
    "client_for",
    "mother",
    "place",
    "placement",
    "quick_settings",
    "scheme",
    "seen_by_ditte",
]

KIND = SchemeKind.JUNIOR_APPRENTICESHIP
YEAR = 2026


def meeting_facts(**changes: Any) -> MeetingFacts:
    """All meet at the workshop in a week."""
    told: dict[str, Any] = {
        "on": TODAY + timedelta(days=7),
        "begins_at": time(14),
        "where": "The workshop",
        "guests": tuple(Guest),
        "agenda": "Who we are",
    }
    return MeetingFacts(**told | changes)


def planned(everyone: Cast, placement: Placement, **changes: Any) -> StartMeeting:
    """Bo plans a start meeting."""
    with acting(everyone.bo) as bo:
        return groundwork.plan_start_meeting(
            placement=placement, facts=meeting_facts(**changes), by=bo, at=NOW
        )


def sent(everyone: Cast, placement: Placement, **changes: Any) -> Transfer:
    """Bo hands Amina on to the technical school, as she has agreed."""
    told: dict[str, Any] = {
        "to": TransferTo.VOCATIONAL,
        "organisation_id": everyone.vocational.pk,
        "words": "She learns best by hand",
        "is_agreed": True,
        "first_day": TODAY + timedelta(days=9),
    }
    with acting(everyone.bo) as bo:
        return groundwork.send_transfer(
            placement=placement, facts=TransferFacts(**told | changes), by=bo, at=NOW
        )


@pytest.fixture
def ready(everyone: Cast, placement: Placement, place: Place, mother: Holder) -> Placement:
    """Everybody has signed, and Ditte has approved."""
    approved(everyone, signed(everyone, drafted(everyone, placement, place, mother), mother))
    with acting(everyone.bo):
        return Placement.objects.select_related("scheme", "person", "school").get(pk=placement.pk)
