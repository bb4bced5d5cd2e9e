"""What became of each day, with its hours."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.followup.conftest import TOMORROW, acting, now_of

from stafet.followup import api as followup
from stafet.followup.api import DayMark, DayTold, NotWhole, NotYours
from stafet.placements.api import Placement


def mark(everyone: Cast, followed: Placement, *days: DayTold) -> int:
    with acting(everyone.bo) as bo:
        return followup.mark_days(placement=followed, days=days, by=bo, at=NOW)


def test_a_day_there_counts_the_agreed_hours_unless_others_are_told(
    everyone: Cast, followed: Placement
) -> None:
    assert mark(everyone, followed, DayTold(TODAY, DayMark.PRESENT)) == 1
    assert now_of(everyone, followed).totals.minutes == 390  # 8 to 15, half an hour's break
    assert mark(everyone, followed, DayTold(TODAY, DayMark.LATE, 240)) == 1
    totals = now_of(everyone, followed).totals
    assert (totals.told, totals.there, totals.minutes) == (1, 1, 240)


def test_a_day_away_has_no_hours(everyone: Cast, followed: Placement) -> None:
    mark(everyone, followed, DayTold(TODAY, DayMark.ILL, 240))
    totals = now_of(everyone, followed).totals
    assert (totals.told, totals.there, totals.minutes) == (1, 0, 0)


def test_the_same_told_twice_changes_nothing(everyone: Cast, followed: Placement) -> None:
    mark(everyone, followed, DayTold(TODAY, DayMark.PRESENT))
    assert mark(everyone, followed, DayTold(TODAY, DayMark.PRESENT)) == 0


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (DayTold(TOMORROW, DayMark.PRESENT), "still to come"),
        (DayTold(TODAY - timedelta(days=1), DayMark.PRESENT), "outside the agreement"),
        (DayTold(TODAY, DayMark.PRESENT, 0), "for how many hours"),
        (DayTold(TODAY, DayMark.PRESENT, 24 * 60 + 1), "for how many hours"),
    ],
)
def test_a_day_that_can_not_be_is_refused(
    everyone: Cast, followed: Placement, told: DayTold, why: str
) -> None:
    with pytest.raises(NotWhole, match=why):
        mark(everyone, followed, told)
    assert now_of(everyone, followed).days == ()


def test_whoever_does_not_work_on_placements_marks_no_day(everyone: Cast, followed: Placement) -> None:
    with acting(everyone.gro) as gro, pytest.raises(NotYours):
        followup.mark_days(placement=followed, days=[DayTold(TODAY, DayMark.PRESENT)], by=gro, at=NOW)
