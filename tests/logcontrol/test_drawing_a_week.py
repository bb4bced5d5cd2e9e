"""A week of look-ups in the log is drawn once, judged by the controller, and answered for by the leader."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import SYSTEM
from stafet.logcontrol import api as logcontrol
from stafet.logcontrol.api import Ground, LogSample, LookUpQuestion, LookUpVerdict
from stafet.messages.api import OutgoingMessage
from stafet.people import api as people
from stafet.responsibility import api as responsibility

MONDAY = date(2026, 9, 7)


@pytest.fixture
def late(world: World) -> World:
    """The world on Wednesday of the week to judge, at noon."""
    world.now = datetime(2026, 9, 9, 10, 0, tzinfo=world.now.tzinfo)
    world.set_clock()
    return world


def look(world: World, user: access.User, person: people.Person, at: datetime | None = None) -> None:
    """Somebody opened somebody's page."""
    audit.log_reading(
        audit.Look(
            at=at or world.now,
            by=access.actor_for(user, at=world.now),
            purpose="guidance",
            view="web.person.person",
            person_ids=(person.pk,),
            data_classes="ABD",
            search_term="",
            result=audit.ReadResult.SHOWN,
            request_id=uuid4(),
        )
    )


def act(world: World, user: access.User, person: people.Person) -> None:
    """Somebody agreed on a step with somebody."""
    with world.acting(user) as actor:
        responsibility.add_step(person=person, step=world.step(), by=actor, at=world.now)


def drawn(world: World) -> list[LookUpQuestion]:
    with world.job():
        logcontrol.draw_week(
            municipality_id=world.home.municipality_id, week_starts_on=MONDAY, by=SYSTEM, at=world.now
        )
        return list(LookUpQuestion.objects.select_related("user", "sample").order_by("at", "pk"))


def controller(world: World) -> access.User:
    with world.job():
        user = access.register_user(
            municipality_id=world.home.municipality_id,
            email="control@example.org",
            name="Kontrol Krog",
            password=None,
            by=SYSTEM,
            at=world.now,
        )
        access.appoint(
            user=user,
            organisation_id=world.places["town"].pk,
            municipality_id=world.home.municipality_id,
            role=access.Role.LOG_CONTROLLER,
            by=SYSTEM,
            at=world.now,
        )
    world.pass_time(timedelta(seconds=1))
    return user


def test_a_look_that_a_task_explains_is_left_out_and_one_that_nothing_explains_is_asked_about(
    late: World,
) -> None:
    mine, other = late.person("Amina"), late.person("Bella")
    for person in (mine, other):
        late.take_in(person, "school")
    ditte = late.staff["school"][0]
    act(late, ditte, mine)
    look(late, ditte, mine)
    look(late, ditte, other)
    (question,) = drawn(late)
    assert question.person_id == other.pk
    assert set(question.grounds) == {Ground.NO_ACT, Ground.LOT}
    assert (question.sample.look_ups, question.sample.explained) == (2, 1)


def test_whoever_acts_within_the_week_is_explained_and_after_it_is_not(late: World) -> None:
    person = late.person()
    late.take_in(person, "school")
    ditte, other = late.staff["school"]
    look(late, ditte, person)
    look(late, other, person)
    late.pass_time(timedelta(days=6))
    act(late, ditte, person)
    late.pass_time(timedelta(days=2))
    act(late, other, person)
    assert [question.user for question in drawn(late)] == [other]


def test_names_nights_and_the_protected_are_seen_in_the_log(late: World) -> None:
    person, kin = late.person("Amina"), late.person("Bella")
    late.superuser.execute(
        "UPDATE access_user SET name = 'Ditte Maria Holm' WHERE id = %s", [late.staff["school"][0].pk]
    )
    with late.job():
        people.protect_person(
            person_id=person.pk,
            municipality_id=late.home.municipality_id,
            kind=people.ProtectionKind.NAME_AND_ADDRESS,
            by=SYSTEM,
            at=late.now,
        )
    look(late, late.staff["town"][0], person)
    look(late, late.staff["school"][0], kin)
    look(late, late.staff["school"][1], kin, at=late.now.replace(hour=21))
    found = [
        set(question.grounds) & {Ground.PROTECTED, Ground.SAME_NAME, Ground.NIGHT} for question in drawn(late)
    ]
    assert found == [{Ground.PROTECTED}, {Ground.SAME_NAME}, {Ground.NIGHT}], "21 in London is 23 at home"


def test_a_week_is_drawn_once_with_a_seed_that_was_not_there_before_and_is_kept(late: World) -> None:
    person = late.person()
    for number in range(60):
        look(late, late.staff["school"][0], person, at=late.now + timedelta(minutes=number))
    first = drawn(late)
    lot = {question.reading_id for question in first if Ground.LOT in question.grounds}
    assert len(lot) == 25
    assert drawn(late) == first, "a second draw changes nothing"
    with late.job():
        (sample,) = LogSample.objects.all()
        keys = list(audit.Reading.objects.values_list("pk", flat=True))
    assert lot == set(logcontrol.draw(keys, 25, seed=bytes(sample.seed)))
    assert bytes(sample.seed) not in {bytes(32), b""}


def test_the_week_that_can_be_judged_is_over_for_a_week(late: World) -> None:
    assert logcontrol.week_due(date(2026, 9, 20)) == date(2026, 8, 31)
    assert logcontrol.week_due(date(2026, 9, 21)) == MONDAY


def test_other_municipalities_look_ups_are_their_own(late: World, database: psycopg.Connection) -> None:
    elsewhere = World(database)
    elsewhere.now = late.now
    elsewhere.set_clock()
    look(late, late.staff["school"][0], late.person())
    assert drawn(elsewhere) == []
    assert len(drawn(late)) == 1


def test_the_controller_asks_the_leader_answers_and_the_controller_settles_it(late: World) -> None:
    kontrol = controller(late)
    look(late, late.staff["school"][1], late.person())
    (question,) = drawn(late)
    leader, looker = late.staff["school"]
    judge(late, question, kontrol, LookUpVerdict.ASKED)
    with late.job():
        told = OutgoingMessage.objects.get(template="look_up_asked")
    assert told.address == leader.email, "the leader who looked is not asked about it"
    question = reread(late, question)
    with pytest.raises(logcontrol.NotYoursToJudge):
        answer(late, question, looker)
    with pytest.raises(logcontrol.NotYoursToJudge):
        answer(late, question, late.staff["gymnasium"][0])
    answer(late, question, leader)
    assert waiting(late, kontrol) == [question]
    judge(late, reread(late, question), kontrol, LookUpVerdict.EXPLAINED)
    assert waiting(late, kontrol) == []


def test_a_verdict_that_somebody_else_was_faster_with_is_refused(late: World) -> None:
    kontrol = controller(late)
    look(late, late.staff["school"][1], late.person())
    (question,) = drawn(late)
    judge(late, question, kontrol, LookUpVerdict.EXPLAINED)
    with pytest.raises(logcontrol.SettledByNow):
        judge(late, question, kontrol, LookUpVerdict.REPORTED)


def test_one_and_many_agree(late: World) -> None:
    kontrol = controller(late)
    look(late, late.staff["school"][1], late.person())
    (question,) = drawn(late)
    judge(late, question, kontrol, LookUpVerdict.ASKED)
    question = reread(late, question)
    with late.job():
        for user in (kontrol, *(user for users in late.staff.values() for user in users)):
            actor = access.actor_for(user, at=late.now)
            judges = LookUpQuestion.objects.filter(logcontrol.judgeable_by(actor)).exists()
            answers = LookUpQuestion.objects.filter(logcontrol.answerable_by(actor)).exists()
            assert (judges, answers) == (
                logcontrol.can_judge(actor, question),
                logcontrol.can_answer(actor, question),
            )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("verdict = 'explained'", "look_up_verdict_is_whole"),
        (
            "verdict = 'explained', words = 'x', judged_at = at, judged_by_id = user_id",
            "look_up_four_eyes",
        ),
    ],
)
def test_the_database_keeps_a_verdict_whole(
    late: World, database: psycopg.Connection, change: str, constraint: str
) -> None:
    look(late, late.staff["school"][1], late.person())
    drawn(late)
    with pytest.raises(psycopg.errors.CheckViolation, match=constraint):
        database.execute(f"UPDATE logcontrol_lookupquestion SET {change}")


@pytest.mark.parametrize(
    ("table", "constraint"),
    [("logcontrol_logsample", "log_sample_once"), ("logcontrol_lookupquestion", "look_up_asked_once")],
)
def test_nothing_is_drawn_twice(
    late: World, database: psycopg.Connection, table: str, constraint: str
) -> None:
    look(late, late.staff["school"][1], late.person())
    drawn(late)
    columns = database.execute(
        "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND attname <> 'id'",
        [table],
    ).fetchone()
    assert columns
    with pytest.raises(psycopg.errors.UniqueViolation, match=constraint):
        database.execute(
            f"INSERT INTO {table} (id, {columns[0]}) SELECT gen_random_uuid(), {columns[0]} FROM {table}"
        )


def judge(world: World, question: LookUpQuestion, by: access.User, verdict: LookUpVerdict) -> None:
    with world.job():
        logcontrol.judge_look_up(
            question=question,
            verdict=verdict,
            words="What was it for?",
            by=access.actor_for(by, at=world.now),
            at=world.now,
        )


def answer(world: World, question: LookUpQuestion, by: access.User) -> None:
    with world.job():
        logcontrol.answer_look_up(
            question=question, words="A call from home", by=access.actor_for(by, at=world.now), at=world.now
        )


def reread(world: World, question: LookUpQuestion) -> LookUpQuestion:
    with world.job():
        return LookUpQuestion.objects.get(pk=question.pk)


def waiting(world: World, user: access.User) -> list[LookUpQuestion]:
    with world.job():
        return list(logcontrol.to_judge(access.actor_for(user, at=world.now)))
