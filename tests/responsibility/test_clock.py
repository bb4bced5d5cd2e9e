"""Silence: reminder, reminder, the steward, the coordinator, and at the end the home municipality holds."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from tests.goals.record import measured
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.messages import api as messages
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.actions import clock, leaving
from stafet.responsibility.api import LADDER, HandoverKind, HandoverState, Receiver


@pytest.fixture
def waiting(world: World) -> responsibility.Handover:
    person = world.person()
    world.take_in(person, "school", due=120)
    world.pass_time(timedelta(minutes=1))
    return offered(world, person)


def offered(world: World, person: people.Person) -> responsibility.Handover:
    with world.acting(world.staff["school"][0]) as ditte:
        return responsibility.offer_handover(
            person=person,
            to=Receiver(world.places["vocational"].pk, user_id=world.staff["vocational"][1].pk),
            kind=HandoverKind.CHANGE,
            basis="dk.sharing.transition",
            by=ditte,
            at=world.now,
        )


def travel_to_rung(world: World, handover: responsibility.Handover, rung: str) -> None:
    """Go to noon of the day on which a rung is due."""
    offered_on = world.home.day(handover.offered_at)
    due = rules.deadline(rung, country=world.country, from_day=offered_on).due_on
    world.pass_time(timedelta(days=(due - world.today).days))


def written_to(world: World) -> list[tuple[str, str]]:
    """Who was written to about what, by name of their place."""
    at = {user.email: user.name for users in world.staff.values() for user in users}
    with world.job():
        rows = messages.OutgoingMessage.objects.order_by("queued_at", "template", "address")
        return [(row.template, at[row.address]) for row in rows]


def test_each_rung_of_the_ladder_is_climbed_once(world: World, waiting: responsibility.Handover) -> None:
    expected = [("handover_offered", "vocational False")]
    for rung, said in zip(
        LADDER[:4],
        [
            [("handover_reminder", "vocational False")],
            [("handover_reminder", "vocational False")],
            [("handover_steward", "vocational True")],
            [("handover_coordinator", "town False"), ("handover_coordinator", "town True")],
        ],
        strict=True,
    ):
        travel_to_rung(world, waiting, rung)
        assert [world.run_clock().reminded for _ in range(2)] == [1, 0]
        expected += said
        assert sorted(written_to(world)) == sorted(expected)

    travel_to_rung(world, waiting, LADDER[4])
    assert world.run_clock().lapsed == 0, "the last day for answering is still in time"
    assert world.today == waiting.answer_by
    world.pass_time(timedelta(days=1))
    assert [world.run_clock().lapsed for _ in range(2)] == [1, 0]
    with world.job():
        waiting.refresh_from_db()
        person = people.Person.objects.get(pk=waiting.person_id)
        assert responsibility.NextStep.objects.open().get().kind == responsibility.StepKind.FIND_NEXT
    assert waiting.state == HandoverState.LAPSED
    assert world.holder(person) == "town"


def test_a_clock_that_stood_still_catches_up_with_the_highest_rung_only(
    world: World, waiting: responsibility.Handover
) -> None:
    travel_to_rung(world, waiting, LADDER[3])
    assert world.run_clock().reminded == 1
    assert {template for template, _ in written_to(world)} == {"handover_offered", "handover_coordinator"}


def test_what_was_answered_is_left_in_peace(world: World, waiting: responsibility.Handover) -> None:
    with world.acting(world.staff["vocational"][0]) as freja:
        responsibility.accept_handover(handover=waiting, first_step=world.step(100), by=freja, at=world.now)
    world.pass_time(timedelta(days=60))
    run = world.run_clock()
    assert (run.reminded, run.lapsed) == (0, 0)


def test_stewards_hear_of_a_step_that_is_overdue_beyond_the_rule_once(world: World) -> None:
    for name in ("Amina", "Bilal"):
        world.take_in(world.person(name), "school", due=1)
    tolerated = rules.value("stafet.step.overdue_tolerated", on=world.today)
    world.pass_time(timedelta(days=tolerated))
    assert world.run_clock().told_overdue == 0
    world.pass_time(timedelta(days=7))
    for _ in range(2):
        world.run_clock()
    assert written_to(world) == [("step_overdue", "school True")]


def test_where_even_the_steward_is_silent_the_coordinator_at_home_hears_once(world: World) -> None:
    world.take_in(world.person(), "school", due=1)
    for _ in range(40):
        world.pass_time(timedelta(days=1))
        world.run_clock()
    heard = [who for template, who in written_to(world) if template == "nobody_acts"]
    assert sorted(heard) == ["town False", "town True"]


@pytest.mark.parametrize("how", ["closes", "empties", "sleeps"])
@pytest.mark.parametrize("country", list(Country))
def test_wherever_a_holder_dies_a_human_hears_of_it(
    database: psycopg.Connection, country: Country, how: str
) -> None:
    """T29: an institution is closed, its staff leave, or nobody there ever logs in again; days go by."""
    world = World(database, country=country)
    person = world.person()
    world.take_in(person, "vocational", due=1)
    die(world, "vocational", how)
    days = 0
    while not somebody_hears(world, person):
        days += 1
        assert days < 30, "nobody has heard"
        world.pass_time(timedelta(days=1))
        world.run_clock()
    assert days <= {"closes": 1, "empties": 1, "sleeps": 23}[how]
    measured("dead holders", 1, "closed, empty, silent; both countries")


def die(world: World, place: str, how: str) -> None:
    with world.job():
        if how == "closes":
            organisations.close_organisation(
                organisation=world.places[place], on=world.today, by=SYSTEM, at=world.now
            )
        elif how == "empties":
            for post in access.Membership.objects.filter(organisation=world.places[place]):
                access.end_membership(membership=post, by=SYSTEM, at=world.now)


def somebody_hears(world: World, person: people.Person) -> bool:
    """The home municipality holds, with a step of its own; or its coordinator has been written to."""
    told = [template for template, who in written_to(world) if who.startswith("town")]
    return world.holder(person) == "town" or "nobody_acts" in told


def test_what_fails_for_one_person_is_undone_for_that_one_only(
    world: World, waiting: responsibility.Handover, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = world.person("Bilal")
    world.take_in(other, "school", due=120)
    world.pass_time(timedelta(minutes=1))
    second = offered(world, other)
    healthy = leaving.bring_home

    def failing(baton: object, *args: object, **kwargs: object) -> object:
        if getattr(baton, "person_id", None) == waiting.person_id:
            responsibility.NextStep.objects.filter(person_id=waiting.person_id).update(
                state="cancelled", outcome="handed_over", closed_at=world.now
            )
            return None
        return healthy(baton, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(clock, "bring_home", failing)
    travel_to_rung(world, waiting, LADDER[4])
    world.pass_time(timedelta(days=1))

    run = world.run_clock()

    assert (run.lapsed, run.failed) == (1, 1)
    with world.job():
        waiting.refresh_from_db()
        second.refresh_from_db()
    assert (waiting.state, second.state) == (HandoverState.OFFERED, HandoverState.LAPSED)


def test_an_offer_of_the_last_resort_itself_lapses_and_it_goes_on_holding(world: World) -> None:
    person = world.person()
    world.take_in(person, "town", due=120)
    world.pass_time(timedelta(minutes=1))
    with world.acting(world.staff["town"][0]) as gro:
        handover = responsibility.offer_handover(
            person=person,
            to=Receiver(world.places["gymnasium"].pk),
            kind=HandoverKind.CHANGE,
            basis="dk.sharing.transition",
            by=gro,
            at=world.now,
        )
    travel_to_rung(world, handover, LADDER[4])
    world.pass_time(timedelta(days=1))
    assert world.run_clock().lapsed == 1
    assert world.holder(person) == "town"


def test_the_clock_runs_for_one_municipality(world: World) -> None:
    with world.job():
        run = responsibility.run_clock(municipality_id=world.home.municipality_id, by=SYSTEM, at=world.now)
    assert run == responsibility.ClockRun()
