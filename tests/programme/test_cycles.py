"""A cycle begins with a meeting, its gates say what is missing, it closes and the next follows; a region reads along."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.programme.conftest import TODAY, acting, adopted, begun, filled, met

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.programme import api as programme
from stafet.programme.api import (
    PLAN,
    AnswerFacts,
    Cycle,
    GateLine,
    Phase,
    Plan,
    PlanState,
    Stage,
    Stand,
    StartUp,
    StepFacts,
)


def gates(cycle: Cycle) -> dict[GateLine, bool]:
    """What all gates say."""
    fresh = Cycle.objects.select_related("plan").get(pk=cycle.pk)
    return {line: is_met for each in programme.steps_of(fresh) for line, is_met in each.gate}


def test_a_cycle_begins_with_what_was_agreed(everyone: Cast) -> None:
    cycle = met(everyone)
    steps = programme.steps_of(cycle)
    assert [each.step.phase for each in steps] == list(Phase)
    assert steps[0].step.done_on == TODAY
    assert not any(gates(cycle).values())
    with pytest.raises(programme.NotNow, match="running"):
        met(everyone)
    with pytest.raises(programme.NotComplete):
        met(everyone, met_on=TODAY + timedelta(days=1))
    with pytest.raises(programme.NotComplete):
        met(everyone, protocol=" ")
    with acting(everyone.ditte) as ditte, pytest.raises(programme.NotForYou):
        programme.open_cycle(
            municipality_id=everyone.hedeby.pk, facts=StartUp("x", TODAY, "x"), by=ditte, at=NOW
        )


def test_gates_follow_what_is_written_and_hold_nothing_back(everyone: Cast, plan: Plan) -> None:
    cycle = met(everyone, decider="The council", division="The region helps", stages=(Stage.LATE,))
    with acting(everyone.gro) as gro:
        for phase in list(Phase)[1:]:
            facts = StepFacts(TODAY + timedelta(days=30), "Coordinator")
            programme.settle_step(cycle=cycle, phase=phase, facts=facts, by=gro, at=NOW)
        programme.tie_plan(cycle=cycle, plan=plan, by=gro, at=NOW)
        # Anchoring goes beside drafting, whatever the gates before it say.
        programme.finish_step(cycle=cycle, phase=Phase.ANCHORING, done_on=TODAY, words="", by=gro, at=NOW)
    found = gates(cycle)
    at_start = {GateLine.DECIDER_NAMED, GateLine.SCOPE_AGREED, GateLine.WORK_DIVIDED, GateLine.DATES_SET}
    assert {line for line, is_met in found.items() if is_met} == {*at_start, GateLine.REMARKS_ANSWERED}
    filled(everyone, plan)
    with acting(everyone.gro) as gro:
        programme.send_out(plan=plan, names=["Schools"], answer_by=TODAY, by=gro, at=NOW)
    waiting = {GateLine.ANSWERS_IN, GateLine.PLAN_ADOPTED}
    assert {line for line, is_met in gates(cycle).items() if not is_met} == waiting
    with acting(everyone.gro) as gro:
        with pytest.raises(programme.NotNow, match="not adopted"):
            programme.finish_step(cycle=cycle, phase=Phase.ADOPTION, done_on=TODAY, words="", by=gro, at=NOW)
        (referral,) = programme.referrals_of(plan)
        told = AnswerFacts(TODAY, Stand.SUPPORTS, "", "")
        programme.answer_referral(referral=referral, facts=told, by=gro, at=NOW)
    adopted(everyone, plan)
    assert all(gates(cycle).values())
    with acting(everyone.gro) as gro:
        programme.finish_step(cycle=cycle, phase=Phase.ADOPTION, done_on=TODAY, words="", by=gro, at=NOW)
        late = TODAY + timedelta(days=1)
        with pytest.raises(programme.NotComplete):
            programme.finish_step(cycle=cycle, phase=Phase.RUNNING, done_on=late, words="", by=gro, at=NOW)


def test_a_cycle_closes_once_it_was_followed_up_and_the_next_follows_it(everyone: Cast) -> None:
    cycle = met(everyone)
    with acting(everyone.gro) as gro:
        programme.change_cycle(cycle=cycle, facts=StartUp("Renamed", TODAY, "More"), by=gro, at=NOW)
        with pytest.raises(programme.NotNow, match="followed up"):
            programme.close_cycle(cycle=cycle, by=gro, at=NOW)
        programme.finish_step(cycle=cycle, phase=Phase.FOLLOW_UP, done_on=TODAY, words="", by=gro, at=NOW)
        assert programme.close_cycle(cycle=cycle, by=gro, at=NOW).closed_on == TODAY
        with pytest.raises(programme.NotNow, match="closed"):
            programme.close_cycle(cycle=cycle, by=gro, at=NOW)
    assert met(everyone, title="The next").follows == cycle


def test_a_region_follows_whoever_lets_it(everyone: Cast, plan: Plan, regine: access.User) -> None:
    cycle = met(everyone)
    with acting(regine) as by:
        assert programme.plan_for(by, plan.pk) is None
        assert programme.cycle_for(by, cycle.pk) is None
    region = everyone.other_guidance
    with acting(everyone.gro) as gro:
        row = programme.let_follow(
            municipality_id=everyone.hedeby.pk, organisation_id=region.pk, decided="The board", by=gro, at=NOW
        )
        with pytest.raises(programme.NotComplete, match="already"):
            programme.let_follow(
                municipality_id=everyone.hedeby.pk, organisation_id=region.pk, decided="x", by=gro, at=NOW
            )
        assert list(programme.supports_of(everyone.hedeby.pk)) == [row]
    with acting(regine) as by:
        assert programme.plan_for(by, plan.pk) == plan
        assert programme.cycle_for(by, cycle.pk) == cycle
        programme.remark(plan=plan, key=None, words="Think of adults too", suggestion="", by=by, at=NOW)
        with pytest.raises(programme.NotForYou):
            programme.take_back(plan=plan, by=by, at=NOW)
    with acting(everyone.carl) as carl:
        assert programme.plan_for(carl, plan.pk) is None
    with acting(everyone.gro) as gro:
        programme.end_support(support=row, by=gro, at=NOW)
    with acting(regine) as by:
        assert programme.plan_for(by, plan.pk) is None


def test_who_reads_a_cycle(everyone: Cast, rasmus: access.User) -> None:
    cycle = met(everyone)
    with acting(rasmus) as by:
        assert programme.can_read_cycle(by, cycle)
    with acting(everyone.carl) as carl:
        assert not programme.can_read_cycle(carl, cycle)
    with access.job_scope(everyone.hedeby.pk):
        assert programme.cycle_for(SYSTEM, cycle.pk) == cycle


def test_a_cycle_is_about_a_plan_of_its_own_town(everyone: Cast) -> None:
    cycle = met(everyone)
    with access.job_scope(everyone.elsewhere.pk):
        frame = programme.PlanFrame("Elsewhere", "", TODAY, TODAY + timedelta(days=9))
        other = programme.start_plan(municipality_id=everyone.elsewhere.pk, frame=frame, by=SYSTEM, at=NOW)
    with acting(everyone.gro) as gro, pytest.raises(programme.NotComplete):
        programme.tie_plan(cycle=cycle, plan=other, by=gro, at=NOW)


def test_every_state_of_a_plan_is_reached() -> None:
    assert PLAN.unreachable(PlanState.DRAFT) == frozenset()


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (
            "INSERT INTO programme_cycle SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid()))).*"
            " FROM programme_cycle c",
            "one_cycle_at_a_time",
        ),
        ("UPDATE programme_cycle SET protocol = ''", "cycle_begins_with_a_protocol"),
        ("UPDATE programme_cycle SET closed_on = met_on - 1", "cycle_closes_after_it_began"),
        (
            "INSERT INTO programme_cyclestep (cycle_id, phase, carrier, words) SELECT cycle_id, phase, '', '' FROM programme_cyclestep",
            "cycle_step_once",
        ),
        (
            "INSERT INTO programme_support SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()))).*"
            " FROM programme_support s",
            "support_once",
        ),
        ("UPDATE programme_support SET decided = ''", "support_is_decided"),
        ("UPDATE programme_support SET ends_on = starts_on - 1", "support_is_decided"),
    ],
)
def test_what_the_database_refuses(
    everyone: Cast, database: psycopg.Connection, statement: str, constraint: str
) -> None:
    met(everyone)
    begun(everyone)
    with acting(everyone.gro) as gro:
        programme.let_follow(
            municipality_id=everyone.hedeby.pk,
            organisation_id=everyone.other_guidance.pk,
            decided="The board",
            by=gro,
            at=NOW,
        )
    with pytest.raises(psycopg.IntegrityError) as refused:
        database.execute(statement)
    assert refused.value.diag.constraint_name == constraint
