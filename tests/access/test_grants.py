"""Grants open and close with the facts they follow from, and nobody opens what is not theirs to open."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.access.api import Grant, Purpose
from stafet.audit.api import NoScopeError
from stafet.grants import api as grants
from stafet.grants.api import GrantDraft
from stafet.kernel.actors import SYSTEM
from stafet.people import api as people
from stafet.people.api import Person, ProtectionKind


def draft(world: World, place: str, source_id: UUID | None = None) -> GrantDraft:
    return GrantDraft(
        organisation_id=world.places[place].pk,
        purpose=Purpose.GUIDANCE,
        basis="stafet.sharing.holder",
        classes="AD",
        source=Grant.Source.HOLDING,
        source_id=source_id or uuid4(),
    )


def test_a_grant_opens_now_and_ends_with_its_fact(world: World) -> None:
    person, fact = world.person(), uuid4()
    freja = world.staff["vocational"][0]
    with world.job():
        grants.open_grants(
            municipality_id=world.home.municipality_id,
            person_id=person.pk,
            grants=[draft(world, "vocational", fact)],
            by=SYSTEM,
            at=world.now,
        )
    with world.acting(freja):
        assert Person.objects.count() == 1
    world.pass_time(timedelta(hours=1))
    with world.job():
        for expected in (1, 0):
            ended = grants.end_grants(
                municipality_id=world.home.municipality_id,
                source=Grant.Source.HOLDING,
                source_ids=[fact],
                by=SYSTEM,
                at=world.now,
            )
            assert ended == expected
    with world.acting(freja):
        assert not Person.objects.exists()


def test_a_web_server_whose_clock_is_five_minutes_fast_can_still_open(world: World) -> None:
    person = world.person()
    with world.job():
        grants.open_grants(
            municipality_id=world.home.municipality_id,
            person_id=person.pk,
            grants=[draft(world, "vocational")],
            by=SYSTEM,
            at=world.now + timedelta(minutes=5),
        )
    with world.acting(world.staff["vocational"][0]):
        assert Person.objects.count() == 1


def test_nobody_writes_a_grant_for_somebody_they_have_nothing_to_do_with(world: World) -> None:
    person = world.person()
    world.take_in(person, "school")
    with (
        world.acting(world.staff["gymnasium"][0]) as stranger,
        pytest.raises(DatabaseError, match="row-level"),
    ):
        grants.open_grants(
            municipality_id=world.home.municipality_id,
            person_id=person.pk,
            grants=[draft(world, "gymnasium")],
            by=stranger,
            at=world.now,
        )


def test_the_named_list_is_changed_by_whoever_stands_on_it(world: World) -> None:
    person = world.person()
    world.take_in(person, "school")
    with world.job():
        people.protect_person(
            person_id=person.pk,
            municipality_id=world.home.municipality_id,
            kind=ProtectionKind.NEW_IDENTITY,
            by=SYSTEM,
            at=world.now,
        )
    world.pass_time(timedelta(minutes=1))
    ditte, other = world.staff["school"]
    gro = world.staff["town"][0]

    def name(by: access.User, whom: access.User) -> None:
        with world.acting(by) as actor:
            access.name_reader(
                municipality_id=world.home.municipality_id,
                person_id=person.pk,
                user_id=whom.pk,
                by=actor,
                at=world.now,
            )

    with pytest.raises(DatabaseError, match="named reader"):
        name(ditte, ditte)
    name(gro, ditte)
    with world.acting(ditte):
        assert access.is_hidden(person.pk)
        assert Person.objects.count() == 1
    with world.acting(other):
        assert not access.is_hidden(person.pk), "of whom one may not see, nothing is told"
        assert not Person.objects.exists()
    name(ditte, other)
    with world.acting(other):
        assert Person.objects.count() == 1


def test_a_job_works_for_another_municipality_and_then_for_its_own_again(world: World) -> None:
    with world.job():
        with access.also_in(world.neighbour.municipality_id):
            assert access.scope_municipality() == world.neighbour.municipality_id
        assert access.scope_municipality() == world.home.municipality_id
    with world.acting(world.staff["town"][0]):
        assert access.scope_municipality() is None
        with pytest.raises(NoScopeError), access.also_in(world.neighbour.municipality_id):
            pass


def test_stewards_answer_and_all_readers_where_there_is_none(world: World) -> None:
    school = world.places["school"].pk
    first, second = world.staff["school"]
    assert list(access.stewards_of(school, at=world.now)) == [first]
    with world.job():
        access.end_membership(membership=access.Membership.objects.get(user=first), by=SYSTEM, at=world.now)
    world.pass_time(timedelta(minutes=1))
    assert list(access.stewards_of(school, at=world.now)) == [second]
    assert list(access.leaders_of(school, at=world.now)) == [second]
    assert list(access.readers_of(world.places["town"].pk, at=world.now)) != []
