"""A case: opened by the register, assessed, in measures, followed up, left with a reason, and looked at again."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, hidden
from tests.outreach.conftest import TODAY, Sweden, acting

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.identity import uuid7
from stafet.kernel.transitions import IllegalMove
from stafet.outreach import api as outreach
from stafet.outreach.api import (
    CASE,
    ActivityCase,
    CaseMove,
    CaseState,
    FollowUp,
    FollowUpKind,
    FollowUpResult,
    GroupReason,
    Measure,
    Party,
    WorkKind,
)
from stafet.responsibility import api as responsibility

SOON = TODAY + timedelta(days=21)


def assessed(sweden: Sweden, case: ActivityCase, occupation: str = "nothing") -> outreach.Assessment:
    with acting(sweden.sven) as sven:
        return outreach.assess(
            case=case,
            draft=outreach.AssessmentDraft(occupation, "I want to work with animals", TODAY),
            by=sven,
            at=NOW,
        )


def measured(sweden: Sweden, case: ActivityCase, kind: str = "coaching") -> Measure:
    with acting(sweden.sven) as sven:
        draft = outreach.MeasureDraft(Party.MUNICIPALITY, kind, "Every Tuesday", TODAY, SOON)
        return outreach.begin_measure(case=case, draft=draft, by=sven, at=NOW)


def ended(sweden: Sweden, measure: Measure) -> None:
    with acting(sweden.sven) as sven:
        outreach.end_measure(measure=measure, last_day=TODAY, reason="goal_reached", by=sven, at=NOW)


def left(
    sweden: Sweden, case: ActivityCase, reason: str = "national_programme", on: date = TODAY
) -> FollowUp | None:
    with acting(sweden.sven) as sven:
        return outreach.exit_case(case=case, reason=reason, on=on, by=sven, at=NOW)


def now(sweden: Sweden, case: ActivityCase) -> ActivityCase:
    with acting(sweden.sven):
        return ActivityCase.objects.get(pk=case.pk)


def steps(sweden: Sweden, held: Held) -> list[tuple[str, date]]:
    with acting(sweden.sven):
        rows = responsibility.NextStep.objects.open().filter(person=held.person).order_by("due_on")
        return [(row.kind, row.due_on) for row in rows]


def test_the_register_opens_each_case_once(sweden: Sweden, elsa: Held) -> None:
    with access.job_scope(sweden.alby.pk):
        assert outreach.open_cases(municipality_id=sweden.alby.pk, by=SYSTEM, at=NOW) == 1
        assert outreach.open_cases(municipality_id=sweden.alby.pk, by=SYSTEM, at=NOW) == 0
        case = ActivityCase.objects.get()
    assert (case.state, case.reason, case.in_group_since) == ("registered", "broke_off", date(2026, 4, 10))
    assert case.first_contact_by == date(2026, 9, 15)


def test_opening_costs_the_same_for_one_and_for_many(sweden: Sweden, elsa: Held, queries) -> None:  # type: ignore[no-untyped-def]
    def opened() -> int:
        with acting(sweden.sven) as sven:
            queries()
            outreach.open_cases(municipality_id=sweden.alby.pk, by=sven, at=NOW)
            return int(queries())

    few = opened()
    with access.job_scope(sweden.alby.pk):
        for number in range(12):
            sweden.held(sweden.pupil(f"Nils {number}"))
    assert opened() == few


def test_the_nightly_job_also_registers_whoever_is_hidden_and_only_their_readers_meet_the_case(
    sweden: Sweden, elsa: Held
) -> None:
    with access.job_scope(sweden.alby.pk):
        hidden(elsa.person, sweden.rut)
        outreach.open_cases(municipality_id=sweden.alby.pk, by=SYSTEM, at=NOW)
    with acting(sweden.sven):
        assert outreach.case_of(elsa.person.pk) is None
    with acting(sweden.rut):
        assert outreach.case_of(elsa.person.pk) is not None


def test_only_the_home_municipality_registers(sweden: Sweden, everyone: Cast) -> None:
    with acting(everyone.bo) as bo, pytest.raises(outreach.NotYours):
        outreach.open_cases(municipality_id=sweden.alby.pk, by=bo, at=NOW)
    with access.job_scope(everyone.hedeby.pk), pytest.raises(outreach.NotInSweden):
        outreach.open_cases(municipality_id=everyone.hedeby.pk, by=SYSTEM, at=NOW)


def test_from_the_registration_to_the_exit(sweden: Sweden, elsa: Held, case: ActivityCase) -> None:
    with pytest.raises(IllegalMove):
        measured(sweden, case)
    assessed(sweden, case)
    assert now(sweden, case).state == CaseState.ASSESSED
    measure = measured(sweden, case)
    assert now(sweden, case).state == CaseState.IN_MEASURES
    assert now(sweden, case).revised_on == TODAY
    with pytest.raises(outreach.MeasureRuns, match="End it first"):
        left(sweden, case)
    ended(sweden, measure)
    assert now(sweden, case).state == CaseState.ASSESSED
    check = left(sweden, case)
    assert check is not None
    assert (check.kind, check.due_on, check.rule) == (
        "after_check",
        date(2026, 12, 1),
        "se.kaa.first_check_after",
    )
    assert ("follow_up", date(2026, 12, 1)) in steps(sweden, elsa)


def test_two_measures_end_one_by_one(sweden: Sweden, case: ActivityCase) -> None:
    assessed(sweden, case)
    first, second = measured(sweden, case), measured(sweden, case, "work_practice")
    ended(sweden, first)
    assert now(sweden, case).state == CaseState.IN_MEASURES
    ended(sweden, second)
    assert now(sweden, case).state == CaseState.ASSESSED
    with pytest.raises(outreach.ChangedByNow):
        ended(sweden, second)


def test_an_exit_has_a_reason_of_the_list_and_a_day_that_is_not_before_the_registration(
    sweden: Sweden, case: ActivityCase
) -> None:
    with pytest.raises(outreach.UnknownCode):
        left(sweden, case, "")
    with pytest.raises(outreach.EndsTooSoon):
        left(sweden, case, on=TODAY - timedelta(days=1))
    assert left(sweden, case, "upper_age") is None


def test_a_follow_up_is_a_next_step_of_the_promise(sweden: Sweden, elsa: Held, case: ActivityCase) -> None:
    with acting(sweden.sven) as sven:
        row = outreach.agree_follow_up(case=case, due_on=SOON, by=sven, at=NOW)
    assert ("follow_up", SOON) in steps(sweden, elsa)
    later = SOON + timedelta(days=30)
    with acting(sweden.sven) as sven:
        outreach.finish_follow_up(
            follow_up=row, result=FollowUpResult.AS_AGREED, on=TODAY, next_due_on=later, by=sven, at=NOW
        )
    assert ("follow_up", later) in steps(sweden, elsa)
    assert ("follow_up", SOON) not in steps(sweden, elsa)
    with acting(sweden.sven) as sven, pytest.raises(outreach.ChangedByNow):
        outreach.finish_follow_up(
            follow_up=row, result=FollowUpResult.AS_AGREED, on=TODAY, next_due_on=None, by=sven, at=NOW
        )


def test_the_last_date_of_the_promise_is_never_taken_away(
    sweden: Sweden, elsa: Held, case: ActivityCase
) -> None:
    with acting(sweden.sven) as sven:
        row = outreach.agree_follow_up(case=case, due_on=SOON, by=sven, at=NOW)
        responsibility.finish_step(
            step=elsa.step, outcome=responsibility.StepOutcome.REACHED_GOAL, by=sven, at=NOW
        )
    with acting(sweden.sven) as sven, pytest.raises(responsibility.NeedsNextStep):
        outreach.finish_follow_up(
            follow_up=row, result=FollowUpResult.AS_AGREED, on=TODAY, next_due_on=None, by=sven, at=NOW
        )
    left(sweden, case, "upper_age")
    assert steps(sweden, elsa) == [("follow_up", SOON)]


def check_of(sweden: Sweden, case: ActivityCase) -> FollowUp:
    with acting(sweden.sven):
        return FollowUp.objects.get(case=case, kind=FollowUpKind.AFTER_CHECK, done_on=None)


def answer(sweden: Sweden, check: FollowUp, result: FollowUpResult) -> ActivityCase | None:
    with acting(sweden.sven) as sven:
        return outreach.finish_follow_up(
            follow_up=check, result=result, on=TODAY, next_due_on=None, by=sven, at=NOW
        )


def test_what_holds_is_asked_again_by_rule_and_at_last_no_more(
    sweden: Sweden, elsa: Held, case: ActivityCase
) -> None:
    left(sweden, case)
    for due_on in (date(2026, 12, 1), date(2027, 3, 1), date(2027, 9, 1)):
        check = check_of(sweden, case)
        assert check.due_on == due_on
        assert answer(sweden, check, FollowUpResult.HOLDS) is None
    with acting(sweden.sven):
        assert not FollowUp.objects.filter(done_on=None).exists()


def test_what_did_not_hold_registers_them_again(sweden: Sweden, elsa: Held, case: ActivityCase) -> None:
    left(sweden, case)
    again = answer(sweden, check_of(sweden, case), FollowUpResult.DOES_NOT_HOLD)
    assert again is not None
    assert (again.follows_id, again.reason, again.state) == (case.pk, GroupReason.RETURNED, "registered")
    assert ("first_contact", again.first_contact_by) in steps(sweden, elsa)
    with acting(sweden.sven):
        view = outreach.case_of(elsa.person.pk)
    assert view is not None
    assert [each.pk for each in view.earlier] == [case.pk]


def test_a_result_of_the_other_kind_is_refused(sweden: Sweden, case: ActivityCase) -> None:
    left(sweden, case)
    with pytest.raises(outreach.UnknownCode):
        answer(sweden, check_of(sweden, case), FollowUpResult.AS_AGREED)


def test_an_exit_by_mistake_is_taken_back_but_not_beside_a_new_case(
    sweden: Sweden, case: ActivityCase
) -> None:
    left(sweden, case, "not_in_group")
    with acting(sweden.sven) as sven:
        outreach.reopen_case(case=case, by=sven, at=NOW)
    assert now(sweden, case).state == CaseState.ASSESSED
    left(sweden, case)
    answer(sweden, check_of(sweden, case), FollowUpResult.DOES_NOT_HOLD)
    with acting(sweden.sven) as sven, pytest.raises(outreach.OpenCaseAlready):
        outreach.reopen_case(case=case, by=sven, at=NOW)


@pytest.mark.parametrize(
    ("state", "move"),
    [(state, move) for state in CaseState for move in CaseMove if not CASE.is_allowed(state, move)],
)
def test_a_move_that_is_not_drawn_is_refused(state: CaseState, move: CaseMove) -> None:
    with pytest.raises(IllegalMove):
        CASE.after(state, move)


def test_the_life_of_a_case_has_no_dead_ends() -> None:
    assert CASE.unreachable(CaseState.REGISTERED) == frozenset()


def test_each_case_waits_for_one_thing_and_says_which(sweden: Sweden, elsa: Held, case: ActivityCase) -> None:
    def waits(on: date = TODAY) -> list[tuple[WorkKind, date]]:
        with acting(sweden.sven):
            return [(line.kind, line.by) for line in outreach.waiting_cases(sweden.alby.pk, on=on)]

    assert waits() == [(WorkKind.TO_ASSESS, date(2026, 9, 15))]
    assessed(sweden, case)
    assert waits() == [(WorkKind.NOTHING_AGREED, TODAY)]
    with acting(sweden.sven) as sven:
        outreach.agree_follow_up(case=case, due_on=SOON, by=sven, at=NOW)
    assert waits() == []
    assert waits(SOON) == [(WorkKind.FOLLOW_UP, SOON)]
    assert waits(date(2029, 5, 17)) == [(WorkKind.LEAVES_GROUP, date(2029, 5, 17))]
    left(sweden, case)
    assert waits() == []
    assert waits(date(2026, 12, 1)) == [(WorkKind.AFTER_CHECK, date(2026, 12, 1))]


def test_small_numbers_are_hidden_and_do_not_follow_from_the_rest() -> None:
    assert list(outreach.protected_counts([12, 3, 7, 0], k=5)) == [12, None, None, 0]
    assert list(outreach.protected_counts([12, 3, 2, 0], k=5)) == [12, None, None, 0]
    assert list(outreach.protected_counts([12, 6, 7, 5], k=5)) == [12, 6, 7, 5]
    assert list(outreach.protected_counts([3, 0, 0, 0], k=5)) == [None, 0, 0, 0]


def test_whoever_writes_in_no_plan_works_with_no_case(
    sweden: Sweden, everyone: Cast, case: ActivityCase
) -> None:
    viggo = access.actor_for(everyone.viggo, at=NOW)
    assert not outreach.can_work_case(viggo)
    with access.job_scope(sweden.alby.pk):
        assert not ActivityCase.objects.filter(outreach.cases_workable_by(viggo)).exists()
        with pytest.raises(outreach.NotYours):
            outreach.assess(case=case, draft=outreach.AssessmentDraft("works", "", TODAY), by=viggo, at=NOW)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("exit_has_day_and_reason", "UPDATE outreach_activitycase SET state = 'exited'"),
        ("exit_follows_registration", "UPDATE outreach_activitycase SET state = 'exited', exit_reason = 'exam',"
         " exited_on = '2020-01-01'"),
        ("assessment_says_what_they_do", "UPDATE outreach_assessment SET occupation = ''"),
        ("ended_measure_has_reason", "UPDATE outreach_measure SET ends_on = '2030-01-01'"),
        ("measure_ends_after_it_starts", "UPDATE outreach_measure SET ends_on = '2020-01-01', end_reason = 'x'"),
        ("measure_planned_forward", "UPDATE outreach_measure SET planned_until = '2020-01-01'"),
        ("done_follow_up_has_result", "UPDATE outreach_followup SET done_on = '2030-01-01'"),
    ],
)  # fmt: skip
def test_the_database_has_the_last_word(
    sweden: Sweden, case: ActivityCase, database: psycopg.Connection, constraint: str, change: str
) -> None:
    assessed(sweden, case)
    measured(sweden, case)
    with acting(sweden.sven) as sven:
        outreach.agree_follow_up(case=case, due_on=SOON, by=sven, at=NOW)
    with pytest.raises(psycopg.errors.IntegrityError, match=constraint):
        database.execute(change)


def test_nobody_has_two_open_cases(sweden: Sweden, case: ActivityCase, database: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.UniqueViolation, match="one_open_case"):
        database.execute(
            "INSERT INTO outreach_activitycase (id, municipality_id, person_id, state, reason, registered_on,"
            " first_contact_by, exit_reason, known_at) SELECT %s, municipality_id, person_id, 'registered', 'not_known',"
            " registered_on, first_contact_by, '', known_at FROM outreach_activitycase",
            [uuid7()],
        )
