"""Ends: the promise is over, somebody moves, two registrations are one, a place or a colleague is gone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.kernel.numbers import danish_number
from tests.responsibility.invariants import wrong
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.people.api import ProtectionKind
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import CoverageEnd, FallBackReason, HandoverKind, Receiver

NUMBER = danish_number(date(2010, 5, 4), 7)


@pytest.fixture
def amina(world: World) -> people.Person:
    person = world.person()
    world.take_in(person, "school")
    world.pass_time(timedelta(days=1))
    return person


def offered(world: World, person: people.Person, to: str = "vocational") -> responsibility.Handover:
    with world.acting(world.staff["school"][0]) as ditte:
        return responsibility.offer_handover(
            person=person,
            to=Receiver(world.places[to].pk),
            kind=HandoverKind.CHANGE,
            basis="dk.sharing.transition",
            by=ditte,
            at=world.now,
        )


def nothing_is_wrong(world: World) -> bool:
    return wrong(world.superuser, world.home.municipality_id) == {}


def test_when_the_promise_ends_nobody_holds_and_nobody_sees(world: World, amina: people.Person) -> None:
    offered(world, amina)
    with world.acting(world.staff["guidance"][0]) as bo:
        responsibility.end_coverage(
            person=amina, reason=CoverageEnd.DIED, on=world.today, by=bo, at=world.now
        )
    world.pass_time(timedelta(minutes=1))
    assert world.holder(amina) is None
    for place in ("school", "guidance", "vocational"):
        with world.acting(world.staff[place][0]):
            assert not people.Person.objects.exists()
    assert nothing_is_wrong(world)


def test_only_the_home_municipality_ends_its_promise(world: World, amina: people.Person) -> None:
    with world.acting(world.staff["school"][0]) as ditte, pytest.raises(responsibility.NotYours):
        responsibility.end_coverage(
            person=amina, reason=CoverageEnd.DIED, on=world.today, by=ditte, at=world.now
        )


def test_whoever_is_not_covered_has_nothing_to_end(world: World) -> None:
    person = world.person()
    with world.job(), pytest.raises(responsibility.NotCovered):
        responsibility.end_coverage(
            person=person, reason=CoverageEnd.DIED, on=world.today, by=SYSTEM, at=world.now
        )


def test_the_coordinator_takes_the_responsibility_back(world: World, amina: people.Person) -> None:
    offer = offered(world, amina)
    with world.acting(world.staff["town"][0]) as gro:
        holding = responsibility.fall_back(
            person=amina, because=FallBackReason.TAKEN_BACK, by=gro, at=world.now
        )
        again = responsibility.fall_back(
            person=amina, because=FallBackReason.TAKEN_BACK, by=gro, at=world.now
        )
    assert again == holding
    assert world.holder(amina) == "town"
    with world.job():
        offer.refresh_from_db()
    assert offer.state == responsibility.HandoverState.WITHDRAWN
    assert nothing_is_wrong(world)


def test_a_school_leader_does_not_recall_for_the_municipality(world: World, amina: people.Person) -> None:
    with world.acting(world.staff["school"][0]) as ditte, pytest.raises(responsibility.NotYours):
        responsibility.fall_back(person=amina, because=FallBackReason.TAKEN_BACK, by=ditte, at=world.now)


def test_without_a_last_resort_it_is_said(world: World, amina: people.Person) -> None:
    world.superuser.execute(
        "UPDATE organisations_municipality SET last_resort_id = NULL WHERE id = %s",
        [world.home.municipality_id],
    )
    with world.job(), pytest.raises(responsibility.NoLastResort):
        responsibility.fall_back(person=amina, because=FallBackReason.TAKEN_BACK, by=SYSTEM, at=world.now)


def test_everybody_of_a_place_comes_home(world: World, amina: people.Person) -> None:
    other = world.person("Bilal")
    world.take_in(other, "school")
    with world.job():
        count = responsibility.fall_back_from(
            organisation_id=world.places["school"].pk,
            municipality_id=world.home.municipality_id,
            because=FallBackReason.ORGANISATION_CLOSED,
            by=SYSTEM,
            at=world.now,
        )
    assert count == 2
    assert {world.holder(amina), world.holder(other)} == {"town"}


def test_a_place_that_has_closed_holds_nobody_after_the_clock(world: World, amina: people.Person) -> None:
    with world.job():
        organisations.close_organisation(
            organisation=world.places["school"],
            on=world.today + timedelta(days=1),
            by=SYSTEM,
            at=world.now,
        )
    assert world.run_clock().came_home == 0
    world.pass_time(timedelta(days=1))
    assert world.run_clock().came_home == 1
    assert world.holder(amina) == "town"


def test_when_the_last_colleague_leaves_everybody_comes_home(world: World, amina: people.Person) -> None:
    for user in world.staff["school"]:
        with world.job():
            membership = access.Membership.objects.get(user=user)
            responsibility.leave_post(membership=membership, by=SYSTEM, at=world.now)
        world.pass_time(timedelta(minutes=1))
        with world.acting(user):
            assert not people.Person.objects.exists()
    assert world.holder(amina) == "school"
    assert world.run_clock().came_home == 1
    assert world.holder(amina) == "town"


def test_what_somebody_had_is_nobodys_in_particular_when_they_leave(
    world: World, amina: people.Person
) -> None:
    ditte, other = world.staff["school"]
    with world.acting(ditte) as leader:
        responsibility.assign_holder(person=amina, user_id=other.pk, by=leader, at=world.now)
    with world.job():
        plan = responsibility.leave_post(
            membership=access.Membership.objects.get(user=other), by=SYSTEM, at=world.now
        )
        assert plan.holdings == 1
        assert responsibility.Holding.objects.get(person_id=amina.pk, ends_at=None).holder_id is None


def test_protected_persons_are_counted_as_left_behind(world: World) -> None:
    ditte, other = world.staff["school"]
    person = world.person()
    with world.job():
        responsibility.take_in(
            person=person,
            organisation_id=world.places["school"].pk,
            rule="dk.coverage.from_grade",
            step=world.step(),
            by=SYSTEM,
            at=world.now,
            holder_id=other.pk,
        )
        people.protect_person(
            person_id=person.pk,
            municipality_id=world.home.municipality_id,
            kind=ProtectionKind.NEW_IDENTITY,
            by=SYSTEM,
            at=world.now,
        )
    with world.acting(ditte):
        plan = responsibility.plan_reassignment(
            from_user_id=other.pk, organisation_id=world.places["school"].pk
        )
    assert (plan.holdings, plan.left_behind) == (0, 1)


# --- moving -------------------------------------------------------------------------------------------


def test_whoever_moves_is_held_next_door_in_the_same_moment(world: World, amina: people.Person) -> None:
    with world.job():
        people.set_number(person=amina, number=NUMBER, by=SYSTEM, at=world.now)
        newcomer = responsibility.move_person(
            person=amina, to_municipality=world.neighbour.municipality_id, by=SYSTEM, at=world.now
        )
        ended = responsibility.Coverage.objects.get(person_id=amina.pk)
    assert (newcomer.municipality_id, newcomer.name) == (world.neighbour.municipality_id, "Amina Holm")
    assert (ended.end_reason, world.holder(amina)) == (CoverageEnd.MOVED, None)
    with access.job_scope(world.neighbour.municipality_id):
        assert responsibility.Holding.objects.get(ends_at=None).person_id == newcomer.pk
        assert people.NationalNumber.objects.get().person_id == newcomer.pk
    assert nothing_is_wrong(world)


def test_a_counsellor_says_that_somebody_has_moved_and_next_door_takes_in(
    world: World, amina: people.Person
) -> None:
    bo = access.actor_for(world.staff["guidance"][0], at=world.now)
    with world.job():
        newcomer = responsibility.move_person(
            person=amina, to_municipality=world.neighbour.municipality_id, by=bo, at=world.now
        )
    with access.job_scope(world.neighbour.municipality_id):
        assert responsibility.Holding.objects.get(ends_at=None).person_id == newcomer.pk


def test_whoever_comes_back_is_known_by_their_number(world: World, amina: people.Person) -> None:
    with world.job():
        people.set_number(person=amina, number=NUMBER, by=SYSTEM, at=world.now)
        newcomer = responsibility.move_person(
            person=amina, to_municipality=world.neighbour.municipality_id, by=SYSTEM, at=world.now
        )
    world.pass_time(timedelta(days=1))
    with access.job_scope(world.neighbour.municipality_id):
        back = responsibility.move_person(
            person=newcomer, to_municipality=world.home.municipality_id, by=SYSTEM, at=world.now
        )
    assert back.pk == amina.pk
    assert world.holder(amina) == "town"
    assert nothing_is_wrong(world)


def test_a_protected_person_stays_protected_next_door(world: World, amina: people.Person) -> None:
    with world.job():
        people.protect_person(
            person_id=amina.pk,
            municipality_id=world.home.municipality_id,
            kind=ProtectionKind.NEW_IDENTITY,
            by=SYSTEM,
            at=world.now,
        )
        newcomer = responsibility.move_person(
            person=amina, to_municipality=world.neighbour.municipality_id, by=SYSTEM, at=world.now
        )
    with access.job_scope(world.neighbour.municipality_id):
        assert access.is_hidden(newcomer.pk)


def test_nobody_moves_to_where_they_live_or_where_nobody_would_hold(
    world: World, amina: people.Person
) -> None:
    with world.job(), pytest.raises(responsibility.NothingToMerge):
        responsibility.move_person(
            person=amina, to_municipality=world.home.municipality_id, by=SYSTEM, at=world.now
        )
    world.superuser.execute(
        "UPDATE organisations_municipality SET last_resort_id = NULL WHERE id = %s",
        [world.neighbour.municipality_id],
    )
    with world.job():
        with pytest.raises(responsibility.NoLastResort):
            responsibility.move_person(
                person=amina, to_municipality=world.neighbour.municipality_id, by=SYSTEM, at=world.now
            )
        assert people.Person.objects.filter(pk=amina.pk).exists(), (
            "the scope is that of the old municipality again"
        )
    assert world.holder(amina) == "school"


def test_moving_needs_the_scope_of_a_job(world: World, amina: people.Person) -> None:
    with world.acting(world.staff["guidance"][0]) as bo, pytest.raises(Exception, match="job"):
        responsibility.move_person(
            person=amina, to_municipality=world.neighbour.municipality_id, by=bo, at=world.now
        )


# --- merging ------------------------------------------------------------------------------------------


def merged(world: World, kept: people.Person, duplicate: people.Person) -> None:
    with world.job():
        responsibility.merge_persons(kept=kept, duplicate=duplicate, by=SYSTEM, at=world.now)


def test_of_two_batons_the_kept_ones_remains_and_the_steps_come_along(
    world: World, amina: people.Person
) -> None:
    twin = world.person("Amine")
    world.take_in(twin, "vocational")
    world.pass_time(timedelta(days=1))

    merged(world, amina, twin)

    assert (world.holder(amina), world.holder(twin)) == ("school", None)
    with world.job():
        steps = responsibility.NextStep.objects.open().filter(person_id=amina.pk)
        assert {step.organisation_id for step in steps} == {world.places["school"].pk}
        assert steps.count() == 2
        assert responsibility.Coverage.objects.get(person_id=twin.pk).end_reason == CoverageEnd.MERGED
        assert people.Person.objects.get(pk=twin.pk).merged_into_id == amina.pk
    assert nothing_is_wrong(world)


def test_a_baton_only_the_duplicate_had_goes_on_with_the_same_holder(
    world: World, amina: people.Person
) -> None:
    kept = world.person("Amina den rigtige")
    merged(world, kept, amina)
    assert (world.holder(kept), world.holder(amina)) == ("school", None)
    assert nothing_is_wrong(world)


def test_what_the_duplicate_did_the_kept_one_did(world: World, amina: people.Person) -> None:
    twin = world.person("Amine")
    world.spell(twin, "gymnasium")
    same = world.spell(twin, "school")
    world.spell(amina, "school")
    with world.job():
        people.set_number(person=twin, number=NUMBER, by=SYSTEM, at=world.now)
    merged(world, amina, twin)
    with world.job():
        assert pathways.Spell.objects.filter(person_id=amina.pk).count() == 2
        assert pathways.Spell.objects.get(person_id=twin.pk) == same
        assert people.NationalNumber.objects.get(replaced_at=None).person_id == amina.pk


def test_protected_persons_and_strangers_are_never_merged(world: World, amina: people.Person) -> None:
    hidden = world.person("Hemmelig")
    with world.job():
        people.protect_person(
            person_id=hidden.pk,
            municipality_id=world.home.municipality_id,
            kind=ProtectionKind.NEW_IDENTITY,
            by=SYSTEM,
            at=world.now,
        )
    with pytest.raises(responsibility.ProtectedPerson):
        merged(world, amina, hidden)
    with pytest.raises(responsibility.NothingToMerge):
        merged(world, amina, amina)
    with world.acting(world.staff["school"][0]) as ditte, pytest.raises(responsibility.NotYours):
        responsibility.merge_persons(kept=amina, duplicate=hidden, by=ditte, at=world.now)


# --- the clock ends promises --------------------------------------------------------------------------


def test_the_promise_ends_on_the_upper_birthday(world: World) -> None:
    grown = world.person("Stor", birth_date=date(2001, 9, 3))
    leapling = world.person("Skud", birth_date=date(2004, 2, 29))
    unknown = world.person("Ukendt", birth_date=None)  # type: ignore[arg-type]
    for person in (grown, leapling, unknown):
        world.take_in(person)
    assert world.run_clock().came_of_age == 0
    world.pass_time(timedelta(days=2))
    assert world.run_clock().came_of_age == 1
    assert (world.holder(grown), world.holder(leapling), world.holder(unknown)) == (None, "school", "school")
    with world.job():
        assert responsibility.Coverage.objects.get(person_id=grown.pk).end_reason == CoverageEnd.AGE


def test_the_promise_is_fulfilled_by_completing_a_youth_education(world: World, amina: people.Person) -> None:
    spell = world.spell(amina, "vocational", ActivityKind.VOCATIONAL_EDUCATION)
    with world.job():
        pathways.end_spell(
            spell=spell,
            on=world.today + timedelta(days=2),
            reason=pathways.EndReason.COMPLETED,
            by=SYSTEM,
            at=world.now,
        )
    assert world.run_clock().completed == 0
    world.pass_time(timedelta(days=2))
    assert world.run_clock().completed == 1
    assert world.holder(amina) is None
