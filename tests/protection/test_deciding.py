"""Protection is decided by named people, ends by two of them, and never by a date or a register."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.people.api import Person, ProtectionKind
from stafet.protection import api as protection
from stafet.protection.api import (
    Decision,
    NotProtected,
    NotYoursToProtect,
    Protected,
    ProtectedAlready,
    SomebodyMustBeNamed,
    TwoPeopleEnd,
)


def mark(world: World, person: Person, by: access.User) -> None:
    with world.job():
        protection.mark_protected(
            person=person,
            kind=ProtectionKind.NAME_AND_ADDRESS,
            words="Letter of the population register, 3 September",
            until_on=world.today + timedelta(days=300),
            by=access.actor_for(by, at=world.now),
            at=world.now,
        )
    world.pass_time(timedelta(minutes=1))


def stands(world: World, person: Person, user: access.User) -> Protected | None:
    with world.job():
        return protection.protection_of(person.pk, access.actor_for(user, at=world.now), at=world.now)


def decide(world: World, verb: str, person: Person, by: access.User) -> None:
    with world.job():
        actor = access.actor_for(by, at=world.now)
        told = {
            "person_id": person.pk,
            "municipality_id": world.home.municipality_id,
            "words": "Talked to them",
        }
        if verb == "keep_protected":
            told["until_on"] = None
        getattr(protection, verb)(**told, by=actor, at=world.now)
    world.pass_time(timedelta(minutes=1))


def sees(world: World, user: access.User) -> bool:
    with world.acting(user):
        return Person.objects.exists()


@pytest.fixture
def marked(world: World) -> Person:
    person = world.person()
    world.take_in(person, "school")
    mark(world, person, world.staff["school"][0])
    return person


def test_only_those_on_the_list_meet_the_person_and_know_of_it(world: World, marked: Person) -> None:
    decider, colleague = world.staff["school"]
    assert sees(world, decider)
    assert not sees(world, colleague)
    assert stands(world, marked, colleague) is None
    found = stands(world, marked, decider)
    assert found is not None
    assert [(each.decision, each.decided_by) for each in found.decisions] == [(Decision.MARKED, decider)]


def test_counsellors_do_not_decide_and_nobody_is_protected_twice(world: World, marked: Person) -> None:
    other = world.person("Bella")
    with pytest.raises(NotYoursToProtect):
        mark(world, other, world.staff["guidance"][0])
    with pytest.raises(ProtectedAlready):
        mark(world, marked, world.staff["town"][0])


def test_a_date_that_passes_and_a_register_that_is_silent_are_questions_and_end_nothing(
    world: World, marked: Person
) -> None:
    decider, colleague = world.staff["school"]
    found = stands(world, marked, decider)
    assert found
    assert not found.is_question(day=world.today)
    assert found.is_question(day=world.today + timedelta(days=301))
    world.superuser.execute("UPDATE people_protection SET flag_gone_at = %s", [world.now])
    lapsed = stands(world, marked, decider)
    assert lapsed
    assert lapsed.is_question(day=world.today)
    world.pass_time(timedelta(days=400))
    assert not sees(world, colleague), "nothing ends by itself"
    decide(world, "keep_protected", marked, decider)
    kept = stands(world, marked, decider)
    assert kept
    assert not kept.is_question(day=world.today), "the question is answered"


def test_two_people_end_it_and_one_can_not(world: World, marked: Person) -> None:
    decider, colleague = world.staff["school"]
    second = world.staff["town"][0]
    with pytest.raises(TwoPeopleEnd):
        decide(world, "agree_to_end", marked, second)
    decide(world, "propose_to_end", marked, decider)
    with pytest.raises(TwoPeopleEnd):
        decide(world, "agree_to_end", marked, decider)
    with pytest.raises(NotProtected):
        decide(world, "agree_to_end", marked, colleague)
    assert not sees(world, colleague)
    decide(world, "agree_to_end", marked, second)
    assert sees(world, colleague)


def test_keeping_it_answers_a_proposal(world: World, marked: Person) -> None:
    decider, second = world.staff["school"][0], world.staff["town"][0]
    decide(world, "propose_to_end", marked, decider)
    decide(world, "keep_protected", marked, second)
    with pytest.raises(TwoPeopleEnd):
        decide(world, "agree_to_end", marked, second)


def test_a_reader_is_named_for_a_reason_and_a_time_and_taken_off_again(world: World, marked: Person) -> None:
    decider, colleague = world.staff["school"]
    listed(world, marked, decider, colleague, days=10)
    assert sees(world, colleague)
    with world.acting(decider):
        reasons = {each.user.pk: each.reason for each in access.named_list(marked.pk)}
    assert reasons[colleague.pk] == "Teaches them"
    world.pass_time(timedelta(days=10))
    assert not sees(world, colleague), "the end is judged by the database"
    listed(world, marked, decider, colleague, days=10)
    assert sees(world, colleague)
    unlisted(world, marked, decider, colleague)
    assert not sees(world, colleague)


def test_somebody_stays_on_the_list(world: World, marked: Person) -> None:
    decider = world.staff["school"][0]
    with world.acting(decider):
        others = [each.user for each in access.named_list(marked.pk) if each.user.pk != decider.pk]
    for other in others:
        unlisted(world, marked, decider, other)
    with pytest.raises(SomebodyMustBeNamed):
        unlisted(world, marked, decider, decider)


def test_whoever_is_not_on_the_list_can_not_read_it(world: World, marked: Person) -> None:
    with pytest.raises(Exception, match="named reader"), world.acting(world.staff["school"][1]):
        access.named_list(marked.pk)


def test_a_decision_says_why(world: World, marked: Person, database: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="protection_decision_says_why"):
        database.execute("UPDATE protection_protectiondecision SET words = ''")


def listed(world: World, person: Person, by: access.User, reader: access.User, *, days: int) -> None:
    with world.job():
        protection.list_reader(
            person_id=person.pk,
            municipality_id=world.home.municipality_id,
            reader=reader,
            reason="Teaches them",
            until=world.now + timedelta(days=days),
            by=access.actor_for(by, at=world.now),
            at=world.now,
        )
    world.pass_time(timedelta(seconds=1))


def unlisted(world: World, person: Person, by: access.User, reader: access.User) -> None:
    with world.job():
        protection.unlist_reader(
            person_id=person.pk,
            municipality_id=world.home.municipality_id,
            reader_id=reader.pk,
            by=access.actor_for(by, at=world.now),
            at=world.now,
        )
    world.pass_time(timedelta(seconds=1))
