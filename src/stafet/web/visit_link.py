"""The two-minute link: a partner without an account says yes or no to a class, and later whether it may be asked again.

A link opens one booking, for one answer, for two weeks. It shows the school, the class and the course: nobody young.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.classcourses import api as classcourses
from stafet.classcourses.api import Booking, BookingState
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.sentences import SentenceError
from stafet.web.acts import refuse
from stafet.web.class_course_forms import AnswerVisitForm, AskAgainForm
from stafet.web.class_courses import week_words
from stafet.web.components.tables import Fact, Facts
from stafet.web.link_tries import opened, too_often
from stafet.web.registry import public_page


@public_page(writes=True)
def answer_visit(request: HttpRequest, visit_link: str) -> HttpResponse:
    """What is asked, one question, one button."""
    at = clock.now()
    if (wait := too_often(request, visit_link, at=at)) is not None:
        return wait
    booking = classcourses.booking_of_link(visit_link, at=at)
    if booking is None or booking.link_id is None or booking.state != BookingState.ASKED:
        return redirect("visit_answered")
    opened(request, visit_link, at=at)
    form = AnswerVisitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with access.job_scope(booking.municipality_id):
                classcourses.answer_booking(
                    link_id=booking.link_id,
                    is_yes=form.cleaned_data["answer"] == "yes",
                    words=form.cleaned_data["words"],
                    by=SYSTEM,
                    at=at,
                )
        except SentenceError as error:
            refuse(form, error)
        else:
            return render(request, "visits/answered.html", {"is_done": True})
    return render(request, "visits/answer.html", {"booking": booking, "facts": _facts(booking), "form": form})


@public_page(writes=True)
def answer_thanks(request: HttpRequest, visit_link: str) -> HttpResponse:
    """The school's words of thanks, and whether it may ask again."""
    at = clock.now()
    if (wait := too_often(request, visit_link, at=at)) is not None:
        return wait
    booking = classcourses.booking_of_link(visit_link, at=at)
    if booking is None or booking.link_id is None or booking.thanked_at is None:
        return redirect("visit_answered")
    opened(request, visit_link, at=at)
    form = AskAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with access.job_scope(booking.municipality_id):
                classcourses.answer_thanks(
                    link_id=booking.link_id,
                    may_ask_again=form.cleaned_data["again"] == "yes",
                    by=SYSTEM,
                    at=at,
                )
        except SentenceError as error:
            refuse(form, error)
        else:
            return render(request, "visits/answered.html", {"is_done": True})
    return render(request, "visits/thanks.html", {"booking": booking, "form": form})


@public_page()
def visit_answered(request: HttpRequest) -> HttpResponse:
    """Say what may have become of a link. At an address of its own, so that the link stands nowhere any more."""
    return render(request, "visits/answered.html", {"is_done": False})


def _facts(booking: Booking) -> Facts:
    row = booking.class_course
    items = (
        Fact(gettext("School"), row.school.name),
        Fact(gettext("Class"), row.unit.name),
        Fact(gettext("Course"), row.course.title),
        Fact(gettext("Week"), week_words(row.planned_for)),
    )
    return Facts(gettext("The request"), items)
