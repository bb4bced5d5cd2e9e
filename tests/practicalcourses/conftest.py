"""Amina looks for a company; Gro has a course with four seats at the technical school, on Wednesdays, and has set the town's day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.placements.conftest import (
    amina,
    applied,
    at_home,
    client_for,
    consented,
    mother,
    moved,
    place,
    placement,
    quick_settings,
    scheme,
    seen_by_ditte,
    there,
)

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.organisations import api as organisations
from stafet.placements import api as placements
from stafet.placements.api import Branch, Holder, How, Placement, SchemeKind, Voice, WayMove
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import Course, CourseFacts, CoursePlan, CourseSeat, PlanFacts, Said

__all__ = [
    "acting",
    "amina",
    "applied",
    "at_home",
    "client_for",
    "consented",
    "mother",
    "moved",
    "place",
    "placement",
    "quick_settings",
    "scheme",
    "seen_by_ditte",
    "there",
]

YEAR = 2026
FIND_BY = TODAY - timedelta(days=3)
FIRST_DAY = TODAY + timedelta(days=9)


def facts(everyone: Cast, **changes: Any) -> CourseFacts:
    """Four seats in wood and metal for 30 weeks at the technical school, on Wednesdays."""
    told: dict[str, Any] = {
        "provider_id": everyone.vocational.pk,
        "name": "Wood and metal",
        "words": "A stool, a lamp, and the tools of both",
        "branch": Branch.BUILDING,
        "weekdays": (3,),
        "starts_on": date(2026, 9, 9),
        "ends_on": date(2027, 6, 1),
        "weeks": 30,
        "place": "Workshop 2",
        "grades": (8, 9),
        "seats": 4,
        "week_price": 80_000,
        "contact_name": "Villy Værk",
        "contact_phone": "70 11 11 11",
    }
    return CourseFacts(**told | changes)


def published(everyone: Cast, **changes: Any) -> Course:
    """Gro has written a course down for the town."""
    with acting(everyone.gro) as gro:
        return courses.publish_course(
            municipality_id=everyone.hedeby.pk, facts=facts(everyone, **changes), by=gro, at=NOW
        )


def shared(everyone: Cast, course: Course, quota: int) -> courses.CourseShare:
    """Hedeby gives the other town some seats; its office agrees."""
    with acting(everyone.gro) as gro:
        share = courses.offer_share(
            course=course, municipality_id=everyone.elsewhere.pk, quota=quota, by=gro, at=NOW
        )
    with access.job_scope(everyone.elsewhere.pk):
        courses.answer_share(share=share, is_agreed=True, by=SYSTEM, at=NOW)
    return share


def planned(everyone: Cast, find_by: date = FIND_BY) -> CoursePlan:
    """Gro has written down until when pupils look for a company."""
    told = PlanFacts(
        SchemeKind.JUNIOR_APPRENTICESHIP, YEAR, find_by, find_by + timedelta(days=12), "The council, 12 May"
    )
    with acting(everyone.gro) as gro:
        return courses.set_plan(municipality_id=everyone.hedeby.pk, facts=told, by=gro, at=NOW)


def proposed(everyone: Cast, placement: Placement, course: Course) -> CourseSeat:
    """Bo proposes a seat to Amina."""
    with acting(everyone.bo) as bo:
        return courses.propose_seat(placement=placement, course=course, why_this="Likes wood", by=bo, at=NOW)


def answered(everyone: Cast, seat: CourseSeat, holders: tuple[Holder, ...], *said: Said) -> CourseSeat:
    """They answer, each from their own page."""
    with at_home(everyone) as by:
        for each in said:
            voice = Voice.YOUNG_PERSON if each.custody_id is None else Voice.CUSTODY_HOLDER
            courses.answer_proposal(
                seat=seat, said=each, how=How.LOG_IN, holders=holders, voice=voice, by=by, at=NOW
            )
        return CourseSeat.objects.select_related("placement", "course").get(pk=seat.pk)


def taken(everyone: Cast, seat: CourseSeat, mother: Holder) -> CourseSeat:
    """Amina and her mother say yes."""
    return answered(
        everyone, seat, (mother,), Said(is_yes=True), Said(is_yes=True, custody_id=mother.custody_id)
    )


@pytest.fixture
def course(everyone: Cast) -> Course:
    """The course in the catalogue."""
    return published(everyone)


@pytest.fixture
def plan(everyone: Cast) -> CoursePlan:
    """The town's day was three days ago; the first company day comes in nine."""
    return planned(everyone)


@pytest.fixture
def seeking(everyone: Cast, placement: Placement, mother: Holder) -> Placement:
    """Amina has applied, her mother has consented: she looks for a company."""
    applied(everyone, placement, mother)
    consented(everyone, placement, mother)
    with acting(everyone.bo):
        return Placement.objects.select_related("scheme", "person").get(pk=placement.pk)


@pytest.fixture
def dropped(everyone: Cast, placement: Placement, place: placements.Place, mother: Holder) -> Placement:
    """Amina was at the workshop, which stops today."""
    there(everyone, placement, place, mother)
    moved(everyone, placement, WayMove.CHANGE_PLACE, "The workshop closes")
    with acting(everyone.bo):
        return Placement.objects.select_related("scheme", "person").get(pk=placement.pk)


def share_of(course: Course, town: organisations.Municipality) -> courses.CourseShare:
    """What a town has of a course."""
    return courses.CourseShare.objects.get(course=course, municipality_id=town.pk)


def numbers(course: Course, town: organisations.Municipality) -> tuple[int, Mapping[str, int]]:
    """How many seats the course has taken, and what stands in the town's share."""
    row = share_of(course, town)
    taken_in_all = Course.objects.get(pk=course.pk).taken
    return taken_in_all, {"taken": row.taken, "on_it": row.on_it, "most": row.most}
