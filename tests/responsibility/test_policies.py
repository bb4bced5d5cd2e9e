"""Each policy about one agrees with its policy about many, for everybody, on everything they see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest
from tests.kernel.numbers import danish_number
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM, Actor
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import (
    Coverage,
    Handover,
    HandoverKind,
    Holding,
    HoldingRequest,
    NextStep,
    Receiver,
    StepDraft,
    StepKind,
)

PAIRS: dict[str, tuple[type, Callable[..., bool], Callable[[Actor], Iterable[object]]]] = {
    "finish a step": (NextStep, responsibility.can_finish_step, responsibility.steps_finishable_by),
    "reassign a step": (NextStep, responsibility.can_reassign_step, responsibility.steps_reassignable_by),
    "reassign": (Holding, responsibility.can_reassign, responsibility.holdings_reassignable_by),
    "hand over": (Holding, responsibility.can_hand_over, responsibility.persons_handable_by),
    "accept": (Handover, responsibility.can_accept, responsibility.handovers_acceptable_by),
    "withdraw": (Handover, responsibility.can_withdraw, responsibility.handovers_withdrawable_by),
    "confirm": (Handover, responsibility.can_confirm, responsibility.handovers_confirmable_by),
    "answer a request": (
        HoldingRequest,
        responsibility.can_answer_request,
        responsibility.requests_answerable_by,
    ),
    "end a promise": (Coverage, responsibility.can_end_coverage, responsibility.coverages_endable_by),
    "recall": (Coverage, responsibility.can_fall_back, responsibility.coverages_recallable_by),
    "report": (pathways.Spell, responsibility.can_report_on, responsibility.spells_reportable_by),
}


@pytest.fixture
def busy(world: World) -> World:
    """A municipality in which a bit of everything has happened."""
    persons = [world.person(name) for name in ("Amina", "Bilal", "Clara", "Dagny", "Emil")]
    for person, place in zip(persons, ["school", "school", "vocational", "guidance", "town"], strict=True):
        world.take_in(person, place)
        world.spell(person, "gymnasium" if place == "town" else place)
    with world.job():
        people.set_number(
            person=persons[2], number=danish_number(date(2010, 5, 4), 3), by=SYSTEM, at=world.now
        )
    world.pass_time(timedelta(days=1))
    for person, to in zip(persons[:2], ["vocational", "gymnasium"], strict=True):
        _offer(world, person, to)
    with world.acting(world.staff["gymnasium"][0]) as actor:
        offer = Handover.objects.get()
        mine = StepDraft(StepKind.CONVERSATION, world.today, assignee_id=actor.user_id)
        responsibility.accept_handover(
            handover=offer, first_step=mine, by=actor, at=world.now, holder_id=actor.user_id
        )
        responsibility.request_person(
            municipality_id=world.home.municipality_id,
            national_number=danish_number(date(2010, 5, 4), 3),
            by_organisation_id=world.places["gymnasium"].pk,
            words="",
            by=actor,
            at=world.now,
        )
    with world.job():
        responsibility.end_coverage(
            person=persons[3], reason=responsibility.CoverageEnd.DIED, on=world.today, by=SYSTEM, at=world.now
        )
    world.pass_time(timedelta(minutes=1))
    return world


def _offer(world: World, person: people.Person, to: str) -> None:
    with world.acting(world.staff["school"][0]) as ditte:
        responsibility.offer_handover(
            person=person,
            to=Receiver(world.places[to].pk),
            kind=HandoverKind.START,
            basis="dk.sharing.transition",
            by=ditte,
            at=world.now,
        )


@pytest.mark.parametrize("name", PAIRS)
def test_one_and_many_agree(busy: World, name: str) -> None:
    model, can, able = PAIRS[name]
    said = set()
    for user in [user for users in busy.staff.values() for user in users]:
        with busy.acting(user) as actor:
            everything = list(model.objects.all())  # type: ignore[attr-defined]
            one_by_one = {thing.pk for thing in everything if can(actor, thing)}
            assert one_by_one == {thing.pk for thing in able(actor)}  # type: ignore[attr-defined]
            said |= {bool(one_by_one), len(one_by_one) < len(everything)}
    assert said == {True, False} or name == "report", "a policy that says the same to everybody says nothing"


def test_taking_in_agrees_with_where_it_may_be_done(busy: World) -> None:
    both = [busy.home.municipality_id, busy.neighbour.municipality_id]
    for user in [user for users in busy.staff.values() for user in users]:
        actor = access.actor_for(user, at=busy.now)
        able = responsibility.municipalities_taken_in_by(actor)
        assert {key for key in both if responsibility.can_take_in(actor, key)} == able


def test_the_system_may_do_all(busy: World) -> None:
    with busy.job():
        assert all(responsibility.can_finish_step(SYSTEM, step) for step in NextStep.objects.open())
        assert all(
            responsibility.can_hand_over(SYSTEM, held) for held in Holding.objects.filter(ends_at=None)
        )
