"""The communication plan: planned, overdue on the right desk, done, dropped, and copied to the next school year once."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
import pytest
from psycopg import errors
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.materials.conftest import acting, planned, written

from stafet.kernel.identity import uuid7
from stafet.materials import api as materials
from stafet.materials.api import Channel, Telling, TellingFacts, TellingState

A_DAY = timedelta(days=1)


def test_it_waits_for_whoever_it_was_given_to_from_its_day_on(everyone: Cast) -> None:
    row = planned(everyone)
    with acting(everyone.bo) as bo:
        assert list(materials.to_be_told(bo, until=TODAY)) == [row]
        assert list(materials.to_be_told(bo, until=TODAY - 2 * A_DAY)) == []
    with acting(everyone.gro) as gro:
        assert list(materials.to_be_told(gro, until=TODAY)) == []


def test_it_is_done_by_them_or_by_the_office_and_by_nobody_else(everyone: Cast) -> None:
    row = planned(everyone)
    with acting(everyone.ditte) as ditte, pytest.raises(materials.NotYours):
        materials.finish_telling(telling=row, on=TODAY, words="", by=ditte, at=NOW)
    with acting(everyone.bo) as bo:
        with pytest.raises(materials.NotWhole):
            materials.finish_telling(telling=row, on=TODAY + A_DAY, words="", by=bo, at=NOW)
        with pytest.raises(materials.NotYours):
            materials.drop_telling(telling=row, words="No", by=bo, at=NOW)
        materials.finish_telling(telling=row, on=TODAY, words="Many questions", by=bo, at=NOW)
        assert list(materials.to_be_told(bo, until=TODAY)) == []
    with acting(everyone.gro) as gro:
        with pytest.raises(materials.ChangedByNow):
            materials.drop_telling(telling=row, words="Too late", by=gro, at=NOW)
        found = materials.telling_for(gro, row.pk)
    assert found is not None
    assert (found.state, found.ended_on, found.ended_words) == (TellingState.DONE, TODAY, "Many questions")


def test_the_plan_is_read_in_the_town_and_nowhere_else(everyone: Cast) -> None:
    row = planned(everyone)
    with acting(everyone.ditte) as ditte:
        assert list(materials.tellings_for(ditte, starts_in=2026)) == [row]
        assert list(materials.tellings_for(ditte, starts_in=2025)) == []
    with acting(everyone.carl) as carl:
        assert list(materials.tellings_for(carl, starts_in=2026)) == []
        assert materials.telling_for(carl, row.pk) is None


def test_what_does_not_fit_is_refused(everyone: Cast) -> None:
    for field, changes in (
        ("what", {"what": "  "}),
        ("audiences", {"audiences": ()}),
        ("material", {"material_id": uuid7()}),
        ("responsible", {"responsible_id": everyone.carl.pk}),
    ):
        with pytest.raises(materials.NotWhole) as refused:
            planned(everyone, **changes)
        assert refused.value.field == field
    text = written(everyone)
    assert planned(everyone, material_id=text.pk).material_id == text.pk


def test_a_planned_line_is_changed_and_an_ended_one_is_not(everyone: Cast) -> None:
    row = planned(everyone)
    facts = TellingFacts(
        2026, "Present it in grade 8", (materials.Audience.PUPIL,), Channel.TALK, TODAY, everyone.ditte.pk
    )
    with acting(everyone.gro) as gro:
        materials.change_telling(telling=row, facts=facts, by=gro, at=NOW)
        found = materials.telling_for(gro, row.pk)
        assert found is not None
        assert (found.what, found.responsible_id) == ("Present it in grade 8", everyone.ditte.pk)
        with pytest.raises(materials.NotWhole):
            materials.drop_telling(telling=row, words=" ", by=gro, at=NOW)
        materials.drop_telling(telling=row, words="Done by the school", by=gro, at=NOW)
        with pytest.raises(materials.ChangedByNow):
            materials.change_telling(telling=row, facts=facts, by=gro, at=NOW)
    with acting(everyone.bo) as bo, pytest.raises(materials.NotYours):
        materials.change_telling(telling=row, facts=facts, by=bo, at=NOW)


def test_the_next_school_year_begins_with_this_years_plan_once(everyone: Cast) -> None:
    planned(everyone)
    planned(everyone, what="Leap day", due_on=date(2028, 2, 29))
    dropped = planned(everyone, what="Not needed")
    with acting(everyone.gro) as gro:
        materials.drop_telling(telling=dropped, words="x", by=gro, at=NOW)
        town = everyone.hedeby.pk
        assert materials.copy_plan(municipality_id=town, starts_in=2026, by=gro, at=NOW) == 2
        assert materials.copy_plan(municipality_id=town, starts_in=2026, by=gro, at=NOW) == 0
        rows = materials.tellings_for(gro, starts_in=2027)
        assert [(row.what, row.due_on, row.state) for row in rows] == [
            ("Present it in grade 7", date(2027, 8, 31), TellingState.PLANNED),
            ("Leap day", date(2029, 2, 28), TellingState.PLANNED),
        ]
    with acting(everyone.bo) as bo, pytest.raises(materials.NotYours):
        materials.copy_plan(municipality_id=everyone.hedeby.pk, starts_in=2026, by=bo, at=NOW)


def test_who_may_one_and_who_may_many_agree(everyone: Cast) -> None:
    rows = [planned(everyone), planned(everyone, responsible_id=everyone.ditte.pk)]
    for name in ("gro", "bo", "ditte", "carl"):
        with acting(getattr(everyone, name)) as actor:
            keep = set(Telling.objects.filter(materials.tellings_keepable_by(actor)))
            finish = set(Telling.objects.filter(materials.tellings_finishable_by(actor)))
            assert keep == {row for row in rows if materials.can_keep_telling(actor, row)}
            assert finish == {row for row in rows if materials.can_finish_telling(actor, row)}


BROKEN = {
    "telling_is_whole": "UPDATE materials_telling SET what = ''",
    "telling_ends_on_a_day": "UPDATE materials_telling SET state = 'done'",
    "telling_copied_once": "UPDATE materials_telling SET copied_from_id = (SELECT min(id::text)::uuid FROM materials_telling)",
}


@pytest.mark.parametrize("constraint", list(BROKEN))
def test_what_must_never_be_of_a_line(everyone: Cast, database: psycopg.Connection, constraint: str) -> None:
    planned(everyone)
    planned(everyone)
    with pytest.raises(errors.IntegrityError) as refused:
        database.execute(BROKEN[constraint])
    assert refused.value.diag.constraint_name == constraint
