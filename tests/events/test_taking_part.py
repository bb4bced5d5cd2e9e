"""Who is invited signs up, waits, moves up, cancels; who came is told and corrected; homes are counted, few are hidden."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import psycopg
import pytest
from django.db import connections
from psycopg import errors
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.conftest import (
    AFTER,
    Joins,
    acting,
    applied,
    at_home,
    classmate,
    facts,
    invited,
    part_of,
    planned,
    session_of,
    signed_up,
)
from tests.factories import TODAY, Held
from tests.own.conftest import mailed
from tests.web.test_mine import custody_of

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import (
    PART,
    Audience,
    Event,
    Group,
    Guest,
    Invited,
    Mark,
    NotNow,
    NotWhole,
    NotYours,
    Part,
    PartMove,
    PartState,
    Told,
    Who,
    Whom,
)
from stafet.kernel.transitions import IllegalMove
from stafet.messages import api as messages
from stafet.placements import api as placements
from stafet.placements.api import Holder, Voice

__all__ = ["mailed"]
GR9 = {"grade": 9}


def test_a_class_and_those_at_home_are_invited_once_within_the_sight_of_who_invites(
    everyone: Cast, evening: Event, amina: Held, mother: Holder, berta: Held
) -> None:
    assert invited(everyone, evening) == Invited(new=3, already=0)
    late = classmate(everyone, "Late")
    assert invited(everyone, evening) == Invited(new=1, already=3)
    with acting(everyone.bo):
        told = [(line.name, bool(line.home)) for line in events.part_lines(events.parts_of(evening))]
    assert told.count((amina.person.name, True)) == 1
    assert (late.person.name, False) in told
    with acting(everyone.carl) as carl, pytest.raises(NotYours):
        events.invite_young(
            event=evening, audience=Audience(Group.GRADE, Whom.BOTH, grade=9), by=carl, at=NOW
        )
    with acting(everyone.freja):
        assert not events.parts_of(evening)


def test_who_sees_nobody_of_an_audience_invites_nobody(
    everyone: Cast, amina: Held, seen_by_ditte: None, berta: Held
) -> None:
    with acting(everyone.ditte) as ditte:
        own = events.plan_event(
            facts=facts(everyone, organiser_id=everyone.school.pk),
            session=events.SessionFacts(
                NOW + timedelta(days=20), NOW + timedelta(days=20, hours=1), "Room 1"
            ),
            by=ditte,
            at=NOW,
        )
        reach = events.invite_young(
            event=own, audience=Audience(Group.GRADE, Whom.YOUNG, grade=9), by=ditte, at=NOW
        )
        assert reach.new == 1  # Berta is seen by the guidance unit only
        for nobody in (
            Audience(Group.GRADE, Whom.YOUNG, grade=7),
            Audience(Group.SCHOOL, Whom.YOUNG, grade=9),
            Audience(Group.CLASS, Whom.YOUNG),
            Audience(Group.APPRENTICES, Whom.YOUNG),
        ):
            with pytest.raises(NotWhole):
                events.invite_young(event=own, audience=nobody, by=ditte, at=NOW)


def test_all_junior_apprentices_are_those_who_have_applied(
    everyone: Cast, evening: Event, placement: placements.Placement, mother: Holder
) -> None:
    every = Audience(Group.APPRENTICES, Whom.YOUNG)
    with acting(everyone.bo) as bo, pytest.raises(NotWhole):
        events.invite_young(event=evening, audience=every, by=bo, at=NOW)
    applied(everyone, placement, mother)
    with acting(everyone.bo) as bo:
        assert events.invite_young(event=evening, audience=every, by=bo, at=NOW).new == 1


def test_a_full_event_has_a_line_and_a_seat_that_comes_free_goes_to_the_first(
    everyone: Cast, amina: Held, berta: Held, joins: Joins, mailed: Callable[[], list[str]]
) -> None:
    small = planned(everyone, capacity=2)
    invited(everyone, small, Whom.YOUNG)
    joins(berta)
    first, second, third = (Who(each.person.pk) for each in (amina, berta, classmate(everyone, "Ceci")))
    assert signed_up(everyone, small, first, along=1) is PartState.SIGNED_UP
    assert signed_up(everyone, small, second) is PartState.WAITING
    assert signed_up(everyone, small, third, at=NOW + timedelta(minutes=1)) is PartState.WAITING
    with pytest.raises(NotWhole, match="Seats in all: 2"):
        signed_up(everyone, small, third, along=2)
    with at_home(everyone) as by:
        events.say_no(event=small, who=first, by=by, at=NOW)
    assert part_of(everyone, small, second).state == PartState.SIGNED_UP
    assert part_of(everyone, small, third).state == PartState.SIGNED_UP
    assert part_of(everyone, small, first).state == PartState.CANCELLED
    assert mailed().count("event_own_changed") == 1
    with at_home(everyone):
        assert Event.objects.get(pk=small.pk).taken == 2


def test_whoever_needs_more_than_is_free_keeps_the_head_of_the_line(
    everyone: Cast, amina: Held, berta: Held
) -> None:
    small = planned(everyone, capacity=2)
    first, second, third = (Who(each.person.pk) for each in (amina, berta, classmate(everyone, "Ceci")))
    signed_up(everyone, small, first)
    assert signed_up(everyone, small, second, along=1) is PartState.WAITING
    assert signed_up(everyone, small, third, at=NOW + timedelta(minutes=1)) is PartState.WAITING
    assert signed_up(everyone, small, second, along=0) is PartState.SIGNED_UP
    with at_home(everyone) as by:
        events.change_event(event=small, facts=facts(everyone, capacity=3), by=by, at=NOW)
        with pytest.raises(NotWhole):
            events.change_event(event=small, facts=facts(everyone, capacity=1), by=by, at=NOW)
    assert part_of(everyone, small, third).state == PartState.SIGNED_UP
    with pytest.raises(NotWhole, match="not so many free seats"):
        signed_up(everyone, small, first, along=1)


def test_two_take_the_last_seat_at_once_and_one_waits(everyone: Cast, amina: Held, berta: Held) -> None:
    small = planned(everyone, capacity=1)
    together = Barrier(2)

    def come(held: Held) -> PartState:
        try:
            with at_home(everyone) as by:
                together.wait()
                return events.sign_up(event=small, who=Who(held.person.pk), voice=Voice.STAFF, by=by, at=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        assert set(both.map(come, (amina, berta))) == {PartState.SIGNED_UP, PartState.WAITING}
    with at_home(everyone):
        assert Event.objects.get(pk=small.pk).taken == 1


def test_sign_up_ends_on_its_day_and_a_colleague_may_still_write_somebody_down(
    everyone: Cast, evening: Event, amina: Held
) -> None:
    invited(everyone, evening)
    me, late = Who(amina.person.pk), NOW + timedelta(days=13)
    with pytest.raises(NotNow, match="Bo Bertelsen"):
        signed_up(everyone, evening, me, voice=Voice.YOUNG_PERSON, at=late)
    assert signed_up(everyone, evening, me, at=late) is PartState.SIGNED_UP
    with pytest.raises(NotNow, match="It is over"):
        signed_up(everyone, evening, me, at=NOW + timedelta(days=20))


def test_nobody_signs_up_for_what_they_are_not_invited_to(
    everyone: Cast, evening: Event, amina: Held
) -> None:
    with pytest.raises(NotNow, match="not invited"):
        signed_up(everyone, evening, Who(amina.person.pk), voice=Voice.YOUNG_PERSON)
    with pytest.raises(NotWhole, match="no custody"):
        signed_up(everyone, evening, Who(amina.person.pk, evening.pk))
    with pytest.raises(NotWhole, match="five others"):
        signed_up(everyone, evening, Who(amina.person.pk), along=6)
    with at_home(everyone) as by, pytest.raises(NotNow):
        events.say_no(event=evening, who=Who(amina.person.pk), by=by, at=NOW)
    with acting(everyone.bo) as bo, pytest.raises(NotYours):
        events.sign_up(event=evening, who=Who(amina.person.pk), voice=Voice.STAFF, by=bo, at=NOW)


def test_two_homes_answer_each_for_themselves_and_do_not_meet(
    everyone: Cast, evening: Event, amina: Held, mother: Holder, joins: Joins
) -> None:
    father = custody_of(amina, "Far Lund")
    user = joins(amina, father, email="far@example.org")
    invited(everyone, evening)
    signed_up(everyone, evening, Who(amina.person.pk, mother.custody_id), voice=Voice.CUSTODY_HOLDER)
    with access.own_scope(user.pk, one_factor=False):
        seen = events.parts_of_person(amina.person.pk)
    assert {each.custody_id for each in seen} == {None, father.pk}


def test_a_company_is_written_to_once_and_answers_by_its_own_link(
    everyone: Cast, evening: Event, place: placements.Place, mailed: Callable[[], list[str]]
) -> None:
    with acting(everyone.bo) as bo:
        for _ in range(2):
            events.invite_companies(event=evening, hosts=[place.host], by=bo, at=NOW)
        guest = Guest.objects.get(event=evening)
    assert mailed() == ["event_host_invited"]
    assert guest.link_id is not None
    with at_home(everyone) as by:
        found = events.guest_of_link(messages.link_for(guest.link_id), today=TODAY)
        assert found == guest
        assert events.guest_of_link(messages.link_for(guest.link_id), today=evening.over_on) is None
        assert events.guest_of_link("nothing", today=TODAY) is None
        assert events.answer_as_guest(guest=guest, is_yes=True, along=2, by=by, at=NOW) is PartState.SIGNED_UP
        assert Event.objects.get(pk=evening.pk).taken == 3
        assert events.answer_as_guest(guest=guest, is_yes=False, by=by, at=NOW) is PartState.CANCELLED
    place.host.no_more_asking = True
    with acting(everyone.bo) as bo, pytest.raises(NotWhole):
        events.invite_companies(event=evening, hosts=[place.host], by=bo, at=NOW)


def test_colleagues_are_invited_by_role_and_sign_up_themselves(
    everyone: Cast, evening: Event, mailed: Callable[[], list[str]]
) -> None:
    with acting(everyone.bo) as bo:
        told = events.invite_colleagues(
            event=evening, roles=[access.Role.TEACHER], organisation_id=everyone.school.pk, by=bo, at=NOW
        )
        assert told == Invited(1, 0)
        with pytest.raises(NotWhole):
            events.invite_colleagues(
                event=evening, roles=[access.Role.TEACHER], organisation_id=everyone.town.pk, by=bo, at=NOW
            )
    assert mailed() == ["event_invited"]
    with acting(everyone.tove) as tove:
        assert events.event_for(tove, evening.pk) == evening
        assert events.guest_of_colleague(evening, tove.user_id) is not None
    with at_home(everyone) as by:
        guest = events.join_as_colleague(event=evening, user_id=everyone.freja.pk, by=by, at=NOW)
        assert events.join_as_colleague(event=evening, user_id=everyone.freja.pk, by=by, at=NOW) == guest
        events.answer_as_guest(guest=guest, is_yes=True, by=by, at=NOW)
    with acting(everyone.freja) as freja:
        soon = NOW + timedelta(days=10)
        assert [each.event for each in events.events_of_the_week(freja, at=soon)] == [evening]


def test_who_came_is_told_and_corrected_and_both_stand(
    everyone: Cast, evening: Event, amina: Held, berta: Held
) -> None:
    invited(everyone, evening, Whom.YOUNG)
    keys = {each: part_of(everyone, evening, Who(each.person.pk)).pk for each in (amina, berta)}
    with acting(everyone.bo) as bo:
        session = session_of(evening)
        with pytest.raises(NotNow):
            events.tell_attendance(session=session, told=Told(), by=bo, at=NOW)
        told = Told(parts={keys[amina]: Mark.CAME, keys[berta]: Mark.STAYED_AWAY}, others=2)
        assert events.tell_attendance(session=session, told=told, by=bo, at=AFTER) == 2
        assert events.tell_attendance(session=session, told=told, by=bo, at=AFTER) == 0
        again = Told(parts={keys[amina]: Mark.CAME, keys[berta]: Mark.EXCUSED}, others=3)
        assert events.tell_attendance(session=session, told=again, by=bo, at=AFTER) == 1
        assert events.marks_of(session)[keys[berta]] is Mark.EXCUSED
        assert [row.mark for row in events.earlier_marks(session)] == [Mark.STAYED_AWAY]
        assert session_of(evening).others_came == 3
    with acting(everyone.ditte) as ditte:
        events.tell_attendance(session=session, told=Told(parts={keys[berta]: Mark.CAME}), by=ditte, at=AFTER)
    with acting(everyone.bo):
        assert events.marks_of(session)[keys[berta]] is Mark.EXCUSED  # Ditte sees nobody of them
    with acting(everyone.viggo) as viggo, pytest.raises(NotYours):
        events.tell_attendance(session=session, told=Told(), by=viggo, at=AFTER)


def test_homes_are_counted_with_their_base_and_few_are_hidden(everyone: Cast, evening: Event) -> None:
    homes = [custody_of(classmate(everyone, f"Barn {n}"), f"Mor {n}") for n in range(11)]
    invited(everyone, evening, Whom.HOME)
    with acting(everyone.bo) as bo:
        session = session_of(evening)
        parts = {row.custody_id: row.pk for row in events.parts_of(evening)}
        few = {parts[each.pk]: Mark.CAME for each in homes[:3]}
        events.tell_attendance(session=session, told=Told(parts=few), by=bo, at=AFTER)
        (line,) = events.reach_of_homes([evening.pk], on=TODAY)
        assert line.share.is_suppressed
        many = {parts[each.pk]: Mark.CAME for each in homes[:6]}
        events.tell_attendance(session=session, told=Told(parts=many), by=bo, at=AFTER)
        (line,) = events.reach_of_homes([evening.pk], on=TODAY)
        assert (line.school, line.share.count, line.share.base) == (everyone.school.name, 6, 11)


def test_every_move_the_table_does_not_know_is_refused() -> None:
    for state in PartState:
        for move in PartMove:
            if not PART.is_allowed(state, move):
                with pytest.raises(IllegalMove):
                    PART.after(state, move)


_AGAIN = 'INSERT INTO {0} SELECT (jsonb_populate_record(r, to_jsonb(r) || \'{{"id": "{1}"}}\')).* FROM {0} r LIMIT 1'


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("few_come_along", "UPDATE events_part SET along = 6"),
        ("who_waits_since_when", "UPDATE events_part SET state = 'waiting'"),
        ("which_guest_waits_since_when", "UPDATE events_guest SET waits_since = now()"),
        ("few_come_with_a_guest", "UPDATE events_guest SET along = 6"),
        ("guest_is_one_of_two", "UPDATE events_guest SET user_id = NULL WHERE user_id IS NOT NULL"),
        ("event_never_overfull", "UPDATE events_event SET capacity = 1; UPDATE events_part SET along = 1"),
        ("one_part_of_each", _AGAIN.format("events_part", "01990000-0000-7000-8000-000000000001")),
        ("one_mark_counts", _AGAIN.format("events_attendancemark", "01990000-0000-7000-8000-000000000002")),
        (
            "one_mark_of_a_guest_counts",
            _AGAIN.format("events_guestmark", "01990000-0000-7000-8000-000000000003"),
        ),
        (
            "one_invitation_of_a_company",
            "UPDATE events_guest SET host_id = (SELECT host_id FROM events_guest WHERE host_id IS NOT NULL),"
            " user_id = NULL",
        ),
        (
            "one_invitation_of_a_colleague",
            "UPDATE events_guest SET user_id = (SELECT user_id FROM events_guest WHERE user_id IS NOT NULL),"
            " host_id = NULL, link_id = NULL",
        ),
    ],
)
def test_the_database_refuses(
    everyone: Cast, evening: Event, amina: Held, place: placements.Place,
    database: psycopg.Connection, constraint: str, change: str,
) -> None:  # fmt: skip
    me = Who(amina.person.pk)
    signed_up(everyone, evening, me)
    with acting(everyone.bo) as bo:
        events.invite_companies(event=evening, hosts=[place.host], by=bo, at=NOW)
        events.invite_colleagues(
            event=evening, roles=[access.Role.TEACHER], organisation_id=None, by=bo, at=NOW
        )
        guest = Guest.objects.filter(event=evening, user__isnull=False).get()
        told = Told({Part.objects.get(event=evening).pk: Mark.CAME}, {guest.pk: Mark.CAME})
        events.tell_attendance(session=session_of(evening), told=told, by=bo, at=AFTER)
    with pytest.raises(errors.IntegrityError, match=constraint):
        database.execute(change.encode())


def test_who_came_without_being_in_the_list_has_a_seat_and_the_mark(
    everyone: Cast, evening: Event, amina: Held
) -> None:
    me, session = Who(amina.person.pk), session_of(evening)
    with at_home(everyone) as by:
        with pytest.raises(NotNow, match="has not begun"):
            events.add_who_came(session=session, who=me, by=by, at=NOW)
        events.add_who_came(session=session, who=me, along=1, by=by, at=AFTER)
        assert Event.objects.get(pk=evening.pk).taken == 2
    part = part_of(everyone, evening, me)
    assert part.state == PartState.SIGNED_UP
    with acting(everyone.bo):
        assert events.marks_of(session)[part.pk] is Mark.CAME
    with acting(everyone.bo) as bo, pytest.raises(NotYours):
        events.add_who_came(session=session, who=me, by=bo, at=AFTER)


def test_at_the_door_of_a_full_event_nobody_is_put_into_the_line(
    everyone: Cast, amina: Held, berta: Held
) -> None:
    small = planned(everyone, capacity=1)
    signed_up(everyone, small, Who(berta.person.pk))
    with at_home(everyone) as by, pytest.raises(NotNow, match="Every seat is taken"):
        events.add_who_came(session=session_of(small), who=Who(amina.person.pk), by=by, at=AFTER)
    with at_home(everyone):
        assert not Part.objects.filter(event=small, person=amina.person).exists()
