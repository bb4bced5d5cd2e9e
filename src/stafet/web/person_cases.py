"""Is there a case elsewhere, and whom does one ask there? A reference, never what it is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel.countries import Country
from stafet.kernel.sentences import SentenceError
from stafet.othercases import api as othercases
from stafet.othercases.api import KINDS, Ask, CaseEnd, CaseKind, ConsentBy, OtherCase
from stafet.people import api as people
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.day_field import DayField
from stafet.web.components.days import write_day, write_period
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.finding import person_or_404
from stafet.web.person import around, identity_or_404
from stafet.web.person_own_rows import Row
from stafet.web.registry import PageRequest, page

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

GUIDANCE = access.Purpose.GUIDANCE
HOLD = access.Permission.HOLD
_DAY = gettext_lazy("Day, month and year")
BASES: dict[str, StrOrPromise] = {
    "dk.sharing.other_case": gettext_lazy("Consent to a reference to a case elsewhere"),
    "se.sharing.other_case": gettext_lazy("Consent to a reference to a case elsewhere"),
}
"""The bases in words; where a matrix gets one, it gets words here."""


class CaseForm(forms.Form):
    """Where the case lies and whom to ask. There is no field for anything else."""

    kind = forms.ChoiceField(label=gettext_lazy("Under which law?"), widget=forms.RadioSelect)
    place = forms.CharField(
        label=gettext_lazy("At which unit?"),
        max_length=othercases.LONGEST_PLACE,
        help_text=gettext_lazy("The name of the unit, not of a person, and nothing of the matter."),
    )
    case_number = forms.CharField(
        label=gettext_lazy("Number of the case"),
        required=False,
        max_length=othercases.LONGEST_NUMBER,
        help_text=gettext_lazy("If there is one. Never a national number."),
    )
    ask = forms.ChoiceField(label=gettext_lazy("Whom does one ask there?"), choices=Ask.choices)
    unit_phone = forms.CharField(
        label=gettext_lazy("Telephone of the unit"), required=False, max_length=othercases.LONGEST_PHONE
    )
    starts_on = DayField(label=gettext_lazy("Since which day?"), help_text=_DAY)
    basis = forms.ChoiceField(
        label=gettext_lazy("On which basis may it be written down?"), widget=forms.RadioSelect
    )
    consent_by = forms.ChoiceField(
        label=gettext_lazy("Who has consented?"), choices=ConsentBy.choices, widget=forms.RadioSelect
    )
    consent_on = DayField(label=gettext_lazy("Consented on which day?"), help_text=_DAY)

    def __init__(self, data: object = None, *, country: Country, on: date) -> None:
        super().__init__(data, initial={"starts_on": on, "consent_on": on})  # type: ignore[arg-type]
        rows = othercases.bases_in(country, on=on)
        verify = gettext("to be verified")
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in KINDS[country]]  # type: ignore[attr-defined]
        self.fields["basis"].choices = [  # type: ignore[attr-defined]
            (row.key, f"{BASES[row.key]}: {row.source}{f' ({verify})' if row.to_verify else ''}")
            for row in rows
        ]
        self.fields["basis"].initial = rows[0].key if len(rows) == 1 else None

    def draft(self) -> othercases.CaseDraft:
        """What was written."""
        data = self.cleaned_data
        return othercases.CaseDraft(
            kind=CaseKind(data["kind"]),
            place=data["place"],
            ask=Ask(data["ask"]),
            basis=data["basis"],
            starts_on=data["starts_on"],
            case_number=data["case_number"],
            unit_phone=data["unit_phone"],
            consent_by=ConsentBy(data["consent_by"]),
            consent_on=data["consent_on"],
        )


class EndCaseForm(forms.Form):
    """From which day, and why."""

    on = DayField(label=gettext_lazy("From which day is it not so any more?"), help_text=_DAY)
    because = forms.ChoiceField(label=gettext_lazy("Why?"), choices=CaseEnd.choices, widget=forms.RadioSelect)


@page(purpose=GUIDANCE, classes="AE", allow=HOLD)
def person_cases(request: PageRequest, person_id: UUID) -> HttpResponse:
    """The references; for those of the home municipality who have the responsibility, and nobody else."""
    identity = identity_or_404(request, person_id)
    if not othercases.keeps_cases_of(request.actor, person_id):
        raise Http404
    context = {
        "cases": tuple(_row(case) for case in othercases.cases_of(person_id)),
        "why": _why(),
        "add": Action(gettext("Write down a case elsewhere"), reverse("write_other_case", args=[person_id])),
    }
    return render(request, "person/cases.html", around(request, identity, "person_cases") | context)


@page(purpose=GUIDANCE, classes="AE", allow=HOLD, writes=True)
def write_case(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Write down that there is one: the reference and the basis."""
    identity = identity_or_404(request, person_id)
    if not othercases.keeps_cases_of(request.actor, person_id):
        raise Http404
    person = person_or_404(request, person_id)
    form = CaseForm(request.POST or None, country=identity.country, on=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            othercases.write_case(person=person, draft=form.draft(), by=request.actor, at=request.at)
            return done(request, gettext("It is written down."), _back(person).href)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Where does the case lie?"),
        lead=person.name,
        back=_back(person),
        notice=_why(),
        do=gettext("Write it down"),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AE", allow=HOLD, writes=True)
def end_case(request: PageRequest, other_case_id: UUID) -> HttpResponse:
    """It is over, was wrong, or the consent was taken back."""
    case = get_object_or_404(othercases.cases(), pk=other_case_id)
    if not othercases.keeps_cases_of(request.actor, case.person_id):
        raise Http404
    request.saw(case.person_id)
    form = EndCaseForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        because = CaseEnd(form.cleaned_data["because"])
        try:
            othercases.end_case(
                case=case, on=form.cleaned_data["on"], because=because, by=request.actor, at=request.at
            )
            return done(request, gettext("It is written down."), _back(case.person).href)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Is this not so any more?"),
        lead=case_title(case),
        back=_back(case.person),
        do=gettext("Write it down"),
    )
    return ask(request, act, form)


def case_title(case: OtherCase) -> str:
    """Which kind, and where."""
    return f"{CaseKind(case.kind).label}: {case.place}"


def _why() -> Notice:
    return Notice(
        Tone.INFO,
        gettext("Only where it lies, and whom to ask"),
        gettext(
            "What a case is about stays where it is worked on, and there is no field for it here. It is read by those of "
            "the municipality who have the responsibility now, by no partner, and it travels with no hand-over. The young "
            "person reads that you have written it down."
        ),
    )


def _row(case: OtherCase) -> Row:
    ask_there = ", ".join(filter(None, (str(Ask(case.ask).label), case.unit_phone)))
    told = (
        case.case_number,
        gettext("Ask: %(whom)s") % {"whom": ask_there},
        write_period(case.starts_on, case.ends_on)
        if case.ends_on != case.starts_on
        else write_day(case.starts_on),
        _basis(case),
        str(CaseEnd(case.end_reason).label) if case.end_reason else "",
        gettext("Written by %(name)s") % {"name": case.written_by.name} if case.written_by else "",
    )
    acts = (Action(gettext("Not so any more"), reverse("end_other_case", args=[case.pk])),)
    return Row(case_title(case), " · ".join(filter(None, told)), () if case.ends_on else acts)


def _basis(case: OtherCase) -> str:
    if not case.consent_by or case.consent_on is None:
        return str(BASES.get(case.basis, ""))
    who = str(ConsentBy(case.consent_by).label).lower()
    return gettext("Consent: %(who)s, %(day)s") % {"who": who, "day": write_day(case.consent_on)}


def _back(person: people.Person) -> Action:
    return Action(person.name, reverse("person_cases", args=[person.pk]))
