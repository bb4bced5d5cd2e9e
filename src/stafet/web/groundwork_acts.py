"""Around one placement: advice, who is around, the start meeting, where they go on."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.groundwork import api as groundwork
from stafet.groundwork.api import (
    MEETING,
    TRANSFER,
    Adviser,
    MeetingMove,
    MeetingState,
    StartMeeting,
    TeamRole,
    Transfer,
    TransferMove,
    TransferState,
)
from stafet.placements.api import Placement
from stafet.web import groundwork_parts, placement_parts
from stafet.web.acting import carry_out
from stafet.web.acts import Act
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.groundwork_forms import (
    AdviceForm,
    MeetingForm,
    SettleForm,
    TeamForm,
    TransferForm,
    TransferMoveForm,
)
from stafet.web.person_placement import view_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def write_advice(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """A teacher or a counsellor advises."""
    placement = view_or_404(request, placement_id).placement
    form = AdviceForm(request.POST or None)
    act = _act(
        placement,
        gettext("What do you advise %(name)s?") % {"name": placement.person.name},
        gettext("Write the advice"),
        gettext("An aid to the conversation. The choice is theirs: nobody says no because of it."),
    )

    def do() -> None:
        groundwork.write_advice(
            placement=placement,
            adviser=Adviser(form.cleaned_data["adviser"]),
            words=form.cleaned_data["words"],
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def name_team(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """Who is around a placement."""
    placement = view_or_404(request, placement_id).placement
    form = TeamForm(request.POST or None)
    act = _act(
        placement,
        gettext("Who is around %(name)s?") % {"name": placement.person.name},
        gettext("Write it down"),
        gettext("One of each. It opens nobody: whom somebody may see is decided elsewhere."),
    )

    def do() -> None:
        groundwork.name_team(
            placement=placement,
            role=TeamRole(form.cleaned_data["role"]),
            name=form.cleaned_data["name"],
            reached=form.cleaned_data["reached"],
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def plan_start_meeting(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """Everybody meets."""
    placement = view_or_404(request, placement_id).placement
    form = MeetingForm(request.POST or None)
    planned = groundwork.around([placement_id])[placement_id].planned
    act = _act(
        placement,
        gettext("When do all meet about %(name)s?") % {"name": placement.person.name},
        gettext("Plan the meeting"),
        gettext(
            "The young person and those with custody read it on their own page. Invite the company yourself."
        ),
        settled=Notice(Tone.INFO, gettext("A start meeting is planned already. Say first what became of it."))
        if planned
        else None,
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: groundwork.plan_start_meeting(
            placement=placement, facts=form.facts(), by=request.actor, at=request.at
        ),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def settle_start_meeting(request: PageRequest, start_meeting_id: UUID, meeting_move: str) -> HttpResponse:
    """It was held, it was not, or it is called off."""
    if meeting_move not in set(MeetingMove):
        raise Http404
    meeting, what = _meeting_or_404(request, start_meeting_id), MeetingMove(meeting_move)
    form = SettleForm(request.POST or None, what=what)
    state = MeetingState(meeting.state)
    act = _act(
        meeting.placement,
        f"{what.label} ({meeting.person.name})",
        gettext("Write it down"),
        groundwork_parts.meeting_card(meeting, writes=False).title,
        settled=None if MEETING.is_allowed(state, what) else _is_now(str(state.label)),
    )

    def do() -> None:
        groundwork.settle_start_meeting(
            meeting=meeting, what=what, agreed=form.cleaned_data["agreed"], by=request.actor, at=request.at
        )

    return _carry_out(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def send_transfer(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """They go on to a course or a vocational school."""
    placement = view_or_404(request, placement_id).placement
    form = TransferForm(request.POST or None, town=placement.municipality_id)
    act = _act(
        placement,
        gettext("Where does %(name)s go on?") % {"name": placement.person.name},
        gettext("Hand it on"),
        gettext(
            "Only what the young person agreed to is told. It gives nobody a new right to see: the responsibility is handed over on the person’s page."
        ),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: groundwork.send_transfer(
            placement=placement, facts=form.facts(), by=request.actor, at=request.at
        ),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def move_transfer(request: PageRequest, transfer_id: UUID, transfer_move: str) -> HttpResponse:
    """Somebody there has it, they were there, or it comes to nothing."""
    if transfer_move not in set(TransferMove):
        raise Http404
    row, what = _transfer_or_404(request, transfer_id), TransferMove(transfer_move)
    form = TransferMoveForm(request.POST or None, today=request.today, what=what)
    state = TransferState(row.state)
    act = _act(
        row.placement,
        f"{what.label} ({row.person.name})",
        gettext("Write it down"),
        groundwork_parts.transfer_words(row),
        settled=None if TRANSFER.is_allowed(state, what) else _is_now(str(state.label)),
    )

    def do() -> None:
        groundwork.move_transfer(
            transfer=row,
            what=what,
            on=form.cleaned_data["on"],
            words=form.cleaned_data.get("words", ""),
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, act, form, do)


def _meeting_or_404(request: PageRequest, key: UUID) -> StartMeeting:
    row = groundwork.meeting_for(key)
    if row is None:
        raise Http404
    request.saw(row.person_id)
    return row


def _transfer_or_404(request: PageRequest, key: UUID) -> Transfer:
    row = groundwork.transfer_for(key)
    if row is None:
        raise Http404
    request.saw(row.person_id)
    return row


def _is_now(state: str) -> Notice:
    return Notice(Tone.INFO, gettext("This is “%(state)s” now.") % {"state": state})


def _act(placement: Placement, heading: str, do: str, lead: str, settled: Notice | None = None) -> Act:
    if settled is None and placement.aside_since is not None:
        settled = _is_now(placement_parts.end_words(placement))
    back = Action(gettext("Back to what is around"), reverse("around_placement", args=[placement.pk]))
    return Act(heading=heading, lead=lead, back=back, do=do, settled=settled)


def _carry_out(request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)
