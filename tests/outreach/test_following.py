"""A case of somebody registered twice follows to whoever is kept, and goes back; of two open cases one goes on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.conftest import NOW
from tests.duplicates.merging import make_two_again, merge_two, rows_of
from tests.factories import Held
from tests.outreach.conftest import SEVENTEEN, TODAY, Sweden, acting
from tests.web.conftest import ClientFor, read

from stafet.access import api as access
from stafet.duplicates import api as duplicates
from stafet.kernel.periods import Period
from stafet.outreach import api as outreach
from stafet.outreach.api import FollowUpResult, Party

LATER = NOW + timedelta(days=1)
TABLES = ("outreach_activitycase", "outreach_assessment", "outreach_measure", "outreach_followup")


@pytest.fixture
def twice(sweden: Sweden) -> Held:
    """Elsa once more, also held by the unit."""
    with access.job_scope(sweden.alby.pk):
        return sweden.held(sweden.pupil("Elsa", birth_date=SEVENTEEN))


def worked_on(sweden: Sweden, held: Held) -> outreach.ActivityCase:
    """Registered, assessed, with a measure and a day to look again."""
    with acting(sweden.sven) as sven:
        outreach.open_cases(municipality_id=sweden.alby.pk, by=sven, at=NOW)
        case = outreach.ActivityCase.objects.get(person=held.person)
        draft = outreach.AssessmentDraft("works", "Likes dogs", TODAY)
        outreach.assess(case=case, draft=draft, by=sven, at=NOW)
        measure = outreach.MeasureDraft(Party.MUNICIPALITY, "coaching", "Tuesdays", TODAY)
        outreach.begin_measure(case=case, draft=measure, by=sven, at=NOW)
        outreach.agree_follow_up(case=case, due_on=TODAY + timedelta(days=20), by=sven, at=NOW)
        return outreach.ActivityCase.objects.get(pk=case.pk)


def whose(database: psycopg.Connection, person_id: UUID) -> dict[str, list[Any]]:
    """The rows of every table about one person."""
    return rows_of(database, TABLES, person_id)


def merged(sweden: Sweden, kept: Held, twice: Held) -> duplicates.Merge:
    """Sven proposes, Rut decides."""
    return merge_two(kept, twice, proposed_by=sweden.sven, decided_by=sweden.rut)


def undone(sweden: Sweden, merge: duplicates.Merge) -> None:
    make_two_again(merge, undone_by=sweden.rut, at=LATER)


def test_a_case_with_all_its_parts_follows_and_goes_back(
    sweden: Sweden, twice: Held, database: psycopg.Connection
) -> None:
    with access.job_scope(sweden.alby.pk):
        kept = sweden.held(sweden.pupil(ends_on=None))
    worked_on(sweden, twice)
    before = whose(database, twice.person.pk)
    assert all(before.values())
    merge = merged(sweden, kept, twice)
    assert whose(database, twice.person.pk) == {table: [] for table in TABLES}
    assert whose(database, kept.person.pk) == before
    undone(sweden, merge)
    assert whose(database, twice.person.pk) == before


def test_of_two_open_cases_one_goes_on_and_the_other_is_read(
    sweden: Sweden, elsa: Held, twice: Held, database: psycopg.Connection, client_for: ClientFor
) -> None:
    other = worked_on(sweden, twice)
    own, its_rows = whose(database, elsa.person.pk), whose(database, twice.person.pk)
    merge = merged(sweden, elsa, twice)
    with acting(sweden.sven) as sven:
        view = outreach.case_of(elsa.person.pk)
        assert view is not None
        assert [view.case.pk] == own["outreach_activitycase"]
        (aside,) = view.earlier
        assert (aside.pk, aside.aside_since) == (other.pk, NOW)
        assert [line.person_id for line in outreach.waiting_cases(sweden.alby.pk, on=TODAY)] == [
            elsa.person.pk
        ]
        _is_only_read(aside, sven)
        assert outreach.open_cases(municipality_id=sweden.alby.pk, by=sven, at=NOW) == 0
    page = read(client_for(sweden.sven).get(f"/people/{elsa.person.pk}/activity/"))
    assert "Stands aside: the other registration goes on" in page
    undone(sweden, merge)
    assert whose(database, elsa.person.pk) == own
    assert whose(database, twice.person.pk) == its_rows
    with acting(sweden.sven):
        back = outreach.case_of(twice.person.pk)
        assert back is not None
        assert back.case.aside_since is None


def test_the_report_counts_one_person_once(sweden: Sweden, elsa: Held, twice: Held) -> None:
    worked_on(sweden, twice)
    merged(sweden, elsa, twice)
    with acting(sweden.rut):
        report = outreach.report_of(
            sweden.alby.pk, Period(TODAY - timedelta(days=9), TODAY + timedelta(days=90))
        )
        assert [fact.person_id for fact in report.facts] == [elsa.person.pk]


def _is_only_read(aside: outreach.ActivityCase, sven: Any) -> None:
    draft = outreach.AssessmentDraft("works", "", TODAY)
    measure = outreach.Measure.objects.get(case=aside)
    follow_up = outreach.FollowUp.objects.get(case=aside)
    with pytest.raises(outreach.ChangedByNow):
        outreach.assess(case=aside, draft=draft, by=sven, at=NOW)
    with pytest.raises(outreach.ChangedByNow):
        outreach.agree_follow_up(case=aside, due_on=TODAY + timedelta(days=9), by=sven, at=NOW)
    with pytest.raises(outreach.ChangedByNow):
        outreach.end_measure(measure=measure, last_day=TODAY, reason="goal_reached", by=sven, at=NOW)
    with pytest.raises(outreach.ChangedByNow):
        outreach.finish_follow_up(
            follow_up=follow_up,
            result=FollowUpResult.AS_AGREED,
            on=TODAY,
            next_due_on=TODAY + timedelta(days=9),
            by=sven,
            at=NOW,
        )
