"""Partners: asked by a link that opens one booking once, reminded once, thanked; never asked too often; shared by agreement."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from psycopg import errors
from tests.cast import Cast
from tests.catalogue.conftest import written
from tests.classcourses.conftest import (
    acting,
    again,
    asked,
    held,
    partner_facts,
    planned,
    stands_in_the_bank,
)
from tests.conftest import NOW
from tests.practicalcourses.test_bank import write_again
from tests.retention.town import nightly

from stafet.access import api as access
from stafet.classcourses import api as classcourses
from stafet.classcourses.api import (
    Booking,
    BookingState,
    ClassCourse,
    ClassCourseState,
    Partner,
    PartnerContact,
    PartnerShare,
)
from stafet.kernel.actors import SYSTEM
from stafet.messages import api as messages

COURSE, BOOKING, PARTNER, CONTACT, SHARE, TOLD = (
    "classcourses_classcourse",
    "classcourses_booking",
    "classcourses_partner",
    "classcourses_partnercontact",
    "classcourses_partnershare",
    "classcourses_gaptold",
)


def link_of(booking: Booking) -> UUID:
    link = Booking.objects.get(pk=booking.pk).link_id
    assert link is not None
    return link


def answered(everyone: Cast, booking: Booking, *, is_yes: bool, words: str = "") -> None:
    with access.job_scope(everyone.hedeby.pk):
        classcourses.answer_booking(link_id=link_of(booking), is_yes=is_yes, words=words, by=SYSTEM, at=NOW)


def test_a_partner_says_yes_by_a_link_that_opens_nothing_afterwards(
    everyone: Cast, class_course: ClassCourse, partner: Partner
) -> None:
    booking = asked(everyone, class_course, partner)
    link = link_of(booking)
    with access.job_scope(everyone.hedeby.pk):
        sent = messages.OutgoingMessage.objects.get(template=messages.Template.VISIT_ASKED)
    assert (sent.address, sent.opens) == ("villy@example.org", link)
    assert classcourses.booking_of_link(messages.link_for(link), at=NOW) == booking
    answered(everyone, booking, is_yes=True, words="Come at nine")
    booking.refresh_from_db()
    assert (booking.state, booking.answer) == (BookingState.ACCEPTED, "Come at nine")
    assert (again(class_course).state, again(class_course).partner) == (ClassCourseState.BOOKED, partner)
    assert classcourses.booking_of_link(messages.link_for(link), at=NOW) is None
    with access.job_scope(everyone.hedeby.pk), pytest.raises(classcourses.ChangedByNow):
        classcourses.answer_booking(link_id=link, is_yes=False, by=SYSTEM, at=NOW)


def test_a_no_leaves_the_course_planned(everyone: Cast, class_course: ClassCourse, partner: Partner) -> None:
    booking = asked(everyone, class_course, partner)
    answered(everyone, booking, is_yes=False)
    assert again(class_course).state == ClassCourseState.PLANNED


def test_a_link_runs_out_and_a_guess_opens_nothing(
    everyone: Cast, class_course: ClassCourse, partner: Partner
) -> None:
    link = messages.link_for(link_of(asked(everyone, class_course, partner)))
    assert classcourses.booking_of_link(link, at=NOW + timedelta(days=15)) is None
    assert classcourses.booking_of_link("guessed", at=NOW) is None


def test_of_two_who_are_asked_the_first_yes_counts(
    everyone: Cast, class_course: ClassCourse, partner: Partner
) -> None:
    first = asked(everyone, class_course, partner)
    second = asked(everyone, class_course, stands_in_the_bank(everyone, name="Bageriet"))
    answered(everyone, first, is_yes=True)
    with pytest.raises(classcourses.ChangedByNow, match="Somebody else"):
        answered(everyone, second, is_yes=True)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"consented_on": None}, "not said yes"),
        ({"capacity": 0}, "as many visits"),
    ],
)
def test_who_has_not_consented_or_has_no_room_is_not_asked(
    everyone: Cast, class_course: ClassCourse, changes: dict[str, object], says: str
) -> None:
    row = stands_in_the_bank(everyone, **changes)
    with pytest.raises(classcourses.NotNow, match=says):
        asked(everyone, class_course, row)
    with acting(everyone.tove) as tove:
        assert classcourses.partners_to_ask(tove, class_course, today=NOW.date()) == ()


def test_nobody_is_asked_more_than_four_times_a_school_year(
    everyone: Cast, class_course: ClassCourse
) -> None:
    row = stands_in_the_bank(everyone, capacity=20)
    for number in range(4):
        course = planned(everyone, written(everyone, title=f"Course {number}"))
        asked(everyone, course, row)
    with pytest.raises(classcourses.NotNow, match="often enough"):
        asked(everyone, class_course, row)


def test_those_asked_longest_ago_stand_first(
    everyone: Cast, class_course: ClassCourse, partner: Partner
) -> None:
    other = stands_in_the_bank(everyone, name="Aa, last by asking")
    asked(everyone, class_course, other)
    with acting(everyone.tove) as tove:
        assert list(classcourses.partners_for(tove)) == [partner, other]


def test_a_request_is_taken_back_and_a_booked_course_is_planned_again(
    everyone: Cast, class_course: ClassCourse, partner: Partner
) -> None:
    booking = asked(everyone, class_course, partner)
    answered(everyone, booking, is_yes=True)
    with acting(everyone.tove) as tove:
        found = classcourses.booking_for(tove, booking.pk)
        assert found is not None
        classcourses.withdraw_booking(booking=found, by=tove, at=NOW)
    row = again(class_course)
    assert (row.state, row.partner) == (ClassCourseState.PLANNED, None)


def test_who_is_silent_is_reminded_once_by_a_new_link(
    everyone: Cast, class_course: ClassCourse, partner: Partner
) -> None:
    booking = asked(everyone, class_course, partner)
    first = link_of(booking)
    with access.job_scope(everyone.hedeby.pk):
        told = [
            classcourses.remind_partners(
                municipality_id=everyone.hedeby.pk, by=SYSTEM, at=NOW + timedelta(days=days)
            )
            for days in (1, 6, 7)
        ]
    assert told == [0, 1, 0]
    assert link_of(booking) != first
    assert classcourses.booking_of_link(messages.link_for(first), at=NOW) is None


def test_who_came_is_thanked_once_and_says_whether_to_be_asked_again(
    everyone: Cast, class_course: ClassCourse, partner: Partner
) -> None:
    booking = asked(everyone, class_course, partner)
    answered(everyone, booking, is_yes=True)
    with acting(everyone.tove) as tove:
        found = classcourses.booking_for(tove, booking.pk)
        assert found is not None
        with pytest.raises(classcourses.ChangedByNow, match="been there"):
            classcourses.thank_partner(booking=found, words="Thanks", by=tove, at=NOW)
    held(everyone, again(class_course))
    with acting(everyone.tove) as tove:
        classcourses.thank_partner(booking=found, words="They still talk of it", by=tove, at=NOW)
        with pytest.raises(classcourses.ChangedByNow, match="already"):
            classcourses.thank_partner(booking=found, words="Again", by=tove, at=NOW)
    with access.job_scope(everyone.hedeby.pk):
        link = link_of(booking)
        classcourses.answer_thanks(link_id=link, may_ask_again=False, by=SYSTEM, at=NOW)
        with pytest.raises(classcourses.ChangedByNow):
            classcourses.answer_thanks(link_id=link, may_ask_again=True, by=SYSTEM, at=NOW)
    assert Partner.objects.get(pk=partner.pk).no_more_asking
    other = planned(everyone, written(everyone, title="Another"))
    with pytest.raises(classcourses.NotNow, match="do not want"):
        asked(everyone, other, partner)


def test_a_partner_is_shared_with_another_town_by_agreement(everyone: Cast, partner: Partner) -> None:
    with acting(everyone.bo) as bo, pytest.raises(classcourses.NotYours):
        classcourses.share_partner(partner=partner, municipality_id=everyone.elsewhere.pk, by=bo, at=NOW)
    with acting(everyone.gro) as gro:
        share = classcourses.share_partner(
            partner=partner, municipality_id=everyone.elsewhere.pk, by=gro, at=NOW
        )
        with pytest.raises(classcourses.NotWhole):
            classcourses.share_partner(partner=partner, municipality_id=everyone.elsewhere.pk, by=gro, at=NOW)
        with pytest.raises(classcourses.NotYours):
            classcourses.answer_partner_share(share=share, is_agreed=True, by=gro, at=NOW)
    with access.job_scope(everyone.elsewhere.pk):
        classcourses.answer_partner_share(share=share, is_agreed=True, by=SYSTEM, at=NOW)
    with acting(everyone.carl) as carl:
        assert classcourses.can_read_partner(carl, partner)
        assert not classcourses.can_keep_partners_of(carl, partner.municipality_id)


def test_the_same_partner_is_not_written_down_twice(everyone: Cast, partner: Partner) -> None:
    with pytest.raises(classcourses.NotWhole, match="already"):
        stands_in_the_bank(everyone)
    with acting(everyone.carl) as carl, pytest.raises(classcourses.NotYours):
        classcourses.add_partner(municipality_id=everyone.hedeby.pk, facts=partner_facts(), by=carl, at=NOW)


@pytest.fixture
def everything(everyone: Cast, class_course: ClassCourse, partner: Partner) -> Booking:
    """A course with a booking, a share, and a gap that was told."""
    PartnerShare.objects.create(partner=partner, municipality_id=everyone.elsewhere.pk, known_at=NOW)
    classcourses.GapTold.objects.create(
        municipality_id=everyone.hedeby.pk, unit=everyone.class_9a, starts_in=2026, told_at=NOW
    )
    return asked(everyone, class_course, partner)


def test_whoever_is_no_longer_the_contact_ends_and_the_next_gets_the_letters(
    everyone: Cast, class_course: ClassCourse, partner: Partner
) -> None:
    with acting(everyone.bo) as bo:
        told = partner_facts(contact_phone="70 22 22 22")
        classcourses.change_partner(partner=partner, facts=told, by=bo, at=NOW)
        assert [row.phone for row in PartnerContact.objects.all()] == ["70 22 22 22"]
        told = partner_facts(contact_name="Wilma Værk", contact_email="wilma@example.org")
        classcourses.change_partner(partner=partner, facts=told, by=bo, at=NOW + timedelta(days=3))
    before = PartnerContact.objects.get(name="Villy Værk")
    assert before.ends_on == NOW.date() + timedelta(days=3)
    asked(everyone, class_course, partner)
    with access.job_scope(everyone.hedeby.pk):
        letter = messages.OutgoingMessage.objects.get(template=messages.Template.VISIT_ASKED)
    assert letter.address == "wilma@example.org"


def test_a_former_contact_goes_after_two_years(
    everyone: Cast, partner: Partner, database: psycopg.Connection
) -> None:
    with acting(everyone.bo) as bo:
        told = partner_facts(contact_name="Wilma Værk", contact_email="wilma@example.org")
        classcourses.change_partner(partner=partner, facts=told, by=bo, at=NOW)
    for days, names in ((700, {"Villy Værk", "Wilma Værk"}), (732, {"Wilma Værk"})):
        nightly(NOW + timedelta(days=days))
        assert set(PartnerContact.objects.values_list("name", flat=True)) == names


@pytest.mark.parametrize(
    ("constraint", "table", "changes"),
    [
        ("class_course_once_a_year", COURSE, {}),
        ("class_partner_once", PARTNER, {}),
        ("partner_contact_one_now", CONTACT, {}),
        ("partner_shared_once", SHARE, {}),
        ("one_live_booking_of_a_partner", BOOKING, {"link_id": None, "link_expires_at": None}),
        ("gap_told_once", TOLD, {}),
    ],
)
def test_what_is_once_is_not_written_twice(
    database: psycopg.Connection, everything: Booking, constraint: str, table: str, changes: dict[str, object]
) -> None:
    with pytest.raises(errors.UniqueViolation, match=constraint):
        write_again(database, table, changes)


def test_two_partners_never_both_come(
    database: psycopg.Connection, everyone: Cast, everything: Booking
) -> None:
    other = stands_in_the_bank(everyone, name="Bageriet")
    answered(everyone, everything, is_yes=True)
    with pytest.raises(errors.UniqueViolation, match="one_partner_comes"):
        write_again(database, BOOKING, {"partner_id": str(other.pk)})


@pytest.mark.parametrize(
    ("constraint", "table", "change"),
    [
        ("held_course_says_what_was_done", COURSE, "state = 'held'"),
        ("evaluated_course_has_words", COURSE, "state = 'evaluated', held_on = '2026-09-01', done = 'x'"),
        ("missed_course_says_why", COURSE, "state = 'missed'"),
        ("booked_course_has_a_partner", COURSE, "state = 'booked'"),
        ("class_partner_is_whole", PARTNER, "offers = ''"),
        ("partner_contact_has_address", CONTACT, "email = ''"),
        ("partner_contact_ends_later", CONTACT, "ends_on = '2020-01-01'"),
        ("partner_share_answer_has_a_day", SHARE, "state = 'agreed'"),
        ("booking_answer_has_a_time", BOOKING, "state = 'declined'"),
        ("booking_link_runs_out", BOOKING, "link_expires_at = NULL"),
    ],
)
def test_the_database_has_the_last_word(
    database: psycopg.Connection, everything: Booking, constraint: str, table: str, change: str
) -> None:
    with pytest.raises(errors.CheckViolation, match=constraint):
        database.execute(f"UPDATE {table} SET {change}".encode())
