"""From the town's day to a seat: proposed by a person, taken with every yes it needs, given back by whatever goes on without it."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import psycopg
import pytest
from django.db import connections
from psycopg import errors, sql
from psycopg.types.json import Jsonb
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, a_spell, covered
from tests.placements.conftest import SAFE, a_holder, approved, signed
from tests.practicalcourses.conftest import (
    acting,
    answered,
    applied,
    at_home,
    consented,
    moved,
    numbers,
    planned,
    proposed,
    published,
    shared,
    taken,
)

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import SentenceError
from stafet.kernel.transitions import IllegalMove
from stafet.placements import api as placements
from stafet.placements.api import EndReason, Holder, How, Place, Placement, Scheme, Voice, WayMove, WayState
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import (
    SEAT,
    Because,
    Course,
    CoursePlan,
    CourseSeat,
    Said,
    SeatEnd,
    SeatMove,
    SeatState,
)

YES = Said(is_yes=True)
NO = Said(is_yes=False)


def another(everyone: Cast, scheme: Scheme) -> Placement:
    """One more pupil of the school who looks for a company, with a father at home."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Benny", "Lund")
        a_spell(person, everyone.school, ActivityKind.BASIC_SCHOOL, grade=9)
        held = covered(person, everyone.guidance, user=everyone.bo)
    father = a_holder(everyone, held, "Finn Lund")
    with acting(everyone.bo) as bo:
        row = placements.begin_placement(person=held.person, scheme=scheme, by=bo, at=NOW)
    applied(everyone, row, father)
    consented(everyone, row, father)
    with acting(everyone.bo):
        return Placement.objects.select_related("scheme", "person").get(pk=row.pk)


def state_of(everyone: Cast, placement: Placement) -> str:
    """Where the placement stands now."""
    with acting(everyone.bo):
        return str(Placement.objects.get(pk=placement.pk).state)


def seat_now(everyone: Cast, seat: CourseSeat) -> CourseSeat:
    """The seat as it stands now."""
    with acting(everyone.bo):
        return CourseSeat.objects.get(pk=seat.pk)


def step(everyone: Cast, seat: CourseSeat, what: SeatMove, words: str = "") -> None:
    """Bo writes down what has happened."""
    with acting(everyone.bo) as bo:
        courses.move_seat(seat=seat, what=what, on=TODAY, words=words, by=bo, at=NOW)


def test_every_state_of_a_seat_is_reached() -> None:
    assert SEAT.unreachable(SeatState.PROPOSED) == frozenset()


def test_until_the_towns_day_they_look_for_a_company(
    everyone: Cast, seeking: Placement, course: Course
) -> None:
    with pytest.raises(courses.TooEarly, match="set no day"):
        proposed(everyone, seeking, course)
    planned(everyone, TODAY)
    with pytest.raises(courses.TooEarly, match="until"):
        proposed(everyone, seeking, course)
    planned(everyone, TODAY - timedelta(days=1))
    assert proposed(everyone, seeking, course).because == Because.DEADLINE


def test_with_every_yes_they_have_the_seat_and_the_placement_goes_on_as_a_course(
    everyone: Cast, seeking: Placement, plan: CoursePlan, course: Course, mother: Holder
) -> None:
    seat = proposed(everyone, seeking, course)
    assert numbers(course, everyone.hedeby) == (1, {"taken": 1, "on_it": 0, "most": 0})
    row = answered(everyone, seat, (mother,), YES)
    assert row.state == SeatState.PROPOSED
    with acting(everyone.bo):
        assert courses.missing_answers(row, seeking, (mother,)) == (mother,)
    row = answered(everyone, seat, (mother,), Said(is_yes=True, custody_id=mother.custody_id))
    assert (row.state, row.accepted_on) == (SeatState.TAKEN, TODAY)
    assert state_of(everyone, seeking) == WayState.ON_COURSE
    assert numbers(course, everyone.hedeby) == (1, {"taken": 1, "on_it": 1, "most": 1})
    step(everyone, row, SeatMove.START)
    step(everyone, row, SeatMove.END)
    over = seat_now(everyone, row)
    assert (over.state, over.end_reason) == (SeatState.ENDED, SeatEnd.OVER)
    assert numbers(course, everyone.hedeby) == (0, {"taken": 0, "on_it": 0, "most": 1})


def test_whoever_loses_the_company_is_caught_the_same_day_without_a_plan(
    everyone: Cast, dropped: Placement, course: Course, mother: Holder
) -> None:
    seat = proposed(everyone, dropped, course)
    assert seat.because == Because.COMPANY_STOPPED
    taken(everyone, seat, mother)
    assert state_of(everyone, dropped) == WayState.ON_COURSE


@pytest.mark.parametrize("by_pupil", [True, False])
def test_a_no_gives_the_seat_back_and_another_may_be_proposed(
    everyone: Cast, dropped: Placement, course: Course, mother: Holder, *, by_pupil: bool
) -> None:
    seat = proposed(everyone, dropped, course)
    said = NO if by_pupil else Said(is_yes=False, custody_id=mother.custody_id)
    row = answered(everyone, seat, (mother,), said)
    assert (row.state, row.end_reason) == (SeatState.DECLINED, SeatEnd.DECLINED)
    assert numbers(course, everyone.hedeby)[0] == 0
    with pytest.raises(courses.ChangedByNow):
        answered(everyone, seat, (mother,), YES)
    assert proposed(everyone, dropped, course).state == SeatState.PROPOSED


def test_where_one_consent_is_enough_one_no_ends_nothing(
    everyone: Cast, dropped: Placement, course: Course, mother: Holder, amina: Held
) -> None:
    father = a_holder(everyone, amina, "Far Holm")
    facts = placements.SchemeFacts(
        **{
            name: getattr(dropped.scheme, name)
            for name in ("starts_in", "name", "decided", "days_a_week", "consequence")
        },
        kind=placements.SchemeKind.JUNIOR_APPRENTICESHIP,
        grades=tuple(dropped.scheme.grades),
        weekdays=tuple(dropped.scheme.weekdays),
        place_kinds=tuple(map(placements.PlaceKind, dropped.scheme.place_kinds)),
        consent_of=placements.ConsentOf.ONE,
    )
    with acting(everyone.gro) as gro:
        newer = placements.set_scheme(municipality_id=everyone.hedeby.pk, facts=facts, by=gro, at=NOW)
    with at_home(everyone):
        Placement.objects.filter(pk=dropped.pk).update(scheme=newer)
    both = (mother, father)
    seat = proposed(everyone, dropped, course)
    row = answered(everyone, seat, both, YES, Said(is_yes=False, custody_id=father.custody_id))
    assert row.state == SeatState.PROPOSED
    row = answered(everyone, seat, both, Said(is_yes=True, custody_id=mother.custody_id))
    assert row.state == SeatState.TAKEN


def test_nobody_answers_for_another(
    everyone: Cast, dropped: Placement, course: Course, mother: Holder
) -> None:
    seat = proposed(everyone, dropped, course)
    with pytest.raises(courses.NotWhole, match="custody"):
        answered(everyone, seat, (mother,), Said(is_yes=True, custody_id=uuid7()))
    with pytest.raises(courses.NotWhole, match="Nobody with custody"):
        answered(everyone, seat, (), YES)
    with acting(everyone.bo) as bo, pytest.raises(courses.NotYours):
        courses.answer_proposal(
            seat=seat, said=YES, how=How.LOG_IN, holders=(mother,), voice=Voice.YOUNG_PERSON, by=bo, at=NOW
        )
    with acting(everyone.viggo) as viggo, pytest.raises(courses.NotYours):
        courses.propose_seat(placement=dropped, course=course, by=viggo, at=NOW)


def test_a_course_that_does_not_suit_is_not_proposed(everyone: Cast, dropped: Placement) -> None:
    for number, wrong in enumerate(({"weekdays": (6,)}, {"grades": (7,)})):
        with pytest.raises(courses.NotWhole):
            proposed(everyone, dropped, published(everyone, name=f"Course {number}", **wrong))
    gone = published(everyone, name="Gone")
    with acting(everyone.gro) as gro:
        courses.cancel_course(course=gone, because="Nobody to teach", by=gro, at=NOW)
    with pytest.raises(courses.ChangedByNow):
        proposed(everyone, dropped, gone)


def test_one_seat_at_a_time_and_one_is_taken_back_with_words(
    everyone: Cast, dropped: Placement, course: Course
) -> None:
    seat = proposed(everyone, dropped, course)
    with pytest.raises(courses.ChangedByNow, match="already"):
        proposed(everyone, dropped, published(everyone, name="Food"))
    with pytest.raises(courses.NotWhole):
        step(everyone, seat, SeatMove.TAKE_BACK)
    step(everyone, seat, SeatMove.TAKE_BACK, "Nobody answers")
    with pytest.raises(IllegalMove):
        step(everyone, seat, SeatMove.START)
    assert numbers(course, everyone.hedeby)[0] == 0


def test_whoever_stops_looks_for_another_place_at_once(
    everyone: Cast, dropped: Placement, course: Course, mother: Holder
) -> None:
    seat = taken(everyone, proposed(everyone, dropped, course), mother)
    step(everyone, seat, SeatMove.LEAVE, "It was not for her")
    assert state_of(everyone, dropped) == WayState.CHANGING
    with acting(everyone.bo) as bo:
        assert [row.pk for row in courses.who_needs_a_seat(bo, today=TODAY)] == [dropped.pk]


@pytest.mark.parametrize(
    ("what", "state", "why"),
    [
        (WayMove.CHANGE_PLACE, SeatState.LEFT, SeatEnd.MOVED_ON),
        (WayMove.WITHDRAW, SeatState.LEFT, SeatEnd.MOVED_ON),
        (WayMove.COMPLETE, SeatState.LEFT, SeatEnd.OVER),
    ],
)
def test_a_placement_that_goes_on_without_the_course_gives_the_seat_back(
    everyone: Cast, dropped: Placement, course: Course, mother: Holder,
    what: WayMove, state: SeatState, why: SeatEnd,
) -> None:  # fmt: skip
    seat = taken(everyone, proposed(everyone, dropped, course), mother)
    if what is WayMove.WITHDRAW:
        with acting(everyone.bo) as bo:
            placements.withdraw(
                placement=dropped, reason=EndReason.OTHER, words="x", voice=Voice.STAFF, by=bo, at=NOW
            )
    else:
        if what is WayMove.COMPLETE:
            moved(everyone, dropped, WayMove.EVALUATE, "Said goodbye")
        moved(everyone, dropped, what, "Goes on")
    row = seat_now(everyone, seat)
    assert (row.state, row.end_reason, row.ended_on) == (state, why, TODAY)
    assert numbers(course, everyone.hedeby)[0] == 0


def test_a_proposal_is_kept_while_an_agreement_is_made_and_freed_when_it_is_approved(
    everyone: Cast, placement: Placement, place: Place, plan: CoursePlan, course: Course, mother: Holder
) -> None:
    applied(everyone, placement, mother)
    consented(everyone, placement, mother)
    with acting(everyone.bo):
        row = Placement.objects.select_related("scheme", "person").get(pk=placement.pk)
    seat = proposed(everyone, row, course)
    with acting(everyone.bo) as bo:
        draft = placements.draft_agreement(placement=row, place=place, counsellor="Bo", by=bo, at=NOW)
        placements.change_agreement(agreement=draft, changes=SAFE, by=bo, at=NOW)
    with pytest.raises(courses.ChangedByNow, match="agreement"):
        taken(everyone, seat, mother)
    assert seat_now(everyone, seat).state == SeatState.PROPOSED
    approved(everyone, signed(everyone, draft, mother))
    free = seat_now(everyone, seat)
    assert (free.state, free.end_reason) == (SeatState.TAKEN_BACK, SeatEnd.FOUND_COMPANY)


def test_who_needs_a_seat_is_a_list_by_the_towns_days(
    everyone: Cast, seeking: Placement, course: Course
) -> None:
    def listed() -> list[str]:
        with acting(everyone.bo) as bo:
            return [str(row.pk) for row in courses.who_needs_a_seat(bo, today=TODAY)]

    assert listed() == []
    planned(everyone, TODAY + timedelta(days=15))
    assert listed() == []
    plan = planned(everyone, TODAY + timedelta(days=14))
    assert listed() == [str(seeking.pk)]
    with acting(everyone.bo):
        (need,) = courses.seat_needs([seeking])
        assert (need.plan, need.seat) == (plan, None)
        assert need.lost_on >= plan.first_day
        assert need.lost_on.isoweekday() in seeking.scheme.weekdays
        assert list(courses.fitting_courses(seeking, today=TODAY)) == [course]
    with acting(everyone.carl) as carl:
        assert not courses.who_needs_a_seat(carl, today=TODAY).exists()


def test_whose_course_is_cancelled_stands_among_those_who_need_a_seat(
    everyone: Cast, dropped: Placement, course: Course, mother: Holder
) -> None:
    taken(everyone, proposed(everyone, dropped, course), mother)
    with acting(everyone.bo) as bo:
        assert not courses.who_needs_a_seat(bo, today=TODAY).exists()
    with acting(everyone.gro) as gro:
        courses.cancel_course(course=course, because="Nobody to teach", by=gro, at=NOW)
    with acting(everyone.bo) as bo:
        assert [row.pk for row in courses.who_needs_a_seat(bo, today=TODAY)] == [dropped.pk]


def test_a_seat_opens_nobody_to_the_provider_or_to_another_town(
    everyone: Cast, dropped: Placement, course: Course
) -> None:
    shared(everyone, course, 1)
    seat = proposed(everyone, dropped, course)
    for user in (everyone.freja, everyone.carl):
        with acting(user):
            assert not courses.seats_on(course).exists()
            assert courses.seat_for(seat.pk) is None
            assert courses.answers_to([seat.pk]) == {}


def test_a_towns_quota_is_its_own(everyone: Cast, dropped: Placement, course: Course) -> None:
    shared(everyone, course, 4)
    with pytest.raises(courses.NoSeatFree):
        proposed(everyone, dropped, course)


def test_two_who_propose_the_last_seat_at_once_give_it_to_one(
    everyone: Cast, dropped: Placement, scheme: Scheme, plan: CoursePlan
) -> None:
    small = published(everyone, seats=1)
    both = (dropped, another(everyone, scheme))
    together = Barrier(2)

    def propose(placement: Placement) -> str:
        try:
            with acting(everyone.bo) as bo:
                together.wait()
                courses.propose_seat(placement=placement, course=small, by=bo, at=NOW)
        except SentenceError as error:
            return type(error).__name__
        else:
            return "yes"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(propose, both)) == ["NoSeatFree", "yes"]
    assert numbers(small, everyone.hedeby)[0] == 1


def write_again(database: psycopg.Connection, table: str, changes: Mapping[str, object]) -> None:
    """One row of a table once more, behind all doors, with other values in some columns."""
    database.execute(
        sql.SQL(
            "INSERT INTO {0} SELECT (jsonb_populate_record(row, to_jsonb(row) || %s)).* FROM {0} AS row LIMIT 1"
        ).format(sql.Identifier(table)),
        [Jsonb({"id": str(uuid7()), **changes})],
    )


def test_behind_all_doors_the_database_counts_the_seats_and_the_quota(
    everyone: Cast, dropped: Placement, scheme: Scheme, plan: CoursePlan, database: psycopg.Connection
) -> None:
    course = published(everyone, seats=2)
    seat, other = proposed(everyone, dropped, course), another(everyone, scheme)
    person = {"person_id": str(other.person_id), "placement_id": str(other.pk)}
    share = shared(everyone, course, 1)
    with pytest.raises(errors.CheckViolation, match="share_within_its_quota"):
        write_again(database, "practicalcourses_courseseat", person)
    with pytest.raises(errors.CheckViolation, match="own town"):
        write_again(database, "practicalcourses_courseseat", {**person, "share_id": str(share.pk)})
    with pytest.raises(errors.UniqueViolation, match="one_course_seat_at_a_time"):
        write_again(database, "practicalcourses_courseseat", {})
    assert numbers(course, everyone.hedeby)[0] == 1
    with acting(everyone.bo):
        assert CourseSeat.objects.get(pk=seat.pk).state == SeatState.PROPOSED


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("course_proposal_has_a_day", "answer_by = proposed_on - 1"),
        ("course_seat_was_accepted", "accepted_on = NULL"),
        ("course_began_on_a_day", "state = 'there', started_on = NULL"),
        ("course_seat_end_says_why", "ended_on = '2026-09-01'"),
        ("course_seat_end_says_why", "state = 'left'"),
    ],
)
def test_the_database_refuses(
    everyone: Cast, dropped: Placement, course: Course, mother: Holder,
    database: psycopg.Connection, constraint: str, change: str,
) -> None:  # fmt: skip
    taken(everyone, proposed(everyone, dropped, course), mother)
    with pytest.raises(errors.CheckViolation, match=constraint):
        database.execute(f"UPDATE practicalcourses_courseseat SET {change}".encode())
    with pytest.raises(errors.UniqueViolation, match="one_answer_of_each_to_a_seat"):
        write_again(database, "practicalcourses_seatanswer", {})
