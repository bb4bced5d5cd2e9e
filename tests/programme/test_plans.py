"""A plan is written, remarked on, sent out, adopted, carried on; and what the database never lets happen to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import psycopg
import pytest
from psycopg import errors
from tests.cast import Cast
from tests.conftest import NOW
from tests.programme.conftest import (
    ADOPTION,
    FRAME,
    TODAY,
    acting,
    adopted,
    begun,
    given,
    written,
)

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.identity import uuid7
from stafet.programme import api as programme
from stafet.programme.api import (
    RESTS_ON,
    AnswerFacts,
    Does,
    GapKind,
    PartFacts,
    PartKind,
    Party,
    Plan,
    PlanState,
    ProgrammePart,
    RemarkState,
    Stand,
    TargetFacts,
)

Parts = dict[str, ProgrammePart]


def test_only_the_towns_office_writes_the_plan(everyone: Cast, plan: Plan, rasmus: access.User) -> None:
    for user in (everyone.bo, everyone.ditte, everyone.carl, rasmus):
        with acting(user) as by, pytest.raises(programme.NotForYou):
            programme.write_part(plan=plan, facts=PartFacts(PartKind.FINDING, "x"), by=by, at=NOW)
        with acting(user) as by, pytest.raises(programme.NotForYou):
            programme.start_plan(municipality_id=everyone.hedeby.pk, frame=FRAME, by=by, at=NOW)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (PartKind.GOAL, {}),
        (PartKind.GUIDELINE, {"strength": None}),
        (PartKind.INDICATOR, {"level": None}),
        (PartKind.INDICATOR, {"formula": " "}),
        (PartKind.ACTIVITY, {"by_month": 13}),
        (PartKind.FINDING, {"upon": (uuid7(),)}),
        (PartKind.SECTION, {"title": " "}),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    everyone: Cast, plan: Plan, kind: PartKind, told: Mapping[str, object]
) -> None:
    title = str(told.get("title", "A title"))
    more = {name: value for name, value in told.items() if name not in ("title", "upon")}
    upon = told.get("upon", ())
    assert isinstance(upon, tuple)
    with pytest.raises(programme.NotComplete):
        written(everyone, plan, kind, title, *upon, **more)


def test_a_part_rests_only_on_what_its_kind_may(everyone: Cast, plan: Plan, parts: Parts) -> None:
    with pytest.raises(programme.NotComplete):
        written(everyone, plan, PartKind.NEED, "Another", parts["goal"].pk)
    other = begun(everyone)
    finding = written(everyone, other, PartKind.FINDING, "Elsewhere")
    with pytest.raises(programme.NotComplete):
        written(everyone, plan, PartKind.NEED, "Another", finding.pk)


def test_the_database_knows_the_same_chain_and_no_other(
    everyone: Cast, plan: Plan, parts: Parts, database: psycopg.Connection
) -> None:
    """plan_chain_is_fixed: every pair of kinds is tried."""
    parts = {**parts, "section": written(everyone, plan, PartKind.SECTION, "Vision")}
    for kind in PartKind:
        for below in PartKind:
            put = "INSERT INTO programme_partlink (part_id, upon_id) VALUES (%s, %s) ON CONFLICT DO NOTHING"
            pair = [parts[kind.value].pk, parts[below.value].pk]
            if below in RESTS_ON.get(kind, ()):
                database.execute(put, pair)
            else:
                with pytest.raises(errors.CheckViolation, match="rest"):
                    database.execute(put, pair)


def test_no_goal_without_need(everyone: Cast, parts: Parts, database: psycopg.Connection) -> None:
    with pytest.raises(errors.CheckViolation, match="need"):
        database.execute(
            "DELETE FROM programme_partlink WHERE part_id = %s AND upon_id = %s",
            [parts["goal"].pk, parts["need"].pk],
        )
    with pytest.raises(errors.CheckViolation, match="need"):
        database.execute(
            "INSERT INTO programme_programmepart (id, plan_id, key, kind, position, title, words, strength, sense,"
            " stages, areas, needs_partner, level, formula, source, unit) VALUES"
            " (%s, %s, %s, 'goal', 9, 'x', '', '', '', '{}', '{}', false, '', '', '', '')",
            [uuid7(), parts["goal"].plan_id, uuid7()],
        )
    with acting(everyone.gro) as gro, pytest.raises(programme.NotComplete, match="rests on this need alone"):
        programme.remove_part(part=parts["need"], by=gro, at=NOW)


def test_a_part_is_changed_and_taken_out(everyone: Cast, plan: Plan, parts: Parts) -> None:
    with acting(everyone.gro) as gro:
        facts = PartFacts(
            PartKind.ACTIVITY, "A production week", upon=(parts["goal"].pk,), needs_partner=True
        )
        programme.change_part(part=parts["activity"], facts=facts, by=gro, at=NOW)
        view = programme.view_of(plan)
        (activity,) = view.of_kind(PartKind.ACTIVITY)
        assert (activity.part.title, activity.part.needs_partner) == ("A production week", True)
        assert [each.pk for each in activity.upon] == [parts["goal"].pk]
        with pytest.raises(programme.NotComplete):
            programme.change_part(
                part=parts["activity"], facts=replace(facts, kind=PartKind.SECTION), by=gro, at=NOW
            )
        programme.remove_part(part=parts["activity"], by=gro, at=NOW)
        programme.remove_part(part=parts["indicator"], by=gro, at=NOW)
        assert not programme.view_of(plan).of_kind(PartKind.ACTIVITY)


def test_the_frame_changes_while_it_is_a_draft(everyone: Cast, plan: Plan) -> None:
    with acting(everyone.gro) as gro:
        told = replace(FRAME, title="Masterplan")
        assert programme.change_frame(plan=plan, frame=told, by=gro, at=NOW).title == "Masterplan"
        with pytest.raises(programme.NotComplete):
            programme.change_frame(plan=plan, frame=replace(FRAME, ends_on=FRAME.starts_on), by=gro, at=NOW)


def test_duties_and_targets_fit(everyone: Cast, parts: Parts) -> None:
    with pytest.raises(programme.NotComplete, match="One party"):
        given(everyone, parts["activity"], (Party.HEAD, Does.ACCOUNTABLE), (Party.COUNCIL, Does.ACCOUNTABLE))
    with pytest.raises(programme.NotComplete):
        given(everyone, parts["need"], (Party.HEAD, Does.RESPONSIBLE))
    twice = [TargetFacts(2027, Decimal(1)), TargetFacts(2027, Decimal(2))]
    bases = [TargetFacts(2027, Decimal(1), is_baseline=True), TargetFacts(2028, Decimal(2), is_baseline=True)]
    with acting(everyone.gro) as gro:
        for told, part in ((twice, "indicator"), (bases, "indicator"), ([], "goal")):
            with pytest.raises(programme.NotComplete):
                programme.set_targets(part=parts[part], targets=told, by=gro, at=NOW)


def test_each_party_finds_what_it_must_do(plan: Plan, parts: Parts) -> None:
    view = programme.view_of(plan)
    assert view.parties() == (Party.HEAD, Party.TEACHER)
    found = [(frame.view.part.title, frame.does) for frame in view.frames(Party.TEACHER)]
    assert found == [
        ("A company week", (Does.RESPONSIBLE,)),
        ("A course each year", (Does.RESPONSIBLE,)),
    ]
    assert view.frames(Party.COUNCIL) == ()


def test_holes_are_found(everyone: Cast, plan: Plan, parts: Parts) -> None:
    assert programme.gaps_of(programme.view_of(plan)) == ()
    written(everyone, plan, PartKind.NEED, "Loose need")
    written(everyone, plan, PartKind.GOAL, "Loose goal", parts["need"].pk)
    written(everyone, plan, PartKind.ACTIVITY, "Loose activity")
    written(everyone, plan, PartKind.INDICATOR, "Loose indicator", parts["goal"].pk)
    found = [(gap.kind, gap.part.title) for gap in programme.gaps_of(programme.view_of(plan))]
    assert found == [
        (GapKind.NEED_WITHOUT_FINDING, "Loose need"),
        (GapKind.NEED_WITHOUT_GOAL, "Loose need"),
        (GapKind.GOAL_WITHOUT_INDICATOR, "Loose goal"),
        (GapKind.GOAL_WITHOUT_ACTIVITY, "Loose goal"),
        (GapKind.ACTIVITY_WITHOUT_NEED, "Loose activity"),
        (GapKind.NOBODY_DOES_IT, "Loose activity"),
        (GapKind.INDICATOR_WITHOUT_TARGET, "Loose indicator"),
    ]
    with pytest.raises(programme.NotComplete, match="holds the plan back"):
        adopted(everyone, plan)


def test_an_empty_plan_is_not_adopted(everyone: Cast, plan: Plan) -> None:
    with pytest.raises(programme.NotComplete, match="without a goal"):
        adopted(everyone, plan)


def test_a_remark_is_taken_in_word_for_word_or_answered(everyone: Cast, plan: Plan, parts: Parts) -> None:
    with acting(everyone.tove) as tove:
        said = programme.remark(
            plan=plan, key=parts["need"].key, words="Clearer", suggestion="All pupils", by=tove, at=NOW
        )
        with pytest.raises(programme.NotComplete):
            programme.remark(plan=plan, key=uuid7(), words="x", suggestion="", by=tove, at=NOW)
        with pytest.raises(programme.NotComplete):
            programme.remark(plan=plan, key=None, words=" ", suggestion="", by=tove, at=NOW)
        with pytest.raises(programme.NotForYou):
            programme.answer_remark(remark=said, is_taken=True, answer="Yes", by=tove, at=NOW)
    with acting(everyone.gro) as gro:
        with pytest.raises(programme.NotComplete):
            programme.answer_remark(remark=said, is_taken=True, answer=" ", by=gro, at=NOW)
        programme.answer_remark(remark=said, is_taken=True, answer="Thank you", by=gro, at=NOW)
        assert ProgrammePart.objects.get(pk=parts["need"].pk).words == "All pupils"
        assert [row.state for row in programme.remarks_on(plan)] == [RemarkState.TAKEN]
        with pytest.raises(programme.NotNow):
            programme.answer_remark(remark=said, is_taken=False, answer="No", by=gro, at=NOW)


def test_who_may_not_remark(everyone: Cast, plan: Plan, rasmus: access.User) -> None:
    for user in (everyone.carl, rasmus, everyone.viggo):
        with acting(user) as by, pytest.raises(programme.NotForYou):
            programme.remark(plan=plan, key=None, words="x", suggestion="", by=by, at=NOW)


def test_a_referral_round_runs_its_time(everyone: Cast, plan: Plan, parts: Parts) -> None:
    with acting(everyone.gro) as gro:
        for names, answer_by in (([" "], TODAY), (["Schools"], TODAY - timedelta(days=1))):
            with pytest.raises(programme.NotComplete):
                programme.send_out(plan=plan, names=names, answer_by=answer_by, by=gro, at=NOW)
        programme.send_out(
            plan=plan, names=["The school board", "The business council"], answer_by=TODAY, by=gro, at=NOW
        )
        with pytest.raises(programme.NotNow, match="out for comments"):
            programme.remove_part(part=parts["activity"], by=gro, at=NOW)
        with pytest.raises(programme.NotNow, match="runs until"):
            programme.adopt_plan(plan=plan, facts=ADOPTION, by=gro, at=NOW)
        told = AnswerFacts(TODAY, Stand.WITH_REMARKS, "Good", "We took it in")
        for referral in programme.referrals_of(plan):
            late = AnswerFacts(TODAY + timedelta(days=1), Stand.SUPPORTS, "", "")
            with pytest.raises(programme.NotComplete):
                programme.answer_referral(referral=referral, facts=late, by=gro, at=NOW)
            programme.answer_referral(referral=referral, facts=told, by=gro, at=NOW)
        assert programme.take_back(plan=plan, by=gro, at=NOW).state == PlanState.DRAFT
        assert programme.adopt_plan(plan=plan, facts=ADOPTION, by=gro, at=NOW).state == PlanState.ADOPTED
        first = programme.referrals_of(plan)[0]
        with pytest.raises(programme.NotNow):
            programme.answer_referral(referral=first, facts=told, by=gro, at=NOW)


def test_an_adopted_plan_stands_as_it_is(
    everyone: Cast, in_force: Plan, parts: Parts, database: psycopg.Connection
) -> None:
    """adopted_plan_stands, plan_text_is_a_draft: neither the room nor the database changes a word of it."""
    with acting(everyone.gro) as gro:
        with pytest.raises(programme.NotNow):
            programme.remove_part(part=parts["activity"], by=gro, at=NOW)
        with pytest.raises(programme.NotNow):
            programme.adopt_plan(plan=in_force, facts=ADOPTION, by=gro, at=NOW)
    for statement in (
        "UPDATE programme_plan SET title = 'Another'",
        "UPDATE programme_plan SET state = 'draft'",
        "UPDATE programme_plan SET state = 'superseded', diary_number = '1'",
        "DELETE FROM programme_plan",
    ):
        with pytest.raises(errors.CheckViolation, match="stands as it is"):
            database.execute(statement)
    for statement in (
        "UPDATE programme_programmepart SET words = 'Another' WHERE kind = 'need'",
        "DELETE FROM programme_partlink",
        "UPDATE programme_duty SET does = 'informed'",
        "UPDATE programme_target SET value = 0",
        "DELETE FROM programme_target",
        "INSERT INTO programme_target (part_id, year, value, is_baseline) SELECT id, 2030, 1, false"
        " FROM programme_programmepart WHERE kind = 'indicator'",
    ):
        with pytest.raises(errors.CheckViolation, match="only while it is a draft"):
            database.execute(statement)


def test_a_new_version_carries_on_what_is_not_left_out(everyone: Cast, in_force: Plan, parts: Parts) -> None:
    later = replace(FRAME, starts_on=date(2028, 8, 1), ends_on=date(2030, 8, 1))
    with acting(everyone.gro) as gro:
        with pytest.raises(programme.NotComplete, match="without a need"):
            programme.roll_over(plan=in_force, frame=later, leave_out={parts["need"].key}, by=gro, at=NOW)
        following = programme.roll_over(
            plan=in_force, frame=later, leave_out={parts["activity"].key}, by=gro, at=NOW
        )
        assert (following.version, following.line, following.state) == (2, in_force.line, PlanState.DRAFT)
        view = programme.view_of(following)
        assert {each.part.title for each in view.parts} == {
            part.title for name, part in parts.items() if name != "activity"
        }
        assert view.of_kind(PartKind.NEED)[0].part.key == parts["need"].key
        assert [target.value for target in view.of_kind(PartKind.INDICATOR)[0].targets] == [87, 91]
        with pytest.raises(programme.NotNow, match="written already"):
            programme.roll_over(plan=in_force, frame=later, leave_out=(), by=gro, at=NOW)
        with pytest.raises(programme.NotNow):
            programme.roll_over(plan=following, frame=later, leave_out=(), by=gro, at=NOW)
    adopted(everyone, following)
    assert Plan.objects.get(pk=in_force.pk).state == PlanState.SUPERSEDED
    assert list(programme.plans_in_force(everyone.hedeby.pk)) == [following]
    assert [row.version for row in programme.versions_of(following)] == [2, 1]
    assert programme.public_plan(in_force.pk) == in_force


def test_drafts_are_read_at_home_and_what_is_adopted_by_everybody(
    everyone: Cast, plan: Plan, parts: Parts, rasmus: access.User
) -> None:
    for user in (everyone.bo, everyone.ditte, everyone.tove, rasmus):
        with acting(user) as by:
            assert programme.plan_for(by, plan.pk) == plan
    for user in (everyone.carl, everyone.viggo):
        with acting(user) as by:
            assert programme.plan_for(by, plan.pk) is None
            assert programme.part_for(by, parts["need"].pk) is None
    assert programme.public_plan(plan.pk) is None
    adopted(everyone, plan)
    with acting(everyone.carl) as carl:
        assert programme.plan_for(carl, plan.pk) == plan
    with access.job_scope(everyone.hedeby.pk):
        assert programme.can_read_plan(SYSTEM, plan)


_PLAN = (
    "INSERT INTO programme_plan (id, municipality_id, line, version, title, mandate, starts_on, ends_on, state,"
    " adopted_by, diary_number, written_by_id, known_at)"
    " SELECT gen_random_uuid(), municipality_id, {line}, {version}, {title}, '', {starts}, '2027-01-01', {state}, '', '',"
    " written_by_id, known_at FROM programme_plan LIMIT 1"
)
_PART = (
    "INSERT INTO programme_programmepart (id, plan_id, key, kind, position, title, words, strength, sense, stages, areas,"
    " needs_partner, by_month, level, formula, source, unit) SELECT gen_random_uuid(), plan_id, {key}, {kind}, 1, {title},"
    " '', {strength}, '', '{{}}', '{{}}', false, {month}, '', '', '', '' FROM programme_programmepart WHERE kind = 'need'"
)


def _plan(**changes: str) -> str:
    told = {
        "line": "gen_random_uuid()",
        "version": "1",
        "title": "'x'",
        "starts": "'2026-01-01'",
        "state": "'draft'",
    }
    return _PLAN.format(**told | changes)


def _part(**changes: str) -> str:
    told = {
        "key": "gen_random_uuid()",
        "kind": "'section'",
        "title": "'x'",
        "strength": "''",
        "month": "NULL",
    }
    return _PART.format(**told | changes)


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (_plan(line="line"), "plan_version_once"),
        (_plan(line="line", version="2"), "one_plan_under_way"),
        (_plan(title="''"), "plan_has_title_and_period"),
        (_plan(starts="'2027-01-01'"), "plan_has_title_and_period"),
        (_plan(state="'adopted'"), "adopted_plan_says_by_whom"),
        (_part(key="key"), "plan_part_once"),
        (_part(title="''"), "plan_part_has_title"),
        (_part(strength="'must'"), "guideline_says_how_binding"),
        (_part(kind="'guideline'"), "guideline_says_how_binding"),
        (_part(kind="'indicator'"), "indicator_is_complete"),
        (_part(month="13"), "plan_part_month"),
        (
            "INSERT INTO programme_partlink (part_id, upon_id) SELECT part_id, upon_id FROM programme_partlink",
            "part_link_once",
        ),
        (
            "INSERT INTO programme_duty (part_id, party, does) SELECT part_id, party, does FROM programme_duty",
            "duty_once",
        ),
        (
            "INSERT INTO programme_duty (part_id, party, does) SELECT part_id, 'council', 'accountable' FROM programme_duty"
            " WHERE does = 'accountable'",
            "one_party_answers",
        ),
        (
            "INSERT INTO programme_target (part_id, year, value, is_baseline) SELECT part_id, year, 1, false FROM programme_target",
            "target_once_a_year",
        ),
        ("UPDATE programme_target SET is_baseline = true", "target_one_baseline"),
        ("UPDATE programme_remark SET words = ''", "remark_says_something"),
        ("UPDATE programme_remark SET state = 'taken'", "remark_is_answered_in_words"),
        (
            "INSERT INTO programme_referral (id, plan_id, name, sent_on, stand, answer, outcome)"
            " SELECT gen_random_uuid(), plan_id, name, sent_on, '', '', '' FROM programme_referral",
            "referral_once",
        ),
        ("UPDATE programme_referral SET answered_on = sent_on", "referral_answer_is_complete"),
        ("UPDATE programme_referral SET name = ''", "referral_answer_is_complete"),
    ],
)
def test_what_the_database_refuses(
    everyone: Cast, plan: Plan, parts: Parts, database: psycopg.Connection, statement: str, constraint: str
) -> None:
    with acting(everyone.gro) as gro:
        programme.remark(plan=plan, key=None, words="Good", suggestion="", by=gro, at=NOW)
        programme.send_out(plan=plan, names=["Schools"], answer_by=TODAY, by=gro, at=NOW)
        programme.take_back(plan=plan, by=gro, at=NOW)
    with pytest.raises(psycopg.IntegrityError) as refused:
        database.execute(statement)
    assert refused.value.diag.constraint_name == constraint


def test_one_version_is_in_force(everyone: Cast, in_force: Plan, database: psycopg.Connection) -> None:
    with pytest.raises(errors.UniqueViolation, match="one_plan_in_force"):
        database.execute(
            "INSERT INTO programme_plan SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'version', 2))).*"
            " FROM programme_plan p"
        )
