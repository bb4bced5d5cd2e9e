"""Practical courses as pages show them: what a course is, where a seat stands, whose answer is missing, what it costs whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.own import api as own
from stafet.placements.api import Branch, Holder, How, WayState
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import (
    Because,
    CostKey,
    Course,
    CourseSeat,
    CourseShare,
    CourseState,
    PaidFor,
    SeatAnswer,
    SeatEnd,
    SeatMove,
    SeatNeed,
    SeatState,
    ShareLine,
    ShareState,
)
from stafet.web.components.days import write_day, write_distance, write_period
from stafet.web.components.numbers import write_money, write_number
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table
from stafet.web.placement_parts import weekday_words

_ON_SEAT = {
    SeatState.PROPOSED: (SeatMove.TAKE_BACK,),
    SeatState.TAKEN: (SeatMove.START, SeatMove.LEAVE),
    SeatState.THERE: (SeatMove.END, SeatMove.LEAVE),
}


@dataclass(frozen=True, slots=True)
class SeatPart:
    """One seat on a page about its pupil."""

    title: str
    state: str
    notice: Notice | None
    facts: Facts
    acts: tuple[Action, ...]


def course_facts(course: Course) -> Facts:
    """Everything about a course but who is there."""
    items = (
        Fact(gettext("Held by"), course.provider.name),
        Fact(gettext("Where"), course.place),
        Fact(
            gettext("When"),
            f"{write_period(course.starts_on, course.ends_on)}, {weekday_words(course.weekdays)}",
        ),
        Fact(gettext("Branch"), str(Branch(course.branch).label)),
        Fact(gettext("Grades"), ", ".join(map(str, course.grades))),
        Fact(gettext("Call"), f"{course.contact_name}, {course.contact_phone}"),
    )
    return Facts(course.name, items)


def price_words(course: Course) -> str:
    """The price, what is paid for, and how it is split, in sentences."""
    weeks = ngettext("%(count)d week", "%(count)d weeks", course.weeks) % {"count": course.weeks}
    price = gettext("%(price)s for a seat and a week, %(weeks)s") % {
        "price": write_money(course.week_price, course.currency),
        "weeks": weeks,
    }
    return ". ".join((price, str(PaidFor(course.paid_for).label), str(CostKey(course.split).label))) + "."


def seats_words(share: CourseShare | None) -> str:
    """What the reader's town has of a course."""
    if share is None:
        return gettext("Your municipality has no seats here")
    if share.state != ShareState.AGREED:
        return str(ShareState(share.state).label)
    free = ngettext("%(count)d seat free", "%(count)d seats free", share.free) % {"count": share.free}
    return gettext("%(free)s of %(quota)s") % {"free": free, "quota": write_number(share.quota)}


def share_table(course: Course, lines: Sequence[ShareLine], names: Mapping[UUID, str]) -> Table:
    """Who has how many seats, and what it costs whom as things stand. Of another town only the quota."""
    columns = (
        Column(gettext("Municipality")),
        Column(gettext("Its answer")),
        Column(gettext("Seats"), numeric=True),
        Column(gettext("Held now"), numeric=True),
        Column(gettext("Used at most"), numeric=True),
        Column(gettext("Estimated cost"), numeric=True),
    )
    rows = [
        (
            names.get(line.share.municipality_id, ""),
            str(ShareState(line.share.state).label),
            write_number(line.share.quota),
            *map(_number_or_not, (line.taken, line.used)),
            gettext("not shown") if line.amount is None else write_money(line.amount, course.currency),
        )
        for line in lines
    ]
    source = gettext("Seats that are paid for × weeks × price, split as agreed. It follows what happens.")
    return make_table(gettext("Who has how many seats"), columns, rows, source=source)


def option_words(course: Course, free: int) -> str:
    """A course in a line, to choose from."""
    told = gettext("%(course)s, %(provider)s: %(days)s from %(day)s (%(free)d free)") % {
        "course": course.name,
        "provider": course.provider.name,
        "days": weekday_words(course.weekdays),
        "day": write_day(course.starts_on),
        "free": free,
    }
    return f"{told}. {course.words}"


def why_needed(need: SeatNeed, today: date) -> str:
    """Why somebody stands in the list: since when they have no company, and which day is lost."""
    return f"{_why(need)}. {lost_words(need.lost_on, today)}"


def lost_words(lost_on: date, today: date) -> str:
    """When the first company day is lost, or was."""
    told = {"day": write_day(lost_on, "weekday"), "far": write_distance(lost_on, today)}
    if lost_on < today:
        return gettext("The first company day was lost on %(day)s, %(far)s") % told
    return gettext("The first company day is lost on %(day)s, %(far)s") % told


def late_words(seat: CourseSeat, today: date) -> str:
    """Until when the seat is held for an answer; or that the day has passed."""
    told = {"course": seat.course.name, "day": write_day(seat.answer_by)}
    if seat.course.state == CourseState.CANCELLED:
        return state_words(seat)
    if seat.answer_by < today:
        return gettext("“%(course)s” is proposed. An answer was due on %(day)s: call, or take it back") % told
    return gettext("“%(course)s” is proposed. An answer is due on %(day)s") % told


def seat_part(
    seat: CourseSeat,
    answers: Sequence[SeatAnswer],
    missing: Sequence[Holder | None],
    *,
    writes: bool,
    today: date,
) -> SeatPart:
    """One seat for those who work with the pupil."""
    return SeatPart(
        title=gettext("Practical course: %(course)s") % {"course": seat.course.name},
        state=state_words(seat),
        notice=_notice(seat, missing, today),
        facts=seat_facts(seat, answers),
        acts=_acts(seat) if writes and seat.state in courses.LIVE else (),
    )


def seats_of(person_id: UUID, *, writes: bool, today: date) -> dict[UUID, list[SeatPart]]:
    """By placement the seats of somebody, the newest first, for those who work with them."""
    found: dict[UUID, list[SeatPart]] = {}
    seats = courses.seats_of_person(person_id)
    answers = courses.answers_to([seat.pk for seat in seats])
    for seat in seats:
        missing: tuple[Holder | None, ...] = ()
        if seat.state == SeatState.PROPOSED:
            holders = own.custody_holders(seat.person, on=today)
            missing = courses.missing_answers(seat, seat.placement, holders)
        part = seat_part(seat, answers.get(seat.pk, ()), missing, writes=writes, today=today)
        found.setdefault(seat.placement_id, []).append(part)
    return found


def seat_facts(seat: CourseSeat, answers: Sequence[SeatAnswer]) -> Facts:
    """The course, why it was proposed, who has answered what."""
    course = seat.course
    items = [
        Fact(gettext("Held by"), f"{course.provider.name}, {course.place}"),
        Fact(
            gettext("When"),
            f"{write_period(course.starts_on, course.ends_on)}, {weekday_words(course.weekdays)}",
        ),
        Fact(gettext("What one does there"), course.words),
        Fact(gettext("Proposed"), write_day(seat.proposed_on), hint=str(Because(seat.because).label)),
        Fact(gettext("Why this one"), seat.why_this),
        *(
            Fact(
                each.name,
                ", ".join((gettext("Yes") if each.is_yes else gettext("No"), write_day(each.on))),
                hint=str(How(each.how).label),
            )
            for each in answers
        ),
        Fact(gettext("Began"), write_day(seat.started_on) if seat.started_on else ""),
        Fact(gettext("Ended"), _end_words(seat)),
    ]
    return Facts(course.name, tuple(item for item in items if item.value))


def state_words(seat: CourseSeat) -> str:
    """Where the seat stands, or that its course is not held any more."""
    if seat.state in courses.LIVE and seat.course.state == CourseState.CANCELLED:
        return gettext("The course is cancelled: %(why)s") % {"why": seat.course.cancelled_because}
    return str(SeatState(seat.state).label)


def _why(need: SeatNeed) -> str:
    placement, state = need.placement, WayState(need.placement.state)
    told = {"day": write_day(placement.since_on)}
    if state is WayState.CHANGING:
        return gettext("Has had no place since %(day)s") % told
    if state is WayState.ON_COURSE:
        return gettext("The course they were on is cancelled")
    find_by = write_day(need.plan.find_by) if need.plan else ""
    return gettext("Looks for a company since %(day)s; the town’s day is %(find_by)s") % {
        **told,
        "find_by": find_by,
    }


def _notice(seat: CourseSeat, missing: Sequence[Holder | None], today: date) -> Notice | None:
    if seat.state != SeatState.PROPOSED:
        return None
    who = tuple(seat.person.name if each is None else each.name for each in missing)
    tone = Tone.WARNING if seat.answer_by < today else Tone.INFO
    heading = gettext("An answer is asked for by %(day)s. These have not said yes:") % {
        "day": write_day(seat.answer_by)
    }
    return Notice(tone, heading, points=who)


def _acts(seat: CourseSeat) -> tuple[Action, ...]:
    moves = tuple(
        Action(str(move.label), reverse("move_course_seat", args=[seat.pk, move.value]))
        for move in _ON_SEAT[SeatState(seat.state)]
    )
    if seat.state != SeatState.PROPOSED:
        return moves
    return (Action(gettext("Write down an answer"), reverse("record_seat_answer", args=[seat.pk])), *moves)


def _end_words(seat: CourseSeat) -> str:
    if seat.ended_on is None:
        return ""
    why = ": ".join(filter(None, (str(SeatEnd(seat.end_reason).label), seat.end_words)))
    return f"{write_day(seat.ended_on)}, {why}"


def _number_or_not(number: int | None) -> str:
    return gettext("not shown") if number is None else write_number(number)
