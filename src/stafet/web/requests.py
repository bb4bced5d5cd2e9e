"""Ask for a person, and answer those who ask. Whoever asks never learns whether anybody has them."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import HoldingRequest, RequestAnswer, RequestState
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_instant
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.finding import request_or_404
from stafet.web.registry import PageRequest, page
from stafet.web.step_forms import LONGEST_WORDS

HOLD = access.Permission.HOLD


class RequestForm(forms.Form):
    """Who is asked for, on whose behalf, and why."""

    municipality = forms.ChoiceField(label=gettext_lazy("In which municipality do they live?"))
    national_number = forms.CharField(
        label=gettext_lazy("National number"),
        max_length=20,
        strip=True,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("The whole number. It is looked up and not kept."),
    )
    organisation = forms.ChoiceField(label=gettext_lazy("For which of your organisations?"))
    words = forms.CharField(
        label=gettext_lazy("Why do you ask?"),
        max_length=LONGEST_WORDS,
        help_text=gettext_lazy("Whoever has the responsibility reads it. Do not repeat the number here."),
    )

    def __init__(self, data: object = None, *, request: PageRequest) -> None:
        places = organisations.places(access.organisations_where(request.actor, HOLD))
        home = places[0].municipality_id if places else None
        super().__init__(data, initial={"municipality": home})  # type: ignore[arg-type]
        self.fields["organisation"].choices = [(str(p.organisation_id), p.name) for p in places]  # type: ignore[attr-defined]
        self.fields["municipality"].choices = [  # type: ignore[attr-defined]
            (str(key), name) for key, name in organisations.municipalities()
        ]
        if len(places) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = str(places[0].organisation_id)


class AnswerForm(forms.Form):
    """Offer, or keep."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What do you answer?"), choices=RequestAnswer.choices, widget=forms.RadioSelect
    )


@page(purpose=access.Purpose.HANDOVER, allow=HOLD, writes=True)
@sensitive_post_parameters("national_number")
def request_person(request: PageRequest) -> HttpResponse:
    """Ask whoever has the responsibility. The answer is always the same, whoever is asked for."""
    form = RequestForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            responsibility.request_person(
                municipality_id=UUID(form.cleaned_data["municipality"]),
                national_number=form.cleaned_data["national_number"],
                by_organisation_id=UUID(form.cleaned_data["organisation"]),
                words=form.cleaned_data["words"],
                by=request.actor,
                at=request.at,
            )
            words = gettext(
                "If somebody has the responsibility, they are asked. If they offer it, it waits for you under hand-overs."
            )
            return done(request, words, reverse("request_person"))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Ask for a person"),
        lead=gettext(
            "A young person has turned up with you, and somebody else may have the responsibility. You get the same answer whether we know them or not."
        ),
        back=Action(gettext("Back to the hand-overs"), reverse("handovers")),
        do=gettext("Ask"),
    )
    return ask(request, act, form)


@page(purpose=access.Purpose.HANDOVER, classes="AD", allow=access.Permission.HAND_OVER, writes=True)
def answer_request(request: PageRequest, request_id: UUID) -> HttpResponse:
    """Offer the person to whoever asks, or keep the responsibility."""
    asked = request_or_404(request, request_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = RequestAnswer(form.cleaned_data["answer"])
        try:
            responsibility.answer_request(request=asked, answer=answer, by=request.actor, at=request.at)
            return done(request, _said(answer), reverse("person", args=[asked.person_id]))
        except SentenceError as error:
            refuse(form, error)
            asked = request_or_404(request, request_id)
    act = Act(
        heading=gettext("Somebody asks you for %(name)s") % {"name": asked.person.name},
        facts=_facts(asked),
        back=Action(gettext("Back to the hand-overs"), reverse("handovers")),
        do=gettext("Answer"),
        settled=_settled(asked),
    )
    return ask(request, act, form)


def _said(answer: RequestAnswer) -> str:
    if answer is RequestAnswer.OFFER:
        return gettext("The responsibility is offered to them. It is yours until they accept.")
    return gettext("You keep the responsibility.")


def _facts(asked: HoldingRequest) -> Facts:
    return Facts(
        gettext("The request"),
        (
            Fact(gettext("Who asks"), f"{asked.by_user.name}, {asked.by_organisation.name}"),
            Fact(gettext("Why"), asked.words),
            Fact(gettext("When"), write_instant(asked.asked_at)),
        ),
    )


def _settled(asked: HoldingRequest) -> Notice | None:
    if asked.state == RequestState.ASKED or asked.answered_at is None:
        return None
    words = gettext("%(state)s %(when)s") % {
        "state": RequestState(asked.state).label,
        "when": write_instant(asked.answered_at),
    }
    return Notice(Tone.INFO, words)
