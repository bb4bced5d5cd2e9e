"""One break-off: where it stands, what they want, what is possible, and everything that can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import CASE, CaseMove, CaseState
from stafet.responsibility import api as responsibility
from stafet.web import case_parts
from stafet.web.acting import NothingToFillIn
from stafet.web.acts import Act
from stafet.web.break_off import places_to_leave
from stafet.web.case_acts import act_on_case, back_to_case, sections_with_step, view_or_404
from stafet.web.case_forms import BecauseForm, OptionForm, TalkForm
from stafet.web.cases_link import cases_link
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.concerns import concern_rows
from stafet.web.person import around, identity_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
HOLD = access.Permission.HOLD


@page(purpose=GUIDANCE, classes="AD")
def person_rechoice(request: PageRequest, person_id: UUID) -> HttpResponse:
    """What somebody has broken off and what became of it; and what others worry about."""
    identity = identity_or_404(request, person_id)
    works = rechoice.can_work_on_cases(request.actor)
    context = {
        "cases": tuple(case_parts.case_line(case) for case in rechoice.cases_of(person_id)),
        "concerns": concern_rows(rechoice.concerns_of(person_id), today=request.today),
        "break_off": Action(gettext("Write down a break-off"), reverse("tell_break_off", args=[person_id]))
        if works and places_to_leave(request, person_id)
        else None,
        "raise_concern": Action(gettext("Raise a concern"), reverse("raise_concern", args=[person_id]))
        if rechoice.can_raise_concern(request.actor)
        else None,
    }
    return render(request, "person/rechoice.html", around(request, identity, "person_rechoice") | context)


@page(purpose=GUIDANCE, classes="AD")
def case(request: PageRequest, case_id: UUID) -> HttpResponse:
    """The whole break-off, and what can be done with it now."""
    view = view_or_404(request, case_id)
    works = rechoice.can_work_on_cases(request.actor)
    is_open = view.case.state != CaseState.CLOSED
    first = case_parts.first_act(view, works=works)
    others = case_parts.case_acts(view.case, works=works, exempts=rechoice.can_exempt(request.actor))
    context = {
        "case": view.case,
        "left": case_parts.left_words(view.case),
        "stations": case_parts.stations(view.case),
        "facts": case_parts.case_facts(view.case, request.today),
        "first": first,
        "acts": (
            *(act for act in others if first is None or act.href != first.href),
            *cases_link(request, view.case.person_id),
        ),
        "options": case_parts.option_rows(view, works=works, applicant=_applicant(request, view)),
        "find_offer": Action(gettext("Choose from the offers"), reverse("case_offers", args=[case_id]))
        if works and is_open
        else None,
        "add_option": Action(gettext("Write down a possibility"), reverse("add_option", args=[case_id]))
        if works and is_open
        else None,
        "hand_over": _hand_over(request, view),
    }
    return render(request, "rechoice/case.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def talk_to(request: PageRequest, case_id: UUID) -> HttpResponse:
    """They were talked to."""
    found = view_or_404(request, case_id).case
    form = TalkForm(request.POST or None, request=request, case=found)
    act = Act(
        heading=gettext("What did %(name)s say?") % {"name": found.person.name},
        lead=case_parts.left_words(found),
        back=back_to_case(case_id),
        do=gettext("Write it down"),
        sections=sections_with_step(form, ("on", "reason", "reason_words", "wishes")),
        settled=_not_now(found, CaseMove.CONTACT),
    )

    def do() -> None:
        step = form.next_step() if form.asks_for_step else None
        rechoice.talk_to(case=found, talk=form.talk(), next_step=step, by=request.actor, at=request.at)

    return act_on_case(request, act, form, do, case_id)


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def add_option(request: PageRequest, case_id: UUID) -> HttpResponse:
    """One more possibility."""
    found = view_or_404(request, case_id).case
    places = organisations.Organisation.objects.filter(municipality_id=found.municipality_id)
    form = OptionForm(request.POST or None, places=list(places.order_by("name", "pk")))
    act = Act(
        heading=gettext("What could %(name)s do instead?") % {"name": found.person.name},
        lead=found.wishes,
        back=back_to_case(case_id),
        do=gettext("Save the possibility"),
    )
    return act_on_case(
        request,
        act,
        form,
        lambda: rechoice.add_option(case=found, draft=form.draft(), by=request.actor, at=request.at),
        case_id,
    )


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def fall_through(request: PageRequest, case_id: UUID) -> HttpResponse:
    """What was chosen, or had begun, came to nothing."""
    return _because(
        request,
        case_id,
        CaseMove.FALL_THROUGH,
        rechoice.fall_through,
        gettext("Why did it come to nothing?"),
        gettext("Look again"),
    )


@page(purpose=GUIDANCE, classes="AD", allow=access.Permission.EXEMPT, writes=True)
def exempt_case(request: PageRequest, case_id: UUID) -> HttpResponse:
    """A leader ends it without a next step."""
    return _because(
        request,
        case_id,
        CaseMove.EXEMPT,
        rechoice.exempt_case,
        gettext("Why does it end without a next step?"),
        gettext("End it in my name"),
        gettext(
            "Your name and your reason stay with the case. The responsibility goes on, with its next step."
        ),
    )


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def close_case(request: PageRequest, case_id: UUID) -> HttpResponse:
    """What has begun has lasted."""
    lead = gettext("It became a re-choice. Whoever has the responsibility keeps it, with its next step.")
    return _confirm(
        request,
        case_id,
        CaseMove.CLOSE,
        rechoice.close_case,
        gettext("Has it lasted?"),
        gettext("It has lasted"),
        lead,
    )


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def reopen_case(request: PageRequest, case_id: UUID) -> HttpResponse:
    """A new sign: it is worked on again."""
    lead = gettext("There is a new sign. Everything that was found out is still here.")
    return _confirm(
        request,
        case_id,
        CaseMove.REOPEN,
        rechoice.reopen_case,
        gettext("Open it again?"),
        gettext("Open it again"),
        lead,
    )


def _because(  # the words of the page
    request: PageRequest,
    case_id: UUID,
    move: CaseMove,
    act: Callable[..., object],
    heading: str,
    button: str,
    lead: str = "",
) -> HttpResponse:
    found = view_or_404(request, case_id).case
    form = BecauseForm(request.POST or None)
    page_of = Act(
        heading=f"{heading} ({found.person.name})",
        lead=lead,
        back=back_to_case(case_id),
        do=button,
        grave=move is CaseMove.EXEMPT,
        settled=_not_now(found, move),
    )
    return act_on_case(
        request,
        page_of,
        form,
        lambda: act(case=found, because=form.cleaned_data["because"], by=request.actor, at=request.at),
        case_id,
    )


def _confirm(  # the words of the page
    request: PageRequest,
    case_id: UUID,
    move: CaseMove,
    act: Callable[..., object],
    heading: str,
    button: str,
    lead: str,
) -> HttpResponse:
    found = view_or_404(request, case_id).case
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    page_of = Act(
        heading=f"{heading} ({found.person.name})",
        lead=lead,
        back=back_to_case(case_id),
        do=button,
        settled=_not_now(found, move),
    )
    return act_on_case(
        request, page_of, form, lambda: act(case=found, by=request.actor, at=request.at), case_id
    )


def _applicant(request: PageRequest, view: rechoice.CaseView) -> offers.Applicant | None:
    """What the entry check asks about, where a possibility is an offer of the catalogue."""
    if all(option.offer_id is None for option in view.options):
        return None
    return offers.applicant_of(view.case.person_id, on=request.today)


def _not_now(case: rechoice.Case, move: CaseMove) -> Notice | None:
    state = CaseState(case.state)
    if CASE.is_allowed(state, move):
        return None
    return Notice(Tone.INFO, gettext("This is “%(state)s” now.") % {"state": state.label})


def _hand_over(request: PageRequest, view: rechoice.CaseView) -> Action | None:
    """Where what is chosen lies with somebody else, and the reader may hand over: the way to offer it to them."""
    chosen = view.chosen
    if chosen is None or chosen.organisation is None or chosen.received_on is not None:
        return None
    held = responsibility.persons_handable_by(request.actor).filter(person_id=view.case.person_id)
    if not held.exclude(organisation=chosen.organisation).exists():
        return None
    return Action(
        gettext("Offer the responsibility to %(where)s") % {"where": chosen.organisation.name},
        reverse("hand_over", args=[view.case.person_id]),
    )
