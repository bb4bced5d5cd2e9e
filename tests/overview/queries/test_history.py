"""Time is kept twice: when it was true, and when it was known. Old questions get their old answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests import factories
from tests.cast import Cast
from tests.conftest import NOW

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import Actor
from stafet.kernel.standing import StandingState
from stafet.overview import api as overview
from stafet.overview.api import Record
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import StepDraft, StepKind, StepOutcome

A_DAY = timedelta(days=1)
DUE = date(2026, 10, 1)


def _draft(due_on: date = DUE) -> StepDraft:
    return StepDraft(kind=StepKind.FOLLOW_UP, due_on=due_on)


@pytest.fixture
def bo(everyone: Cast) -> Actor:
    return access.actor_for(everyone.bo, at=NOW)


@pytest.fixture
def amina(everyone: Cast, bo: Actor) -> people.Person:
    """Taken in by Bo, at school as it is known."""
    with access.job_scope(everyone.hedeby.pk):
        person = factories.a_person(everyone.hedeby, "Amina", "Holm")
        factories.a_spell(person, everyone.school)
        responsibility.take_in(
            person=person,
            organisation_id=everyone.guidance.pk,
            rule="dk.coverage.from_grade",
            step=_draft(),
            holder_id=everyone.bo.pk,
            by=bo,
            at=NOW,
        )
    return person


def test_every_version_says_from_when_until_when_it_was_known_and_by_whom(
    everyone: Cast, amina: people.Person, bo: Actor
) -> None:
    with access.user_scope(everyone.bo.pk):
        step = responsibility.NextStep.objects.get(person=amina)
        responsibility.finish_step(
            step=step, outcome=StepOutcome.AGREED_NEXT, next_step=_draft(DUE + A_DAY), by=bo, at=NOW + A_DAY
        )
        history = overview.history_of(amina.pk)
    steps = [
        (str(line.note), line.known_from, line.known_until, line.by_name, line.action)
        for line in history
        if line.record is Record.STEP and line.record_id == step.pk
    ]
    assert steps == [
        ("A new step was agreed", NOW + A_DAY, None, "Bo Bertelsen", "responsibility.finish_step"),
        ("Due on 2026-10-01.", NOW, NOW + A_DAY, "Bo Bertelsen", "responsibility.take_in"),
    ]
    assert {line.record for line in history} == {Record.COVERAGE, Record.HOLDING, Record.STEP, Record.SPELL}


def test_who_was_responsible_and_what_they_knew_is_answered_for_any_two_times(
    everyone: Cast, amina: people.Person, bo: Actor
) -> None:
    with access.user_scope(everyone.bo.pk):
        spell = pathways.Spell.objects.get(person=amina)
        pathways.end_spell(
            spell=spell, on=date(2026, 8, 10), reason=pathways.EndReason.BROKEN_OFF, by=bo, at=NOW + 5 * A_DAY
        )
        known = overview.responsible_at(amina.pk, true_at=NOW + A_DAY, known_at=NOW + A_DAY)
        corrected = overview.responsible_at(amina.pk, true_at=NOW + A_DAY, known_at=NOW + 6 * A_DAY)
        before = overview.responsible_at(amina.pk, true_at=NOW - A_DAY, known_at=NOW + A_DAY)
        unheard_of = overview.responsible_at(amina.pk, true_at=NOW + A_DAY, known_at=NOW - A_DAY)
    assert known.holder is not None
    assert (known.holder.organisation_name, known.holder.holder_name) == (
        "Ungevejledningen Hedeby",
        "Bo Bertelsen",
    )
    assert [(step.due_on, str(step.what)) for step in known.steps] == [(DUE, "Follow up")]
    assert known.standing.state is StandingState.IN_ACTIVITY
    assert corrected.standing.state is StandingState.WITHOUT_ACTIVITY
    assert corrected.holder == known.holder
    assert (before.holder, before.steps) == (None, ())
    assert unheard_of.holder is None


def test_a_change_of_hands_shows_on_both_sides_of_its_instant(
    everyone: Cast, amina: people.Person, bo: Actor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        factories.granted(
            amina, everyone.town, access.Purpose.DUTY, "ABD", access.Grant.Source.DUTY, amina.pk
        )
    with access.user_scope(everyone.bo.pk):
        responsibility.offer_handover(
            person=amina,
            to=responsibility.Receiver(everyone.vocational.pk),
            kind=responsibility.HandoverKind.START,
            basis="dk.sharing.transition",
            by=bo,
            at=NOW + A_DAY,
        )
    freja = access.actor_for(everyone.freja, at=NOW + 2 * A_DAY)
    with access.user_scope(everyone.freja.pk):
        handover = responsibility.Handover.objects.get()
        responsibility.accept_handover(handover=handover, first_step=_draft(), by=freja, at=NOW + 2 * A_DAY)
    with access.user_scope(everyone.gro.pk):
        told = [
            overview.responsible_at(amina.pk, true_at=at, known_at=NOW + 9 * A_DAY).holder
            for at in (NOW + 2 * A_DAY - timedelta(seconds=1), NOW + 2 * A_DAY)
        ]
        history = overview.history_of(amina.pk)
    assert [span.organisation_name for span in told if span] == [
        "Ungevejledningen Hedeby",
        "Hedeby Tekniske Skole",
    ]
    assert [(str(line.note), line.by_name) for line in history if line.record is Record.HANDOVER] == [
        ("Accepted", "Freja Falk"),
        ("Offered", "Bo Bertelsen"),
    ]


def test_what_a_file_removed_is_still_in_the_history(everyone: Cast, amina: people.Person) -> None:
    with access.job_scope(everyone.hedeby.pk):
        pathways.Spell.objects.filter(person=amina).delete()
        factories.a_spell(amina, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION)
    with access.user_scope(everyone.bo.pk):
        history = overview.history_of(amina.pk)
    places = {str(line.what): line.removed for line in history if line.record is Record.SPELL}
    assert places == {"At Bakkeskolen": True, "At Hedeby Tekniske Skole": False}


def test_nobody_reads_the_history_of_somebody_they_may_not_see(everyone: Cast, amina: people.Person) -> None:
    with access.user_scope(everyone.carl.pk):
        assert overview.history_of(amina.pk) == ()
        answer = overview.responsible_at(amina.pk, true_at=NOW, known_at=NOW)
    assert (answer.holder, answer.steps, answer.standing.state) == (None, (), StandingState.UNKNOWN)
