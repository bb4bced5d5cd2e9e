"""A plan: where to, how, in whose words, how ready; and what was approved stays."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
import pytest
from django.db import IntegrityError
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, a_spell, covered, hidden

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.careerplans.api import (
    PLAN,
    CareerPlan,
    DoneBy,
    GoalState,
    GoalTerm,
    PartKind,
    PlanMove,
    PlanState,
    Voice,
)
from stafet.kernel.identity import uuid7
from stafet.kernel.transitions import IllegalMove

SOON = TODAY + timedelta(days=30)
VISIT = careerplans.StepOnTheWay("Visit the technical school", DoneBy.YOUNG_PERSON, SOON)


def a_goal(
    everyone: Cast, plan: CareerPlan, step: careerplans.StepOnTheWay | None = VISIT
) -> careerplans.PlanGoal:
    with acting(everyone.bo) as bo:
        return careerplans.add_goal(
            plan=plan, term=GoalTerm.SHORT, words="Carpenter", step=step, by=bo, at=NOW
        )


def move(everyone: Cast, plan: CareerPlan, *moves: PlanMove) -> None:
    told = {PlanMove.DISCUSS: {"on": TODAY}, PlanMove.SHOW: {"on": TODAY}}
    for one in moves:
        with acting(everyone.bo) as bo:
            act = getattr(careerplans, f"{one.value}_plan")
            act(plan=CareerPlan.objects.get(pk=plan.pk), by=bo, at=NOW, **told.get(one, {}))


def state_of(everyone: Cast, plan: CareerPlan) -> PlanState:
    with acting(everyone.bo):
        return PlanState(CareerPlan.objects.get(pk=plan.pk).state)


READY = (PlanMove.DISCUSS, PlanMove.SHOW, PlanMove.APPROVE)


def test_everybody_has_one_plan(everyone: Cast, amina: Held, plan: CareerPlan) -> None:
    with acting(everyone.bo) as bo:
        again = careerplans.begin_plan(person=amina.person, by=bo, at=NOW)
    assert again.pk == plan.pk


def test_a_plan_is_approved_when_it_was_talked_through_and_seen_at_home(
    everyone: Cast, plan: CareerPlan
) -> None:
    a_goal(everyone, plan)
    move(everyone, plan, *READY)
    assert state_of(everyone, plan) is PlanState.APPROVED


def test_without_a_goal_nothing_is_approved(everyone: Cast, plan: CareerPlan) -> None:
    move(everyone, plan, PlanMove.DISCUSS, PlanMove.SHOW)
    with pytest.raises(careerplans.PlanIsIncomplete, match="at least one goal"):
        move(everyone, plan, PlanMove.APPROVE)


def test_a_goal_without_a_step_is_named(everyone: Cast, plan: CareerPlan) -> None:
    a_goal(everyone, plan, step=None)
    move(everyone, plan, PlanMove.DISCUSS, PlanMove.SHOW)
    with pytest.raises(careerplans.PlanIsIncomplete, match="Carpenter"):
        move(everyone, plan, PlanMove.APPROVE)


def test_the_plan_of_somebody_under_age_is_seen_at_home_first(everyone: Cast, plan: CareerPlan) -> None:
    a_goal(everyone, plan)
    move(everyone, plan, PlanMove.DISCUSS)
    with pytest.raises(careerplans.NotSeenAtHome):
        move(everyone, plan, PlanMove.APPROVE)


@pytest.mark.parametrize(
    ("born", "is_of_age"),
    [
        (TODAY.replace(year=TODAY.year - 18), True),
        (TODAY.replace(year=TODAY.year - 18) + timedelta(days=1), False),
        (date(2008, 2, 29), True),
    ],
)
def test_from_the_eighteenth_birthday_on_nobody_at_home_is_asked(
    everyone: Cast, born: date, is_of_age: bool
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Bilal", birth_date=born)
        covered(person, everyone.guidance, user=everyone.bo)
    with acting(everyone.bo) as bo:
        plan = careerplans.begin_plan(person=person, by=bo, at=NOW)
    a_goal(everyone, plan)
    move(everyone, plan, PlanMove.DISCUSS)
    if is_of_age:
        move(everyone, plan, PlanMove.APPROVE)
        assert state_of(everyone, plan) is PlanState.APPROVED
    else:
        with pytest.raises(careerplans.NotSeenAtHome):
            move(everyone, plan, PlanMove.APPROVE)


def test_what_was_approved_stays_whatever_is_changed_after(everyone: Cast, plan: CareerPlan) -> None:
    a_goal(everyone, plan)
    move(everyone, plan, *READY)
    with acting(everyone.bo) as bo:
        careerplans.add_goal(plan=plan, term=GoalTerm.PLAN_B, words="Painter", step=None, by=bo, at=NOW)
    assert state_of(everyone, plan) is PlanState.DRAFT
    with acting(everyone.bo):
        (version,) = careerplans.PlanVersion.objects.filter(plan=plan)
    assert [goal["words"] for goal in version.content["goals"]] == ["Carpenter"]
    assert version.content["goals"][0]["steps"][0]["words"] == VISIT.words


def test_a_step_that_is_done_makes_no_approved_plan_a_draft(everyone: Cast, plan: CareerPlan) -> None:
    goal = a_goal(everyone, plan)
    move(everyone, plan, *READY)
    with acting(everyone.bo) as bo:
        step = careerplans.PlanStep.objects.get(goal=goal)
        careerplans.finish_plan_step(step=step, on=TODAY, by=bo, at=NOW)
        with pytest.raises(careerplans.ChangedByNow):
            careerplans.finish_plan_step(step=step, on=TODAY, by=bo, at=NOW)
    assert state_of(everyone, plan) is PlanState.APPROVED


def test_a_goal_is_closed_with_what_came_of_it(everyone: Cast, plan: CareerPlan) -> None:
    goal = a_goal(everyone, plan)
    with acting(everyone.bo) as bo, pytest.raises(careerplans.GoalNeedsOutcome):
        careerplans.close_goal(goal=goal, state=GoalState.REACHED, outcome=" ", on=TODAY, by=bo, at=NOW)
    with acting(everyone.bo) as bo:
        careerplans.close_goal(
            goal=goal, state=GoalState.REACHED, outcome="Got a place", on=TODAY, by=bo, at=NOW
        )
    with acting(everyone.bo) as bo, pytest.raises(careerplans.ChangedByNow):
        careerplans.close_goal(goal=goal, state=GoalState.LEFT, outcome="No", on=TODAY, by=bo, at=NOW)


def test_nobody_writes_in_another_s_voice(everyone: Cast, plan: CareerPlan) -> None:
    with acting(everyone.bo) as bo:
        careerplans.write_part(
            plan=plan, kind=PartKind.STRENGTHS, voice=Voice.COUNSELLOR, words="Patient", by=bo, at=NOW
        )
    with acting(everyone.bo) as bo, pytest.raises(careerplans.NotYours):
        careerplans.write_part(
            plan=plan, kind=PartKind.STRENGTHS, voice=Voice.YOUNG_PERSON, words="Mine", by=bo, at=NOW
        )


def test_one_s_own_words_are_changed_and_not_doubled(everyone: Cast, plan: CareerPlan) -> None:
    for words in ("Patient", "Patient with wood"):
        with acting(everyone.bo) as bo:
            careerplans.write_part(
                plan=plan, kind=PartKind.STRENGTHS, voice=Voice.COUNSELLOR, words=words, by=bo, at=NOW
            )
    with acting(everyone.bo):
        view = careerplans.plan_of(plan.person_id, on=TODAY)
    assert view is not None
    assert [part.words for part in view.parts] == ["Patient with wood"]


def test_what_somebody_needs_help_with_is_for_few_and_in_no_version(everyone: Cast, plan: CareerPlan) -> None:
    a_goal(everyone, plan)
    with acting(everyone.bo) as bo:
        careerplans.write_support(plan=plan, words="A quiet room", by=bo, at=NOW)
    move(everyone, plan, *READY)
    with acting(everyone.bo):
        mine = careerplans.plan_of(plan.person_id, on=TODAY)
        content = careerplans.PlanVersion.objects.get(plan=plan).content
    with acting(everyone.gro):
        duty = careerplans.plan_of(plan.person_id, on=TODAY)
    assert mine is not None
    assert mine.support is not None
    assert duty is not None
    assert duty.support is None, "The duty opens no notes."
    assert "quiet" not in str(content)


@pytest.mark.parametrize("who", ["carl", "freja", "ditte"])
def test_whoever_may_not_see_somebody_sees_no_plan(everyone: Cast, plan: CareerPlan, who: str) -> None:
    with acting(getattr(everyone, who)):
        assert careerplans.plan_of(plan.person_id, on=TODAY) is None


def test_the_plan_of_somebody_hidden_is_hidden(everyone: Cast, plan: CareerPlan, amina: Held) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hidden(amina.person)
    with acting(everyone.bo):
        assert careerplans.plan_of(plan.person_id, on=TODAY) is None


def test_whoever_follows_up_for_the_municipality_does_not_approve(everyone: Cast, plan: CareerPlan) -> None:
    a_goal(everyone, plan)
    move(everyone, plan, PlanMove.DISCUSS, PlanMove.SHOW)
    with acting(everyone.gro) as gro, pytest.raises(careerplans.NotYours):
        careerplans.approve_plan(plan=CareerPlan.objects.get(pk=plan.pk), by=gro, at=NOW)


@pytest.mark.parametrize(
    ("state", "one"),
    [(state, one) for state in PlanState for one in PlanMove if not PLAN.is_allowed(state, one)],
)
def test_a_move_that_is_not_drawn_is_refused_with_a_sentence(
    everyone: Cast, plan: CareerPlan, state: PlanState, one: PlanMove
) -> None:
    a_goal(everyone, plan)
    with access.job_scope(everyone.hedeby.pk):
        CareerPlan.objects.filter(pk=plan.pk).update(
            state=state, approved_at=NOW if state in careerplans.READY else None
        )
    with pytest.raises((IllegalMove, careerplans.NotSeenAtHome)):
        move(everyone, plan, one)


def test_the_life_of_a_plan_has_no_dead_ends() -> None:
    assert PLAN.unreachable(PlanState.DRAFT) == frozenset()
    assert not [state for state in PlanState if PLAN.is_final(state)]


def test_who_leaves_without_a_plan_is_named_and_counted_school_by_school(everyone: Cast, amina: Held) -> None:
    with access.job_scope(everyone.hedeby.pk):
        others = [a_person(everyone.hedeby, name) for name in ("Bilal", "Clara", "Dora")]
        for person in others:
            a_spell(person, everyone.school, unit=everyone.class_9a, grade=8 if person == others[2] else 9)
        for person in others:
            covered(person, everyone.guidance, user=everyone.bo)
    with acting(everyone.bo) as bo:
        plan = careerplans.begin_plan(person=others[0], by=bo, at=NOW)
    a_goal(everyone, plan)
    move(everyone, plan, *READY)
    with acting(everyone.bo) as bo:
        careerplans.begin_plan(person=others[1], by=bo, at=NOW)
        lines = careerplans.leaver_lines(careerplans.leavers_without_plan(on=TODAY))
        schools = careerplans.schools_of_leavers(on=TODAY)
    assert [(line.name, line.state) for line in lines] == [
        ("Amina Holm", None),
        ("Clara Holm", PlanState.DRAFT),
    ]
    assert [(each.leavers, each.ready) for each in schools] == [(3, 1)]
    with acting(everyone.carl):
        assert list(careerplans.leavers_without_plan(on=TODAY)) == []


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("one_plan", "INSERT INTO careerplans_careerplan SELECT gen_random_uuid(), municipality_id, state, revision,"
         " opened_at, discussed_on, seen_on, approved_at, handed_over_at, known_at, approved_by_id, person_id"
         " FROM careerplans_careerplan"),
        ("approval_has_a_time", "UPDATE careerplans_careerplan SET state = 'approved'"),
        ("closed_goal_has_outcome", "UPDATE careerplans_plangoal SET state = 'reached'"),
        ("proposal_is_somebodys", "UPDATE careerplans_plangoal SET state = 'proposed'"),
    ],
)  # fmt: skip
def test_the_database_has_the_last_word(
    everyone: Cast, plan: CareerPlan, database: psycopg.Connection, constraint: str, change: str
) -> None:
    a_goal(everyone, plan)
    with pytest.raises(psycopg.errors.IntegrityError, match=constraint):
        database.execute(change)


def test_two_texts_of_one_voice_and_two_versions_of_one_number_are_refused(
    everyone: Cast, plan: CareerPlan
) -> None:
    with acting(everyone.bo) as bo:
        part = careerplans.write_part(
            plan=plan, kind=PartKind.WISHES, voice=Voice.COUNSELLOR, words="Wood", by=bo, at=NOW
        )
        need = careerplans.write_support(plan=plan, words="Quiet", by=bo, at=NOW)
    with access.job_scope(everyone.hedeby.pk):
        home = careerplans.say_at_home(
            person=plan.person, kind=PartKind.WISHES, voice=Voice.HOME, words="Wood", by=bo, at=NOW
        )
    a_goal(everyone, plan)
    move(everyone, plan, *READY)
    with acting(everyone.bo):
        version = careerplans.PlanVersion.objects.get(plan=plan)
    for row, constraint in (
        (part, "one_text_of_a_voice"),
        (home, "one_text_of_each_at_home"),
        (need, "one_text_of_support"),
        (version, "one_version_of_a_number"),
    ):
        row.pk = uuid7()
        with pytest.raises(IntegrityError, match=constraint), access.job_scope(everyone.hedeby.pk):
            row.save(force_insert=True)
