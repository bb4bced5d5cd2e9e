"""In which language does one talk with them, who interprets, and what is their earlier education worth here?"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import SentenceError
from stafet.languages import api as languages
from stafet.offers.api import Need
from stafet.people import api as people
from stafet.web import language_parts
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action
from stafet.web.finding import person_or_404
from stafet.web.language_forms import (
    AnswerForm,
    AskRecognitionForm,
    EducationForm,
    EndLanguageForm,
    LanguageForm,
)
from stafet.web.person import around, identity_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE, HOLD = access.Permission.WRITE_PLAN, access.Permission.HOLD


@page(purpose=GUIDANCE, classes="ABE")
def person_language(request: PageRequest, person_id: UUID) -> HttpResponse:
    """The languages, whether an interpreter is needed, and education from another country."""
    identity = identity_or_404(request, person_id)
    open_classes = people.classes_open(person_id)
    reaches, counsels = DataClass.CONTACT in open_classes, DataClass.GUIDANCE_NOTE in open_classes
    writes = reaches and languages.can_write_language(request.actor)
    writes_education = counsels and languages.can_write_education(request.actor)
    context = {
        "reaches": reaches,
        "counsels": counsels,
        "needed": language_parts.interpreting_notice(languages.interpreting_for(person_id, on=request.today)),
        "never": language_parts.never_a_child(),
        "spoken": language_parts.spoken_rows(
            languages.languages_of(person_id), end_page="end_language", may_end=writes
        ),
        "educations": language_parts.education_rows(
            languages.educations_of(person_id), writes=writes_education
        ),
        "add": _to(person_id, gettext("Write down a language"), "say_language") if writes else None,
        "add_education": _to(person_id, gettext("Write down an education"), "write_education")
        if writes_education
        else None,
        "offers_href": f"{reverse('offers')}?need={Need.LANGUAGE.value}",
    }
    return render(request, "person/language.html", around(request, identity, "person_language") | context)


@page(purpose=GUIDANCE, classes="AB", allow=WRITE, writes=True)
def say_language(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Write down which language is spoken best, by whom, and whether somebody interprets."""
    person = _reached_or_404(request, person_id)
    form = LanguageForm(request.POST or None, initial={"starts_on": request.today})
    act = Act(
        heading=gettext("Which language do you talk in with %(name)s?") % {"name": person.name},
        lead=gettext(
            "Ask, and write what was said: the language they speak best with you. What was written about the same language before is over from that day."
        ),
        back=_back(person),
        notice=language_parts.never_a_child(),
        do=gettext("Write it down"),
    )
    return _do(
        request,
        act,
        form,
        lambda: languages.say_language(person=person, draft=form.draft(), by=request.actor, at=request.at),
    )


@page(purpose=GUIDANCE, classes="AB", allow=WRITE, writes=True)
def end_language(request: PageRequest, language_id: UUID) -> HttpResponse:
    """It is not so any more."""
    row = get_object_or_404(languages.languages(), pk=language_id)
    person = _reached_or_404(request, row.person_id)
    form = EndLanguageForm(request.POST or None, initial={"on": request.today})
    act = Act(
        heading=gettext("Is this not so any more?"),
        lead=language_parts.spoken_rows([row], end_page="end_language", may_end=False)[0].what,
        back=_back(person),
        do=gettext("Write it down"),
    )
    return _do(
        request,
        act,
        form,
        lambda: languages.end_language(
            language=row, on=form.cleaned_data["on"], by=request.actor, at=request.at
        ),
    )


@page(purpose=GUIDANCE, classes="AE", allow=HOLD, writes=True)
def write_education(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Write down an education from another country."""
    person = _counselled_or_404(request, person_id)
    form = EducationForm(request.POST or None)
    act = Act(
        heading=gettext("Which education does %(name)s bring along?") % {"name": person.name},
        lead=gettext("School counts too. Also one that was not finished can open something."),
        back=_back(person),
        do=gettext("Write it down"),
    )
    return _do(
        request,
        act,
        form,
        lambda: languages.write_education(person=person, draft=form.draft(), by=request.actor, at=request.at),
    )


@page(purpose=GUIDANCE, classes="AE", allow=HOLD, writes=True)
def correct_education(request: PageRequest, education_id: UUID) -> HttpResponse:
    """What was written was wrong, or papers have come."""
    row = _education_or_404(request, education_id)
    said = {name: getattr(row, name) for name in ("education", "country", "years", "papers")}
    form = EducationForm(request.POST or None, initial=said | {"finished": "yes" if row.finished else "no"})
    act = Act(
        heading=gettext("Correct the education"),
        lead=gettext("What stood here before stays in the history."),
        back=_back(row.person),
        do=gettext("Write it down"),
    )
    return _do(
        request,
        act,
        form,
        lambda: languages.correct_education(
            education=row, draft=form.draft(), by=request.actor, at=request.at
        ),
    )


@page(purpose=GUIDANCE, classes="AE", allow=HOLD, writes=True)
def ask_recognition(request: PageRequest, education_id: UUID) -> HttpResponse:
    """Somebody was asked what it is worth here; until they answer there is a next step."""
    row = _education_or_404(request, education_id)
    identity = identity_or_404(request, row.person_id)
    form = AskRecognitionForm(request.POST or None, country=identity.country, initial={"on": request.today})
    act = Act(
        heading=gettext("Who was asked what it is worth?"),
        lead=f"{row.education}, {row.country}",
        back=_back(row.person),
        do=gettext("Write it down"),
    )
    return _do(
        request,
        act,
        form,
        lambda: languages.ask_recognition(
            education=row,
            of=form.authority(),
            on=form.cleaned_data["on"],
            look_again_on=form.cleaned_data["look_again_on"],
            by=request.actor,
            at=request.at,
        ),
    )


@page(purpose=GUIDANCE, classes="AE", allow=HOLD, writes=True)
def answer_recognition(request: PageRequest, education_id: UUID) -> HttpResponse:
    """The answer has come: what it is, what it opens, and when one talks about it."""
    row = _education_or_404(request, education_id)
    form = AnswerForm(request.POST or None, initial={"on": request.today})
    act = Act(
        heading=gettext("What was answered?"),
        lead=f"{row.education}, {row.country}",
        back=_back(row.person),
        do=gettext("Write it down"),
    )
    return _do(
        request,
        act,
        form,
        lambda: languages.answer_recognition(
            education=row, answer=form.told(), by=request.actor, at=request.at
        ),
    )


def _do(request: PageRequest, act: Act, form: forms.Form, write: Callable[[], object]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            write()
            return done(request, gettext("It is written down."), act.back.href)
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


def _reached_or_404(request: PageRequest, person_id: UUID) -> people.Person:
    """Somebody whom the reader may know how to reach."""
    seen = people.Person.objects.filter(access.visible(DataClass.CONTACT, person="pk"))
    get_object_or_404(seen, pk=person_id)
    return person_or_404(request, person_id)


def _counselled_or_404(request: PageRequest, person_id: UUID) -> people.Person:
    """Somebody whose notes the reader may open."""
    seen = people.Person.objects.filter(access.visible(DataClass.GUIDANCE_NOTE, person="pk"))
    get_object_or_404(seen, pk=person_id)
    return person_or_404(request, person_id)


def _education_or_404(request: PageRequest, education_id: UUID) -> languages.EarlierEducation:
    row = get_object_or_404(languages.educations(), pk=education_id)
    request.saw(row.person_id)
    return row


def _to(person_id: UUID, text: str, name: str) -> Action:
    return Action(text, reverse(name, args=[person_id]))


def _back(person: people.Person) -> Action:
    return Action(person.name, reverse("person_language", args=[person.pk]))
