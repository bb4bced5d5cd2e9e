"""A course of the catalogue that a class of another town has, with a partner who was asked: about nobody, and no other town's matter."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.catalogue import api as catalogue
from stafet.catalogue.api import CourseFacts, PartnerKind, Stage
from stafet.classcourses import api as classcourses
from stafet.classcourses.api import PartnerFacts
from stafet.kernel.actors import SYSTEM
from stafet.organisations import api as organisations
from stafet.organisations.api import OrganisationKind, UnitKind
from tests.cast import Cast

Object = UUID | str | int


def taught(cast: Cast, at: datetime) -> dict[str, dict[str, Object]]:
    """Class 8.X elsewhere, a course, a workshop asked to come."""
    town = cast.elsewhere.pk
    facts = CourseFacts("Inside", Stage.GRADE_7, Stage.GRADE_9, "They see it")
    told = PartnerFacts(
        "The workshop", PartnerKind.COMPANY, "Saws", "Anden", "Villy", "villy@workshop.example",
        consented_on=at.date(),
    )  # fmt: skip
    with access.job_scope(town):
        school = organisations.Organisation.objects.create(
            municipality_id=town, kind=OrganisationKind.SCHOOL, name="A school with classes elsewhere"
        )
        unit = organisations.Unit.objects.create(
            organisation=school, kind=UnitKind.CLASS, name="8.X", grade=8
        )
        course = catalogue.publish_course(municipality_id=town, facts=facts, by=SYSTEM, at=at)
        row = classcourses.plan_course(
            unit=unit, course=course, week_of=at.date() + timedelta(days=14), by=SYSTEM, at=at
        )
        partner = classcourses.add_partner(municipality_id=town, facts=told, by=SYSTEM, at=at)
        booking = classcourses.ask_partner(row=row, partner=partner, words="22 pupils", by=SYSTEM, at=at)
    return {
        "career_course_id": {"elin": course.pk},
        "class_id": {"elin": unit.pk},
        "class_course_id": {"elin": row.pk},
        "class_booking_id": {"elin": booking.pk},
        "class_partner_id": {"elin": partner.pk},
        "covered_school_id": {"elin": school.pk},
        "visit_link": {"": "guessed"},
    }
