"""The ladder as a table of facts: which rung is next, by when, and where a search stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from stafet.conversations.api import (
    ContactOutcome,
    ContactSituation,
    ContactWay,
    Tried,
    next_move,
    rungs,
    situation_of,
    untried,
)
from stafet.kernel.countries import Country

FRIDAY = date(2026, 9, 4)
W, R, S = ContactWay, ContactOutcome, ContactSituation


def tried(
    *ways: ContactWay, outcome: ContactOutcome = R.NO_ANSWER, last: ContactOutcome | None = None
) -> list[Tried]:
    """One attempt a day, the last of them on a Friday."""
    days = [FRIDAY - timedelta(days=len(ways) - 1 - number) for number in range(len(ways))]
    found = [Tried(way, outcome, day) for way, day in zip(ways, days, strict=True)]
    return found if last is None else [*found[:-1], Tried(ways[-1], last, FRIDAY)]


def following(
    attempts: list[Tried], *, is_of_age: bool = False, begins_on: date = FRIDAY
) -> tuple[set[ContactWay], date] | None:
    found = next_move(attempts, begins_on=begins_on, is_of_age=is_of_age, country=Country.DK)
    return None if found is None else (set(found.ways), found.due_on)


@pytest.mark.parametrize(
    ("ways", "expected", "due_on"),
    [
        ((), {W.LETTER}, date(2026, 9, 11)),
        ((W.LETTER,), {W.MESSAGE, W.TELEPHONE}, date(2026, 9, 11)),
        ((W.LETTER, W.TELEPHONE), {W.SCHOOL, W.HOME}, date(2026, 9, 11)),
        ((W.LETTER, W.MESSAGE, W.HOME), {W.HOME_VISIT}, date(2026, 9, 18)),
        ((W.LETTER, W.MESSAGE, W.SCHOOL, W.HOME_VISIT), set(), date(2026, 9, 11)),
    ],
)
def test_each_rung_is_due_some_working_days_after_the_last_attempt(
    ways: tuple[ContactWay, ...], expected: set[ContactWay], due_on: date
) -> None:
    assert following(tried(*ways)) == (expected, due_on)


def test_of_whoever_is_of_age_nobody_at_home_is_asked() -> None:
    assert following(tried(W.LETTER, W.MESSAGE), is_of_age=True) == ({W.SCHOOL}, date(2026, 9, 11))
    assert not any(W.HOME in rung.ways for rung in rungs(is_of_age=True))


def test_a_rung_that_was_skipped_comes_back() -> None:
    skipped = tried(W.TELEPHONE, W.HOME_VISIT)
    assert situation_of(skipped, is_of_age=False) is S.ON_THE_LADDER
    assert [set(rung.ways) for rung in untried(skipped, is_of_age=False)] == [{W.LETTER}, {W.SCHOOL, W.HOME}]


def test_the_social_service_is_no_rung() -> None:
    assert not any(W.SOCIAL_SERVICE in rung.ways for rung in rungs(is_of_age=False))
    assert situation_of(tried(W.SOCIAL_SERVICE), is_of_age=False) is S.ON_THE_LADDER


@pytest.mark.parametrize(
    ("outcome", "situation"),
    [
        (R.REACHED, S.REACHED),
        (R.NO_ANSWER, S.ON_THE_LADDER),
        (R.WRONG_CONTACT_DATA, S.WRONG_CONTACT_DATA),
        (R.NOT_KNOWN, S.NOT_KNOWN),
        (R.DECLINED, S.DECLINED),
    ],
)
def test_the_last_attempt_says_where_the_search_stands(
    outcome: ContactOutcome, situation: ContactSituation
) -> None:
    assert situation_of(tried(W.LETTER, W.MESSAGE, last=outcome), is_of_age=False) is situation


def test_when_everything_was_tried_without_answer_somebody_is_unreachable() -> None:
    everything = tried(W.LETTER, W.MESSAGE, W.SCHOOL, W.HOME_VISIT)
    assert situation_of(everything, is_of_age=False) is S.UNREACHABLE
    found = next_move(everything, begins_on=FRIDAY, is_of_age=False, country=Country.DK)
    assert found is not None
    assert found.is_decision


def test_whoever_does_not_want_contact_is_not_sought_further_and_somebody_decides() -> None:
    assert following(tried(W.LETTER, last=R.DECLINED)) == (set(), date(2026, 9, 11))


def test_after_somebody_was_reached_nothing_is_next() -> None:
    assert following(tried(W.LETTER, last=R.REACHED)) is None


def test_days_off_do_not_count() -> None:
    before_christmas = [Tried(W.LETTER, R.NO_ANSWER, date(2026, 12, 22))]
    found = next_move(before_christmas, begins_on=FRIDAY, is_of_age=False, country=Country.SE)
    assert found is not None
    assert found.due_on == date(2027, 1, 4)
