"""Who keeps a course, who answers for a town, who gives a pupil a seat, who reads a list. Whom somebody sees, grants decide."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel.actors import Actor
from stafet.offers import api as offers
from stafet.practicalcourses.models import Course, CourseShare


def can_keep_courses_of(actor: Actor, municipality_id: UUID) -> bool:
    """A town's own office arranges its courses."""
    return actor.is_system or municipality_id in offers.organising_in(actor)


def can_keep_course(actor: Actor, course: Course) -> bool:
    """The office of the town that arranged it."""
    return can_keep_courses_of(actor, course.municipality_id)


def courses_keepable_by(actor: Actor) -> Q:
    """The many to ``can_keep_course``."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.organising_in(actor))


def can_answer_share(actor: Actor, share: CourseShare) -> bool:
    """The office of the town whose share it is."""
    return actor.is_system or share.municipality_id in offers.organising_in(actor)


def shares_answerable_by(actor: Actor) -> Q:
    """The many to ``can_answer_share``."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.organising_in(actor))


def can_seat(actor: Actor) -> bool:
    """Whoever works with young people gives a seat to those they may see."""
    return actor.is_system or access.may(actor, Permission.WRITE_PLAN)


def seats_giveable_by(actor: Actor) -> Q:
    """The many to ``can_seat``, as a condition on seats that are seen."""
    return Q() if can_seat(actor) else Q(pk__in=())


def can_read_list(actor: Actor, course: Course) -> bool:
    """Those who work with young people at the provider itself read given names and days of those on its course."""
    return not actor.is_system and access.may(
        actor, Permission.WRITE_PLAN, organisation_id=course.provider_id
    )


def lists_readable_by(actor: Actor) -> Q:
    """The many to ``can_read_list``, as a condition on courses."""
    if actor.is_system:
        return Q(pk__in=())
    return Q(provider_id__in=access.organisations_where(actor, Permission.WRITE_PLAN))
