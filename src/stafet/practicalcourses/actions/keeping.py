"""A town writes a course down, changes it, sets its plan; and says when a course is over."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.periods import school_year_of
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.practicalcourses import policies
from stafet.practicalcourses.actions.steps import day_in, hold_course, move_seat
from stafet.practicalcourses.drafts import CourseFacts, PlanFacts
from stafet.practicalcourses.errors import NotWhole, NotYours
from stafet.practicalcourses.models import Course, CoursePlan, CourseSeat, CourseShare
from stafet.practicalcourses.states import (
    COURSE,
    LIVE,
    CourseMove,
    CourseState,
    SeatEnd,
    SeatMove,
    SeatState,
    ShareState,
)

_CURRENCIES = {Country.DK: "DKK", Country.SE: "SEK"}
_LAST_DAY = 7


@audit.action
def add_course(*, municipality_id: UUID, facts: CourseFacts, by: Actor, at: datetime) -> Course:
    """One more course; every seat is the town's own until it is shared. Raises ``NotYours``, ``NotWhole``."""
    _must_keep(by, municipality_id)
    _must_fit(facts)
    provider = organisations.Organisation.objects.filter(
        pk=facts.provider_id, municipality_id=municipality_id
    )
    if not provider.exists():
        raise NotWhole(
            sentence("Choose a provider that stands among the town’s organisations."), field="provider"
        )
    country = Country(organisations.home(municipality_id).country)
    course = Course.objects.create(
        municipality_id=municipality_id, currency=_CURRENCIES[country], known_at=at, **_columns(facts)
    )
    CourseShare.objects.create(
        municipality_id=municipality_id,
        course=course,
        quota=facts.seats,
        state=ShareState.AGREED,
        answered_on=day_in(municipality_id, at),
        answered_by_id=by.user_id,
        known_at=at,
    )
    _record("add_course", course, by, at)
    return course


@audit.action
def change_course(*, course: Course, facts: CourseFacts, by: Actor, at: datetime) -> Course:
    """Something about it is different. Seats that are taken or given to towns stay. Raises ``NotYours``, ``NotWhole``."""
    _must_keep(by, course.municipality_id)
    _must_fit(facts)
    locked = hold_course(course.pk)
    shares = list(CourseShare.objects.select_for_update(no_key=True).filter(course=locked).order_by("pk"))
    if len(shares) == 1:
        if facts.seats < shares[0].taken:
            raise NotWhole(
                sentence("%(count)d seats are taken already.", count=shares[0].taken), field="seats"
            )
        shares[0].quota = facts.seats
        shares[0].save(update_fields=["quota"])
    elif facts.seats < sum(share.quota for share in shares):
        raise NotWhole(
            sentence("Towns have been given more seats than that. Change the shares first."), field="seats"
        )
    if facts.price_per_seat != locked.price_per_seat:
        _ask_others_again(locked, shares)
    for name, value in _columns(facts).items():
        setattr(locked, name, value)
    locked.known_at = at
    locked.save()
    _record("change_course", locked, by, at)
    return locked


@audit.action
def finish_course(*, course: Course, by: Actor, at: datetime) -> None:
    """The last day has been. Whoever was there has been there to the end; their final conversation comes next.

    Only in the scope of a job of the town that arranged it. Raises ``NotYours``, ``NotWhole``, ``IllegalMove``.
    """
    _must_keep(by, course.municipality_id)
    locked = hold_course(course.pk)
    today = day_in(locked.municipality_id, at)
    if today < locked.ends_on:
        raise NotWhole(
            sentence("The course goes on until %(day)s. Cancel it if it does not.", day=locked.ends_on)
        )
    locked.state, locked.known_at = COURSE.after(CourseState(locked.state), CourseMove.FINISH), at
    locked.save(update_fields=["state", "known_at"])
    _record("finish_course", locked, by, at)


@audit.action
def set_plan(*, municipality_id: UUID, facts: PlanFacts, by: Actor, at: datetime) -> CoursePlan:
    """From which day the town proposes seats. Raises ``NotYours``, ``NotWhole``."""
    _must_keep(by, municipality_id)
    if facts.answer_days < 1:
        raise NotWhole(sentence("Give at least one day for an answer."), field="answer_days")
    if not facts.decided.strip():
        raise NotWhole(sentence("Say who decided it, when, and where it stands."), field="decided")
    told = asdict(facts)
    key = {"municipality_id": municipality_id, "kind": told.pop("kind"), "starts_in": told.pop("starts_in")}
    plan, _ = CoursePlan.objects.update_or_create(
        **key, defaults={**told, "decided_by_id": by.user_id, "known_at": at}
    )
    audit.record_many(
        action="practicalcourses.set_plan",
        municipality_id=municipality_id,
        subject_id=plan.pk,
        by=by,
        at=at,
        reason=facts.kind.value,
    )
    return plan


@audit.action
def end_seats_of_courses_over(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Seats of courses that are over, of one town's pupils. Returns how many. Only in the scope of a job."""
    rows = (
        CourseSeat.objects.select_for_update(of=("self",), no_key=True)
        .filter(municipality_id=municipality_id, course__state=CourseState.OVER, state__in=LIVE)
        .select_related("course")
        .order_by("pk")
    )
    found = list(rows)
    for seat in found:
        has_been = seat.state == SeatState.THERE
        move_seat(
            seat,
            SeatMove.END if has_been else SeatMove.LEAVE,
            {"ended_on": seat.course.ends_on, "end_reason": SeatEnd.OVER},
            by=by,
            at=at,
        )
    return len(found)


def _must_keep(by: Actor, municipality_id: UUID) -> None:
    if not policies.can_keep_courses_of(by, municipality_id):
        raise NotYours(sentence("Only those who organise for the town arrange its courses."))


def _must_fit(facts: CourseFacts) -> None:
    if facts.ends_on <= facts.starts_on:
        raise NotWhole(sentence("A course ends after it began."), field="last_day")
    if not facts.weekdays or not all(1 <= day <= _LAST_DAY for day in facts.weekdays):
        raise NotWhole(sentence("Say on which days of the week it is."), field="weekdays")
    if not facts.grades:
        raise NotWhole(sentence("Say for which grades it is."), field="grades")
    if not facts.contact_phone.strip() and not facts.contact_email.strip():
        raise NotWhole(sentence("Give a telephone or an e-mail address."), field="contact_phone")


def _columns(facts: CourseFacts) -> dict[str, Any]:
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(facts).items()}
    return told | {"starts_in": school_year_of(facts.starts_on).period.starts_on.year}


def _ask_others_again(course: Course, shares: list[CourseShare]) -> None:
    """A town has agreed to a price: to another one it is asked anew."""
    for share in shares:
        if share.municipality_id != course.municipality_id:
            share.state, share.answered_on, share.answered_by_id = ShareState.ASKED, None, None
            share.save(update_fields=["state", "answered_on", "answered_by_id"])


def _record(what: str, course: Course, by: Actor, at: datetime) -> None:
    audit.record_many(
        action=f"practicalcourses.{what}",
        municipality_id=course.municipality_id,
        subject_id=course.pk,
        by=by,
        at=at,
    )
