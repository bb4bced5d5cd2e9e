"""Who keeps a course, who answers for a town, who gives a pupil a seat. Whom somebody sees, grants decide."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel.actors import Actor
from stafet.offers import api as offers
from stafet.practicalcourses.models import Course, CourseShare
from stafet.practicalcourses.states import ShareState


def can_keep_courses_of(actor: Actor, municipality_id: UUID) -> bool:
    """A town's own office arranges its courses and sets its day."""
    return actor.is_system or municipality_id in offers.organising_in(actor)


def can_keep_course(actor: Actor, course: Course) -> bool:
    """The office of the town that arranged it."""
    return can_keep_courses_of(actor, course.municipality_id)


def courses_keepable_by(actor: Actor) -> Q:
    """The many to ``can_keep_course``."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.organising_in(actor))


def can_answer_share(actor: Actor, share: CourseShare) -> bool:
    """The office of the town whose share it is."""
    return can_keep_courses_of(actor, share.municipality_id)


def shares_answerable_by(actor: Actor) -> Q:
    """The many to ``can_answer_share``."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.organising_in(actor))


def can_seat(actor: Actor) -> bool:
    """Whoever works with young people proposes seats to those they may see."""
    return actor.is_system or access.may(actor, Permission.WRITE_PLAN)


def seats_giveable_by(actor: Actor) -> Q:
    """The many to ``can_seat``, as a condition on seats that are seen."""
    return Q() if can_seat(actor) else Q(pk__in=())


def can_read_course(actor: Actor, course: Course) -> bool:
    """Towns that arranged it or have, or are asked for, a share of it; and whoever works at its provider."""
    return Course.objects.filter(courses_readable_by(actor), pk=course.pk).exists()


def courses_readable_by(actor: Actor) -> Q:
    """The many to ``can_read_course``."""
    if actor.is_system:
        return Q()
    towns = offers.municipalities_of(actor)
    shares = CourseShare.objects.filter(municipality_id__in=towns).exclude(state=ShareState.DECLINED)
    return (
        Q(municipality_id__in=towns)
        | Q(provider_id__in=actor.organisation_ids)
        | Q(pk__in=shares.values("course_id"))
    )
