"""Asking for a person: the asker learns nothing, the holder answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.kernel.numbers import danish_number
from tests.responsibility.world import World

from stafet.kernel.actors import SYSTEM
from stafet.kernel.national_numbers import NotANationalNumber
from stafet.messages import api as messages
from stafet.people import api as people
from stafet.people.api import ProtectionKind
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import HoldingRequest, RequestAnswer, RequestState

BORN = date(2010, 5, 4)
NUMBER = danish_number(BORN, 7)


@pytest.fixture
def amina(world: World) -> people.Person:
    person = world.person(birth_date=BORN)
    world.take_in(person, "school")
    with world.job():
        people.set_number(person=person, number=NUMBER, by=SYSTEM, at=world.now)
    world.pass_time(timedelta(days=1))
    return person


def ask(world: World, number: str, place: str = "vocational") -> None:
    with world.acting(world.staff[place][0]) as asker:
        responsibility.request_person(
            municipality_id=world.home.municipality_id,
            national_number=number,
            by_organisation_id=world.places[place].pk,
            words="She sits in our workshop.",
            by=asker,
            at=world.now,
        )


def seen_by(world: World, place: str) -> list[HoldingRequest]:
    with world.acting(world.staff[place][0]):
        return list(HoldingRequest.objects.all())


def test_the_asker_gets_the_same_answer_for_a_person_and_for_nobody(
    world: World, amina: people.Person
) -> None:
    for number in (NUMBER, danish_number(BORN, 8)):
        with world.acting(world.staff["vocational"][0]) as freja:
            answer = responsibility.request_person(
                municipality_id=world.home.municipality_id,
                national_number=number,
                by_organisation_id=world.places["vocational"].pk,
                words="",
                by=freja,
                at=world.now,
            )
            assert answer is None
            assert not HoldingRequest.objects.exists()
            assert not people.Person.objects.exists()
    assert len(seen_by(world, "school")) == 1


def test_asking_twice_asks_once_and_for_ones_own_not_at_all(world: World, amina: people.Person) -> None:
    for _ in range(2):
        ask(world, NUMBER)
    ask(world, NUMBER, "school")
    assert len(seen_by(world, "school")) == 1


def test_what_is_no_number_is_said(world: World) -> None:
    with pytest.raises(NotANationalNumber):
        ask(world, "hello")


def test_one_asks_for_an_organisation_one_works_for(world: World, amina: people.Person) -> None:
    with world.acting(world.staff["vocational"][0]) as freja, pytest.raises(responsibility.NotYours):
        responsibility.request_person(
            municipality_id=world.home.municipality_id,
            national_number=NUMBER,
            by_organisation_id=world.places["gymnasium"].pk,
            words="",
            by=freja,
            at=world.now,
        )


def test_the_holder_hears_of_it_from_the_clock_once(world: World, amina: people.Person) -> None:
    ask(world, NUMBER)
    with world.job():
        assert not messages.OutgoingMessage.objects.exists()
    for _ in range(2):
        world.run_clock()
    with world.job():
        (message,) = messages.OutgoingMessage.objects.all()
    assert (message.template, message.address) == ("request_received", world.staff["school"][0].email)


def test_an_offer_answers_and_names_who_asked(world: World, amina: people.Person) -> None:
    ask(world, NUMBER)
    (request,) = seen_by(world, "school")
    with world.acting(world.staff["school"][0]) as ditte:
        offer = responsibility.answer_request(
            request=request, answer=RequestAnswer.OFFER, by=ditte, at=world.now
        )
    assert offer is not None
    assert (offer.to_organisation_id, offer.to_user_id) == (
        world.places["vocational"].pk,
        world.staff["vocational"][0].pk,
    )
    (answered,) = seen_by(world, "vocational")
    assert (answered.state, answered.handover_id) == (RequestState.OFFERED, offer.pk)


def test_a_refusal_is_not_told_to_the_asker(world: World, amina: people.Person) -> None:
    ask(world, NUMBER)
    (request,) = seen_by(world, "school")
    with world.acting(world.staff["school"][0]) as ditte:
        responsibility.answer_request(request=request, answer=RequestAnswer.REFUSE, by=ditte, at=world.now)
        with pytest.raises(responsibility.AnsweredByNow):
            responsibility.answer_request(
                request=request, answer=RequestAnswer.REFUSE, by=ditte, at=world.now
            )
    assert seen_by(world, "vocational") == []


def test_only_the_holder_answers(world: World, amina: people.Person) -> None:
    ask(world, NUMBER)
    (request,) = seen_by(world, "school")
    with world.acting(world.staff["guidance"][0]) as bo, pytest.raises(responsibility.NotYours):
        responsibility.answer_request(request=request, answer=RequestAnswer.REFUSE, by=bo, at=world.now)


def test_a_request_for_a_protected_person_is_seen_by_named_readers_only(
    world: World, amina: people.Person
) -> None:
    with world.job():
        people.protect_person(
            person_id=amina.pk,
            municipality_id=world.home.municipality_id,
            kind=ProtectionKind.NEW_IDENTITY,
            by=SYSTEM,
            at=world.now,
        )
    ask(world, NUMBER)
    assert seen_by(world, "school") == []
    assert len(seen_by(world, "town")) == 1


def test_when_the_promise_ends_nobody_is_left_to_ask(world: World, amina: people.Person) -> None:
    ask(world, NUMBER)
    with world.job():
        responsibility.end_coverage(
            person=amina, reason=responsibility.CoverageEnd.DIED, on=world.today, by=SYSTEM, at=world.now
        )
        assert HoldingRequest.objects.get().state == RequestState.REFUSED
