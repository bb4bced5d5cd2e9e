"""What rooms above keep about somebody registered twice follows to whoever is kept, and goes back: nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.duplicates.merging import make_two_again, merge_two, rows_of
from tests.factories import TODAY, Held, a_person, a_spell, covered
from tests.offers.conftest import acting, an_offer, start_of
from tests.web.conftest import ClientFor, amina, client_for, quick_settings, read

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.conversations import api as conversations
from stafet.duplicates import api as duplicates
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM
from stafet.offers import api as offers
from stafet.rechoice import api as rechoice
from stafet.responsibility import api as responsibility

__all__ = ["amina", "client_for", "quick_settings"]
LATER = NOW + timedelta(days=1)
TABLES = (
    "careerplans_careerplan",
    "careerplans_plangoal",
    "careerplans_planstep",
    "careerplans_planpart",
    "careerplans_supportneed",
    "careerplans_planversion",
    "conversations_conversation",
    "conversations_participant",
    "conversations_ownnote",
    "conversations_contactladder",
    "conversations_contactattempt",
    "offers_offerneed",
    "offers_seat",
    "rechoice_case",
    "rechoice_option",
    "rechoice_concern",
    "rechoice_concernmeasure",
)


@pytest.fixture
def twice(everyone: Cast, amina: Held) -> Held:
    """Amina once more, with the same name and birth date, also held by Bo's guidance unit."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Amina", birth_date=amina.person.birth_date)
        return covered(person, everyone.guidance, user=everyone.bo)


def live_through(everyone: Cast, held: Held, offer: offers.Offer) -> None:
    """Everything a room above can keep about somebody, by Bo."""
    person = held.person
    with acting(everyone.bo) as bo:
        _plan(person, bo)
        _talk(everyone, person, bo)
        offers.open_need(
            person=person, needs=[offers.Need.TRY_A_TRADE], words="Wood", on=TODAY, by=bo, at=NOW
        )
        attempt = conversations.AttemptDraft(
            conversations.ContactWay.LETTER, TODAY, conversations.ContactOutcome.NO_ANSWER
        )
        conversations.record_attempt(person=person, attempt=attempt, by=bo, at=NOW)
        worry = rechoice.ConcernDraft(everyone.guidance.pk, rechoice.ConcernReason.OTHER, "Quiet")
        concern = rechoice.raise_concern(person=person, draft=worry, by=bo, at=NOW)
        agreed = rechoice.MeasureDraft(rechoice.MeasureKind.OTHER, "A walk", "Bo", TODAY)
        rechoice.agree_measure(concern=concern, draft=agreed, by=bo, at=NOW)
    with access.job_scope(everyone.hedeby.pk):
        spell = a_spell(person, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION)
        marker = responsibility.record_break_off(spell=spell, reason_code="", on=TODAY, by=SYSTEM, at=NOW)
        case = rechoice.Case.objects.get(break_off=marker)
    with acting(everyone.bo) as bo:
        option = rechoice.add_offer_option(case=case, offer=offer, asks_for_seat=True, by=bo, at=NOW)
        assert option.seat is not None
        reason = "Called first"
        offers.propose_seat(seat=option.seat, start=start_of(offer), ahead_reason=reason, by=bo, at=NOW)


def _plan(person: Any, bo: Any) -> None:
    plan = careerplans.begin_plan(person=person, by=bo, at=NOW)
    step = careerplans.StepOnTheWay("Visit a workshop", careerplans.DoneBy.YOUNG_PERSON, TODAY)
    careerplans.add_goal(
        plan=plan, term=careerplans.GoalTerm.SHORT, words="Carpenter", step=step, by=bo, at=NOW
    )
    careerplans.write_part(
        plan=plan,
        kind=careerplans.PartKind.WISHES,
        voice=careerplans.Voice.COUNSELLOR,
        words="Wants wood",
        by=bo,
        at=NOW,
    )
    careerplans.write_support(plan=plan, words="Reading", by=bo, at=NOW)


def _talk(everyone: Cast, person: Any, bo: Any) -> None:
    draft = conversations.ConversationDraft(
        kind=conversations.ConversationKind.GUIDANCE,
        planned_at=NOW,
        way=conversations.ConversationWay.MEETING,
        organisation_id=everyone.guidance.pk,
        guests=[conversations.Guest(conversations.Party.YOUNG_PERSON)],
    )
    talk = conversations.plan_conversation(person=person, draft=draft, by=bo, at=NOW)
    conversations.write_own_note(conversation=talk, words="Tired", by=bo, at=NOW)


def whose(database: psycopg.Connection, person_id: UUID) -> dict[str, list[Any]]:
    """The rows of every table about one person."""
    return rows_of(database, TABLES, person_id)


def merged(everyone: Cast, kept: Held, twice: Held) -> duplicates.Merge:
    """Bo proposes, Gro decides."""
    return merge_two(kept, twice, proposed_by=everyone.bo, decided_by=everyone.gro)


def undone(everyone: Cast, merge: duplicates.Merge) -> None:
    make_two_again(merge, undone_by=everyone.gro, at=LATER)


def test_everything_follows_and_goes_back(
    everyone: Cast, amina: Held, twice: Held, database: psycopg.Connection
) -> None:
    live_through(everyone, twice, an_offer(everyone))
    before = whose(database, twice.person.pk)
    assert all(rows for table, rows in before.items() if table != "careerplans_planversion")
    merge = merged(everyone, amina, twice)
    assert whose(database, twice.person.pk) == {table: [] for table in TABLES}
    assert whose(database, amina.person.pk) == before
    with acting(everyone.bo):
        assert careerplans.plan_of(amina.person.pk, on=TODAY) is not None
        assert offers.need_of(amina.person.pk) is not None
        assert not careerplans.plans_aside(amina.person.pk)
    undone(everyone, merge)
    assert whose(database, twice.person.pk) == before
    assert whose(database, amina.person.pk) == {table: [] for table in TABLES}


def test_if_both_have_everything_both_stay_and_one_goes_on(
    everyone: Cast, amina: Held, twice: Held, database: psycopg.Connection
) -> None:
    offer = an_offer(everyone)
    live_through(everyone, amina, offer)
    live_through(everyone, twice, offer)
    own, other = whose(database, amina.person.pk), whose(database, twice.person.pk)
    merge = merged(everyone, amina, twice)
    both = whose(database, amina.person.pk)
    assert {table: len(rows) for table, rows in both.items()} == {
        table: len(own[table]) + len(other[table]) for table in TABLES
    }
    with acting(everyone.bo):
        view = careerplans.plan_of(amina.person.pk, on=TODAY)
        need = offers.need_of(amina.person.pk)
        (aside,) = careerplans.plans_aside(amina.person.pk)
        assert view is not None
        assert need is not None
        assert [view.plan.pk] == own["careerplans_careerplan"]
        assert [aside.pk] == other["careerplans_careerplan"]
        assert [need.pk] == own["offers_offerneed"]
        assert [each.pk for each in offers.past_needs_of(amina.person.pk)] == other["offers_offerneed"]
        assert len(offers.seats_of(amina.person.pk)) == 2
        assert len(rechoice.concerns_of(amina.person.pk)) == 2
        sought = conversations.contact_of(amina.person, today=TODAY)
        assert sought.ladder is not None
        assert [sought.ladder.pk] == own["conversations_contactladder"]
        assert len(sought.earlier) == 1
    undone(everyone, merge)
    assert whose(database, amina.person.pk) == own
    assert whose(database, twice.person.pk) == other
    with acting(everyone.bo):
        assert careerplans.plan_of(twice.person.pk, on=TODAY) is not None


def test_what_is_written_since_in_a_plan_goes_where_the_plan_goes(
    everyone: Cast, amina: Held, twice: Held, database: psycopg.Connection
) -> None:
    with acting(everyone.bo) as bo:
        _plan(twice.person, bo)
    merge = merged(everyone, amina, twice)
    with acting(everyone.bo) as bo:
        view = careerplans.plan_of(amina.person.pk, on=TODAY)
        assert view is not None
        step = careerplans.StepOnTheWay("Ask the smith", careerplans.DoneBy.COUNSELLOR, TODAY)
        careerplans.add_goal(
            plan=view.plan, term=careerplans.GoalTerm.LONG, words="Smith", step=step, by=bo, at=NOW
        )
    undone(everyone, merge)
    assert len(whose(database, twice.person.pk)["careerplans_plangoal"]) == 2


def test_a_plan_that_stands_aside_is_read_and_not_written(everyone: Cast, amina: Held, twice: Held) -> None:
    with acting(everyone.bo) as bo:
        _plan(amina.person, bo)
        _plan(twice.person, bo)
    merged(everyone, amina, twice)
    with acting(everyone.bo) as bo:
        (aside,) = careerplans.plans_aside(amina.person.pk)
        with pytest.raises(careerplans.StandsAside):
            careerplans.write_support(plan=aside, words="Again", by=bo, at=NOW)
        with pytest.raises(careerplans.StandsAside):
            careerplans.discuss_plan(plan=aside, on=TODAY, by=bo, at=NOW)


def test_the_page_says_which_plan_goes_on_and_shows_the_other(
    everyone: Cast, amina: Held, twice: Held, client_for: ClientFor
) -> None:
    with acting(everyone.bo) as bo:
        _plan(amina.person, bo)
        _plan(twice.person, bo)
    here = f"/people/{amina.person.pk}/plan/"
    assert "This is the plan that goes on" not in read(client_for(everyone.bo).get(here))
    merged(everyone, amina, twice)
    with acting(everyone.bo):
        (aside,) = careerplans.plans_aside(amina.person.pk)
    page = client_for(everyone.bo).get(here)
    assert "This is the plan that goes on" in read(page)
    other = f"{here}other/{aside.pk}/"
    assert other in page.content.decode()
    shown = read(client_for(everyone.bo).get(other))
    for words in ("This plan stands aside", "Carpenter", "Wants wood", "Reading"):
        assert words in shown
    assert "Reading" not in read(client_for(everyone.gro).get(other))
    assert client_for(everyone.viggo).get(other).status_code == 404
