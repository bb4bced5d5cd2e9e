"""What somebody could do instead: found out about, offered, tried, chosen, received, started, left aside."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import Entry
from stafet.responsibility.api import StepKind
from stafet.web.acting import NothingToFillIn
from stafet.web.case_acts import act_on_option, option_or_404
from stafet.web.case_forms import BecauseForm, EntryForm, ReceiveForm, StepDayForm, TrialForm
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
HOLD = access.Permission.HOLD


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def find_out_entry(request: PageRequest, option_id: UUID) -> HttpResponse:
    """Whether they can get in."""
    option = option_or_404(request, option_id)
    form = EntryForm(request.POST or None, initial={"entry": option.entry, "entry_words": option.entry_words})
    return act_on_option(
        request,
        option,
        form,
        gettext("Can they get in?"),
        gettext("Save the answer"),
        lambda: rechoice.find_out_entry(
            option=option,
            entry=Entry(form.cleaned_data["entry"]),
            words=form.cleaned_data["entry_words"],
            by=request.actor,
            at=request.at,
        ),
    )


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def offer_option(request: PageRequest, option_id: UUID) -> HttpResponse:
    """They were offered it."""
    option = option_or_404(request, option_id)
    form = _day_form(request, option, StepKind.OFFER_ACTIVITY)
    return act_on_option(
        request,
        option,
        form,
        gettext("When was it offered?"),
        gettext("It was offered"),
        lambda: rechoice.offer_option(
            option=option,
            on=form.cleaned_data["on"],
            next_step=form.next_step() if form.asks_for_step else None,
            by=request.actor,
            at=request.at,
        ),
    )


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def try_option(request: PageRequest, option_id: UUID) -> HttpResponse:
    """They try it for some days."""
    option = option_or_404(request, option_id)
    form = TrialForm(
        request.POST or None,
        initial={"starts_on": option.trial_from or request.today, "until": option.trial_until},
    )
    return act_on_option(
        request,
        option,
        form,
        gettext("When do they try it?"),
        gettext("Save the days"),
        lambda: rechoice.try_option(
            option=option, trial=rechoice.Trial(**form.cleaned_data), by=request.actor, at=request.at
        ),
    )


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def choose_option(request: PageRequest, option_id: UUID) -> HttpResponse:
    """This is what they want."""
    option = option_or_404(request, option_id)
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    return act_on_option(
        request,
        option,
        form,
        gettext("Is this what they choose?"),
        gettext("This is chosen"),
        lambda: rechoice.choose_option(option=option, by=request.actor, at=request.at),
    )


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def receive_option(request: PageRequest, option_id: UUID) -> HttpResponse:
    """Somebody at the other end said yes."""
    option = option_or_404(request, option_id)
    form = ReceiveForm(request.POST or None, initial={"on": request.today})
    return act_on_option(
        request,
        option,
        form,
        gettext("Who there said yes?"),
        gettext("Write it down"),
        lambda: rechoice.receive_option(
            option=option,
            on=form.cleaned_data["on"],
            who=form.cleaned_data["who"],
            by=request.actor,
            at=request.at,
        ),
    )


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def start_option(request: PageRequest, option_id: UUID) -> HttpResponse:
    """It has begun."""
    option = option_or_404(request, option_id)
    form = _day_form(request, option, StepKind.OFFER_ACTIVITY)
    return act_on_option(
        request,
        option,
        form,
        gettext("When did it start?"),
        gettext("It has started"),
        lambda: rechoice.start_option(
            option=option,
            on=form.cleaned_data["on"],
            next_step=form.next_step() if form.asks_for_step else None,
            by=request.actor,
            at=request.at,
        ),
    )


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def leave_option(request: PageRequest, option_id: UUID) -> HttpResponse:
    """It is left aside."""
    option = option_or_404(request, option_id)
    form = BecauseForm(request.POST or None)
    return act_on_option(
        request,
        option,
        form,
        gettext("Why is it left aside?"),
        gettext("Leave it aside"),
        lambda: rechoice.leave_option(
            option=option, because=form.cleaned_data["because"], by=request.actor, at=request.at
        ),
    )


def _day_form(request: PageRequest, option: rechoice.Option, ends: StepKind) -> StepDayForm:
    return StepDayForm(
        request.POST or None,
        request=request,
        person_id=option.person_id,
        ends=ends,
        initial={"on": request.today},
    )
