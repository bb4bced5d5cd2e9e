"""Young people who are not written down: an anonymous slip with a deadline, so that the duty is tracked all the same."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.offsystem import api as offsystem
from stafet.offsystem.api import Slip
from stafet.organisations import api as organisations
from stafet.responsibility import api as responsibility
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.day_field import DayField
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action, Empty
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page

HOLD = access.Permission.HOLD
_AHEAD = timedelta(days=7)
_FEW = 5


class SlipForm(forms.Form):
    """What a slip says."""

    mark = forms.CharField(
        label=gettext_lazy("What do you call it?"),
        max_length=40,
        help_text=gettext_lazy("A colour, a letter, a number. No name, no initials, no birth date."),
    )
    words = forms.CharField(
        label=gettext_lazy("What is to be done?"),
        max_length=200,
        help_text=gettext_lazy("So that a stranger learns nothing: “Call, and agree on the next talk”."),
    )
    phone = forms.CharField(
        label=gettext_lazy("Which telephone knows who it is?"),
        max_length=40,
        help_text=gettext_lazy("A work telephone, never the young person's."),
    )
    due_on = DayField(label=gettext_lazy("By when?"))
    organisation = forms.ChoiceField(label=gettext_lazy("For which of your organisations?"))

    def __init__(self, data: object = None, *, request: PageRequest) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        places = organisations.places(access.organisations_where(request.actor, HOLD))
        self.fields["organisation"].choices = [(str(p.organisation_id), p.name) for p in places]  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = str(places[0].organisation_id)


class OfferForm(forms.Form):
    """To whom."""

    organisation = forms.ChoiceField(label=gettext_lazy("Who is to take it?"))

    def __init__(self, data: object = None, *, request: PageRequest, slip: Slip) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        places = organisations.places(responsibility.receivers(at=request.at) - {slip.organisation_id})
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            (str(p.organisation_id), f"{p.name}, {p.municipality_name}") for p in places
        ]


class AnswerForm(forms.Form):
    """Take it or not."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What do you answer?"),
        choices=[("accept", gettext_lazy("I take it over")), ("return", gettext_lazy("It goes back"))],
        widget=forms.RadioSelect,
    )


class FinishForm(forms.Form):
    """What came of it."""

    outcome = forms.CharField(
        label=gettext_lazy("What came of it?"),
        max_length=200,
        help_text=gettext_lazy("Still without a name."),
    )


@page(allow=HOLD)
def slips(request: PageRequest) -> HttpResponse:
    """What is offered, and what lies with the reader's organisations."""
    offered = offsystem.slips_offered(request.actor)
    held = offsystem.slips_held(request.actor)
    context = {
        "offered": WorkList(
            heading=gettext("Offered to you"),
            rows=tuple(_offered(request, slip) for slip in offered),
            empty=Empty(gettext("Nothing is offered to you")),
            name="offered",
        ),
        "work": WorkList(
            heading=gettext("With you"),
            rows=tuple(_held(request, slip) for slip in held),
            empty=Empty(
                gettext("No slip lies with you"),
                gettext("Write one for somebody whom it is safest not to write down."),
            ),
            name="slips",
        ),
    }
    return render(request, "off_system/page.html", context)


def slips_of_today(request: PageRequest) -> WorkList:
    """What Today shows: offers, and the reader's own that are due within a week."""
    takes = offsystem.slips_due(request.actor, until=request.today + _AHEAD, limit=_FEW)
    rows = [
        _offered(request, slip) if offsystem.can_take_slip(request.actor, slip) else _held(request, slip)
        for slip in takes
    ]
    count = ngettext("%(count)d slip", "%(count)d slips", len(rows)) % {"count": len(rows)}
    return WorkList(gettext("Off the system"), tuple(rows), Empty(""), count=count, name="off-system")


def _held(request: PageRequest, slip: Slip) -> WorkRow:
    where = [slip.pk]
    offered = gettext("offered to %(place)s") % {"place": slip.offered_to.name} if slip.offered_to else ""
    more = (
        (Action(gettext("Take the offer back"), reverse("answer_slip", args=where)),)
        if slip.offered_to
        else (Action(gettext("Hand over"), reverse("offer_slip", args=where)),)
    )
    return WorkRow(
        name=slip.mark,
        href="",
        why=slip.words,
        detail=" · ".join(filter(None, (slip.holder.name, slip.phone, offered))),
        by=deadline(slip.due_on, today=request.today),
        action=None if slip.offered_to else Action(gettext("Finish"), reverse("finish_slip", args=where)),
        more=more,
    )


def _offered(request: PageRequest, slip: Slip) -> WorkRow:
    return WorkRow(
        name=slip.mark,
        href="",
        why=slip.words,
        detail=gettext("from %(who)s, %(place)s")
        % {"who": slip.holder.name, "place": slip.organisation.name},
        by=deadline(slip.due_on, today=request.today),
        action=Action(gettext("Answer"), reverse("answer_slip", args=[slip.pk])),
    )


@page(allow=HOLD, writes=True)
def write_slip(request: PageRequest) -> HttpResponse:
    """Track a duty without a name."""
    form = SlipForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        draft = offsystem.SlipDraft(
            organisation_id=UUID(said["organisation"]),
            mark=said["mark"],
            words=said["words"],
            phone=said["phone"],
            due_on=said["due_on"],
        )
        try:
            offsystem.write_slip(draft=draft, by=request.actor, at=request.at)
            return done(request, gettext("The slip is written."), reverse("slips"))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("What must not be forgotten?"),
        lead=gettext("For somebody whom it is safest not to write down. Nothing here may tell who it is."),
        back=_back(),
        do=gettext("Write the slip"),
    )
    return ask(request, act, form)


@page(allow=HOLD, writes=True)
def offer_slip(request: PageRequest, slip_id: UUID) -> HttpResponse:
    """Pass it on; it stays until it is accepted."""
    slip = _slip_or_404(request, slip_id)
    if not offsystem.can_hold_slip(request.actor, slip):
        raise Http404
    form = OfferForm(request.POST or None, request=request, slip=slip)
    if request.method == "POST" and form.is_valid():
        try:
            to = UUID(form.cleaned_data["organisation"])
            offsystem.offer_slip(slip=slip, to_organisation_id=to, by=request.actor, at=request.at)
            return done(request, gettext("It is offered. It is yours until they accept."), reverse("slips"))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, _act(slip, gettext("Hand over this slip"), gettext("Offer it")), form)


@page(allow=HOLD, writes=True)
def answer_slip(request: PageRequest, slip_id: UUID) -> HttpResponse:
    """Accept it or give it back; for whoever offered it, take the offer back."""
    slip = _slip_or_404(request, slip_id)
    if slip.offered_to_id is None:
        raise Http404
    takes = offsystem.can_take_slip(request.actor, slip)
    form = AnswerForm(request.POST or None) if takes else forms.Form(request.POST or None)
    if request.method == "POST" and (form.is_valid() or not takes):
        accepts = takes and form.cleaned_data["answer"] == "accept"
        answer = offsystem.accept_slip if accepts else offsystem.return_slip
        try:
            answer(slip=slip, by=request.actor, at=request.at)
            return done(request, gettext("It is noted."), reverse("slips"))
        except SentenceError as error:
            refuse(form, error)
    heading = gettext("Do you take over this slip?") if takes else gettext("Take the offer back?")
    return ask(request, _act(slip, heading, gettext("Answer") if takes else gettext("Take it back")), form)


@page(allow=HOLD, writes=True)
def finish_slip(request: PageRequest, slip_id: UUID) -> HttpResponse:
    """What was to be done is done."""
    slip = _slip_or_404(request, slip_id)
    if not offsystem.can_hold_slip(request.actor, slip):
        raise Http404
    form = FinishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            offsystem.finish_slip(
                slip=slip, outcome=form.cleaned_data["outcome"], by=request.actor, at=request.at
            )
            return done(request, gettext("The slip is finished."), reverse("slips"))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, _act(slip, gettext("Is it done?"), gettext("Finish")), form)


def _act(slip: Slip, heading: str, do: str) -> Act:
    return Act(heading=heading, facts=_facts(slip), back=_back(), do=do)


def _facts(slip: Slip) -> Facts:
    return Facts(
        gettext("The slip"),
        (
            Fact(gettext("Called"), slip.mark),
            Fact(gettext("To be done"), slip.words),
            Fact(gettext("By"), write_day(slip.due_on)),
            Fact(gettext("Telephone"), slip.phone),
            Fact(gettext("Who has it"), f"{slip.holder.name}, {slip.organisation.name}"),
        ),
    )


def _back() -> Action:
    return Action(gettext("Back to the slips"), reverse("slips"))


def _slip_or_404(request: PageRequest, slip_id: UUID) -> Slip:
    slip = offsystem.slip_for(request.actor, slip_id)
    if slip is None:
        raise Http404
    return slip
