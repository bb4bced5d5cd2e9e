"""How it goes: numbers against targets, follow-ups, measures, the council's decisions; the year wheel, and lessons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.planwork.conftest import followed_up, measured, proposed, put, reported
from tests.programme.conftest import TODAY, acting, begun

from stafet.access import api as access
from stafet.kernel.identity import uuid7
from stafet.kernel.transitions import IllegalMove
from stafet.planwork import api as planwork
from stafet.planwork.api import (
    MEASURE,
    ROUND,
    DecisionFacts,
    FoundFacts,
    GoalStands,
    LessonFacts,
    MeasureMove,
    MeasureState,
    PlanRound,
    Reach,
    ReadingFacts,
    RoundState,
    TaskFacts,
)
from stafet.planwork.queries.following import reach_of
from stafet.programme import api as programme
from stafet.programme.api import Party, Plan, ProgrammePart

Parts = dict[str, ProgrammePart]
DECIDED = DecisionFacts("The council", TODAY, "2026-201", "Mentors for everybody")


def row(year: int, value: int, **more: Any) -> Any:
    """A target or a reading, as far as it is looked at."""
    return SimpleNamespace(**{"year": year, "value": Decimal(value), "is_baseline": False} | more)


HEDENSTED = [row(2014, 87, is_baseline=True), row(2016, 91), row(2018, 93)]


@pytest.mark.parametrize(
    ("targets", "readings", "reach"),
    [
        (HEDENSTED, [], Reach.NOT_MEASURED),
        (HEDENSTED, [row(2015, 88)], Reach.NO_TARGET),
        (HEDENSTED, [row(2016, 91)], Reach.REACHED),
        (HEDENSTED, [row(2016, 91), row(2018, 92)], Reach.ON_THE_WAY),
        (HEDENSTED, [row(2018, 87)], Reach.NOT_REACHED),
        ([row(2020, 27)], [row(2020, 25)], Reach.NOT_REACHED),
        ([row(2020, 12, is_baseline=True), row(2022, 8)], [row(2022, 7)], Reach.REACHED),
        ([row(2020, 12, is_baseline=True), row(2022, 8)], [row(2022, 10)], Reach.ON_THE_WAY),
        ([row(2020, 12, is_baseline=True), row(2022, 8)], [row(2023, 13)], Reach.NOT_REACHED),
    ],
)
def test_how_a_number_stands_against_its_target(targets: Any, readings: Any, reach: Reach) -> None:
    assert reach_of(targets, readings) is reach


def test_a_number_is_about_many_and_has_a_source(everyone: Cast, in_force: Plan, parts: Parts) -> None:
    measured(everyone, parts["indicator"], 2027, "89.5")
    measured(everyone, parts["indicator"], 2027, "90.5")
    (line,) = planwork.indicator_lines(programme.view_of(in_force))
    assert line.latest is not None
    assert (line.latest.value, line.reach, len(line.readings)) == (Decimal("90.50"), Reach.ON_THE_WAY, 1)
    with pytest.raises(planwork.NotSaid, match="fewer than five"):
        measured(everyone, parts["indicator"], 2028, "90", base=4)
    indicator = ProgrammePart.objects.select_related("plan").get(pk=parts["indicator"].pk)
    with acting(everyone.gro) as gro:
        with pytest.raises(planwork.NotSaid):
            planwork.enter_reading(
                indicator=indicator, facts=ReadingFacts(2027, Decimal(1), None, " "), by=gro, at=NOW
            )
        with pytest.raises(planwork.NotSaid):
            planwork.enter_reading(
                indicator=parts["goal"], facts=ReadingFacts(2027, Decimal(1), None, "x"), by=gro, at=NOW
            )
    with acting(everyone.ditte) as ditte, pytest.raises(planwork.NotOfYours):
        planwork.enter_reading(
            indicator=indicator, facts=ReadingFacts(2027, Decimal(1), None, "x"), by=ditte, at=NOW
        )


def test_a_report_says_something_about_every_goal(everyone: Cast, a_round: PlanRound, parts: Parts) -> None:
    with acting(everyone.gro) as gro:
        with pytest.raises(planwork.NotYet, match="All begin an education"):
            planwork.report_round(round=a_round, summary="x", by=gro, at=NOW)
        with pytest.raises(planwork.NotSaid):
            planwork.say_of_goal(
                round=a_round, facts=FoundFacts(parts["need"].key, GoalStands.MET, "x"), by=gro, at=NOW
            )
        with pytest.raises(planwork.NotYet, match="decides on a report"):
            planwork.write_decision(round=a_round, facts=DECIDED, by=gro, at=NOW)
    reported(everyone, a_round, parts["goal"])
    with acting(everyone.gro) as gro:
        with pytest.raises(planwork.NotYet):
            planwork.say_of_goal(
                round=a_round, facts=FoundFacts(parts["goal"].key, GoalStands.MET, "x"), by=gro, at=NOW
            )
        assert planwork.take_round_back(round=a_round, by=gro, at=NOW).state == RoundState.OPEN


def test_the_council_reads_the_report_and_what_it_decided(
    everyone: Cast, a_round: PlanRound, parts: Parts, rasmus: access.User
) -> None:
    measured(everyone, parts["indicator"], 2027, "92")
    reported(everyone, a_round, parts["goal"])
    with acting(everyone.gro) as gro:
        with pytest.raises(planwork.NotSaid):
            planwork.write_decision(
                round=a_round, facts=replace(DECIDED, decided_on=TODAY + timedelta(days=1)), by=gro, at=NOW
            )
        planwork.write_decision(round=a_round, facts=DECIDED, by=gro, at=NOW)
        planwork.write_decision(round=a_round, facts=replace(DECIDED, words="And money"), by=gro, at=NOW)
        with pytest.raises(IllegalMove):
            planwork.take_round_back(round=a_round, by=gro, at=NOW)
    with acting(rasmus) as by:
        found = planwork.round_for(by, a_round.pk)
        assert found is not None
        view = planwork.round_view(found)
        assert found.state == RoundState.DECIDED
        assert [each.words for each in view.decisions] == ["Mentors for everybody", "And money"]
        assert [(goal.part.title, len(goal.indicators)) for goal in view.goals] == [
            ("All begin an education", 1)
        ]
        with pytest.raises(planwork.NotOfYours):
            planwork.write_decision(round=a_round, facts=DECIDED, by=by, at=NOW)
    with acting(everyone.carl) as carl:
        assert planwork.round_for(carl, a_round.pk) is None


def test_what_is_followed_up_was_adopted(everyone: Cast, a_round: PlanRound, in_force: Plan) -> None:
    with pytest.raises(planwork.NotYet):
        followed_up(everyone, begun(everyone))
    with pytest.raises(planwork.NotSaid, match="already"):
        followed_up(everyone, in_force)


def test_a_measure_runs_and_is_checked(everyone: Cast, a_round: PlanRound, parts: Parts) -> None:
    measure = proposed(everyone, a_round, parts["goal"])
    with pytest.raises(planwork.NotSaid):
        proposed(everyone, a_round, parts["need"])
    with acting(everyone.gro) as gro:
        for what in (MeasureMove.DECIDE, MeasureMove.BEGIN):
            planwork.move_measure(measure=measure, what=what, words="", by=gro, at=NOW)
        with pytest.raises(planwork.NotSaid):
            planwork.move_measure(measure=measure, what=MeasureMove.CHECK, words="", by=gro, at=NOW)
        for what in (MeasureMove.CHECK, MeasureMove.CLOSE):
            planwork.move_measure(measure=measure, what=what, words="Eight in ten stay", by=gro, at=NOW)
        with pytest.raises(IllegalMove):
            planwork.move_measure(measure=measure, what=MeasureMove.DROP, words="x", by=gro, at=NOW)
        found = planwork.measure_for(gro, measure.pk)
        assert found is not None
        assert (found.state, found.effect) == (MeasureState.CLOSED, "Eight in ten stay")
    with acting(everyone.carl) as carl:
        assert planwork.measure_for(carl, measure.pk) is None


def test_every_state_is_reached() -> None:
    assert ROUND.unreachable(RoundState.OPEN) == frozenset()
    assert MEASURE.unreachable(MeasureState.PROPOSED) == frozenset()


def test_what_is_in_the_wheel_is_somebodys(everyone: Cast) -> None:
    soon = TODAY + timedelta(days=3)
    for_heads, owned = (
        put(everyone, "Confirm", soon, Party.HEAD),
        put(everyone, "Call", soon, Party.COUNSELLOR, everyone.bo),
    )
    put(everyone, "Later", TODAY + timedelta(days=90), Party.HEAD)
    until = TODAY + timedelta(days=7)
    with acting(everyone.ditte) as ditte:
        assert list(planwork.own_tasks(ditte, until=until)) == [for_heads]
        with pytest.raises(planwork.NotOfYours):
            planwork.finish_task(task=owned, by=ditte, at=NOW)
        planwork.finish_task(task=for_heads, by=ditte, at=NOW)
        assert list(planwork.own_tasks(ditte, until=until)) == []
        with pytest.raises(planwork.NotYet):
            planwork.finish_task(task=for_heads, by=ditte, at=NOW)
    with acting(everyone.bo) as bo:
        assert list(planwork.own_tasks(bo, until=until)) == [owned]
    with acting(everyone.carl) as carl:
        assert list(planwork.own_tasks(carl, until=until)) == []
        assert planwork.task_for(carl, owned.pk) is None
        with pytest.raises(planwork.NotOfYours):
            planwork.finish_task(task=owned, by=carl, at=NOW)
    with pytest.raises(planwork.NotSaid, match="works in this municipality"):
        put(everyone, "x", soon, Party.HEAD, everyone.carl)


def test_the_office_changes_what_stands_in_the_wheel(everyone: Cast) -> None:
    task = put(everyone, "Confirm", TODAY, Party.HEAD)
    facts = TaskFacts(date(2027, 3, 1), "Look again", Party.COUNSELLOR)
    with acting(everyone.ditte) as ditte, pytest.raises(planwork.NotOfYours):
        planwork.change_task(task=task, facts=facts, by=ditte, at=NOW)
    with acting(everyone.gro) as gro:
        changed = planwork.change_task(task=task, facts=facts, by=gro, at=NOW)
        assert (changed.title, changed.starts_in, changed.party) == ("Look again", 2026, Party.COUNSELLOR)
    assert list(planwork.wheel_feed(everyone.hedeby.pk, Party.COUNSELLOR)) == [task]
    assert list(planwork.wheel_feed(everyone.elsewhere.pk, Party.COUNSELLOR)) == []


def test_the_wheel_is_carried_on_once(everyone: Cast) -> None:
    put(everyone, "Confirm", date(2026, 9, 20), Party.HEAD, everyone.ditte)
    put(everyone, "Leap", date(2024, 2, 29), Party.HEAD)
    put(everyone, "Report", date(2027, 5, 20), Party.COORDINATOR)
    town = everyone.hedeby.pk
    with acting(everyone.gro) as gro:
        assert planwork.carry_wheel_on(municipality_id=town, starts_in=2026, by=gro, at=NOW) == 2
        with pytest.raises(planwork.NotYet):
            planwork.carry_wheel_on(municipality_id=town, starts_in=2026, by=gro, at=NOW)
        put(everyone, "One more", date(2027, 6, 1), Party.HEAD)
        assert planwork.carry_wheel_on(municipality_id=town, starts_in=2026, by=gro, at=NOW) == 1
        assert planwork.carry_wheel_on(municipality_id=town, starts_in=2023, by=gro, at=NOW) == 1
        found = planwork.wheel_of(frozenset({town}), 2027)
        assert [(row.title, row.due_on, row.owner_id) for row in found] == [
            ("Confirm", date(2027, 9, 20), everyone.ditte.pk),
            ("Report", date(2028, 5, 20), None),
            ("One more", date(2028, 6, 1), None),
        ]
        assert planwork.wheel_of(frozenset({town}), 2024)[0].due_on == date(2025, 2, 28)
    with acting(everyone.ditte) as ditte, pytest.raises(planwork.NotOfYours):
        planwork.carry_wheel_on(municipality_id=town, starts_in=2026, by=ditte, at=NOW)


def test_lessons_are_written_by_those_who_work_with_the_plan(everyone: Cast, rasmus: access.User) -> None:
    facts = LessonFacts(TODAY, "Ask earlier", "Companies plan in spring", "The wheel says March")
    town = everyone.hedeby.pk
    with acting(everyone.tove) as tove:
        planwork.write_lesson(municipality_id=town, facts=facts, by=tove, at=NOW)
        late = replace(facts, learned_on=TODAY + timedelta(days=1))
        with pytest.raises(planwork.NotSaid):
            planwork.write_lesson(municipality_id=town, facts=late, by=tove, at=NOW)
    for user in (everyone.carl, rasmus):
        with acting(user) as by, pytest.raises(planwork.NotOfYours):
            planwork.write_lesson(municipality_id=town, facts=facts, by=by, at=NOW)
    with acting(rasmus) as by:
        assert [lesson.title for lesson in planwork.lessons_for(by)] == ["Ask earlier"]
    with acting(everyone.carl) as carl:
        assert list(planwork.lessons_for(carl)) == []


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (
            "INSERT INTO planwork_indicatorreading SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()))).*"
            " FROM planwork_indicatorreading r",
            "reading_once_a_year",
        ),
        ("UPDATE planwork_indicatorreading SET base = 4", "reading_is_about_many"),
        ("UPDATE planwork_indicatorreading SET source = ''", "reading_has_a_source"),
        (
            "INSERT INTO planwork_planround SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()))).*"
            " FROM planwork_planround r",
            "round_once_a_day",
        ),
        ("UPDATE planwork_planround SET summary = ''", "reported_round_says_something"),
        (
            "INSERT INTO planwork_goalfound (round_id, key, stands, words) SELECT round_id, key, 'met', 'x' FROM planwork_goalfound",
            "goal_found_once",
        ),
        ("UPDATE planwork_goalfound SET words = ''", "goal_found_in_words"),
        ("UPDATE planwork_planmeasure SET carrier = ''", "measure_is_carried"),
        ("UPDATE planwork_planmeasure SET state = 'closed'", "measure_says_what_came_of_it"),
        ("UPDATE planwork_decision SET diary_number = ''", "decision_is_whole"),
        ("UPDATE planwork_wheeltask SET title = ''", "wheel_task_has_title"),
        ("UPDATE planwork_wheeltask SET done_on = due_on", "wheel_task_is_done_by_somebody"),
        (
            "INSERT INTO planwork_wheeltask SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid()))).*"
            " FROM planwork_wheeltask t WHERE carried_from_id IS NOT NULL",
            "wheel_task_carried_once",
        ),
        ("UPDATE planwork_lessonlearned SET words = ''", "lesson_says_something"),
    ],
)
def test_what_the_database_refuses(
    everyone: Cast,
    a_round: PlanRound,
    parts: Parts,
    database: psycopg.Connection,
    statement: str,
    constraint: str,
) -> None:
    measured(everyone, parts["indicator"], 2027, "92")
    proposed(everyone, a_round)
    reported(everyone, a_round, parts["goal"])
    put(everyone, "Confirm", TODAY, Party.HEAD)
    with acting(everyone.gro) as gro:
        town = everyone.hedeby.pk
        planwork.write_decision(round=a_round, facts=DECIDED, by=gro, at=NOW)
        planwork.carry_wheel_on(municipality_id=town, starts_in=2026, by=gro, at=NOW)
        planwork.write_lesson(municipality_id=town, facts=LessonFacts(TODAY, "x", "x"), by=gro, at=NOW)
    with pytest.raises(psycopg.IntegrityError) as refused:
        database.execute(statement)
    assert refused.value.diag.constraint_name == constraint


def test_no_role_of_the_service_changes_a_decision_or_a_lesson(
    everyone: Cast, a_round: PlanRound, parts: Parts, database: psycopg.Connection
) -> None:
    found = database.execute(
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE table_name IN ('planwork_decision', 'planwork_lessonlearned') AND grantee IN ('stafet_app', 'stafet_job')"
    ).fetchall()
    assert {privilege for _, privilege in found} == {"SELECT", "INSERT"}


def test_nothing_is_found_where_nothing_is(everyone: Cast) -> None:
    with acting(everyone.gro) as gro:
        assert planwork.round_for(gro, uuid7()) is None
        assert planwork.measure_for(gro, uuid7()) is None
        assert planwork.task_for(gro, uuid7()) is None
