"""A year's tasks, classes and their theme, who pays, and who was in touch with a host: about nobody young."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import psycopg
import pytest
from django.db import connections
from psycopg import errors
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.groundwork.conftest import KIND, YEAR, acting

from stafet.access import api as access
from stafet.groundwork import api as groundwork
from stafet.groundwork.actions import keeping
from stafet.groundwork.api import (
    ContactFacts,
    ContactWay,
    MoneyFacts,
    MoneyFrom,
    TaskFacts,
    TaskOwner,
    ThemeFacts,
    ThemeState,
    YearStep,
    YearTask,
)
from stafet.groundwork.template import TEMPLATE
from stafet.organisations.api import Unit, UnitKind
from stafet.placements.api import Place

TALK, THEME, MONEY, TASK = (
    "groundwork_hosttalk",
    "groundwork_classtheme",
    "groundwork_money",
    "groundwork_yeartask",
)


def begun(everyone: Cast, starts_in: int = YEAR) -> tuple[YearTask, ...]:
    """Gro begins a year."""
    with acting(everyone.gro) as gro:
        groundwork.begin_year(
            municipality_id=everyone.hedeby.pk, kind=KIND, starts_in=starts_in, by=gro, at=NOW
        )
        return groundwork.year_tasks([everyone.hedeby.pk], starts_in=starts_in, kind=KIND)


@pytest.fixture
def class_7a(everyone: Cast) -> Unit:
    """7.A of Ditte's school."""
    with access.job_scope(everyone.hedeby.pk):
        row = Unit.objects.create(
            organisation=everyone.school, kind=UnitKind.CLASS, name="7.A", grade=7, starts_on=date(2026, 8, 1)
        )
        return Unit.objects.select_related("organisation").get(pk=row.pk)


def test_a_year_begins_with_the_shipped_list_and_goes_on_with_the_one_before(everyone: Cast) -> None:
    tasks = begun(everyone)
    assert {task.step for task in tasks} == {each.step.value for each in TEMPLATE} == set(YearStep.values)
    assert tasks[0].due_on == date(2026, 1, 31)
    with pytest.raises(groundwork.ChangedByNow):
        begun(everyone)
    own = TaskFacts("Order buses", TaskOwner.OFFICE, "Gro", date(2026, 5, 2))
    with acting(everyone.gro) as gro:
        told: dict[str, Any] = {
            "municipality_id": everyone.hedeby.pk,
            "kind": KIND,
            "starts_in": YEAR,
            "by": gro,
            "at": NOW,
        }
        groundwork.set_task(facts=own, **told)
        changed = TaskFacts("", TaskOwner.OFFICE, "Gro", date(2028, 2, 29))
        groundwork.set_task(facts=changed, task=tasks[0], **told)
        groundwork.finish_task(task=tasks[1], on=TODAY, by=gro, at=NOW)
    following = {task.title: task for task in begun(everyone, YEAR + 1)}
    assert following["Order buses"].due_on == date(2027, 5, 2)
    assert following[str(YearStep.DECIDE.label)].due_on == date(2029, 2, 28)
    assert [task.done_on for task in following.values()] == [None] * (len(TEMPLATE) + 1)


def test_two_who_begin_a_year_at_once_have_one_list(everyone: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have looked before either writes; then the database decides."""
    together, shipped = Barrier(2), keeping._shipped

    def shipped_together(starts_in: int) -> Iterator[dict[str, Any]]:
        together.wait(10)
        return shipped(starts_in)

    monkeypatch.setattr(keeping, "_shipped", shipped_together)

    def begin(_: int) -> str:
        try:
            return f"{len(begun(everyone))} tasks"
        except groundwork.ChangedByNow:
            return "begun already"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(begin, range(2))) == [f"{len(TEMPLATE)} tasks", "begun already"]


def test_only_the_office_keeps_the_list_and_whoever_works_in_the_town_finishes(everyone: Cast) -> None:
    first, second, *_ = begun(everyone)
    with acting(everyone.bo) as bo:
        with pytest.raises(groundwork.NotYours):
            groundwork.begin_year(
                municipality_id=everyone.hedeby.pk, kind=KIND, starts_in=YEAR + 1, by=bo, at=NOW
            )
        with pytest.raises(groundwork.NotWhole):
            groundwork.finish_task(task=first, on=TODAY + timedelta(days=1), by=bo, at=NOW)
        groundwork.finish_task(task=first, on=TODAY, by=bo, at=NOW)
        with pytest.raises(groundwork.ChangedByNow):
            groundwork.finish_task(task=first, on=TODAY, by=bo, at=NOW)
        assert list(groundwork.overdue_tasks(bo, today=TODAY)) == []
    with acting(everyone.carl) as carl:
        assert groundwork.task_for(carl, second.pk) is None
        with pytest.raises(groundwork.NotYours):
            groundwork.finish_task(task=second, on=TODAY, by=carl, at=NOW)
    with acting(everyone.gro) as gro:
        overdue = [task.step for task in groundwork.overdue_tasks(gro, today=date(2026, 3, 1))]
        assert overdue == [YearStep.MODEL, YearStep.LEADERS]
        with pytest.raises(groundwork.NotWhole):
            groundwork.set_task(
                municipality_id=everyone.hedeby.pk,
                kind=KIND,
                starts_in=YEAR,
                facts=TaskFacts(" ", TaskOwner.OFFICE, "", TODAY),
                by=gro,
                at=NOW,
            )


def test_a_class_has_had_the_theme_is_to_have_it_or_was_missed(everyone: Cast, class_7a: Unit) -> None:
    def line(today: date) -> groundwork.ClassLine:
        (found,) = groundwork.class_lines(bo, starts_in=YEAR, today=today)
        return found

    with acting(everyone.bo) as bo:
        assert not line(TODAY).is_missed
        assert line(date(2027, 7, 1)).is_missed
        told: dict[str, Any] = {"unit": class_7a, "starts_in": YEAR, "by": bo, "at": NOW}
        tomorrow = TODAY + timedelta(days=1)
        with pytest.raises(groundwork.NotWhole):
            groundwork.plan_theme(facts=ThemeFacts(ThemeState.HELD, tomorrow), **told)
        groundwork.plan_theme(facts=ThemeFacts(ThemeState.PLANNED, tomorrow), **told)
        assert not line(tomorrow).is_missed
        assert line(tomorrow + timedelta(days=1)).is_missed
        groundwork.plan_theme(facts=ThemeFacts(ThemeState.HELD, TODAY, "A day at the workshop"), **told)
        assert not line(date(2027, 7, 1)).is_missed
        assert groundwork.class_for(bo, class_7a.pk) == class_7a
    with acting(everyone.carl) as carl:
        assert groundwork.class_for(carl, class_7a.pk) is None
        with pytest.raises(groundwork.NotYours):
            groundwork.plan_theme(
                unit=class_7a, starts_in=YEAR, facts=ThemeFacts(ThemeState.HELD, TODAY), by=carl, at=NOW
            )


def test_the_office_or_the_schools_leader_says_who_pays(everyone: Cast) -> None:
    facts = MoneyFacts(everyone.school.pk, KIND, YEAR, MoneyFrom.SCHOOL, None, "The board, 3 May")
    with acting(everyone.bo) as bo, pytest.raises(groundwork.NotYours):
        groundwork.say_who_pays(facts=facts, by=bo, at=NOW)
    with acting(everyone.gro) as gro:
        groundwork.say_who_pays(facts=facts, by=gro, at=NOW)
        again = MoneyFacts(everyone.school.pk, KIND, YEAR, MoneyFrom.SCHOOL, 5_000_000)
        groundwork.say_who_pays(facts=again, by=gro, at=NOW)
        (row,) = groundwork.money_of(gro, starts_in=YEAR, kind=KIND)
        assert (row.amount, row.currency) == (5_000_000, "DKK")
    for user in (everyone.bo, everyone.carl, everyone.ditte, everyone.gro):
        with acting(user) as by:
            rows = groundwork.Money.objects.all()
            assert rows.filter(groundwork.money_readable_by(by)).exists() == groundwork.can_read_money(
                by, row
            )
            assert rows.filter(groundwork.money_sayable_by(by)).exists() == groundwork.can_say_who_pays(
                by, everyone.school
            )
            assert (everyone.school in groundwork.schools_to_say_for(by)) == groundwork.can_say_who_pays(
                by, everyone.school
            )


def test_a_host_is_called_again_on_its_day_and_a_newer_talk_settles_it(everyone: Cast, place: Place) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with acting(everyone.bo) as bo:
        told: dict[str, Any] = {"host": place.host, "by": bo, "at": NOW}
        with pytest.raises(groundwork.NotWhole):
            groundwork.log_host_talk(facts=ContactFacts(ContactWay.CALL, tomorrow, "Places"), **told)
        with pytest.raises(groundwork.NotWhole):
            groundwork.log_host_talk(facts=ContactFacts(ContactWay.CALL, TODAY, "Places", TODAY), **told)
        first = groundwork.log_host_talk(
            facts=ContactFacts(ContactWay.CALL, TODAY, "Places", tomorrow), **told
        )
        assert list(groundwork.due_talks(bo, today=TODAY)) == []
        assert list(groundwork.due_talks(bo, today=tomorrow)) == [first]
        groundwork.log_host_talk(facts=ContactFacts(ContactWay.VISIT, TODAY, "Saw the hall"), **told)
        assert list(groundwork.due_talks(bo, today=tomorrow)) == []
        assert len(groundwork.talks_with(place.host)) == 2
    with acting(everyone.carl) as carl, pytest.raises(groundwork.NotYours):
        groundwork.log_host_talk(
            host=place.host, facts=ContactFacts(ContactWay.CALL, TODAY, "Places"), by=carl, at=NOW
        )


def test_who_may_do_it_to_one_may_do_it_to_many(everyone: Cast, class_7a: Unit) -> None:
    task, *_ = begun(everyone)
    with acting(everyone.bo) as bo:
        theme = groundwork.plan_theme(
            unit=class_7a, starts_in=YEAR, facts=ThemeFacts(ThemeState.HELD, TODAY), by=bo, at=NOW
        )
    tasks, themes = YearTask.objects.filter(pk=task.pk), groundwork.ClassTheme.objects.all()
    for user in (everyone.bo, everyone.carl, everyone.ditte, everyone.gro, everyone.viggo):
        with acting(user) as by:
            town = everyone.hedeby.pk
            keeps, many = groundwork.can_keep_year_of(by, town), groundwork.years_keepable_by(by)
            assert tasks.filter(many).exists() == keeps
            finishes, many = groundwork.can_finish_task(by, task), groundwork.tasks_finishable_by(by)
            assert tasks.filter(many).exists() == finishes
            plans, many = groundwork.can_plan_theme_in(by, town), groundwork.themes_plannable_by(by)
            assert themes.filter(many).exists() == plans == groundwork.can_change_theme(by, theme)


@pytest.mark.parametrize(
    ("constraint", "table", "change"),
    [
        ("host_talk_has_words", TALK, "words = ''"),
        ("host_talk_next_comes_later", TALK, 'next_on = "on"'),
        ("year_task_says_what", TASK, "step = ''"),
    ],
)
def test_the_database_refuses(
    database: psycopg.Connection, everyone: Cast, place: Place, constraint: str, table: str, change: str
) -> None:
    kept(everyone, place)
    with pytest.raises(errors.CheckViolation, match=constraint):
        database.execute(f"UPDATE {table} SET {change}".encode())


@pytest.mark.parametrize(
    ("constraint", "table"),
    [("theme_once_a_year", THEME), ("money_once_from_each", MONEY), ("shipped_task_once_a_year", TASK)],
)
def test_what_is_once_is_not_written_twice(
    database: psycopg.Connection,
    everyone: Cast,
    place: Place,
    class_7a: Unit,
    constraint: str,
    table: str,
) -> None:
    kept(everyone, place)
    with acting(everyone.gro) as gro:
        facts = MoneyFacts(everyone.school.pk, KIND, YEAR, MoneyFrom.STATE)
        groundwork.say_who_pays(facts=facts, by=gro, at=NOW)
        groundwork.plan_theme(
            unit=class_7a, starts_in=YEAR, facts=ThemeFacts(ThemeState.HELD, TODAY), by=gro, at=NOW
        )
    with pytest.raises(errors.UniqueViolation, match=constraint):
        database.execute(
            f"""INSERT INTO {table} SELECT (jsonb_populate_record(row,
                to_jsonb(row) || jsonb_build_object('id', gen_random_uuid()))).* FROM {table} AS row""".encode()
        )


def kept(everyone: Cast, place: Place) -> None:
    """A year and a talk with a host."""
    begun(everyone)
    with acting(everyone.bo) as bo:
        groundwork.log_host_talk(
            host=place.host, facts=ContactFacts(ContactWay.CALL, TODAY, "Places"), by=bo, at=NOW
        )
