"""My language: which I speak best, whether I need an interpreter, and what has been found out about my earlier school."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.languages import api as languages
from stafet.languages.api import Said
from stafet.own import api as own
from stafet.people import api as people
from stafet.web import language_parts
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action
from stafet.web.language_forms import EndLanguageForm, SpokenForm
from stafet.web.mine import around_mine, mine_or_404
from stafet.web.registry import PageRequest, own_page
from stafet.web.ways_in import with_one_factor

_SAID = {own.Capacity.SELF: Said.YOUNG_PERSON, own.Capacity.CUSTODY_HOLDER: Said.HOME}


@own_page(classes="ABE")
def my_language(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Read and correct in which language those who help me talk with me and those at home."""
    around = around_mine(request, person_id, "my_language")
    needs_two = with_one_factor(request)
    context = {
        "needs_two": needs_two,
        "never": language_parts.nobody_interprets_at_home(),
        "spoken": ()
        if needs_two
        else language_parts.spoken_rows(
            languages.languages_of(person_id), end_page="end_my_language", may_end=True
        ),
        "educations": language_parts.education_rows(languages.my_educations(person_id), writes=False),
        "add": Action(gettext("Say which language"), reverse("say_my_language", args=[person_id])),
    }
    return render(request, "mine/language.html", around | context)


@own_page(classes="AB", writes=True)
def say_my_language(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Say which language it is, or ask for an interpreter."""
    login, _ = mine_or_404(request, person_id)
    form = SpokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said_by = _SAID[login.capacity]
        try:
            with access.job_scope(login.municipality_id):
                languages.say_language_at_home(
                    person=people.Person.objects.get(pk=person_id),
                    draft=form.spoken(said_by=said_by, starts_on=request.today),
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("It is written down."), _back(person_id).href)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Which language do you speak best with us?"),
        lead=gettext(
            "Then we can talk so that everybody understands. Whoever has the responsibility reads it, and books an interpreter when one is needed."
        ),
        back=_back(person_id),
        notice=language_parts.nobody_interprets_at_home(),
        do=gettext("Send"),
    )
    return ask(request, act, form)


@own_page(classes="AB", writes=True)
def end_my_language(request: PageRequest, language_id: UUID) -> HttpResponse:
    """It is not so any more, or never was."""
    row = get_object_or_404(languages.languages(), pk=language_id, ends_on=None)
    if with_one_factor(request):
        raise Http404
    login, _ = mine_or_404(request, row.person_id)
    form = EndLanguageForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            with access.job_scope(login.municipality_id):
                languages.end_language_at_home(
                    language=row,
                    said_by=_SAID[login.capacity],
                    on=form.cleaned_data["on"],
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("It is written down."), _back(row.person_id).href)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Is this not so any more?"),
        lead=language_parts.spoken_rows([row], end_page="end_my_language", may_end=False)[0].what,
        back=_back(row.person_id),
        do=gettext("Send"),
    )
    return ask(request, act, form)


def _back(person_id: UUID) -> Action:
    return Action(gettext("Back to the languages"), reverse("my_language", args=[person_id]))
