"""My placement: what I can choose and what it means, where I stand, what waits for me, and to sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.matchmaking import api as matchmaking
from stafet.own import api as own
from stafet.people import api as people
from stafet.placements import api as placements
from stafet.placements.api import (
    WAY,
    AgreementState,
    EndReason,
    Party,
    PlacementView,
    Scheme,
    Signature,
    WayMove,
    WayState,
)
from stafet.web import agreement_parts, placement_parts
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.agreements import decision_words, make_agreement_pdf
from stafet.web.components.parts import Action, Notice, Station, Tone
from stafet.web.components.tables import Facts, Table
from stafet.web.follow_up_parts import Part
from stafet.web.mine import around_mine, mine_or_404
from stafet.web.mine_advice import my_around
from stafet.web.mine_course import my_seats
from stafet.web.mine_log import log_action
from stafet.web.mine_materials import to_read_at_home
from stafet.web.mine_stories import waits_for_me
from stafet.web.placement_forms import ApplyForm, WithdrawForm
from stafet.web.registry import PageRequest, own_page

_BEFORE = frozenset({WayState.CANDIDATE, WayState.INFORMED, WayState.INTERESTED, WayState.TALKED})


@dataclass(frozen=True, slots=True)
class MyPlacement:
    """One placement as its young person, or somebody with custody, sees it."""

    title: str
    state: str
    stations: tuple[Station, ...]
    waits: tuple[Action, ...]
    log: Action | None
    facts: tuple[Facts, ...]
    signatures: tuple[str, ...]
    decision: str
    history: Table
    pdf: Action | None
    stop: Action | None
    seats: tuple[tuple[Facts, str, Action | None], ...] = ()
    around: tuple[Part, ...] = ()


class AnswerForm(forms.Form):
    """Yes or no."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Do you consent?"),
        choices=(("yes", gettext_lazy("Yes, I consent")), ("no", gettext_lazy("No"))),
        widget=forms.RadioSelect,
    )


@own_page(classes="ABD")
def my_placement(request: PageRequest, person_id: UUID) -> HttpResponse:
    """What I can choose, where I stand, and what waits for me."""
    around = around_mine(request, person_id, "my_placement")
    login, identity = mine_or_404(request, person_id)
    views = list(placements.placements_of(person_id))
    taken = {view.placement.kind for view in views if WayState(view.placement.state) not in _BEFORE}
    seats = my_seats(person_id, login)
    around_it = my_around([view.placement.pk for view in views], person_id, login)
    context = {
        "mine": [
            replace(
                _mine(view, login),
                seats=tuple(seats.get(view.placement.pk, ())),
                around=around_it[view.placement.pk],
            )
            for view in views
        ],
        "choices": _choices(identity, taken) if login.capacity is own.Capacity.SELF else (),
        "to_read": to_read_at_home(login, person_id, _kinds(identity, views)),
        "stories": waits_for_me(login, person_id),
        "all_texts": Action(
            gettext("Everything there is to read"), reverse("my_materials", args=[person_id])
        ),
    }
    return render(request, "mine/placement.html", around | context)


@own_page(classes="AD", writes=True)
def apply_myself(request: PageRequest, person_id: UUID, scheme_id: UUID) -> HttpResponse:
    """What the choice means stands on top; reading it is part of applying."""
    login, identity = mine_or_404(request, person_id)
    scheme = next((each for each in _schemes(identity) if each.pk == scheme_id), None)
    if scheme is None or login.capacity is not own.Capacity.SELF:
        raise Http404
    form = ApplyForm(request.POST or None, scheme=scheme)
    act = Act(
        heading=gettext("Do you want to apply for “%(scheme)s”?") % {"scheme": scheme.name},
        lead=gettext("It is your choice. Those with custody consent before you look for a place."),
        notice=Notice(Tone.WARNING, gettext("What this choice means"), scheme.consequence)
        if scheme.consequence
        else None,
        back=_back(person_id),
        do=gettext("Apply for it"),
    )

    def do() -> None:
        own.apply_for_placement(
            person_id=person_id,
            scheme_id=scheme_id,
            acknowledged=form.read_words(),
            direction=form.cleaned_data["direction"],
            capacity=login.capacity,
            by=request.actor,
            at=request.at,
        )

    return _ask_own(request, login, act, form, do)


@own_page(classes="AD", writes=True)
def consent_for_child(request: PageRequest, person_id: UUID, placement_id: UUID) -> HttpResponse:
    """Somebody with custody answers. What the choice means stands on top here, too."""
    login, _ = mine_or_404(request, person_id)
    view = _view_or_404(person_id, placement_id)
    if login.capacity is not own.Capacity.CUSTODY_HOLDER:
        raise Http404
    scheme = view.placement.scheme
    state = WayState(view.placement.state)
    form = AnswerForm(request.POST or None)
    act = Act(
        heading=gettext("Do you consent to “%(scheme)s”?") % {"scheme": scheme.name},
        notice=Notice(Tone.WARNING, gettext("What this choice means"), scheme.consequence)
        if scheme.consequence
        else None,
        back=_back(person_id),
        do=gettext("Send my answer"),
        settled=None
        if state is WayState.APPLIED
        else Notice(Tone.INFO, gettext("This is “%(state)s” now.") % {"state": state.label}),
    )

    def do() -> None:
        own.consent_to_placement(
            person_id=person_id,
            placement_id=placement_id,
            custody_id=login.custody_id,
            is_given=form.cleaned_data["answer"] == "yes",
            by=request.actor,
            at=request.at,
        )

    return _ask_own(request, login, act, form, do)


@own_page(classes="ABD", writes=True)
def sign_myself(request: PageRequest, person_id: UUID, signature_id: UUID) -> HttpResponse:
    """The whole agreement, and one button."""
    login, identity = mine_or_404(request, person_id)
    for view in placements.placements_of(person_id):
        mine = _to_sign(view, login)
        if mine is not None and mine.pk == signature_id and view.current is not None:
            break
    else:
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    host = view.current.host_name
    facts = agreement_parts.all_facts(view.current, changes=False)
    whole = Facts(gettext("What is agreed"), tuple(item for part in facts for item in part.items))
    act = Act(
        heading=gettext("Do you sign the agreement with %(host)s?") % {"host": host},
        lead=gettext("Read it first. If something in it changes, you are asked again."),
        facts=whole,
        back=_back(person_id),
        do=gettext("Sign as %(name)s") % {"name": mine.name or identity.name},
    )

    def do() -> None:
        own.sign_placement(
            person_id=person_id,
            signature_id=signature_id,
            capacity=login.capacity,
            custody_id=login.custody_id if mine.party == Party.CUSTODY_HOLDER else None,
            by=request.actor,
            at=request.at,
        )

    return _ask_own(request, login, act, form, do)


@own_page(classes="AD", writes=True)
def stop_myself(request: PageRequest, person_id: UUID, placement_id: UUID) -> HttpResponse:
    """It is theirs to stop, as it was to choose."""
    login, _ = mine_or_404(request, person_id)
    view = _view_or_404(person_id, placement_id)
    form = WithdrawForm(request.POST or None)
    state = WayState(view.placement.state)
    act = Act(
        heading=gettext("Do you want to stop with “%(scheme)s”?") % {"scheme": view.placement.scheme.name},
        lead=gettext(
            "You are in class on all days again. Whoever has the responsibility talks with you about what comes next."
        ),
        back=_back(person_id),
        do=gettext("Stop"),
        settled=None
        if WAY.is_allowed(state, WayMove.WITHDRAW)
        else Notice(Tone.INFO, gettext("This is “%(state)s” now.") % {"state": state.label}),
        grave=True,
    )

    def do() -> None:
        own.leave_placement(
            person_id=person_id,
            placement_id=placement_id,
            reason=EndReason(form.cleaned_data["reason"]),
            words=form.cleaned_data["words"],
            capacity=login.capacity,
            by=request.actor,
            at=request.at,
        )

    return _ask_own(request, login, act, form, do)


@own_page(classes="ABD")
def my_agreement_pdf(request: PageRequest, person_id: UUID) -> HttpResponse:
    """My agreement on paper: the one that is under way."""
    mine_or_404(request, person_id)
    for view in placements.placements_of(person_id):
        if view.current is not None and view.current.state != AgreementState.DRAFT:
            return make_agreement_pdf(view.current, view.signatures_of(view.current))
    raise Http404


def _mine(view: PlacementView, login: own.OwnLogin) -> MyPlacement:
    placement, current = view.placement, view.current
    shown = current if current is not None and current.state != AgreementState.DRAFT else None
    signatures = view.signatures_of(shown) if shown else ()
    return MyPlacement(
        title=placement_parts.title(placement),
        state=gettext("This one stands aside: the other one goes on.")
        if placement_parts.stands_aside(placement)
        else placement_parts.end_words(placement),
        stations=placement_parts.stations(placement, view.entries)
        if placement.state not in placements.OVER and not placement_parts.stands_aside(placement)
        else (),
        waits=tuple(_waits(view, login)),
        facts=agreement_parts.own_facts(shown) if shown else (),
        log=log_action(placement.person_id, placement.pk) if placement_parts.is_followed(view) else None,
        signatures=tuple(map(placement_parts.signature_words, signatures)),
        decision=decision_words(shown) if shown else "",
        history=placement_parts.history_table(view.entries, names=False),
        stop=Action(
            gettext("I want to stop"), reverse("stop_myself", args=[placement.person_id, placement.pk])
        )
        if WAY.is_allowed(WayState(placement.state), WayMove.WITHDRAW)
        else None,
        pdf=Action(gettext("As a PDF"), reverse("my_agreement_pdf", args=[placement.person_id]))
        if shown
        else None,
    )


def _waits(view: PlacementView, login: own.OwnLogin) -> list[Action]:
    """What waits for this reader."""
    placement = view.placement
    if placement_parts.stands_aside(placement):
        return []
    found = []
    if login.capacity is own.Capacity.CUSTODY_HOLDER and placement.state == WayState.APPLIED:
        href = reverse("consent_for_child", args=[placement.person_id, placement.pk])
        found.append(Action(gettext("Read what it means, and answer"), href))
    is_self = login.capacity is own.Capacity.SELF
    if is_self and WayState(placement.state) in matchmaking.WISHING:
        href = reverse("my_wishes", args=[placement.person_id, placement.pk])
        found.append(Action(gettext("Say where you would like to be"), href))
    mine = _to_sign(view, login)
    if mine is not None:
        href = reverse("sign_myself", args=[placement.person_id, mine.pk])
        found.append(Action(gettext("Read the agreement, and sign"), href))
    return found


def _to_sign(view: PlacementView, login: own.OwnLogin) -> Signature | None:
    """The signature that waits for this reader, if one does."""
    if view.current is None or view.current.state != AgreementState.OUT:
        return None
    is_self = login.capacity is own.Capacity.SELF
    party = Party.YOUNG_PERSON if is_self else Party.CUSTODY_HOLDER
    custody_id = None if is_self else login.custody_id
    waiting = (each for each in view.signatures_of(view.current) if each.signed_at is None)
    return next((each for each in waiting if each.party == party and each.custody_id == custody_id), None)


def _choices(identity: people.Identity, taken: set[str]) -> tuple[tuple[Scheme, Action], ...]:
    """What one can apply for oneself, with what it means. Nobody has to have thought of it first."""
    return tuple(
        (
            scheme,
            Action(gettext("Apply for it"), reverse("apply_myself", args=[identity.person_id, scheme.pk])),
        )
        for scheme in _schemes(identity)
        if scheme.kind not in taken
    )


def _kinds(identity: people.Identity, views: Sequence[PlacementView]) -> set[str]:
    """The schemes one is on the way in, or could choose."""
    return {view.placement.kind for view in views} | {scheme.kind for scheme in _schemes(identity)}


def _schemes(identity: people.Identity) -> Sequence[Scheme]:
    """The models of the newest school year the town has set."""
    found = list(placements.schemes([identity.municipality_id]))
    return [scheme for scheme in found if scheme.starts_in == found[0].starts_in]


def _view_or_404(person_id: UUID, placement_id: UUID) -> PlacementView:
    view = placements.placement_view(placement_id)
    if view is None or view.placement.person_id != person_id:
        raise Http404
    return view


def _ask_own(
    request: PageRequest, login: own.OwnLogin, act: Act, form: forms.Form, write: Callable[[], None]
) -> HttpResponse:
    """Ask for one act; it is done in the scope of a job, for whom the database has shown that it is theirs."""
    if request.method == "POST" and act.settled is None and form.is_valid():
        try:
            with access.job_scope(login.municipality_id):
                write()
            return done(request, gettext("It is written down."), act.back.href)
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


def _back(person_id: UUID) -> Action:
    return Action(gettext("Back to my placement"), reverse("my_placement", args=[person_id]))
