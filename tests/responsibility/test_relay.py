"""The relay, once through: taken in, offered, accepted; at every moment one organisation holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM, Actor
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import StepDraft, StepKind

LAST_WEEK = NOW - timedelta(days=7)
SOON = date(2026, 9, 8)
FIRST = StepDraft(StepKind.FIRST_CONTACT, due_on=SOON)


def actor(user: access.User) -> Actor:
    return access.actor_for(user, at=NOW)


@pytest.fixture
def amina(everyone: Cast) -> people.Person:
    """A pupil of 9.A whom the school holds since last week."""
    with access.job_scope(everyone.hedeby.pk):
        person = people.register_person(
            municipality_id=everyone.hedeby.pk,
            draft=people.PersonDraft("Amina", "Hansen", date(2010, 5, 4), phone="20 00 00 00"),
            by=SYSTEM,
            at=LAST_WEEK,
        )
        pathways.record_spell(
            person=person,
            draft=pathways.SpellDraft(
                kind=ActivityKind.BASIC_SCHOOL,
                starts_on=date(2026, 8, 1),
                organisation_id=everyone.school.pk,
                unit_id=everyone.class_9a.pk,
                grade=9,
            ),
            by=SYSTEM,
            at=LAST_WEEK,
        )
        responsibility.take_in(
            person=person,
            organisation_id=everyone.school.pk,
            rule="dk.coverage.from_grade",
            step=StepDraft(StepKind.NEXT_YEAR, due_on=date(2026, 10, 1)),
            by=SYSTEM,
            at=LAST_WEEK,
        )
    return person


def test_whoever_accepts_holds_and_the_sender_may_still_read(everyone: Cast, amina: people.Person) -> None:
    with access.user_scope(everyone.ditte.pk):
        handover = responsibility.offer_handover(
            person=amina,
            to=responsibility.Receiver(everyone.vocational.pk),
            kind=responsibility.HandoverKind.START,
            basis="dk.sharing.transition",
            by=actor(everyone.ditte),
            at=NOW,
        )
    with access.user_scope(everyone.freja.pk):
        assert not responsibility.NextStep.objects.exists()
        mine = responsibility.Handover.objects.get(pk=handover.pk)
        holding = responsibility.accept_handover(
            handover=mine, first_step=FIRST, by=actor(everyone.freja), at=NOW, holder_id=everyone.freja.pk
        )
    with access.user_scope(everyone.freja.pk):
        assert holding.organisation_id == everyone.vocational.pk
        assert responsibility.NextStep.objects.open().get().due_on == SOON
        assert people.Person.objects.get().name == "Amina Hansen"
