"""A seat is proposed to a pupil without a company, answered by those whose yes is needed, begun, ended, given back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.periods import age_on
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.placements import api as placements
from stafet.placements.api import ConsentOf, Holder, How, Placement, Voice, WayMove, WayState
from stafet.practicalcourses.actions.steps import (
    day_in,
    hold_course,
    hold_placement,
    hold_seat,
    must_say,
    must_seat,
    on_the_way,
    shift_seat,
)
from stafet.practicalcourses.drafts import Said
from stafet.practicalcourses.errors import ChangedByNow, NoSeatFree, NotWhole, TooEarly
from stafet.practicalcourses.models import Course, CoursePlan, CourseSeat, CourseShare, SeatAnswer
from stafet.practicalcourses.states import Because, CourseState, SeatEnd, SeatMove, SeatState

ANSWER_WITHIN = "stafet.course.answer_within"


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does something, in which role, and when."""

    by: Actor
    at: datetime
    voice: Voice = Voice.STAFF


@audit.action
def propose_seat(
    *, placement: Placement, course: Course, why_this: str = "", by: Actor, at: datetime
) -> CourseSeat:
    """Hold a seat for a pupil and ask: from the town's day on, or when they have lost their company. Nothing is theirs before a yes.

    Raises ``NotYours``, ``TooEarly``, ``NotWhole``, ``NoSeatFree``, ``ChangedByNow``.
    """
    must_seat(by)
    held = hold_placement(placement.pk)
    today = day_in(held.municipality_id, at)
    because = _why_now(held, today)
    if CourseSeat.objects.live().filter(municipality_id=held.municipality_id, person=held.person).exists():
        raise ChangedByNow(sentence("A seat is held for them already. Give that one back first."))
    locked = hold_course(course.pk)
    _must_suit(locked, held, today)
    country = organisations.home(held.municipality_id).country
    seat = CourseSeat.objects.create(
        municipality_id=held.municipality_id,
        person=held.person,
        placement=held,
        course=locked,
        share=_free_share(locked, held.municipality_id),
        because=because,
        why_this=why_this.strip(),
        proposed_on=today,
        answer_by=rules.deadline(ANSWER_WITHIN, country=country, from_day=today).due_on,
        known_at=at,
    )
    audit.record(action="practicalcourses.propose_seat", about=seat, by=by, at=at)
    return seat


@audit.action
def answer_proposal(
    *,
    seat: CourseSeat,
    said: Said,
    how: How,
    holders: Sequence[Holder],
    voice: Voice,
    by: Actor,
    at: datetime,
) -> None:
    """One of those whose yes is needed answers. With the last yes they have the seat, and their placement goes on as a course.

    ``holders`` are all who have custody today. Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``.
    """
    must_seat(by, voice)
    placement = hold_placement(seat.placement_id)
    locked = hold_seat(seat)
    if locked.state != SeatState.PROPOSED:
        raise ChangedByNow(sentence("Nothing waits for an answer any more: look at what stands there now."))
    today = day_in(locked.municipality_id, at)
    _must_have_custody(locked, holders, today)
    _write_answer(locked, said, _name_of(locked, said, holders), how, Doing(by, at, voice))
    if _is_refused(locked, placement, said, holders):
        changes = {"ended_on": today, "end_reason": SeatEnd.DECLINED}
        shift_seat(locked, SeatMove.DECLINE, changes, by=by, at=at)
    elif not missing_answers(locked, placement, holders):
        _take(locked, placement, today, Doing(by, at, voice))


@audit.action
def move_seat(
    *, seat: CourseSeat, what: SeatMove, on: date, words: str = "", by: Actor, at: datetime
) -> None:
    """They have begun, were there to the end, stop; or nobody has answered and the seat is needed. Raises ``NotWhole``, ``IllegalMove``."""
    must_seat(by)
    rows = Placement.objects.select_for_update(of=("self",), no_key=True)
    placement = rows.get(pk=seat.placement_id)
    locked = hold_seat(seat)
    if on > day_in(locked.municipality_id, at):
        raise NotWhole(sentence("Write it down when it has happened."), field="on")
    if what is SeatMove.START:
        shift_seat(locked, what, {"started_on": on}, by=by, at=at)
        return
    words = words.strip() if what is SeatMove.END else must_say(words)
    changes = {"ended_on": on, "end_reason": _ENDS[what], "end_words": words}
    shift_seat(locked, what, changes, by=by, at=at)
    if (
        what is SeatMove.LEAVE
        and placement.aside_since is None
        and on_the_way(placement, WayMove.CHANGE_PLACE)
    ):
        placements.move_placement(
            placement=placement, what=WayMove.CHANGE_PLACE, on=on, words=words, by=by, at=at
        )


def missing_answers(
    seat: CourseSeat, placement: Placement, holders: Sequence[Holder]
) -> tuple[Holder | None, ...]:
    """Whose yes is still needed; ``None`` stands for the young person. By the model: everybody with custody, or one of them."""
    yes = set(
        SeatAnswer.objects.filter(municipality_id=seat.municipality_id, seat=seat, is_yes=True).values_list(
            "custody_id", flat=True
        )
    )
    themselves: tuple[Holder | None, ...] = () if None in yes else (None,)
    if placement.scheme.consent_of == ConsentOf.ONE and yes & {each.custody_id for each in holders}:
        return themselves
    return (*themselves, *(each for each in holders if each.custody_id not in yes))


def _write_answer(seat: CourseSeat, said: Said, name: str, how: How, doing: Doing) -> None:
    """What one of them has said; the last word of each counts."""
    SeatAnswer.objects.update_or_create(
        municipality_id=seat.municipality_id,
        seat=seat,
        custody_id=said.custody_id,
        defaults={
            "person_id": seat.person_id,
            "name": name,
            "is_yes": said.is_yes,
            "on": day_in(seat.municipality_id, doing.at),
            "how": how,
            "by_id": None if doing.by.is_system else doing.by.user_id,
            "known_at": doing.at,
        },
    )
    audit.record(
        action="practicalcourses.answer_proposal",
        about=seat,
        by=doing.by,
        at=doing.at,
        reason=str(said.is_yes),
    )


def _take(seat: CourseSeat, placement: Placement, today: date, doing: Doing) -> None:
    """They have the seat, and the way of the placement goes on as a practical course, the same day."""
    if seat.course.state != CourseState.OPEN:
        raise ChangedByNow(sentence("This course is cancelled. Whoever works with you proposes another one."))
    if not on_the_way(placement, WayMove.TAKE_COURSE):
        raise ChangedByNow(
            sentence(
                "An agreement with a company is being made by now. The seat is kept until that is settled."
            )
        )
    shift_seat(seat, SeatMove.ACCEPT, {"accepted_on": today}, by=doing.by, at=doing.at)
    placements.move_placement(
        placement=placement,
        what=WayMove.TAKE_COURSE,
        on=today,
        words=seat.course.name,
        voice=doing.voice,
        by=doing.by,
        at=doing.at,
    )


def _why_now(placement: Placement, today: date) -> Because:
    """Why a seat may be proposed today, from where the placement stands."""
    if not on_the_way(placement, WayMove.TAKE_COURSE):
        raise ChangedByNow(sentence("They are not without a place now: look at where the placement stands."))
    if placement.state == WayState.CHANGING:
        return Because.COMPANY_STOPPED
    plan = CoursePlan.objects.filter(
        municipality_id=placement.municipality_id,
        kind=placement.kind,
        starts_in=placement.scheme.starts_in,
    ).first()
    if plan is None:
        raise TooEarly(
            sentence(
                "The town has set no day until which pupils look for a company. Whoever organises for the town does that first."
            )
        )
    if today <= plan.find_by:
        raise TooEarly(
            sentence("They look for a company until %(day)s. Propose a seat from then on.", day=plan.find_by)
        )
    return Because.DEADLINE


def _must_suit(course: Course, placement: Placement, today: date) -> None:
    if course.state != CourseState.OPEN or course.ends_on <= today:
        raise ChangedByNow(sentence("This course is not held any more. Choose another one."))
    if course.starts_in != placement.scheme.starts_in:
        raise NotWhole(sentence("This course is held in another school year."), field="course")
    if not set(course.weekdays) & set(placement.scheme.weekdays):
        raise NotWhole(
            sentence("This course is on days on which the town’s model keeps them at school."), field="course"
        )
    if placement.grade is not None and placement.grade not in course.grades:
        raise NotWhole(
            sentence("This course is for other grades; they are in grade %(grade)d.", grade=placement.grade),
            field="course",
        )


def _free_share(course: Course, municipality_id: UUID) -> CourseShare:
    share = CourseShare.objects.filter(course=course, municipality_id=municipality_id).first()
    if share is None or share.free < 1:
        raise NoSeatFree(
            sentence(
                "No seat of the town is free on this course. Choose another one, or ask for more seats."
            ),
            field="course",
        )
    return share


def _must_have_custody(seat: CourseSeat, holders: Sequence[Holder], today: date) -> None:
    born = seat.person.birth_date
    country = organisations.home(seat.municipality_id).country
    of_age = rules.value(f"{country.value}.custody.until_age", on=today)
    if not holders and (born is None or age_on(born, today) < of_age):
        raise NotWhole(
            sentence("Nobody with custody is written down. Do that first, under “Log-ins and custody”."),
            field="who",
        )


def _name_of(seat: CourseSeat, said: Said, holders: Sequence[Holder]) -> str:
    if said.custody_id is None:
        return str(seat.person.name)
    name = next((each.name for each in holders if each.custody_id == said.custody_id), None)
    if name is None:
        raise NotWhole(sentence("Only somebody who has custody now answers."), field="who")
    return name


def _is_refused(seat: CourseSeat, placement: Placement, said: Said, holders: Sequence[Holder]) -> bool:
    """A no of the young person ends it; of those with custody one no does, or everybody's where one yes is enough."""
    if said.is_yes:
        return False
    if said.custody_id is None or placement.scheme.consent_of == ConsentOf.ALL:
        return True
    no = SeatAnswer.objects.filter(municipality_id=seat.municipality_id, seat=seat, is_yes=False)
    return {each.custody_id for each in holders} <= set(no.values_list("custody_id", flat=True))


_ENDS = {
    SeatMove.TAKE_BACK: SeatEnd.TAKEN_BACK,
    SeatMove.END: SeatEnd.OVER,
    SeatMove.LEAVE: SeatEnd.LEFT,
}
