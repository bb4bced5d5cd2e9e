"""Amina is at the workshop of Villy Værk, one day a week; Ditte leads her school, Bo counsels her."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.placements.conftest import (
    acting,
    amina,
    approved,
    at_home,
    client_for,
    drafted,
    mother,
    moved,
    place,
    placement,
    quick_settings,
    scheme,
    seen_by_ditte,
    signed,
)

from stafet.access import api as access
from stafet.followup import api as followup
from stafet.kernel.actors import Actor
from stafet.placements.api import Holder, Place, Placement, WayMove

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

STARTED = TODAY - timedelta(days=21)
DAYS = [
    day
    for day in (STARTED + timedelta(days=number) for number in range(22))
    if day.isoweekday() == 3  # the workshop's day
]
"""The days at the workshop until today."""
LATER = NOW + timedelta(days=1)


@pytest.fixture
def at_work(everyone: Cast, amina: Held, placement: Placement, place: Place, mother: Holder) -> Placement:
    """Everybody has signed, Ditte has approved, Amina has begun."""
    text = {
        "starts_on": STARTED,
        "absence": "Villy and the school",
        "evaluations": [TODAY + timedelta(days=90)],
    }
    approved(everyone, signed(everyone, drafted(everyone, placement, place, mother, **text), mother))
    moved(everyone, placement, WayMove.REGISTER)
    moved(everyone, placement, WayMove.START)
    with access.job_scope(everyone.hedeby.pk):
        return Placement.objects.select_related("scheme", "person", "school").get(pk=placement.pk)


@contextmanager
def as_bo(everyone: Cast) -> Iterator[Actor]:
    """Bo, at work."""
    with acting(everyone.bo) as bo:
        yield bo


def seen_by_bo(everyone: Cast, placement: Placement) -> followup.FollowUp:
    """Everything of the placement, as Bo sees it."""
    with acting(everyone.bo):
        view = followup.follow_up(placement.pk)
        assert view is not None
        return view


def days_told(everyone: Cast, placement: Placement, *, at: datetime = NOW) -> None:
    """Bo writes down that she was there on every day so far."""
    told = [followup.DayTold(day, followup.DayMark.PRESENT) for day in DAYS]
    with acting(everyone.bo) as bo:
        followup.mark_days(placement=placement, days=told, by=bo, at=at)
