"""Somebody else says within five working days whether it was right, and what is late is told to those above."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
import pytest
from tests.emergency.asking import ask_for, askings, numbered
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.emergency import api as emergency
from stafet.emergency.api import EmergencyAccess, NotYoursToReview, ReviewedByNow, Verdict
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.messages.api import OutgoingMessage


def opened(world: World) -> EmergencyAccess:
    _, number = numbered(world)
    ask_for(world, world.staff["gymnasium"][0], number)
    return askings(world)[-1]


def settle(world: World, row: EmergencyAccess, by: access.User) -> None:
    with world.acting(by) as actor, world.job():
        emergency.settle_review(
            emergency=row, verdict=Verdict.JUSTIFIED, words="Talked to both", by=actor, at=world.now
        )


def waiting_for(world: World, user: access.User) -> list[EmergencyAccess]:
    with world.job():
        return list(emergency.to_review(access.actor_for(user, at=world.now)))


def test_it_is_due_after_five_working_days_of_the_country(database: psycopg.Connection) -> None:
    for country in Country:
        world = World(database, country=country)
        world.now = world.now.replace(month=12, day=21)
        world.set_clock()
        world.person()
        ask_for(world, world.staff["gymnasium"][0], name="Amina Holm", birth_date=date(2010, 5, 4))
        due = askings(world)[-1].due_on
        assert due == date(2026, 12, 30), (
            "the 24th, 25th, and a weekend between: no working days in either country"
        )


def test_the_home_municipality_reviews_and_no_other_leader(world: World) -> None:
    row = opened(world)
    assert waiting_for(world, world.staff["town"][0]) == [row]
    assert waiting_for(world, world.staff["school"][0]) == []
    with pytest.raises(NotYoursToReview):
        settle(world, row, world.staff["school"][0])


def test_one_and_many_agree_on_who_reviews_and_who_sees(world: World) -> None:
    row = opened(world)
    with world.job():
        for users in world.staff.values():
            for user in users:
                actor = access.actor_for(user, at=world.now)
                many = EmergencyAccess.objects.filter(emergency.reviewable_by(actor))
                assert emergency.can_review(actor, row) == many.exists()
                seen = EmergencyAccess.objects.filter(emergency.seen_by(actor))
                assert emergency.can_see(actor, row) == seen.exists()


def test_a_leader_does_not_review_their_own(world: World) -> None:
    _, number = numbered(world)
    leader, colleague = world.staff["town"]
    elsewhere = world.person("Bella")
    assert number
    ask_for(world, leader, place="town", name="Bella Holm", birth_date=date(2010, 5, 4))
    (row,) = (asked for asked in askings(world) if asked.person_id == elsewhere.pk)
    assert waiting_for(world, leader) == []
    with pytest.raises(NotYoursToReview):
        settle(world, row, leader)
    settle(world, row, colleague)


def test_a_verdict_is_given_once(world: World) -> None:
    row = opened(world)
    first, second = world.staff["town"]
    settle(world, row, first)
    with pytest.raises(ReviewedByNow):
        settle(world, row, second)
    (judged,) = askings(world)
    assert (judged.verdict, judged.reviewed_by) == (Verdict.JUSTIFIED, first)


def escalated(world: World) -> int:
    with world.job():
        emergency.escalate_reviews(municipality_id=world.home.municipality_id, by=SYSTEM, at=world.now)
        return OutgoingMessage.objects.filter(template="emergency_overdue").count()


def test_what_is_late_is_told_to_those_above_once_a_week_until_it_is_judged(world: World) -> None:
    row = opened(world)
    world.pass_time(timedelta(days=7))
    assert world.today == row.due_on
    assert escalated(world) == 0, "on the day itself it is not late"
    world.pass_time(timedelta(days=1))
    leaders = len(world.staff["town"])
    assert escalated(world) == leaders
    world.pass_time(timedelta(hours=1))
    assert escalated(world) == leaders, "not again the same week"
    world.pass_time(timedelta(days=7))
    assert escalated(world) == 2 * leaders
    settle(world, row, world.staff["town"][0])
    world.pass_time(timedelta(days=7))
    assert escalated(world) == 2 * leaders
