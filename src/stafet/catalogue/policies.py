"""Who keeps a town's catalogue, and who reads it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.catalogue.models import CareerCourse
from stafet.kernel.actors import Actor
from stafet.offers import api as offers


def can_keep_catalogue_of(actor: Actor, municipality_id: UUID) -> bool:
    """The town's own office writes courses down and decides what is demanded."""
    return actor.is_system or municipality_id in offers.organising_in(actor)


def catalogues_keepable_by(actor: Actor) -> Q:
    """The many to ``can_keep_catalogue_of``, as a condition on courses."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.organising_in(actor))


def can_read_career_course(actor: Actor, course: CareerCourse) -> bool:
    """Whoever works in the town reads its catalogue."""
    return actor.is_system or course.municipality_id in offers.municipalities_of(actor)


def career_courses_readable_by(actor: Actor) -> Q:
    """The many to ``can_read_career_course``."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.municipalities_of(actor))
