"""A duty without a name is somebody's all the time: whoever offers it keeps it until the receiver accepts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.messages.api import OutgoingMessage
from stafet.offsystem import api as offsystem
from stafet.offsystem.api import NobodyReadsSlips, NotYourSlip, Slip, SlipDraft, SlipInThePast, SlipIsClosed


def written(world: World, place: str = "school", due: int = 7) -> Slip:
    draft = SlipDraft(
        organisation_id=world.places[place].pk,
        mark="The green one",
        words="Call, and agree on the next talk",
        phone="70 00 00 01",
        due_on=world.today + timedelta(days=due),
    )
    with world.acting(world.staff[place][0]) as actor:
        return offsystem.write_slip(draft=draft, by=actor, at=world.now)


def offer(world: World, slip: Slip, to: str = "guidance", by: str = "school") -> None:
    with world.acting(world.staff[by][0]) as actor:
        offsystem.offer_slip(slip=slip, to_organisation_id=world.places[to].pk, by=actor, at=world.now)


def do(world: World, verb: Callable[..., None], slip: Slip, user: access.User, **told: str) -> None:
    with world.acting(user) as actor:
        verb(slip=slip, by=actor, at=world.now, **told)


def reread(slip: Slip) -> Slip:
    return Slip.objects.select_related("holder").get(pk=slip.pk)


@pytest.fixture
def slip(world: World) -> Slip:
    return written(world)


def test_it_stays_with_the_sender_until_the_receiver_accepts(world: World, slip: Slip) -> None:
    offer(world, slip)
    with world.job():
        assert OutgoingMessage.objects.get().template == "slip_offered"
        offered = reread(slip)
    assert offered.organisation_id == world.places["school"].pk
    taker = world.staff["guidance"][1]
    do(world, offsystem.accept_slip, offered, taker)
    with world.job():
        taken = reread(slip)
    assert (taken.organisation_id, taken.holder, taken.offered_to_id) == (
        world.places["guidance"].pk,
        taker,
        None,
    )


def test_two_answers_at_once_are_one(world: World, slip: Slip) -> None:
    offer(world, slip)
    with world.job():
        offered = reread(slip)
    do(world, offsystem.accept_slip, offered, world.staff["guidance"][0])
    for verb in (offsystem.accept_slip, offsystem.return_slip):
        with pytest.raises(SlipIsClosed):
            do(world, verb, offered, world.staff["guidance"][1])


def test_it_goes_back_and_can_be_taken_back(world: World, slip: Slip) -> None:
    for user in (world.staff["guidance"][0], world.staff["school"][1]):
        offer(world, slip)
        world.pass_time(timedelta(minutes=1))
        with world.job():
            offered = reread(slip)
        do(world, offsystem.return_slip, offered, user)
        with world.job():
            assert reread(slip).offered_to_id is None


def test_it_is_finished_with_an_outcome_and_not_while_it_is_offered(world: World, slip: Slip) -> None:
    offer(world, slip)
    with pytest.raises(SlipIsClosed):
        do(world, offsystem.finish_slip, slip, world.staff["school"][0], outcome="Talked")
    with world.job():
        offered = reread(slip)
    do(world, offsystem.return_slip, offered, world.staff["school"][0])
    do(world, offsystem.finish_slip, slip, world.staff["school"][0], outcome="Talked")
    with world.acting(world.staff["school"][0]) as actor:
        assert offsystem.slips_held(actor) == []


def test_others_neither_see_nor_touch_it(world: World, slip: Slip) -> None:
    stranger = world.staff["gymnasium"][0]
    with world.acting(stranger) as actor:
        assert offsystem.slip_for(actor, slip.pk) is None
        assert not offsystem.can_hold_slip(actor, slip)
        assert not Slip.objects.filter(offsystem.slips_holdable_by(actor)).exists()
        assert not Slip.objects.filter(offsystem.slips_takeable_by(actor)).exists()
    for verb in (offsystem.accept_slip, offsystem.return_slip):
        with pytest.raises(NotYourSlip):
            do(world, verb, slip, stranger)
    with pytest.raises(NotYourSlip):
        do(world, offsystem.finish_slip, slip, stranger, outcome="No")


def test_a_deadline_lies_ahead_and_somebody_reads_where_it_goes(world: World, slip: Slip) -> None:
    with pytest.raises(SlipInThePast):
        written(world, due=-1)
    with pytest.raises(NobodyReadsSlips):
        offer(world, slip, to="school")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("phone = ''", "slip_says_what_and_whom_to_call"),
        ("finished_at = at", "slip_ends_with_an_outcome"),
        ("offered_to_id = organisation_id, offered_at = at", "slip_offered_elsewhere"),
    ],
)
def test_the_database_keeps_a_slip_whole(
    world: World, slip: Slip, database: psycopg.Connection, change: str, constraint: str
) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match=constraint):
        database.execute(f"UPDATE offsystem_slip SET {change}")
