"""A unit inherits, says how, adds, deviates with a reason, is confirmed by its head, needs review; and judges its own work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.planwork.conftest import said, unit_begun
from tests.programme.conftest import FRAME, acting, adopted, begun, filled, given, written

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.identity import uuid7
from stafet.planwork import api as planwork
from stafet.planwork.api import Criterion, Judged, LineFacts, LineKind, UnitPlan, UnitPlanState
from stafet.programme import api as programme
from stafet.programme.api import Does, PartKind, Party, Plan, ProgrammePart, Strength

Parts = dict[str, ProgrammePart]


def test_only_the_head_begins_writes_and_confirms(everyone: Cast, in_force: Plan, unit: UnitPlan) -> None:
    for user in (everyone.gro, everyone.bo, everyone.tove, everyone.freja):
        with acting(user) as by:
            for what in (
                lambda: planwork.open_unit_plan(
                    plan=in_force, organisation_id=everyone.school.pk, by=by, at=NOW
                ),
                lambda: planwork.confirm_unit_plan(unit_plan=unit, by=by, at=NOW),
                lambda: planwork.write_unit_line(
                    unit_plan=unit, facts=LineFacts(LineKind.OWN, "x", title="x"), by=by, at=NOW
                ),
            ):
                with pytest.raises(planwork.NotOfYours):
                    what()


def test_a_unit_begins_once_and_from_what_is_in_force(everyone: Cast, unit: UnitPlan, in_force: Plan) -> None:
    with pytest.raises(planwork.NotYet, match="already"):
        unit_begun(everyone, in_force)
    with pytest.raises(planwork.NotYet, match="in force"):
        unit_begun(everyone, begun(everyone))


def test_a_unit_inherits_says_how_and_deviates_with_a_reason(
    everyone: Cast, unit: UnitPlan, parts: Parts
) -> None:
    view = planwork.unit_view(unit)
    assert [(each.part.title, each.line) for each in view.inherited] == [
        ("A course each year", None),
        ("A company week", None),
    ]
    with pytest.raises(planwork.NotSaid, match="only with a reason"):
        said(everyone, unit, LineKind.DEVIATION, parts["activity"])
    said(everyone, unit, LineKind.DEVIATION, parts["activity"], "We have no class 8 this year")
    own = said(everyone, unit, LineKind.OWN, None)
    with pytest.raises(planwork.NotSaid):
        said(everyone, unit, LineKind.FORM, parts["need"])
    view = planwork.unit_view(unit)
    assert [each.line.kind for each in view.inherited if each.line] == [LineKind.DEVIATION]
    assert [line.title for line in view.own] == ["Open workshop"]
    with acting(everyone.ditte) as ditte:
        planwork.remove_unit_line(line=own, by=ditte, at=NOW)
    assert planwork.unit_view(unit).own == ()


def test_what_is_done_in_a_form_of_ones_own_is_said_before_it_is_confirmed(
    everyone: Cast, plan: Plan
) -> None:
    parts = filled(everyone, plan)
    free = written(
        everyone, plan, PartKind.GUIDELINE, "Meet parents", parts["goal"].pk, strength=Strength.OWN_FORM
    )
    given(everyone, free, (Party.HEAD, Does.RESPONSIBLE))
    unit = unit_begun(everyone, adopted(everyone, plan))
    with acting(everyone.ditte) as ditte, pytest.raises(planwork.NotYet, match="Meet parents"):
        planwork.confirm_unit_plan(unit_plan=unit, by=ditte, at=NOW)
    said(everyone, unit, LineKind.FORM, free)
    with acting(everyone.ditte) as ditte:
        done = planwork.confirm_unit_plan(unit_plan=unit, by=ditte, at=NOW)
        assert (done.state, done.confirmed_by_id) == (UnitPlanState.CONFIRMED, everyone.ditte.pk)
    said(everyone, unit, LineKind.FORM, free)
    assert UnitPlan.objects.get(pk=unit.pk).state == UnitPlanState.DRAFT


def test_a_new_version_asks_for_review(everyone: Cast, in_force: Plan, unit: UnitPlan, parts: Parts) -> None:
    line = said(everyone, unit, LineKind.FORM, parts["activity"])
    with acting(everyone.ditte) as ditte:
        planwork.confirm_unit_plan(unit_plan=unit, by=ditte, at=NOW)
        with pytest.raises(planwork.NotYet):
            planwork.bring_up_to_date(unit_plan=unit, by=ditte, at=NOW)
    with acting(everyone.gro) as gro:
        frame = replace(FRAME, ends_on=date(2030, 8, 1))
        following = programme.roll_over(
            plan=in_force, frame=frame, leave_out={parts["activity"].key}, by=gro, at=NOW
        )
    adopted(everyone, following)
    row = UnitPlan.objects.select_related("plan").get(pk=unit.pk)
    assert planwork.unit_view(row).needs_review
    with acting(everyone.ditte) as ditte:
        with pytest.raises(planwork.NotYet, match="has changed"):
            planwork.confirm_unit_plan(unit_plan=row, by=ditte, at=NOW)
        row = planwork.bring_up_to_date(unit_plan=row, by=ditte, at=NOW)
        assert not planwork.unit_view(row).needs_review
        assert planwork.unit_view(row).left_over == (line,)
        with pytest.raises(planwork.NotYet, match="no longer has"):
            planwork.confirm_unit_plan(unit_plan=row, by=ditte, at=NOW)
        planwork.remove_unit_line(line=line, by=ditte, at=NOW)
        assert planwork.confirm_unit_plan(unit_plan=row, by=ditte, at=NOW).plan == following


def test_a_unit_judges_its_work_with_evidence_once_a_year(everyone: Cast, unit: UnitPlan) -> None:
    with acting(everyone.ditte) as ditte:
        with pytest.raises(planwork.NotSaid):
            planwork.judge_unit(
                unit_plan=unit, criterion=Criterion.VOICE, judged=Judged.BEGUN, evidence=" ", by=ditte, at=NOW
            )
        for judged in (Judged.BEGUN, Judged.IN_PLACE):
            planwork.judge_unit(
                unit_plan=unit,
                criterion=Criterion.VOICE,
                judged=judged,
                evidence="Minutes of the pupils’ council",
                by=ditte,
                at=NOW,
            )
        (found,) = planwork.judgements_of(unit, 2026)
        assert found.judged == Judged.IN_PLACE


def test_units_stand_by_name_and_those_without_a_plan_are_named(
    everyone: Cast, in_force: Plan, rasmus: access.User
) -> None:
    assert list(planwork.units_without_plan(in_force.line, everyone.hedeby.pk)) == [everyone.school]
    unit = unit_begun(everyone, in_force)
    assert list(planwork.units_without_plan(in_force.line, everyone.hedeby.pk)) == []
    for user in (everyone.gro, everyone.tove, rasmus):
        with acting(user) as by:
            assert planwork.unit_plan_for(by, unit.pk) == unit
    with acting(everyone.carl) as carl:
        assert planwork.unit_plan_for(carl, unit.pk) is None
    with access.job_scope(everyone.hedeby.pk):
        assert planwork.unit_plan_for(SYSTEM, unit.pk) == unit


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (
            "INSERT INTO planwork_unitplan (id, municipality_id, organisation_id, line, plan_id, state, known_at)"
            " SELECT gen_random_uuid(), municipality_id, organisation_id, line, plan_id, 'draft', known_at FROM planwork_unitplan",
            "unit_plan_once",
        ),
        ("UPDATE planwork_unitplan SET state = 'confirmed'", "unit_plan_is_confirmed_by_somebody"),
        ("UPDATE planwork_unitplan SET confirmed_on = '2026-09-01'", "unit_plan_is_confirmed_by_somebody"),
        (
            "INSERT INTO planwork_unitline (id, unit_plan_id, kind, key, title, words, reason)"
            " SELECT gen_random_uuid(), unit_plan_id, kind, key, title, words, reason FROM planwork_unitline",
            "unit_line_once",
        ),
        ("UPDATE planwork_unitline SET key = NULL", "unit_line_is_about_something"),
        ("UPDATE planwork_unitline SET words = ''", "unit_line_says_something"),
        ("UPDATE planwork_unitline SET kind = 'deviation'", "unit_deviates_for_a_reason"),
        (
            "INSERT INTO planwork_unitjudgement (id, unit_plan_id, starts_in, criterion, judged, evidence, judged_on, by_id)"
            " SELECT gen_random_uuid(), unit_plan_id, starts_in, criterion, 1, 'x', judged_on, by_id FROM planwork_unitjudgement",
            "unit_judges_once_a_year",
        ),
        ("UPDATE planwork_unitjudgement SET judged = 4", "unit_judges_with_evidence"),
        ("UPDATE planwork_unitjudgement SET evidence = ''", "unit_judges_with_evidence"),
    ],
)
def test_what_the_database_refuses(
    everyone: Cast,
    unit: UnitPlan,
    parts: Parts,
    database: psycopg.Connection,
    statement: str,
    constraint: str,
) -> None:
    said(everyone, unit, LineKind.FORM, parts["activity"])
    with acting(everyone.ditte) as ditte:
        planwork.judge_unit(
            unit_plan=unit, criterion=Criterion.VOICE, judged=Judged.BEGUN, evidence="x", by=ditte, at=NOW
        )
    with pytest.raises(psycopg.IntegrityError) as refused:
        database.execute(statement)
    assert refused.value.diag.constraint_name == constraint


def test_a_line_is_found_by_its_head_only(everyone: Cast, unit: UnitPlan, parts: Parts) -> None:
    line = said(everyone, unit, LineKind.FORM, parts["activity"])
    with acting(everyone.ditte) as ditte:
        assert planwork.line_for(ditte, line.pk) == line
        assert planwork.line_for(ditte, uuid7()) is None
    with acting(everyone.gro) as gro:
        assert planwork.line_for(gro, line.pk) is None
