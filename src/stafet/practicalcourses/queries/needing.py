"""Who has no company and needs a seat, since when, and when the first company day is lost. Dates only; nobody is compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.privacy import DataClass
from stafet.offers import api as offers
from stafet.placements.api import WAY, Placement, WayMove, WayState
from stafet.practicalcourses.models import Course, CoursePlan, CourseSeat, CourseShare, SeatAnswer
from stafet.practicalcourses.states import ON_IT, CourseState, ShareState

_SEEN = DataClass.PROCESS
CAN_BE_PROPOSED = frozenset(state for state in WayState if WAY.is_allowed(state, WayMove.TAKE_COURSE))
"""Where a pupil can be offered a seat: they look for a place."""
_LOOKS = (WayState.SEEKING, WayState.REFUSED)
WARN_BEFORE = "stafet.course.warn_before"


@dataclass(frozen=True, slots=True)
class SeatNeed:
    """One pupil without a company: the town's days, the seat that is held for them if one is, and the day that is lost first."""

    placement: Placement
    plan: CoursePlan | None
    seat: CourseSeat | None
    lost_on: date


def who_needs_a_seat(actor: Actor, *, today: date) -> QuerySet[Placement]:
    """Placements the reader may see without a company: it was lost, its course is cancelled, or the town's day is near or past."""
    plans = CoursePlan.objects.filter(municipality_id__in=offers.municipalities_of(actor))
    near = today + timedelta(days=rules.value(WARN_BEFORE, on=today))
    looks = Q(pk__in=())
    for plan in plans.filter(find_by__lte=near):
        looks |= Q(
            municipality_id=plan.municipality_id,
            kind=plan.kind,
            scheme__starts_in=plan.starts_in,
            state__in=_LOOKS,
        )
    stranded = CourseSeat.objects.filter(
        access.visible(_SEEN), state__in=ON_IT, course__state=CourseState.CANCELLED
    )
    lost = Q(state=WayState.CHANGING) | Q(
        state=WayState.ON_COURSE, pk__in=list(stranded.values_list("placement_id", flat=True))
    )
    rows = Placement.objects.filter(access.visible(_SEEN)).under_way().filter(looks | lost)
    return rows.select_related("scheme", "person", "school").order_by("since_on", "pk")


def seat_needs(rows: Sequence[Placement]) -> tuple[SeatNeed, ...]:
    """Those rows with their days and the seats held for them. Two statements."""
    keys = {row.municipality_id for row in rows}
    plans = {
        (plan.municipality_id, plan.kind, plan.starts_in): plan
        for plan in CoursePlan.objects.filter(municipality_id__in=keys)
    }
    seats = live_seats([row.pk for row in rows])
    found = []
    for row in rows:
        plan = plans.get((row.municipality_id, row.kind, row.scheme.starts_in))
        found.append(SeatNeed(row, plan, seats.get(row.pk), first_day_lost(row, plan)))
    return tuple(found)


def first_day_lost(placement: Placement, plan: CoursePlan | None) -> date:
    """The first of the model's weekdays without a company: from the first company day on, and after they lost it."""
    day = placement.since_on + timedelta(days=1)
    if plan is not None:
        day = max(day, plan.first_day)
    while day.isoweekday() not in placement.scheme.weekdays:
        day += timedelta(days=1)
    return day


def live_seats(placement_ids: Iterable[UUID]) -> Mapping[UUID, CourseSeat]:
    """By placement the seat that is occupied now, of those the reader may see."""
    rows = CourseSeat.objects.filter(access.visible(_SEEN), placement_id__in=list(placement_ids)).live()
    return {row.placement_id: row for row in rows.select_related("course__provider").order_by("known_at")}


def seats_of_person(person_id: UUID) -> tuple[CourseSeat, ...]:
    """Every seat of somebody, the newest first."""
    rows = CourseSeat.objects.filter(access.visible(_SEEN), person_id=person_id)
    related = rows.select_related("course__provider", "placement__scheme", "person")
    return tuple(related.order_by("-proposed_on", "-pk"))


def seat_for(seat_id: UUID) -> CourseSeat | None:
    """One seat, or ``None`` for a reader who may not see it."""
    rows = CourseSeat.objects.filter(access.visible(_SEEN), pk=seat_id)
    return rows.select_related("course__provider", "placement__scheme", "person").first()


def answers_to(seat_ids: Iterable[UUID]) -> Mapping[UUID, tuple[SeatAnswer, ...]]:
    """By seat the answers so far that the reader may know of."""
    found: dict[UUID, tuple[SeatAnswer, ...]] = {}
    rows = SeatAnswer.objects.filter(access.visible(_SEEN), seat_id__in=list(seat_ids))
    for row in rows.order_by("on", "pk"):
        found[row.seat_id] = (*found.get(row.seat_id, ()), row)
    return found


def seats_on(course: Course) -> QuerySet[CourseSeat]:
    """Who has a seat on a course, of those the reader may see."""
    rows = CourseSeat.objects.filter(access.visible(_SEEN), course=course).live()
    return rows.select_related("person", "placement__school").order_by("state", "proposed_on", "pk")


def fitting_courses(placement: Placement, *, today: date) -> QuerySet[Course]:
    """Courses with a free seat of the pupil's town, of their school year, on a day of the model, for their grade."""
    shares = CourseShare.objects.filter(
        municipality_id=placement.municipality_id, state=ShareState.AGREED, quota__gt=F("taken")
    )
    rows = Course.objects.filter(
        pk__in=shares.values("course_id"),
        state=CourseState.OPEN,
        ends_on__gt=today,
        starts_in=placement.scheme.starts_in,
        weekdays__overlap=list(placement.scheme.weekdays),
    )
    if placement.grade is not None:
        rows = rows.filter(grades__contains=[placement.grade])
    return rows.select_related("provider").order_by("starts_on", "name", "pk")
