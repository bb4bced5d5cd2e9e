"""Where does this young person stand on the way to a placement, and what comes next? And everything that can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.groundwork import api as groundwork
from stafet.own import api as own
from stafet.placements import api as placements
from stafet.placements.api import (
    SIMPLE_MOVES,
    WAY,
    EndReason,
    Holder,
    How,
    PlacementView,
    Voice,
    WayMove,
    WayState,
)
from stafet.web import course_parts, groundwork_parts, placement_parts
from stafet.web.acting import carry_out
from stafet.web.acts import Act
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.finding import person_or_404
from stafet.web.material_parts import texts_about
from stafet.web.person import around, identity_or_404
from stafet.web.placement_forms import ApplyForm, BeginForm, ConsentForm, MoveForm, PlaceForm, WithdrawForm
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN


@page(purpose=GUIDANCE, classes="ABD")
def person_placement(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Every placement of somebody: where it stands, what is in the way, what can be done, and all that has happened."""
    identity = identity_or_404(request, person_id)
    writes = placements.can_work_on_placements(request.actor)
    seats = course_parts.seats_of(person_id, writes=writes, today=request.today)
    views = list(placements.placements_of(person_id))
    here = groundwork.around([view.placement.pk for view in views])
    rows = [
        (
            _row(request, view, writes=writes),
            seats.get(view.placement.pk, ()),
            groundwork_parts.around_part(view, here[view.placement.pk], request.today),
        )
        for view in views
    ]
    begin = Action(gettext("Write down a placement"), reverse("begin_placement", args=[person_id]))
    context = {
        "rows": rows,
        "begin": begin if writes else None,
        "to_read": texts_about(request.actor, {view.placement.kind for view in views}),
        "stories": Action(gettext("Stories"), reverse("person_stories", args=[person_id]))
        if writes
        else None,
    }
    return render(request, "person/placement.html", context | around(request, identity, "person_placement"))


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def begin_placement(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Somebody thinks of it for a young person."""
    person = person_or_404(request, person_id)
    schemes = list(placements.schemes([person.municipality_id]))
    form = BeginForm(request.POST or None, schemes=schemes)
    act = Act(
        heading=gettext("Which placement could suit %(name)s?") % {"name": person.name},
        lead=gettext("It is theirs to choose. This only says that somebody thought of it."),
        back=placement_parts.back_to_person(person_id),
        do=gettext("Write it down"),
        settled=None
        if schemes
        else Notice(
            Tone.INFO,
            gettext("The town has set no model yet"),
            gettext("Whoever organises for the town does that under “Placements”, “The town’s models”."),
        ),
    )

    def do() -> None:
        placements.begin_placement(
            person=person,
            scheme=form.chosen_scheme(),
            because=form.cleaned_data["words"],
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, act, form, do, person_id)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def move_placement(request: PageRequest, placement_id: UUID, way_move: str) -> HttpResponse:
    """One of the moves that need a day and a few words."""
    if way_move not in {move.value for move in SIMPLE_MOVES} or way_move == WayMove.TAKE_COURSE:
        raise Http404
    view, what = view_or_404(request, placement_id), WayMove(way_move)
    form = MoveForm(request.POST or None, today=request.today, what=what)
    act = _act(view, what, str(what.label), lead=_criteria(view) if what is WayMove.TALK else "")

    def do() -> None:
        placements.move_placement(
            placement=view.placement,
            what=what,
            on=form.cleaned_data["on"],
            words=form.cleaned_data["words"],
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, act, form, do, view.placement.person_id)


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE, writes=True)
def apply_on_paper(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """They apply in a conversation, or on paper: what it means is read to them first."""
    view = view_or_404(request, placement_id)
    scheme = newest_of(view)
    form = ApplyForm(request.POST or None, scheme=scheme)
    if "acknowledged" in form.fields:
        form.fields["acknowledged"].label = gettext("They have read what this choice means, and say so")
    form.fields["direction"].label = gettext("What do they want to become?")
    act = _act(view, WayMove.APPLY, gettext("Write down the application"), lead=scheme.consequence)

    def do() -> None:
        placements.apply_for(
            placement=view.placement,
            acknowledged=form.read_words(),
            direction=form.cleaned_data["direction"],
            holders=holders_of(request, view),
            voice=Voice.STAFF,
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, act, form, do, view.placement.person_id)


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE, writes=True)
def record_consent(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """Somebody with custody has answered on paper."""
    view = view_or_404(request, placement_id)
    holders = holders_of(request, view)
    form = ConsentForm(request.POST or None, holders=holders)
    act = _act(
        view,
        WayMove.CONSENT,
        gettext("Write down the answer"),
        lead=gettext("Keep the paper at the school. Whoever has a log-in answers there."),
    )

    def do() -> None:
        placements.answer_as_custody(
            placement=view.placement,
            holder=form.chosen_holder(),
            is_given=form.cleaned_data["answer"] == "yes",
            how=How.PAPER,
            holders=holders,
            voice=Voice.STAFF,
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, act, form, do, view.placement.person_id)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def choose_place(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """A place is found: it is held, and the agreement begins with what is known."""
    view = view_or_404(request, placement_id)
    places = list(placements.fitting_places(view.placement.scheme)[:50])
    form = PlaceForm(request.POST or None, places=places)
    bank = Notice(
        Tone.INFO,
        gettext("No place in the bank is free for this"),
        gettext("Ask a company, or write one down, under “Places”."),
    )
    act = _act(view, WayMove.DRAFT, gettext("Hold this place"), settled=None if places else bank)

    def do() -> None:
        placements.draft_agreement(
            placement=view.placement,
            place=form.chosen_place(),
            counsellor=str(request.user),
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, act, form, do, view.placement.person_id)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def withdraw_placement(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """They stop before the end."""
    view = view_or_404(request, placement_id)
    form = WithdrawForm(request.POST or None)
    act = _act(
        view,
        WayMove.WITHDRAW,
        gettext("End it"),
        lead=gettext("Agreements end today. A next step is set for whoever has the responsibility."),
        grave=placement_parts.is_there(view.placement),
    )

    def do() -> None:
        placements.withdraw(
            placement=view.placement,
            reason=EndReason(form.cleaned_data["reason"]),
            words=form.cleaned_data["words"],
            voice=Voice.STAFF,
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, act, form, do, view.placement.person_id)


def view_or_404(request: PageRequest, placement_id: UUID) -> PlacementView:
    """A placement with everything about it, for those who may see the person."""
    view = placements.placement_view(placement_id)
    if view is None:
        raise Http404
    request.saw(view.placement.person_id)
    return view


def holders_of(request: PageRequest, view: PlacementView) -> tuple[Holder, ...]:
    """Who has custody today."""
    return own.custody_holders(view.placement.person, on=request.today)


def newest_of(view: PlacementView) -> placements.Scheme:
    """The town's model as it holds now."""
    return placements.versions_of(view.placement.scheme)[0]


def _row(request: PageRequest, view: PlacementView, *, writes: bool) -> placement_parts.PlacementRow:
    placement = view.placement
    missing: tuple[Holder, ...] = ()
    if placement.state == WayState.APPLIED:
        missing = placements.missing_consents(placement, holders_of(request, view))
    before = {WayState.APPROVED, WayState.REGISTERED, WayState.PAUSED}
    ways = placements.in_the_way(placement, on=request.today) if WayState(placement.state) in before else ()
    return placement_parts.person_row(
        view, today=request.today, writes=writes, missing=[each.name for each in missing], ways=ways
    )


def _criteria(view: PlacementView) -> str:
    """What one can talk about. An aid, never a no."""
    lines = view.placement.scheme.criteria
    if not lines:
        return ""
    return gettext("To talk about, and never to say no by: %(lines)s.") % {"lines": "; ".join(lines)}


def _act(  # the words of the page
    view: PlacementView,
    what: WayMove,
    do: str,
    *,
    lead: str = "",
    settled: Notice | None = None,
    grave: bool = False,
) -> Act:
    placement = view.placement
    state = WayState(placement.state)
    if not WAY.is_allowed(state, what):
        settled = Notice(Tone.INFO, gettext("This is “%(state)s” now.") % {"state": state.label})
    return Act(
        heading=f"{what.label} ({placement.person.name})",
        lead=lead or placement_parts.title(placement),
        back=placement_parts.back_to_person(placement.person_id),
        do=do,
        settled=settled,
        grave=grave,
    )


def _carry_out(
    request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object], person_id: UUID
) -> HttpResponse:
    where = reverse("person_placement", args=[person_id])
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=where)
