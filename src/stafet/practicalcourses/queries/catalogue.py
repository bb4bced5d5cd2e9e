"""The catalogue: which courses a town can use, who has how many seats, and what that costs whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from stafet.kernel.actors import Actor
from stafet.offers import api as offers
from stafet.practicalcourses import policies
from stafet.practicalcourses.costs import Party, Settlement, Terms, settle
from stafet.practicalcourses.models import Course, CoursePlan, CourseShare
from stafet.practicalcourses.states import CostKey, CourseState, PaidFor, ShareState


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One town's part as a reader may know it. Of another town they know the quota only: ``taken``, ``used`` and ``amount`` are ``None``."""

    share: CourseShare
    taken: int | None
    used: int | None
    amount: int | None


@dataclass(frozen=True, slots=True)
class Quota:
    """What a town has been given of a course, and whether it has agreed: all that every town of a course knows of another."""

    municipality_id: UUID
    seats: int
    state: ShareState


@dataclass(frozen=True, slots=True)
class SharedCourse:
    """A course whose seats more than one town has, or is asked to take."""

    course: Course
    quotas: tuple[Quota, ...]


def courses_for(actor: Actor, *, starts_in: int) -> QuerySet[Course]:
    """The courses of a school year that the reader may know of: of their town, shared with it, or held where they work."""
    rows = Course.objects.filter(policies.courses_readable_by(actor), starts_in=starts_in)
    return rows.select_related("provider").order_by("-state", "name", "pk")


def course_for(actor: Actor, course_id: UUID) -> Course | None:
    """One course, or ``None`` for a reader who may not know of it."""
    rows = Course.objects.filter(policies.courses_readable_by(actor), pk=course_id)
    return rows.select_related("provider").first()


def own_shares(actor: Actor, courses: Iterable[Course]) -> Mapping[UUID, CourseShare]:
    """By course what the reader's town has of it."""
    rows = CourseShare.objects.filter(
        course__in=[course.pk for course in courses], municipality_id__in=offers.municipalities_of(actor)
    )
    return {row.course_id: row for row in rows.order_by("pk")}


def shares_for(municipality_id: UUID, courses: Iterable[Course]) -> Mapping[UUID, CourseShare]:
    """By course what one town has of it."""
    rows = CourseShare.objects.filter(
        course__in=[course.pk for course in courses], municipality_id=municipality_id
    )
    return {row.course_id: row for row in rows}


def share_lines(actor: Actor, course: Course) -> tuple[ShareLine, ...]:
    """Every town's part. How many pupils of a town have a seat, that town knows, and the one that arranged and pays the provider."""
    rows = list(CourseShare.objects.filter(course=course).order_by("pk"))
    rows.sort(key=lambda row: row.municipality_id != course.municipality_id)
    towns = offers.municipalities_of(actor)
    knows_all = course.municipality_id in towns
    amounts = {bill.town: bill.amount for bill in estimate(course, rows).bills}
    return tuple(
        ShareLine(row, row.taken, row.most, amounts.get(row.municipality_id, 0))
        if knows_all or row.municipality_id in towns
        else ShareLine(row, None, None, None)
        for row in rows
    )


def shared_courses(actor: Actor, *, starts_in: int) -> tuple[SharedCourse, ...]:
    """The courses of a school year that the reader's town shares with others, the town that arranged one first. Two statements."""
    rows = list(courses_for(actor, starts_in=starts_in).filter(state=CourseState.OPEN))
    shares = CourseShare.objects.filter(course__in=rows).exclude(state=ShareState.DECLINED).order_by("pk")
    found: dict[UUID, list[Quota]] = {}
    for share in shares:
        quota = Quota(share.municipality_id, share.quota, ShareState(share.state))
        found.setdefault(share.course_id, []).append(quota)
    return tuple(
        SharedCourse(
            row, tuple(sorted(found[row.pk], key=lambda each: each.municipality_id != row.municipality_id))
        )
        for row in rows
        if len(found.get(row.pk, ())) > 1
    )


def estimate(course: Course, shares: Iterable[CourseShare]) -> Settlement:
    """What the course costs as things stand: paid seats × weeks × price, split among the towns that have agreed."""
    parties = [
        Party(row.municipality_id, row.quota, row.most) for row in shares if row.state == ShareState.AGREED
    ]
    seats = sum(party.quota for party in parties)
    terms = Terms(seats, course.weeks, course.week_price, PaidFor(course.paid_for), CostKey(course.split))
    return settle(terms, parties)


def asked_shares(actor: Actor) -> QuerySet[CourseShare]:
    """Shares that wait for an answer of the reader's town."""
    rows = CourseShare.objects.filter(policies.shares_answerable_by(actor), state=ShareState.ASKED)
    return rows.select_related("course__provider").order_by("known_at", "pk")


def plans_of(municipality_ids: Collection[UUID]) -> QuerySet[CoursePlan]:
    """The days towns have set, the newest school year first."""
    rows = CoursePlan.objects.filter(municipality_id__in=municipality_ids)
    return rows.order_by("-starts_in", "kind", "municipality_id")
