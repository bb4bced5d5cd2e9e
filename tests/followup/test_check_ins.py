"""One talk is planned with each of the five; holding it plans the next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.followup.conftest import TOMORROW, acting, now_of

from stafet.followup import api as followup
from stafet.followup.api import CheckInFacts, CheckState, NotWhole, Side
from stafet.kernel.transitions import IllegalMove
from stafet.placements.api import Placement


def planned(everyone: Cast, followed: Placement, every_days: int | None = None) -> followup.CheckIn:
    facts = CheckInFacts(Side.HOST, TODAY, "Bo Bertelsen", every_days)
    with acting(everyone.bo) as bo:
        return followup.plan_check_in(placement=followed, facts=facts, by=bo, at=NOW)


def test_the_first_talk_with_each_of_the_five_is_planned_at_once(everyone: Cast, followed: Placement) -> None:
    planned(everyone, followed)
    with acting(everyone.bo) as bo:
        assert followup.plan_all_check_ins(placement=followed, asker="Bo", by=bo, at=NOW) == 4
        assert followup.plan_all_check_ins(placement=followed, asker="Bo", by=bo, at=NOW) == 0
    assert {each.side for each in now_of(everyone, followed).planned_checks} == set(Side.values)


def test_with_each_one_talk_is_planned_at_most(everyone: Cast, followed: Placement) -> None:
    planned(everyone, followed)
    with pytest.raises(NotWhole, match="planned already"):
        planned(everyone, followed)


@pytest.mark.parametrize(("every_days", "after"), [(None, 42), (7, 7)])
def test_what_was_held_plans_the_next_in_its_rhythm_on_a_working_day(
    everyone: Cast, followed: Placement, every_days: int | None, after: int
) -> None:
    row = planned(everyone, followed, every_days)
    with acting(everyone.bo) as bo:
        following = followup.hold_check_in(check_in=row, on=TODAY, outcome="He is pleased", by=bo, at=NOW)
    assert following is not None
    assert timedelta(days=after) <= following.due_on - TODAY <= timedelta(days=after + 6)
    assert following.due_on.isoweekday() <= 5
    held = next(each for each in now_of(everyone, followed).checks if each.pk == row.pk)
    assert (held.state, held.held_on, held.outcome) == (CheckState.HELD, TODAY, "He is pleased")


def test_no_talk_is_planned_after_the_agreement_has_ended(everyone: Cast, followed: Placement) -> None:
    row = planned(everyone, followed, 300)
    with acting(everyone.bo) as bo:
        assert followup.hold_check_in(check_in=row, on=TODAY, outcome="Fine", by=bo, at=NOW) is None


def test_called_off_says_why_and_the_next_is_planned(everyone: Cast, followed: Placement) -> None:
    row = planned(everyone, followed)
    with acting(everyone.bo) as bo:
        following = followup.call_off_check_in(
            check_in=row, because="Villy is away", next_on=TOMORROW, by=bo, at=NOW
        )
        assert following is not None
        assert following.due_on == TOMORROW
        with pytest.raises(IllegalMove):
            followup.hold_check_in(check_in=row, on=TODAY, outcome="Fine", by=bo, at=NOW)


def test_a_talk_is_held_with_words_on_a_day_that_has_come(everyone: Cast, followed: Placement) -> None:
    row = planned(everyone, followed)
    with acting(everyone.bo) as bo:
        with pytest.raises(NotWhole):
            followup.hold_check_in(check_in=row, on=TODAY, outcome=" ", by=bo, at=NOW)
        with pytest.raises(NotWhole, match="still to come"):
            followup.hold_check_in(check_in=row, on=TOMORROW, outcome="Fine", by=bo, at=NOW)
        with pytest.raises(NotWhole, match="from today on"):
            followup.hold_check_in(
                check_in=row, on=TODAY, outcome="Fine", next_on=TODAY - timedelta(days=1), by=bo, at=NOW
            )


def test_due_is_what_has_no_talk_planned_or_one_whose_day_comes(everyone: Cast, followed: Placement) -> None:
    with acting(everyone.bo):
        assert list(followup.due_placements(until=TODAY)) == [followed]
    row = planned(everyone, followed)
    with acting(everyone.bo):
        assert not followup.due_placements(until=TODAY - timedelta(days=1)).exists()
        (due,) = followup.due_at(list(followup.due_placements(until=TODAY)), until=TODAY)
        assert due.checks == (row,)
    with acting(everyone.carl):
        assert not followup.due_placements(until=TODAY).exists()
