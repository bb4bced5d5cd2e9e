"""A seat on a practical course for one pupil: proposed, answered on paper, begun, ended, given back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.own import api as own
from stafet.placements.api import Holder, How, Placement, Voice
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import SEAT, STAFF_MOVES, CourseSeat, SeatMove, SeatState
from stafet.web import course_parts, placement_parts
from stafet.web.acting import carry_out
from stafet.web.acts import Act
from stafet.web.components.parts import Notice, Tone
from stafet.web.course_forms import ProposeForm, SeatAnswerForm, SeatMoveForm
from stafet.web.person_placement import view_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_MOST = 30


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def propose_course(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """Hold a seat and ask them."""
    placement = view_or_404(request, placement_id).placement
    found = list(courses.fitting_courses(placement, today=request.today)[:_MOST])
    free = {key: share.free for key, share in courses.shares_for(placement.municipality_id, found).items()}
    form = ProposeForm(
        request.POST or None,
        found=[(course, course_parts.option_words(course, free[course.pk])) for course in found],
    )
    act = Act(
        heading=gettext("Which course could suit %(name)s?") % {"name": placement.person.name},
        lead=gettext(
            "The seat is held for a few days. It is theirs when they, and those with custody, have said yes."
        ),
        back=placement_parts.back_to_person(placement.person_id),
        do=gettext("Propose the seat"),
        settled=_not_now(placement, has_courses=bool(found)),
    )

    def do() -> None:
        courses.propose_seat(
            placement=placement,
            course=form.chosen_course(),
            why_this=form.cleaned_data["why_this"],
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, act, form, do, placement.person_id)


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE, writes=True)
def record_seat_answer(request: PageRequest, course_seat_id: UUID) -> HttpResponse:
    """Somebody has answered in a conversation or on paper."""
    seat = seat_or_404(request, course_seat_id)
    holders = holders_of(request, seat)
    missing = courses.missing_answers(seat, seat.placement, holders)
    form = SeatAnswerForm(request.POST or None, missing=missing, name=seat.person.name)
    act = _act(
        seat,
        SeatMove.ACCEPT,
        gettext("Write down the answer"),
        lead=gettext(
            "Whoever has a log-in answers there. What is said on the telephone is followed by paper."
        ),
    )

    def do() -> None:
        courses.answer_proposal(
            seat=seat,
            said=form.said(),
            how=How.PAPER,
            holders=holders,
            voice=Voice.STAFF,
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, act, form, do, seat.person_id)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def move_course_seat(request: PageRequest, course_seat_id: UUID, course_seat_move: str) -> HttpResponse:
    """They have begun, were there to the end, stop; or the proposal is taken back."""
    if course_seat_move not in {move.value for move in STAFF_MOVES}:
        raise Http404
    seat, what = seat_or_404(request, course_seat_id), SeatMove(course_seat_move)
    form = SeatMoveForm(request.POST or None, today=request.today, what=what)
    lead = gettext("They look for another place from today on.") if what is SeatMove.LEAVE else ""
    act = _act(seat, what, str(what.label), lead=lead, grave=what is SeatMove.LEAVE)

    def do() -> None:
        courses.move_seat(
            seat=seat,
            what=what,
            on=form.cleaned_data["on"],
            words=form.cleaned_data.get("words", ""),
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, act, form, do, seat.person_id)


def seat_or_404(request: PageRequest, seat_id: UUID) -> CourseSeat:
    """A seat, for those who may see the person."""
    seat = courses.seat_for(seat_id)
    if seat is None:
        raise Http404
    request.saw(seat.person_id)
    return seat


def holders_of(request: PageRequest, seat: CourseSeat) -> tuple[Holder, ...]:
    """Who has custody today."""
    return own.custody_holders(seat.person, on=request.today)


def _not_now(placement: Placement, *, has_courses: bool) -> Notice | None:
    """Why nothing can be proposed, before anybody has filled in anything."""
    if placement.state not in courses.CAN_BE_PROPOSED:
        return Notice(
            Tone.INFO,
            gettext("This is “%(state)s” now.") % {"state": placement_parts.end_words(placement)},
            gettext("A seat is proposed to whoever looks for a place."),
        )
    if courses.live_seats([placement.pk]):
        return Notice(Tone.INFO, gettext("A seat is held for them already. Give that one back first."))
    if has_courses:
        return None
    return Notice(
        Tone.WARNING,
        gettext("No course with a free seat fits"),
        gettext("Ask whoever organises for the town: for more seats, another day, or another course."),
    )


def _act(seat: CourseSeat, what: SeatMove, do: str, *, lead: str = "", grave: bool = False) -> Act:
    state = SeatState(seat.state)
    settled = None
    if not SEAT.is_allowed(state, what):
        settled = Notice(Tone.INFO, gettext("This is “%(state)s” now.") % {"state": state.label})
    return Act(
        heading=f"{do} ({seat.person.name})",
        lead=lead,
        facts=course_parts.seat_facts(seat, ()),
        back=placement_parts.back_to_person(seat.person_id),
        do=do,
        settled=settled,
        grave=grave,
    )


def _carry_out(
    request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object], person_id: UUID
) -> HttpResponse:
    where = reverse("person_placement", args=[person_id])
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=where)
