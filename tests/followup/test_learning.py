"""A few goals at once, and a log that only the young person writes in."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.followup.conftest import TOMORROW, acting, at_home, now_of

from stafet.followup import api as followup
from stafet.followup.api import EntryFacts, GoalMove, GoalState, NotWhole, NotYours
from stafet.kernel.transitions import IllegalMove
from stafet.placements.api import Placement, Voice

ENTRY = EntryFacts(TODAY, "Measured ten boards", "To read the rule")


def a_goal(everyone: Cast, followed: Placement, words: str = "To measure") -> followup.LearningGoal:
    with acting(everyone.bo) as bo:
        return followup.set_goal(placement=followed, words=words, by=bo, at=NOW)


def an_entry(everyone: Cast, followed: Placement, facts: EntryFacts = ENTRY) -> followup.LogEntry:
    with at_home(everyone) as by:
        return followup.write_entry(placement=followed, facts=facts, voice=Voice.YOUNG_PERSON, by=by, at=NOW)


def test_a_goal_is_reached_because_somebody_says_so_and_can_be_worked_on_again(
    everyone: Cast, followed: Placement
) -> None:
    goal = a_goal(everyone, followed)
    with acting(everyone.bo) as bo:
        followup.settle_goal(goal=goal, what=GoalMove.REACH, words="Ten boards alone", by=bo, at=NOW)
    (reached,) = now_of(everyone, followed).goals
    assert (reached.state, reached.settled_on, reached.settled_by) == ("reached", TODAY, everyone.bo)
    with acting(everyone.bo) as bo:
        with pytest.raises(IllegalMove):
            followup.settle_goal(goal=goal, what=GoalMove.LEAVE, by=bo, at=NOW)
        followup.settle_goal(goal=goal, what=GoalMove.REOPEN, by=bo, at=NOW)
    (again,) = now_of(everyone, followed).goals
    assert (again.state, again.settled_on, again.settled_words) == (GoalState.OPEN, None, "")


def test_a_sixth_goal_waits_until_one_is_settled(everyone: Cast, followed: Placement) -> None:
    goals = [a_goal(everyone, followed, f"Goal {number}") for number in range(5)]
    with acting(everyone.bo) as bo:
        with pytest.raises(NotWhole, match="There are 5 goals already"):
            followup.set_goal(placement=followed, words="One more", by=bo, at=NOW)
        followup.settle_goal(goal=goals[0], what=GoalMove.LEAVE, by=bo, at=NOW)
        followup.set_goal(placement=followed, words="One more", by=bo, at=NOW)
    assert len(now_of(everyone, followed).goals) == 6


def test_a_goal_says_something(everyone: Cast, followed: Placement) -> None:
    with acting(everyone.bo) as bo, pytest.raises(NotWhole):
        followup.set_goal(placement=followed, words="  ", by=bo, at=NOW)


def test_before_the_leaders_yes_nothing_is_followed_up(everyone: Cast, placement: Placement) -> None:
    with acting(everyone.bo) as bo, pytest.raises(NotWhole, match="from the leader’s approval"):
        followup.set_goal(placement=placement, words="To measure", by=bo, at=NOW)


def test_nobody_writes_in_the_log_for_them(everyone: Cast, followed: Placement) -> None:
    with acting(everyone.bo) as bo:
        for voice in (Voice.STAFF, Voice.YOUNG_PERSON):
            with pytest.raises(NotYours):
                followup.write_entry(placement=followed, facts=ENTRY, voice=voice, by=bo, at=NOW)
    assert now_of(everyone, followed).entries == ()


def test_one_entry_a_day_written_anew_and_answered(everyone: Cast, followed: Placement) -> None:
    an_entry(everyone, followed)
    entry = an_entry(everyone, followed, EntryFacts(TODAY, "Measured twelve boards"))
    with acting(everyone.bo) as bo:
        followup.answer_entry(entry=entry, words="Well measured", by=bo, at=NOW)
    (seen,) = now_of(everyone, followed).entries
    assert (seen.did, seen.learned, seen.answer, seen.answered_by) == (
        "Measured twelve boards",
        "",
        "Well measured",
        everyone.bo,
    )


def test_a_day_to_come_is_not_written_about(everyone: Cast, followed: Placement) -> None:
    with pytest.raises(NotWhole, match="still to come"):
        an_entry(everyone, followed, EntryFacts(TOMORROW, "Will measure"))


def test_who_does_not_see_the_pupil_sees_no_log(everyone: Cast, followed: Placement) -> None:
    an_entry(everyone, followed)
    with acting(everyone.carl) as carl:
        assert followup.follow_up(followed.pk) is None
        assert not followup.LogEntry.objects.exists()
        assert not carl.is_system
