"""Break the glass: one young person, the least there is, one hour, one colleague, everybody told; never the protected."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connections
from tests.emergency.asking import BORN, WORDS, ask_for, askings, numbered
from tests.goals.record import measured
from tests.kernel.numbers import danish_number
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.emergency.api import NotForThisRole, SayWho, SayWhy, UsedUp
from stafet.kernel.actors import SYSTEM
from stafet.kernel.sentences import SentenceError
from stafet.messages.api import OutgoingMessage
from stafet.people import api as people
from stafet.people.api import Person, ProtectionKind

ALL_CLASSES = "ABCDEFGHP"


def classes_met(world: World, user: access.User, person: Person) -> str:
    """The classes of a person's data that somebody meets on that person's own pages."""
    with access.user_scope(user.pk, about=[person.pk]), connections["default"].cursor() as cursor:
        met = ""
        for letter in ALL_CLASSES:
            cursor.execute("SELECT %s = ANY (gate.my_persons(%s))", [person.pk, letter])
            met += letter if cursor.fetchone()[0] else ""
    return met


def protect(world: World, person: Person) -> None:
    with world.job():
        people.protect_person(
            person_id=person.pk,
            municipality_id=world.home.municipality_id,
            kind=ProtectionKind.NAME_AND_ADDRESS,
            by=SYSTEM,
            at=world.now,
        )


def test_names_contact_and_process_are_opened_and_nothing_else(world: World) -> None:
    person, number = numbered(world)
    stranger = world.staff["gymnasium"][0]
    assert classes_met(world, stranger, person) == ""
    assert ask_for(world, stranger, number) == person.pk
    assert classes_met(world, stranger, person) == access.EMERGENCY_CLASSES == "ABD"


def test_a_whole_name_and_the_birth_date_are_enough(world: World) -> None:
    person, _ = numbered(world)
    stranger = world.staff["gymnasium"][0]
    assert ask_for(world, stranger, name="amina  HOLM", birth_date=BORN) == person.pk
    assert ask_for(world, world.staff["gymnasium"][1], name="Amina Hol", birth_date=BORN) is None
    assert ask_for(world, world.staff["gymnasium"][1], name="Amina Holm", birth_date=date(2010, 5, 5)) is None


def test_it_ends_after_sixty_minutes_in_the_middle_of_a_session(world: World) -> None:
    person, number = numbered(world)
    stranger = world.staff["gymnasium"][0]
    ask_for(world, stranger, number)
    world.pass_time(timedelta(minutes=59, seconds=59))
    assert classes_met(world, stranger, person) == "ABD"
    with access.user_scope(stranger.pk, about=[person.pk]):
        assert Person.objects.count() == 1
        world.pass_time(timedelta(seconds=1))
        left = Person.objects.count()
    measured("emergencies", left, "its sixtieth minute")
    assert left == 0, "in the same transaction, with nothing cached"


def test_it_opens_to_whoever_asked_and_to_no_colleague(world: World) -> None:
    person, number = numbered(world)
    asker, colleague = world.staff["gymnasium"]
    ask_for(world, asker, number)
    assert classes_met(world, colleague, person) == ""


def test_it_shows_nobody_in_a_list(world: World) -> None:
    person, number = numbered(world)
    stranger = world.staff["gymnasium"][0]
    ask_for(world, stranger, number)
    with world.acting(stranger):
        assert not Person.objects.exists()
    with access.user_scope(stranger.pk, about=[person.pk]):
        assert Person.objects.exists()
        assert access.emergency_until(person.pk) == world.now + timedelta(minutes=60)


def test_a_protected_person_is_answered_like_nobody(world: World) -> None:
    person, number = numbered(world)
    protect(world, person)
    stranger = world.staff["gymnasium"][0]
    assert ask_for(world, stranger, number) is None
    assert ask_for(world, stranger, danish_number(BORN, 8)) is None
    assert classes_met(world, stranger, person) == ""
    kept = [(row.person_id, row.holder_organisation_id, row.slot) for row in askings(world)]
    assert kept == [(None, None, 1), (None, None, 2)], "the two leave the same behind"


def test_whoever_becomes_protected_within_the_hour_is_closed_at_once(world: World) -> None:
    person, number = numbered(world)
    stranger = world.staff["gymnasium"][0]
    ask_for(world, stranger, number)
    protect(world, person)
    assert classes_met(world, stranger, person) == ""


def test_two_of_one_name_and_day_are_nobody(world: World) -> None:
    for _ in range(2):
        world.person()
    assert ask_for(world, world.staff["gymnasium"][0], name="Amina Holm", birth_date=BORN) is None


def test_whoever_may_see_anyway_uses_nothing_up(world: World) -> None:
    person, number = numbered(world)
    holder = world.staff["school"][0]
    assert ask_for(world, holder, number, place="school") == person.pk
    assert askings(world) == []
    with access.user_scope(holder.pk, about=[person.pk]):
        assert access.emergency_until(person.pk) is None


def test_asking_again_within_the_hour_is_the_same_emergency(world: World) -> None:
    person, number = numbered(world)
    stranger = world.staff["gymnasium"][0]
    for _ in range(5):
        assert ask_for(world, stranger, number) == person.pk
    assert len(askings(world)) == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"words": "because I say so"}, SayWhy),
        ({"words": "x" + " " * 40}, SayWhy),
        ({"reference": " "}, SayWhy),
        ({"number": ""}, SayWho),
        ({"number": "", "name": "Amina Holm"}, SayWho),
    ],
)
def test_it_asks_who_exactly_and_why(
    world: World, change: dict[str, str], error: type[SentenceError]
) -> None:
    _, number = numbered(world)
    with pytest.raises(error):
        ask_for(world, world.staff["gymnasium"][0], **{"number": number, **change})  # type: ignore[arg-type]
    assert askings(world) == []


def test_only_counsellors_and_leaders_and_only_for_their_own_place(world: World) -> None:
    _, number = numbered(world)
    with pytest.raises(NotForThisRole):
        ask_for(world, world.staff["gymnasium"][0], number, place="vocational")
    with (
        world.acting(world.staff["gymnasium"][0]) as actor,
        connections["default"].cursor() as cursor,
        pytest.raises(DatabaseError, match="counsellors and leaders"),
    ):
        cursor.execute(
            "SELECT * FROM gate.open_in_emergency(%s, NULL, 'amina holm', %s, %s, 'danger', %s, 'x', %s, 60, 3, %s, %s)",
            [
                world.neighbour.municipality_id,
                BORN,
                next(iter(actor.organisation_ids)),
                WORDS,
                world.today,
                world.today,
                world.now,
            ],
        )


def test_the_holder_the_leader_and_the_log_controller_are_told_at_once_and_nobody_is_named(
    world: World,
) -> None:
    person, number = numbered(world)
    with world.job():
        controller = access.register_user(
            municipality_id=world.home.municipality_id,
            email="control@example.org",
            name="Control",
            password=None,
            by=SYSTEM,
            at=world.now,
        )
        access.appoint(
            user=controller,
            organisation_id=world.places["town"].pk,
            municipality_id=world.home.municipality_id,
            role=access.Role.LOG_CONTROLLER,
            by=SYSTEM,
            at=world.now,
        )
    ask_for(world, world.staff["gymnasium"][0], number)
    with world.job():
        sent = list(OutgoingMessage.objects.filter(template="emergency_opened"))
    (asked,) = askings(world)
    expected = {
        controller.email,
        world.staff["school"][0].email,
        *(user.email for user in world.staff["town"]),
    }
    told = {message.address for message in sent}
    measured("emergencies", len(expected - told), "who is told at once")
    assert told == expected
    assert all(message.opens == asked.pk for message in sent)
    assert asked.holder_organisation_id == world.places["school"].pk
    assert person.family_name not in "".join(f"{message}{message.key}" for message in sent)


def test_nobody_is_told_when_nobody_was_opened(world: World) -> None:
    ask_for(world, world.staff["gymnasium"][0], danish_number(BORN, 8))
    with world.job():
        assert not OutgoingMessage.objects.exists()


def test_three_times_a_day_and_again_the_next_day(world: World) -> None:
    stranger = world.staff["gymnasium"][0]
    for serial in range(8, 11):
        ask_for(world, stranger, danish_number(BORN, serial))
    with pytest.raises(UsedUp):
        ask_for(world, stranger, danish_number(BORN, 11))
    assert ask_for(world, world.staff["gymnasium"][1], danish_number(BORN, 11)) is None
    world.pass_time(timedelta(days=1))
    assert ask_for(world, stranger, danish_number(BORN, 11)) is None


RACERS = 8


def raced(world: World) -> Counter[str]:
    """Eight windows of one colleague at the same instant, each for somebody else."""
    stranger = world.staff["gymnasium"][0]
    numbers = [danish_number(BORN, serial) for serial in range(20, 20 + RACERS)]
    start = Barrier(RACERS)

    def go(number: str) -> str:
        try:
            start.wait()
            ask_for(world, stranger, number)
        except (SentenceError, DatabaseError) as refusal:
            return type(refusal).__name__
        else:
            return "asked"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(RACERS) as pool:
        return Counter(pool.map(go, numbers))


def test_the_fourth_is_refused_however_many_windows_ask_at_once(world: World) -> None:
    assert raced(world) == {"asked": 3, "UsedUp": RACERS - 3}
    assert [row.slot for row in askings(world)] == [1, 2, 3]


def test_without_the_lock_the_database_still_refuses_a_fourth(
    world: World, database: psycopg.Connection
) -> None:
    """The planted fault: those who ask at once no longer count one after the other."""
    found = database.execute("SELECT pg_get_functiondef('gate.open_in_emergency'::regproc)").fetchone()
    assert found
    sound: str = found[0]
    faulty = sound.replace(
        "PERFORM pg_advisory_xact_lock(hashtextextended('emergency ' || asking, 0));", "PERFORM 1;"
    )
    assert faulty != sound
    database.execute(faulty)
    try:
        answers = raced(world)
    finally:
        database.execute(sound)
    slots = [row.slot for row in askings(world)]
    assert len(slots) == len(set(slots)) <= 3, "emergency_slot_once and emergency_few_a_day hold"
    assert answers["asked"] <= 3


def test_nobody_prolongs_an_emergency_nor_gives_themself_one(world: World) -> None:
    person, number = numbered(world)
    stranger, other = world.staff["gymnasium"]
    ask_for(world, stranger, number)
    with access.user_scope(stranger.pk, about=[person.pk]):
        longer = "UPDATE access_grant SET valid = tstzrange(lower(valid), NULL) WHERE purpose = 'emergency'"
        assert changed(longer) == 0
    with pytest.raises(DatabaseError, match="row-level"), access.user_scope(stranger.pk, about=[person.pk]):
        changed(
            "INSERT INTO access_grant (id, municipality_id, person_id, organisation_id, purpose, basis, classes,"
            " source, source_id, valid, for_user_id) SELECT gate.new_id(), municipality_id, person_id,"
            f" organisation_id, purpose, basis, classes, source, gate.new_id(), valid, '{other.pk}'"
            " FROM access_grant WHERE purpose = 'emergency'"
        )


@pytest.mark.parametrize(
    "change", ["classes = 'ABDF'", "for_user_id = NULL", "valid = tstzrange(lower(valid), NULL)"]
)
def test_the_database_keeps_an_emergency_narrow(
    world: World, database: psycopg.Connection, change: str
) -> None:
    _, number = numbered(world)
    ask_for(world, world.staff["gymnasium"][0], number)
    with pytest.raises(psycopg.errors.CheckViolation, match="emergency_grant_is_narrow"):
        database.execute(f"UPDATE access_grant SET {change} WHERE purpose = 'emergency'")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("slot = 4", "emergency_few_a_day"),
        ("words = 'short'", "emergency_says_why"),
        ("verdict = 'justified'", "emergency_review_is_whole"),
        (
            "verdict = 'justified', verdict_words = 'yes', reviewed_at = at, reviewed_by_id = user_id",
            "emergency_four_eyes",
        ),
    ],
)
def test_the_database_keeps_an_asking_whole(
    world: World, database: psycopg.Connection, change: str, constraint: str
) -> None:
    ask_for(world, world.staff["gymnasium"][0], danish_number(BORN, 8))
    with pytest.raises(psycopg.errors.CheckViolation, match=constraint):
        database.execute(f"UPDATE emergency_emergencyaccess SET {change}")


def test_a_slot_is_taken_once(world: World, database: psycopg.Connection) -> None:
    for serial in (8, 9):
        ask_for(world, world.staff["gymnasium"][0], danish_number(BORN, serial))
    with pytest.raises(psycopg.errors.UniqueViolation, match="emergency_slot_once"):
        database.execute("UPDATE emergency_emergencyaccess SET slot = 1")


def changed(statement: str, values: list[UUID] | None = None) -> int:
    """How many rows the application's own role changes with a statement."""
    with connections["default"].cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
