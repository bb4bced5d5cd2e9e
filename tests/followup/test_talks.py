"""Goals, the log, check-ins in a rhythm, difficulties, incidents, looking back, the certificate."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.followup.conftest import LATER, acting, as_bo, at_home, days_told, seen_by_bo
from tests.placements.conftest import moved

from stafet.access import api as access
from stafet.followup import api as followup
from stafet.followup.api import (
    CHECK_IN,
    GOAL,
    ISSUE,
    CheckInFacts,
    CheckState,
    EntryFacts,
    EvaluationKind,
    GoalMove,
    GoalState,
    Harm,
    HarmFacts,
    IncidentFacts,
    IncidentKind,
    IssueFacts,
    IssueMove,
    IssueState,
    LinkUse,
    OwnWords,
    Side,
)
from stafet.kernel.transitions import IllegalMove
from stafet.messages import api as messages
from stafet.placements.api import How, Placement, Voice, WayMove

ISSUE_TOLD = IssueFacts(
    TODAY, Side.HOST, "Comes late", "Takes the earlier bus", "Tove Thy", TODAY + timedelta(days=7)
)
WORDS = OwnWords("Sawing", "Getting up", "Good to see them", "Carpenter", may_be_told=True)


def test_every_state_is_reached() -> None:
    assert GOAL.unreachable(GoalState.OPEN) == frozenset()
    assert CHECK_IN.unreachable(CheckState.PLANNED) == frozenset()
    assert ISSUE.unreachable(IssueState.OPEN) == frozenset()


def test_a_goal_is_reached_or_not_by_somebody_and_can_go_on(everyone: Cast, at_work: Placement) -> None:
    with as_bo(everyone) as bo:
        goal = followup.set_goal(placement=at_work, words="To measure", by=bo, at=NOW)
    with at_home(everyone) as by:
        followup.settle_goal(
            goal=goal, what=GoalMove.REACH, words="Did it alone", voice=Voice.YOUNG_PERSON, by=by, at=NOW
        )
    (seen,) = seen_by_bo(everyone, at_work).goals
    assert (seen.state, seen.settled_voice, seen.settled_on) == (GoalState.REACHED, Voice.YOUNG_PERSON, TODAY)
    with as_bo(everyone) as bo:
        with pytest.raises(IllegalMove):
            followup.settle_goal(goal=goal, what=GoalMove.LEAVE, by=bo, at=NOW)
        followup.settle_goal(goal=goal, what=GoalMove.REOPEN, by=bo, at=NOW)
    assert seen_by_bo(everyone, at_work).goals[0].settled_on is None


def test_there_are_few_goals_at_once(everyone: Cast, at_work: Placement) -> None:
    with as_bo(everyone) as bo:
        for number in range(5):
            followup.set_goal(placement=at_work, words=f"Goal {number}", by=bo, at=NOW)
        with pytest.raises(followup.NotWhole, match="5 goals already"):
            followup.set_goal(placement=at_work, words="One more", by=bo, at=NOW)


def test_only_the_young_person_writes_in_the_log_and_a_grown_up_answers(
    everyone: Cast, at_work: Placement
) -> None:
    facts = EntryFacts(TODAY, "Sawed", "To hold it still", "Good")
    with as_bo(everyone) as bo, pytest.raises(followup.NotYours):
        followup.write_entry(placement=at_work, facts=facts, voice=Voice.STAFF, by=bo, at=NOW)
    with at_home(everyone) as by:
        followup.write_entry(placement=at_work, facts=facts, voice=Voice.YOUNG_PERSON, by=by, at=NOW)
        again = EntryFacts(TODAY, "Sawed and swept")
        row = followup.write_entry(placement=at_work, facts=again, voice=Voice.YOUNG_PERSON, by=by, at=LATER)
    with as_bo(everyone) as bo:
        followup.answer_entry(entry=row, words="Well done", by=bo, at=LATER)
    (entry,) = seen_by_bo(everyone, at_work).entries
    assert (entry.did, entry.answer, entry.answered_by) == ("Sawed and swept", "Well done", everyone.bo)


def test_a_held_check_in_plans_the_next_in_its_rhythm(everyone: Cast, at_work: Placement) -> None:
    with as_bo(everyone) as bo:
        facts = CheckInFacts(Side.HOME, TODAY, "Bo Bertelsen", every_days=14)
        row = followup.plan_check_in(placement=at_work, facts=facts, by=bo, at=NOW)
        with pytest.raises(followup.NotWhole, match="planned already"):
            followup.plan_check_in(placement=at_work, facts=facts, by=bo, at=NOW)
        following = followup.hold_check_in(check_in=row, on=TODAY, outcome="All is well", by=bo, at=NOW)
        assert following is not None
        assert 14 <= (following.due_on - TODAY).days <= 18
        off = followup.call_off_check_in(check_in=following, because="Ill", by=bo, at=NOW)
    assert off is not None
    states = [each.state for each in seen_by_bo(everyone, at_work).checks]
    assert sorted(states) == ["called_off", "held", "planned"]


def test_the_five_are_planned_at_once_and_none_beyond_the_end(everyone: Cast, at_work: Placement) -> None:
    with as_bo(everyone) as bo:
        assert followup.plan_all_check_ins(placement=at_work, asker="Bo", by=bo, at=NOW) == 5
        assert followup.plan_all_check_ins(placement=at_work, asker="Bo", by=bo, at=NOW) == 0
    row = seen_by_bo(everyone, at_work).planned_checks[0]
    with as_bo(everyone) as bo:
        followup.hold_check_in(check_in=row, on=TODAY, outcome="Good", by=bo, at=NOW)
    assert len(seen_by_bo(everyone, at_work).planned_checks) == 5
    end = at_work_ends(everyone, at_work)
    row = seen_by_bo(everyone, at_work).planned_checks[0]
    with as_bo(everyone) as bo:
        at = NOW + (end - TODAY) - timedelta(days=3)
        day = end - timedelta(days=3)
        assert followup.hold_check_in(check_in=row, on=day, outcome="The last", by=bo, at=at) is None


def test_the_company_says_how_it_goes_by_a_link(everyone: Cast, at_work: Placement) -> None:
    with as_bo(everyone) as bo:
        facts = CheckInFacts(Side.HOST, TODAY, "Bo Bertelsen")
        row = followup.plan_check_in(placement=at_work, facts=facts, by=bo, at=NOW)
        link = followup.ask_host(placement=at_work, use=LinkUse.CHECK_IN, about=row.pk, by=bo, at=NOW)
    with at_home(everyone) as by:
        followup.answer_as_host(link=link, said=followup.HostSaid(words="Hard working"), by=by, at=NOW)
    held = next(each for each in seen_by_bo(everyone, at_work).checks if each.state == CheckState.HELD)
    assert (held.outcome, held.voice) == ("Hard working", Voice.HOST)


def test_what_is_due_is_listed_the_longest_due_first(everyone: Cast, at_work: Placement) -> None:
    def listed(days: int) -> list[Placement]:
        with as_bo(everyone):
            return list(followup.due_placements(until=TODAY + timedelta(days=days)))

    assert listed(0) == [at_work]  # nobody has planned a talk
    with as_bo(everyone) as bo:
        facts = CheckInFacts(Side.HOME, TODAY + timedelta(days=5), "Bo")
        followup.plan_check_in(placement=at_work, facts=facts, by=bo, at=NOW)
    assert listed(4) == []
    assert listed(5) == [at_work]
    with as_bo(everyone) as bo:
        followup.tell_issue(placement=at_work, facts=ISSUE_TOLD, by=bo, at=NOW)
        (due,) = followup.due_at([at_work], until=TODAY + timedelta(days=7))
    assert (len(due.checks), len(due.issues)) == (1, 1)
    with acting(everyone.carl):
        assert not followup.due_placements(until=TODAY).exists()


def test_a_difficulty_is_told_to_the_class_team_without_a_name_and_closes_with_an_outcome(
    everyone: Cast, at_work: Placement
) -> None:
    with as_bo(everyone) as bo:
        row = followup.tell_issue(placement=at_work, facts=ISSUE_TOLD, by=bo, at=NOW)
    with access.job_scope(everyone.hedeby.pk):
        sent = messages.OutgoingMessage.objects.filter(template=messages.Template.PLACEMENT_ISSUE)
        told = {each.address for each in sent}
        assert all("Amina" not in messages.written(each, "").body for each in sent)
    assert told == {everyone.ditte.email, everyone.tove.email}
    with as_bo(everyone) as bo:
        with pytest.raises(followup.NotWhole):
            followup.move_issue(issue=row, what=IssueMove.CLOSE, words=" ", by=bo, at=NOW)
        followup.move_issue(issue=row, what=IssueMove.CLOSE, words="Comes on time", by=bo, at=NOW)
        with pytest.raises(IllegalMove):
            followup.move_issue(issue=row, what=IssueMove.CLOSE, words="Again", by=bo, at=NOW)
    (issue,) = seen_by_bo(everyone, at_work).issues
    assert (issue.state, issue.outcome, issue.closed_on) == (IssueState.CLOSED, "Comes on time", TODAY)


def test_what_an_incident_did_to_somebody_is_for_few(everyone: Cast, at_work: Placement) -> None:
    facts = IncidentFacts(TODAY, IncidentKind.ACCIDENT, "Gloves are worn")
    with acting(everyone.gro) as gro:  # the town's office sees the process, not the harm
        row = followup.record_incident(placement=at_work, facts=facts, by=gro, at=NOW)
        with pytest.raises(followup.NotYours):
            followup.write_harm(incident=row, facts=HarmFacts(Harm.DOCTOR, "A cut"), by=gro, at=NOW)
    with as_bo(everyone) as bo:
        followup.write_harm(incident=row, facts=HarmFacts(Harm.DOCTOR, "A cut"), by=bo, at=NOW)
        followup.judge_incident(
            incident=row, must_be_reported=True, reported_on=TODAY, reported_to="The authority", by=bo, at=NOW
        )
        with pytest.raises(followup.NotWhole, match="say that it must be"):
            followup.judge_incident(
                incident=row, must_be_reported=False, reported_on=TODAY, reported_to="X", by=bo, at=NOW
            )
    assert seen_by_bo(everyone, at_work).harms[row.pk].words == "A cut"
    with acting(everyone.gro):
        view = followup.follow_up(at_work.pk)
        assert view is not None
        assert len(view.incidents) == 1
        assert view.harms == {}
        assert not followup.IncidentHarm.objects.exists()  # also behind the query's own fence


def test_the_young_person_signs_and_what_is_signed_stays(everyone: Cast, at_work: Placement) -> None:
    with at_home(everyone) as by:
        row = followup.write_evaluation(
            placement=at_work,
            kind=EvaluationKind.MID_WAY,
            words=WORDS,
            voice=Voice.YOUNG_PERSON,
            by=by,
            at=NOW,
        )
        with pytest.raises(followup.NotYours):
            followup.sign_evaluation(evaluation=row, how=How.PAPER, voice=Voice.YOUNG_PERSON, by=by, at=NOW)
        followup.sign_evaluation(evaluation=row, how=How.LOG_IN, voice=Voice.YOUNG_PERSON, by=by, at=NOW)
    with as_bo(everyone) as bo:
        with pytest.raises(followup.Signed):
            followup.write_evaluation(
                placement=at_work, kind=EvaluationKind.MID_WAY, words=WORDS, by=bo, at=NOW
            )
        link = followup.ask_host(placement=at_work, use=LinkUse.WORDS, about=row.pk, by=bo, at=NOW)
        assert [each.pk for each in followup.stories(municipality_ids=[everyone.hedeby.pk])] == [row.pk]
    with at_home(everyone) as by:
        said = followup.HostSaid(name="Villy", words="Come back")
        followup.answer_as_host(link=link, said=said, by=by, at=NOW)
    (seen,) = seen_by_bo(everyone, at_work).evaluations
    assert (seen.host_words, seen.seal) == ("Come back", seen.digest)
    with pytest.raises(IntegrityError, match="not changed"), access.job_scope(everyone.hedeby.pk):
        followup.Evaluation.objects.filter(pk=row.pk).update(well="Something else")


def test_a_grown_up_can_t_say_yes_to_being_told_about(everyone: Cast, at_work: Placement) -> None:
    with as_bo(everyone) as bo:
        row = followup.write_evaluation(
            placement=at_work, kind=EvaluationKind.FINAL, words=WORDS, by=bo, at=NOW
        )
        followup.sign_evaluation(evaluation=row, how=How.PAPER, by=bo, at=NOW)
        assert followup.stories(municipality_ids=[everyone.hedeby.pk]) == ()


def test_the_certificate_says_days_hours_tasks_and_who_was_there(everyone: Cast, at_work: Placement) -> None:
    with as_bo(everyone) as bo, pytest.raises(followup.NotWhole, match="No day at the place"):
        followup.issue_certificate(placement=at_work, tasks="Saws", learned="", by=bo, at=NOW)
    days_told(everyone, at_work)
    moved(everyone, at_work, WayMove.EVALUATE, "A good year")
    with as_bo(everyone) as bo:
        row = followup.issue_certificate(placement=at_work, tasks="Saws", learned="To measure", by=bo, at=NOW)
    total = seen_by_bo(everyone, at_work).totals
    assert (row.days, row.minutes, row.supervisor) == (total.there, total.minutes, "Villy Værk")
    assert (row.host_words, row.said_by) == ("", "")


def test_the_certificate_takes_the_company_s_words_along(everyone: Cast, at_work: Placement) -> None:
    days_told(everyone, at_work)
    with as_bo(everyone) as bo:
        told = followup.write_evaluation(
            placement=at_work, kind=EvaluationKind.FINAL, words=WORDS, by=bo, at=NOW
        )
        link = followup.ask_host(placement=at_work, use=LinkUse.WORDS, about=told.pk, by=bo, at=NOW)
    with at_home(everyone) as by:
        said = followup.HostSaid(name="Villy Værk", words="Come back")
        followup.answer_as_host(link=link, said=said, by=by, at=NOW)
    with as_bo(everyone) as bo:
        row = followup.issue_certificate(placement=at_work, tasks="Saws", learned="", by=bo, at=NOW)
    assert (row.host_words, row.said_by) == ("Come back", "Villy Værk")
    assert (row.host_name, row.issued_by) == ("Værk & Søn", everyone.bo)


def test_what_is_not_approved_yet_is_not_followed_up(everyone: Cast, placement: Placement) -> None:
    with as_bo(everyone) as bo, pytest.raises(followup.NotWhole, match="approval"):
        followup.set_goal(placement=placement, words="To measure", by=bo, at=NOW)


def at_work_ends(everyone: Cast, placement: Placement) -> date:
    """The first day the agreement no longer holds."""
    agreement = seen_by_bo(everyone, placement).agreement
    assert agreement is not None
    assert agreement.ends_on is not None
    return agreement.ends_on
