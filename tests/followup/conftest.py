"""Amina is at the workshop of Villy Værk one day a week, on Wednesdays; Bo follows it up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.factories import TODAY
from tests.placements.conftest import (
    acting,
    amina,
    at_home,
    client_for,
    mother,
    place,
    placement,
    quick_settings,
    scheme,
    seen_by_ditte,
    there,
)

from stafet.followup import api as followup
from stafet.placements import api as placements

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

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def followed(
    everyone: Cast, placement: placements.Placement, place: placements.Place, mother: placements.Holder
) -> placements.Placement:
    """Amina's placement has begun."""
    there(everyone, placement, place, mother)
    return placement


def now_of(everyone: Cast, placement: placements.Placement) -> followup.FollowUp:
    """Everything that follows the placement, as Bo sees it now."""
    with acting(everyone.bo):
        view = followup.follow_up(placement.pk)
        assert view is not None
        return view
