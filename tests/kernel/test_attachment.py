"""From how much on work is steady: each boundary from both sides, and hours that nobody has seen of late."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from stafet.kernel.attachment import Attachment, HoursTold, Measure, SteadyWork, judge_work

STEADY = SteadyWork(Decimal(54), Decimal("160.33"), Decimal(20), seen_every_months=1)
OCTOBER, SEEN, TODAY = date(2026, 10, 1), date(2026, 11, 3), date(2026, 11, 27)
MONTH, WEEK = Measure.PER_MONTH, Measure.PER_WEEK


def told(hours: str, measure: Measure = MONTH, *, month: date = OCTOBER, seen_on: date = SEEN) -> HoursTold:
    return HoursTold(month, Decimal(hours), measure, seen_on)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([told("86.58")], Attachment.STEADY),  # 54 % of 160.33 is 86.5782
        ([told("86.57")], Attachment.TOO_LITTLE),
        ([told("20", WEEK)], Attachment.STEADY),
        ([told("19.99", WEEK)], Attachment.TOO_LITTLE),
        ([told("50"), told("36.58")], Attachment.STEADY),
        ([told("50"), told("36.57")], Attachment.TOO_LITTLE),
        ([told("12", WEEK), told("8", WEEK)], Attachment.STEADY),
        ([told("40"), told("20", WEEK)], Attachment.STEADY),
        ([told("40"), told("5", WEEK)], Attachment.TOO_LITTLE),
        ([told("0")], Attachment.TOO_LITTLE),
        ([], Attachment.NOT_SEEN),
    ],
)
def test_work_is_steady_from_so_many_hours_on(rows: list[HoursTold], expected: Attachment) -> None:
    assert judge_work(rows, day=TODAY, steady=STEADY).attachment is expected


def test_the_newest_month_decides() -> None:
    september = told("140", month=date(2026, 9, 1))
    assert judge_work([september, told("30")], day=TODAY, steady=STEADY).attachment is Attachment.TOO_LITTLE


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 12, 3), Attachment.STEADY), (date(2026, 12, 4), Attachment.NOT_SEEN)],
)
def test_hours_hold_for_a_month_after_they_were_seen(day: date, expected: Attachment) -> None:
    judged = judge_work([told("120")], day=day, steady=STEADY)
    assert judged.attachment is expected
    assert "2026-10-01" in str(judged.because) or judged.see_by == date(2026, 12, 3)


def test_what_was_seen_later_was_not_known_then() -> None:
    judged = judge_work([told("120")], day=date(2026, 11, 2), steady=STEADY)
    assert judged.attachment is Attachment.NOT_SEEN


def test_the_answer_says_what_it_rests_on() -> None:
    judged = judge_work([told("96.5")], day=TODAY, steady=STEADY)
    assert str(judged.because) == "96.5 hours in the month; steady from 54 % of 160.33 hours on."
