"""9.A has a course of the catalogue planned for a week in October; a workshop stands in the bank of partners."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.catalogue.conftest import YEAR, career_course, demanded, written
from tests.conftest import NOW
from tests.placements.conftest import quick_settings

from stafet.access import api as access
from stafet.catalogue.api import CareerCourse, PartnerKind
from stafet.classcourses import api as classcourses
from stafet.classcourses.api import Booking, ClassCourse, HeldFacts, Partner, PartnerFacts
from stafet.organisations import api as organisations

__all__ = ["YEAR", "acting", "career_course", "demanded", "quick_settings", "written"]
MONDAY = date(2026, 10, 5)
WEEK_OF = date(2026, 10, 7)


def partner_facts(**changes: Any) -> PartnerFacts:
    """A workshop that receives two classes a year."""
    told: dict[str, Any] = {
        "name": "Værkstedet",
        "kind": PartnerKind.COMPANY,
        "offers": "A morning among lathes",
        "town": "Hedeby",
        "contact_name": "Villy Værk",
        "contact_email": "villy@example.org",
        "contact_phone": "70 11 11 11",
        "language": "en",
        "capacity": 2,
        "consented_on": date(2026, 5, 4),
    }
    return PartnerFacts(**told | changes)


def stands_in_the_bank(everyone: Cast, **changes: Any) -> Partner:
    """Bo has written a partner down."""
    with acting(everyone.bo) as bo:
        return classcourses.add_partner(
            municipality_id=everyone.hedeby.pk, facts=partner_facts(**changes), by=bo, at=NOW
        )


def a_class(
    everyone: Cast, name: str, grade: int | None, school: organisations.Organisation | None = None
) -> organisations.Unit:
    """One more class."""
    with access.job_scope(everyone.hedeby.pk):
        return organisations.Unit.objects.create(
            organisation=school or everyone.school,
            kind=organisations.UnitKind.CLASS,
            name=name,
            grade=grade,
        )


def planned(
    everyone: Cast, course: CareerCourse, unit: organisations.Unit | None = None, week_of: date = WEEK_OF
) -> ClassCourse:
    """Tove, who teaches 9.A, plans a course."""
    with acting(everyone.tove) as tove:
        return classcourses.plan_course(
            unit=unit or everyone.class_9a, course=course, week_of=week_of, by=tove, at=NOW
        )


def held(everyone: Cast, row: ClassCourse, partner_name: str = "") -> ClassCourse:
    """Tove says that it was held today."""
    told = HeldFacts(NOW.date(), "We went there and built a lamp", "Surprised by the noise", partner_name)
    with acting(everyone.tove) as tove:
        classcourses.hold_class_course(row=row, facts=told, by=tove, at=NOW)
    return again(row)


def asked(everyone: Cast, row: ClassCourse, partner: Partner) -> Booking:
    """Tove asks a partner."""
    with acting(everyone.tove) as tove:
        return classcourses.ask_partner(
            row=row, partner=partner, words="22 pupils, a morning", by=tove, at=NOW
        )


def again(row: ClassCourse) -> ClassCourse:
    """The row as it stands."""
    return ClassCourse.objects.select_related("school", "unit", "course", "partner").get(pk=row.pk)


@pytest.fixture
def class_course(everyone: Cast, career_course: CareerCourse) -> ClassCourse:
    """The course planned for 9.A."""
    return planned(everyone, career_course)


@pytest.fixture
def partner(everyone: Cast) -> Partner:
    """The workshop."""
    return stands_in_the_bank(everyone)
