"""A seat on a practical course was proposed for me, or for my child: what it is, and my answer."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.own import api as own
from stafet.placements.api import How, Voice
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import CourseSeat, Said, SeatAnswer, SeatState
from stafet.web import course_parts
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Facts
from stafet.web.course_forms import MyAnswerForm
from stafet.web.mine import mine_or_404
from stafet.web.registry import PageRequest, own_page

_VOICES = {
    own.Capacity.SELF: Voice.YOUNG_PERSON,
    own.Capacity.CUSTODY_HOLDER: Voice.CUSTODY_HOLDER,
}


@own_page(classes="ABD", writes=True)
def answer_course_myself(request: PageRequest, person_id: UUID, course_seat_id: UUID) -> HttpResponse:
    """The whole course, why it is proposed, and yes or no."""
    login, _ = mine_or_404(request, person_id)
    seat = courses.seat_for(course_seat_id)
    if seat is None or seat.person_id != person_id:
        raise Http404
    form = MyAnswerForm(request.POST or None)
    mine = _mine_of(login, courses.answers_to([seat.pk]).get(seat.pk, ()))
    act = Act(
        heading=gettext("Do you take the seat on “%(course)s”?") % {"course": seat.course.name},
        lead=gettext("You need not: you can go on looking for a company. The seat is held until %(day)s.")
        % {"day": write_day(seat.answer_by)},
        facts=course_parts.seat_facts(seat, mine),
        back=Action(gettext("Back to my placement"), reverse("my_placement", args=[person_id])),
        do=gettext("Send my answer"),
        settled=None
        if seat.state == SeatState.PROPOSED
        else Notice(Tone.INFO, course_parts.state_words(seat)),
    )
    if request.method == "POST" and act.settled is None and form.is_valid():
        try:
            with access.job_scope(login.municipality_id):
                courses.answer_proposal(
                    seat=seat,
                    said=Said(form.cleaned_data["answer"] == "yes", _key(login)),
                    how=How.LOG_IN,
                    holders=own.custody_holders(seat.person, on=request.today),
                    voice=_VOICES[login.capacity],
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("Your answer is written down."), act.back.href)
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


def my_seats(person_id: UUID, login: own.OwnLogin) -> dict[UUID, list[tuple[Facts, str, Action | None]]]:
    """By placement the seats proposed to or held for the reader, with what they have answered and what waits for them."""
    found: dict[UUID, list[tuple[Facts, str, Action | None]]] = {}
    seats = [seat for seat in courses.seats_of_person(person_id) if seat.state in courses.LIVE]
    answers = courses.answers_to([seat.pk for seat in seats])
    for seat in seats:
        mine = _mine_of(login, answers.get(seat.pk, ()))
        part = (course_parts.seat_facts(seat, mine), course_parts.state_words(seat), _waits(seat, mine))
        found.setdefault(seat.placement_id, []).append(part)
    return found


def _waits(seat: CourseSeat, mine: tuple[SeatAnswer, ...]) -> Action | None:
    if seat.state != SeatState.PROPOSED or mine:
        return None
    words = gettext("A practical course is proposed: read it, and answer")
    return Action(words, reverse("answer_course_myself", args=[seat.person_id, seat.pk]))


def _mine_of(login: own.OwnLogin, answers: tuple[SeatAnswer, ...]) -> tuple[SeatAnswer, ...]:
    """What the reader has answered: of other homes nothing is shown."""
    return tuple(each for each in answers if each.custody_id == _key(login))


def _key(login: own.OwnLogin) -> UUID | None:
    """As whom the reader answers: ``None`` is the young person, and nobody else."""
    if login.capacity is own.Capacity.SELF:
        return None
    if login.custody_id is None:
        raise Http404
    return login.custody_id
