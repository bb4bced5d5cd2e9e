"""What every act of this room does: hold a course fast, find a town's share, move a seat by the table, write it down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.placements.api import Voice
from stafet.practicalcourses import policies
from stafet.practicalcourses.errors import NotAgreed, NotWhole, NotYours
from stafet.practicalcourses.models import Course, CourseLine, CourseSeat, CourseShare
from stafet.practicalcourses.states import SEAT, SeatMove, SeatState, ShareState
from stafet.responsibility import api as responsibility

NEXT_STEP = "stafet.placement.next_step_within"


def must_seat(by: Actor, voice: Voice = Voice.STAFF) -> None:
    """Refuse whoever does not work with young people, and whoever speaks for another without having been let in as them."""
    if voice is Voice.STAFF:
        if not policies.can_seat(by):
            raise NotYours(sentence("Only those who work with the young person write this down."))
    elif audit.current_alias() != access.JOB_ALIAS:
        raise NotYours(sentence("Only they themselves do this, from their own page or by their own link."))


def hold_course(course_id: UUID) -> Course:
    """The course, held fast: whoever comes at the same moment waits here."""
    return Course.objects.select_for_update(of=("self",), no_key=True).get(pk=course_id)


def share_of(course: Course, municipality_id: UUID) -> CourseShare:
    """What a town has of a course it has agreed to. Raises ``NotAgreed``."""
    share = CourseShare.objects.filter(course=course, municipality_id=municipality_id).first()
    if share is None:
        raise NotAgreed(sentence("The town has no share of this course. Ask whoever arranges it."))
    if share.state != ShareState.AGREED:
        raise NotAgreed(
            sentence("The town’s office has not agreed to the terms of this course yet. Ask it first.")
        )
    return share


def hold_seat(seat: CourseSeat) -> CourseSeat:
    """The seat, held fast, after its course: always in this order."""
    hold_course(seat.course_id)
    rows = CourseSeat.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("course", "share", "placement", "person").get(pk=seat.pk)


def move_seat(
    seat: CourseSeat, what: SeatMove, changes: Mapping[str, object], *, by: Actor, at: datetime
) -> CourseSeat:
    """One row of the table, with what comes with it. Whoever waits no more leaves the line."""
    before = SeatState(seat.state)
    seat.state, seat.known_at = SEAT.after(before, what), at
    for name, value in changes.items():
        setattr(seat, name, value)
    seat.save()
    if before is SeatState.WAITING:
        CourseLine.objects.filter(pk=seat.line_id, left_at=None).update(left_at=at)
    audit.record(action=f"practicalcourses.{what.value}", about=seat, by=by, at=at)
    return seat


def day_in(municipality_id: UUID, at: datetime) -> date:
    """The day it is in a town."""
    return organisations.home(municipality_id).day(at)


def must_say(words: str, field: str = "words") -> str:
    """Refuse silence where a reason is asked for."""
    if not words.strip():
        raise NotWhole(sentence("Say why, in a few words: it stays with the history."), field=field)
    return words.strip()


def find_next(person: people.Person, *, by: Actor, at: datetime) -> None:
    """Whoever has lost their course is talked to soon: a next step of the promise, for whom it holds."""
    holding = responsibility.Holding.objects.filter(
        municipality_id=person.municipality_id, person=person, ends_at=None
    ).first()
    if holding is None:
        return
    home = organisations.home(person.municipality_id)
    due_on = rules.deadline(NEXT_STEP, country=home.country, from_day=home.day(at)).due_on
    step = responsibility.StepDraft(
        responsibility.StepKind.FIND_NEXT, due_on, rule=NEXT_STEP, rule_due_on=due_on
    )
    actor = by if responsibility.can_add_step(by, holding) else SYSTEM
    responsibility.add_step(person=person, step=step, by=actor, at=at)
