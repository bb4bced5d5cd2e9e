"""What a teacher asks: what a class has and can have, whom to ask, what waits to be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from stafet.access import api as access
from stafet.catalogue import api as catalogue
from stafet.catalogue.api import CareerCourse
from stafet.classcourses import policies
from stafet.classcourses.asking import why_not_askable
from stafet.classcourses.models import Booking, ClassCourse, Partner, PartnerShare
from stafet.classcourses.queries.coverage import readable_schools
from stafet.classcourses.stages import stage_of
from stafet.classcourses.states import AHEAD, LIVE_BOOKING, BookingState, PartnerShareState
from stafet.kernel.actors import Actor
from stafet.messages import api as messages
from stafet.organisations.api import Unit, UnitKind


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner with the visits of the school year, and why it can't be asked now; empty when it can."""

    partner: Partner
    visits: int
    why_not: str


def class_for(actor: Actor, unit_id: UUID) -> Unit | None:
    """A class, for those who plan at its school."""
    rows = Unit.objects.filter(kind=UnitKind.CLASS, organisation__in=readable_schools(actor))
    return rows.select_related("organisation").filter(pk=unit_id).first()


def courses_of_class(unit: Unit, starts_in: int) -> QuerySet[ClassCourse]:
    """What a class has in a school year, by week."""
    rows = ClassCourse.objects.in_year(starts_in).filter(unit=unit)
    return rows.select_related("course", "partner", "school").order_by("planned_for", "pk")


def courses_to_pick(unit: Unit, starts_in: int) -> QuerySet[CareerCourse]:
    """The courses of the town that suit the class and that it does not have in the school year."""
    rows = catalogue.courses_of_town(unit.organisation.municipality_id)
    stage = stage_of(unit.organisation.kind, unit.grade)
    if stage is None:
        return rows.none()
    has = ClassCourse.objects.in_year(starts_in).filter(unit=unit)
    return rows.filter(from_stage__lte=stage, to_stage__gte=stage).exclude(
        code__in=list(has.values_list("code", flat=True))
    )


def class_course_for(actor: Actor, class_course_id: UUID) -> ClassCourse | None:
    """One course of a class, for those who plan at its school."""
    rows = ClassCourse.objects.filter(school__in=readable_schools(actor), pk=class_course_id)
    return rows.select_related("school", "unit", "course", "partner").first()


def bookings_of(row: ClassCourse) -> QuerySet[Booking]:
    """Whom was asked, the newest first."""
    return Booking.objects.filter(class_course=row).select_related("partner").order_by("-asked_at", "-pk")


def booking_for(actor: Actor, booking_id: UUID) -> Booking | None:
    """One booking, for those who plan at its school."""
    rows = Booking.objects.filter(class_course__school__in=readable_schools(actor), pk=booking_id)
    return rows.select_related("class_course__school", "class_course__course", "partner").first()


def unsaid(actor: Actor, *, today: date) -> QuerySet[ClassCourse]:
    """Courses whose week is over and of which nobody has said what became: of teachers what they planned, of others of their school.

    Whoever organises for a whole town finds them in its coverage instead.
    """
    over = today - timedelta(days=today.weekday() + 7)
    led = {post.organisation_id for post in actor.posts if post.role == access.Role.SCHOOL_LEADER}
    rows = ClassCourse.objects.filter(
        Q(planned_by_id=actor.user_id) | Q(school_id__in=led),
        school__in=readable_schools(actor),
        state__in=AHEAD,
        planned_for__lte=over,
    )
    return rows.select_related("school", "unit", "course").order_by("planned_for", "pk")


def partners_for(actor: Actor) -> QuerySet[Partner]:
    """The bank of the reader's towns, and what others share: those asked longest ago first."""
    rows = Partner.objects.filter(policies.partners_readable_by(actor)).select_related("host")
    return rows.order_by(F("asked_at").asc(nulls_first=True), "name", "pk")


def partner_for(actor: Actor, partner_id: UUID) -> Partner | None:
    """One partner the reader's town knows."""
    return partners_for(actor).filter(pk=partner_id).first()


def partner_lines(rows: Sequence[Partner], starts_in: int, *, today: date) -> tuple[PartnerLine, ...]:
    """Those partners with their visits. One statement."""
    live = Booking.objects.filter(partner__in=rows, starts_in=starts_in, state__in=LIVE_BOOKING)
    visits: Mapping[UUID, int] = dict(
        live.values("partner_id").annotate(many=Count("pk")).values_list("partner_id", "many")
    )
    return tuple(
        PartnerLine(
            row,
            visits.get(row.pk, 0),
            why_not_askable(row, visits.get(row.pk, 0), today=today),
        )
        for row in rows
    )


def partners_to_ask(actor: Actor, row: ClassCourse, *, today: date) -> tuple[PartnerLine, ...]:
    """Whom one can ask now for a course: not yet asked for it, with room left; those asked longest ago first."""
    asked = Booking.objects.filter(class_course=row).exclude(state=BookingState.WITHDRAWN)
    shared = PartnerShare.objects.filter(
        municipality_id=row.municipality_id, state=PartnerShareState.AGREED
    ).values("partner_id")
    rows = partners_for(actor).filter(Q(municipality_id=row.municipality_id) | Q(pk__in=shared))
    lines = partner_lines(list(rows.exclude(pk__in=asked.values("partner_id"))), row.starts_in, today=today)
    return tuple(line for line in lines if not line.why_not)


def shares_of(partner: Partner) -> QuerySet[PartnerShare]:
    """With whom a partner is shared."""
    return PartnerShare.objects.filter(partner=partner).order_by("known_at", "pk")


def asked_partner_shares(actor: Actor) -> QuerySet[PartnerShare]:
    """Partners of other towns that wait for the reader's town to agree."""
    rows = PartnerShare.objects.filter(
        policies.partner_shares_answerable_by(actor), state=PartnerShareState.ASKED
    )
    return rows.select_related("partner").order_by("known_at", "pk")


def visits_of(partner: Partner, starts_in: int) -> QuerySet[Booking]:
    """What was asked of a partner in a school year, the newest first."""
    rows = Booking.objects.filter(partner=partner, starts_in=starts_in)
    return rows.select_related("class_course__course", "class_course__school").order_by("-asked_at", "-pk")


def booking_of_link(link: str, *, at: datetime) -> Booking | None:
    """The booking a link still opens: asked, or thanked for. It opens nothing else."""
    key = messages.linked_to(link)
    if key is None:
        return None
    rows = Booking.objects.filter(link_id=key, link_expires_at__gt=at)
    return rows.select_related(
        "partner", "class_course__course", "class_course__school", "class_course__unit"
    ).first()
