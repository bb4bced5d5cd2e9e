"""The two-minute link: a company without an account says what it can offer this year. Nobody young is near it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.sentences import SentenceError
from stafet.placements import api as placements
from stafet.web.acts import refuse
from stafet.web.host_forms import AnswerForm, known_contact, known_place
from stafet.web.link_tries import opened, too_often
from stafet.web.registry import public_page


@public_page(writes=True)
def answer_place(request: HttpRequest, place_link: str) -> HttpResponse:
    """What stands there, what to correct, one button. It opens one company and one school year, once."""
    at = clock.now()
    if (wait := too_often(request, place_link, at=at)) is not None:
        return wait
    place = placements.place_of_link(place_link, at=at)
    if place is None or place.link_id is None:
        return redirect("answered")
    opened(request, place_link, at=at)
    contacts = placements.host_history(place.host).contacts
    known = known_place(place) | known_contact(contacts[0] if contacts else None)
    form = AnswerForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            with access.job_scope(place.municipality_id):
                placements.answer_place(link_id=place.link_id, answer=form.answer(), by=SYSTEM, at=at)
        except SentenceError as error:
            refuse(form, error)
        else:
            return render(request, "placements/answered.html", {"is_done": True})
    return render(request, "placements/answer.html", {"place": place, "form": form})


@public_page()
def answered(request: HttpRequest) -> HttpResponse:
    """Say what may have become of a link. At an address of its own, so that the link stands nowhere any more."""
    return render(request, "placements/answered.html", {"is_done": False})
