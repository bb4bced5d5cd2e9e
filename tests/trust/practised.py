"""A seat on a practical course held for somebody, every text marked; and a course of another town, about nobody."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.privacy import DataClass
from stafet.organisations import api as organisations
from stafet.placements.api import Branch, Holder, How, Placement, SchemeKind, Voice
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import Course, CourseFacts, PlanFacts, Said, SeatMove
from tests.cast import Cast
from tests.trust.markers import marker

Object = UUID | str | int
D = DataClass.PROCESS


def practised(
    placement: Placement, holder: Holder, name: str, cast: Cast, at: datetime
) -> dict[str, dict[str, Object]]:
    """Bo proposes a seat, and writes down that somebody with custody says yes; the young person has not answered."""
    course = _course(cast.hedeby, cast.vocational.pk, at)
    elsewhere = _course(cast.elsewhere, cast.other_guidance.pk, at)
    plan = PlanFacts(
        SchemeKind.JUNIOR_APPRENTICESHIP,
        placement.scheme.starts_in,
        at.date() - timedelta(days=2),
        at.date() + timedelta(days=9),
        "The council",
    )
    with access.job_scope(cast.hedeby.pk):
        courses.set_plan(municipality_id=cast.hedeby.pk, facts=plan, by=SYSTEM, at=at)
    with access.user_scope(cast.bo.pk):
        bo = access.actor_for(cast.bo, at=at)
        seat = courses.propose_seat(
            placement=placement, course=course, why_this=marker(name, D, "whythis"), by=bo, at=at
        )
        courses.answer_proposal(
            seat=seat,
            said=Said(is_yes=True, custody_id=holder.custody_id),
            how=How.PAPER,
            holders=[holder],
            voice=Voice.STAFF,
            by=bo,
            at=at,
        )
    return {
        "course_id": {"elin": elsewhere.pk},
        "course_seat_id": {name: seat.pk},
        "course_seat_move": {"": SeatMove.TAKE_BACK.value},
    }


def _course(town: organisations.Municipality, provider_id: UUID, at: datetime) -> Course:
    facts = CourseFacts(
        provider_id=provider_id,
        name="Wood",
        words="Saws",
        branch=Branch.BUILDING,
        weekdays=(1, 2, 3, 4, 5),
        starts_on=at.date(),
        ends_on=date(at.year + 1, 6, 1),
        weeks=30,
        place="Workshop",
        grades=(6, 7, 8, 9, 10),
        seats=5,
        week_price=80_000,
        contact_name="Villy",
        contact_phone="70 11 11 11",
    )
    with access.job_scope(town.pk):
        return courses.publish_course(municipality_id=town.pk, facts=facts, by=SYSTEM, at=at)
