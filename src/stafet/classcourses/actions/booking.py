"""A school asks a partner to come; the partner answers by a personal link, is reminded once, and thanked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from stafet.audit import api as audit
from stafet.classcourses import policies
from stafet.classcourses.actions.steps import (
    day_in,
    hold_booking,
    hold_course,
    move_booking,
    move_course,
    must_plan,
    must_say,
    note,
)
from stafet.classcourses.asking import contact_of, why_not_askable, year_of
from stafet.classcourses.errors import ChangedByNow, NotNow, NotYours
from stafet.classcourses.models import Booking, ClassCourse, Partner
from stafet.classcourses.states import AHEAD, DONE, LIVE_BOOKING, BookingMove, BookingState, ClassCourseMove
from stafet.kernel import rules
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import sentence
from stafet.messages import api as messages
from stafet.messages.api import Template

LINK_WORKS_FOR = "stafet.class_course.link_works_for"
REMIND_AFTER = "stafet.class_course.remind_after"


@audit.action
def ask_partner(*, row: ClassCourse, partner: Partner, words: str, by: Actor, at: datetime) -> Booking:
    """Ask a partner to come, by a personal link. Raises ``NotYours``, ``NotWhole``, ``NotNow``, ``ChangedByNow``."""
    must_plan(by, row.school)
    locked = hold_course(row)
    if locked.state not in AHEAD or locked.partner_id is not None:
        raise ChangedByNow(sentence("Nobody is looked for any more: look at what stands there now."))
    if not policies.can_read_partner(by, partner):
        raise NotYours(sentence("This partner is not in your municipality’s bank."))
    told = must_say(words, "Say what you ask them for.", "words")
    today = day_in(locked.municipality_id, at)
    asked = Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
    _must_be_askable(asked, locked, today)
    booking = Booking.objects.create(
        municipality_id=locked.municipality_id,
        class_course=locked,
        partner=asked,
        starts_in=locked.starts_in,
        words=told,
        asked_at=at,
        asked_by_id=None if by.is_system else by.user_id,
        known_at=at,
    )
    _count_the_ask(asked, today, at)
    _send(booking, Template.VISIT_ASKED, today, by, at)
    note("ask_partner", locked.municipality_id, booking.pk, by, at)
    return booking


@audit.action
def answer_booking(*, link_id: UUID, is_yes: bool, words: str = "", by: Actor, at: datetime) -> None:
    """The partner says yes or no; the link opens nothing from now on. Raises ``ChangedByNow``."""
    known = Booking.objects.filter(link_id=link_id, link_expires_at__gt=at, state=BookingState.ASKED)
    found = known.first()
    if found is None or by != SYSTEM:
        raise ChangedByNow(sentence("This link was used already, or has run out."))
    booking = hold_booking(found.pk)
    if booking.state != BookingState.ASKED:
        raise ChangedByNow(sentence("This link was used already, or has run out."))
    course = hold_course(booking.class_course)
    if course.partner_id is not None and is_yes:
        raise ChangedByNow(sentence("Somebody else has said yes by now. Thank you all the same."))
    what = BookingMove.ACCEPT if is_yes else BookingMove.DECLINE
    move_booking(booking, what, {"answer": words.strip()}, by=by, at=at)
    if is_yes:
        move_course(course, ClassCourseMove.BOOK, {"partner": booking.partner}, by=by, at=at)


@audit.action
def withdraw_booking(*, booking: Booking, by: Actor, at: datetime) -> None:
    """The school does not need them, or they have said that they can't come after all. Raises ``NotYours``, ``IllegalMove``."""
    must_plan(by, booking.class_course.school)
    locked = hold_booking(booking.pk)
    was_coming = locked.state == BookingState.ACCEPTED
    if was_coming and locked.class_course.state in DONE:
        raise ChangedByNow(sentence("The course was held: they were there."))
    move_booking(locked, BookingMove.WITHDRAW, {}, by=by, at=at)
    course = hold_course(locked.class_course)
    if was_coming and course.partner_id == locked.partner_id:
        move_course(course, ClassCourseMove.UNBOOK, {"partner": None}, by=by, at=at)


@audit.action
def thank_partner(*, booking: Booking, words: str, by: Actor, at: datetime) -> None:
    """Thank whoever came, once, and let them say whether they may be asked again. Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``."""
    must_plan(by, booking.class_course.school)
    locked = hold_booking(booking.pk)
    if locked.state != BookingState.ACCEPTED or locked.class_course.state not in DONE:
        raise ChangedByNow(sentence("Thank them when they have been there."))
    if locked.thanked_at is not None:
        raise ChangedByNow(sentence("They were thanked already."))
    locked.thanks, locked.thanked_at = must_say(words, "Write a few words of thanks.", "words"), at
    _send(locked, Template.VISIT_THANKED, day_in(locked.municipality_id, at), by, at)
    note("thank_partner", locked.municipality_id, locked.pk, by, at)


@audit.action
def answer_thanks(*, link_id: UUID, may_ask_again: bool, by: Actor, at: datetime) -> None:
    """Whoever was thanked says whether they may be asked again. Raises ``ChangedByNow``."""
    rows = Booking.objects.select_for_update(of=("self",), no_key=True).select_related("partner")
    booking = rows.filter(link_id=link_id, link_expires_at__gt=at, state=BookingState.ACCEPTED).first()
    if booking is None or by != SYSTEM:
        raise ChangedByNow(sentence("This link was used already, or has run out."))
    booking.link_id = booking.link_expires_at = None
    booking.save(update_fields=["link_id", "link_expires_at"])
    Partner.objects.filter(pk=booking.partner_id).update(no_more_asking=not may_ask_again, known_at=at)
    note("answer_thanks", booking.municipality_id, booking.pk, by, at)


@audit.action
def remind_partners(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Whoever has not answered is reminded once, by a new link. In the scope of a job. Returns how many."""
    today = day_in(municipality_id, at)
    days = timedelta(days=rules.value(REMIND_AFTER, on=today))
    rows = (
        Booking.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .filter(
            Q(class_course__planned_for__gt=today),
            municipality_id=municipality_id,
            state=BookingState.ASKED,
            reminded_at=None,
            asked_at__lte=at - days,
        )
        .select_related("partner")
        .order_by("pk")
    )
    due = list(rows)
    for booking in due:
        booking.reminded_at = at
        _send(booking, Template.VISIT_REMINDED, today, by, at)
    return len(due)


def _must_be_askable(partner: Partner, row: ClassCourse, today: date) -> None:
    taken = Booking.objects.filter(partner=partner, starts_in=row.starts_in, state__in=LIVE_BOOKING).count()
    if Booking.objects.filter(partner=partner, class_course=row, state__in=LIVE_BOOKING).exists():
        raise ChangedByNow(sentence("This partner is asked for this course already."))
    why = why_not_askable(partner, taken, today=today)
    if why:
        raise NotNow(_WHY_NOT[why], field="partner")


_WHY_NOT = {
    "no_consent": sentence(
        "They have not said yes to stand in the bank. Call them first, and write it down."
    ),
    "no_more_asking": sentence("They do not want to be asked. Choose somebody else."),
    "full": sentence("They have as many visits this school year as they offer. Choose somebody else."),
    "asked_enough": sentence("They have been asked often enough this school year. Choose somebody else."),
}


def _count_the_ask(partner: Partner, today: date, at: datetime) -> None:
    year = year_of(today)
    partner.asks = partner.asks + 1 if partner.asked_in == year else 1
    partner.asked_in, partner.asked_at = year, at
    partner.save(update_fields=["asks", "asked_in", "asked_at"])


def _send(booking: Booking, template: Template, today: date, by: Actor, at: datetime) -> None:
    """A new link, that works once and not for long; the earlier one opens nothing any more."""
    booking.link_id = uuid7()
    booking.link_expires_at = at + timedelta(days=rules.value(LINK_WORKS_FOR, on=today))
    booking.save()
    contact = contact_of(booking.partner)
    messages.queue_message(
        template=template,
        to=[messages.Recipient(booking.partner_id, contact.email, contact.language)],
        about=booking.link_id,
        by=by,
        at=at,
    )
