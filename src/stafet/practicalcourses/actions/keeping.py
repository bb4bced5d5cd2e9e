"""A town writes a course down, changes it, cancels it; and sets until when pupils look for a company."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.countries import CURRENCIES, Country
from stafet.kernel.periods import school_year_of
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.practicalcourses.actions.steps import day_in, hold_course, must_keep, must_say, note
from stafet.practicalcourses.drafts import CourseFacts, PlanFacts
from stafet.practicalcourses.errors import ChangedByNow, NotWhole
from stafet.practicalcourses.models import Course, CoursePlan, CourseShare
from stafet.practicalcourses.states import CourseState, ShareState

_LAST_DAY = 7
_TERMS = ("week_price", "weeks", "split", "paid_for")
"""What other towns have agreed to: when one of these changes they are asked again."""


@audit.action
def publish_course(*, municipality_id: UUID, facts: CourseFacts, by: Actor, at: datetime) -> Course:
    """One more course in the catalogue; every seat is the town's own until it is shared. Raises ``NotYours``, ``NotWhole``."""
    must_keep(by, municipality_id)
    _must_fit(facts, municipality_id)
    course = Course(
        municipality_id=municipality_id,
        currency=CURRENCIES[Country(organisations.home(municipality_id).country)],
        known_at=at,
        **_columns(facts),
    )
    _save(course)
    CourseShare.objects.create(
        municipality_id=municipality_id,
        course=course,
        quota=facts.seats,
        state=ShareState.AGREED,
        answered_on=day_in(municipality_id, at),
        answered_by_id=by.user_id,
        known_at=at,
    )
    note("publish_course", municipality_id, course.pk, by, at)
    return course


@audit.action
def change_course(*, course: Course, facts: CourseFacts, by: Actor, at: datetime) -> Course:
    """Something about it is different. More or fewer seats are the arranging town's own. Raises ``NotYours``, ``NotWhole``."""
    must_keep(by, course.municipality_id)
    _must_fit(facts, course.municipality_id)
    locked = hold_course(course.pk)
    shares = {row.municipality_id: row for row in CourseShare.objects.filter(course=locked)}
    own = shares.pop(locked.municipality_id)
    own.quota = facts.seats - sum(row.quota for row in shares.values())
    if own.quota < own.taken:
        raise NotWhole(
            sentence("Seats are taken or given to other towns. Fewer are not possible now."), field="seats"
        )
    told = _columns(facts)
    if any(getattr(locked, name) != told[name] for name in _TERMS):
        CourseShare.objects.filter(pk__in=[row.pk for row in shares.values()]).exclude(
            state=ShareState.DECLINED
        ).update(state=ShareState.ASKED, answered_on=None, answered_by_id=None, known_at=at)
    for name, value in told.items():
        setattr(locked, name, value)
    locked.known_at = own.known_at = at
    _save(locked)
    own.save(update_fields=["quota", "known_at"])
    note("change_course", locked.municipality_id, locked.pk, by, at)
    return locked


@audit.action
def cancel_course(*, course: Course, because: str, by: Actor, at: datetime) -> None:
    """It is not held any more. Pupils keep their row until somebody talks with them: they stand first among those who need a seat.

    Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``.
    """
    must_keep(by, course.municipality_id)
    locked = hold_course(course.pk)
    if locked.state == CourseState.CANCELLED:
        raise ChangedByNow(sentence("This course is cancelled already."))
    locked.state, locked.cancelled_because = CourseState.CANCELLED, must_say(because, "because")
    locked.known_at = at
    locked.save(update_fields=["state", "cancelled_because", "known_at"])
    note("cancel_course", locked.municipality_id, locked.pk, by, at)


@audit.action
def set_plan(*, municipality_id: UUID, facts: PlanFacts, by: Actor, at: datetime) -> CoursePlan:
    """Until when pupils look for a company; from then on a seat is proposed. Raises ``NotYours``, ``NotWhole``."""
    must_keep(by, municipality_id)
    if facts.first_day <= facts.find_by:
        raise NotWhole(
            sentence("The first company day comes after the last day to find one."), field="first_day"
        )
    if not facts.decided.strip():
        raise NotWhole(sentence("Say who decided it, when, and where it stands."), field="decided")
    plan, _ = CoursePlan.objects.update_or_create(
        municipality_id=municipality_id,
        kind=facts.kind,
        starts_in=facts.starts_in,
        defaults={
            "find_by": facts.find_by,
            "first_day": facts.first_day,
            "decided": facts.decided.strip(),
            "decided_by_id": by.user_id,
            "known_at": at,
        },
    )
    note("set_plan", municipality_id, plan.pk, by, at)
    return plan


def _must_fit(facts: CourseFacts, municipality_id: UUID) -> None:
    if facts.ends_on <= facts.starts_on:
        raise NotWhole(sentence("A course ends after it began."), field="last_day")
    if not facts.weekdays or not all(1 <= day <= _LAST_DAY for day in facts.weekdays):
        raise NotWhole(sentence("Say on which days of the week it is."), field="weekdays")
    if not facts.grades:
        raise NotWhole(sentence("Say for which grades it is."), field="grades")
    provider = organisations.Organisation.objects.filter(
        pk=facts.provider_id, municipality_id=municipality_id
    )
    if not provider.exists():
        raise NotWhole(
            sentence("Choose a provider that stands among the town’s organisations."), field="provider"
        )


def _save(course: Course) -> None:
    try:
        with transaction.atomic(using=audit.current_alias()):
            course.save()
    except IntegrityError:
        raise NotWhole(sentence("This course stands in the catalogue already."), field="name") from None


def _columns(facts: CourseFacts) -> dict[str, Any]:
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(facts).items()}
    return told | {"starts_in": school_year_of(facts.starts_on).period.starts_on.year}
