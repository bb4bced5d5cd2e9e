"""Why this place, why none? One proposal, and everything a person can say to it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.matching import drawn_number
from stafet.matchmaking import api as matchmaking
from stafet.matchmaking.api import Proposal, ProposalState, RoundState, WhyNot
from stafet.placements.api import Place
from stafet.web import matching_parts
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.say import say
from stafet.web.components.tables import Fact, Facts
from stafet.web.matching_forms import NotThisForm
from stafet.web.matching_rounds import entry_or_404
from stafet.web.matching_runs import run_or_404
from stafet.web.placement_parts import weekday_words
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def proposal(request: PageRequest, proposal_id: UUID) -> HttpResponse:
    """What is proposed for somebody, what became of each wish, and for none the smallest ways out."""
    row = proposal_or_404(request, proposal_id)
    hosts = {
        str(place.pk): place
        for place in Place.objects.filter(pk__in=matching_parts.places_named(row)).select_related("host")
    }
    since = matchmaking.in_between(row)
    context = {
        "row": row,
        "what": matching_parts.place_words(row),
        "state": matching_parts.state_words(row) if row.place_id else "",
        "since": Notice(Tone.WARNING, gettext("Something has happened since"), say(since)) if since else None,
        "facts": _facts(row),
        "wishes": matching_parts.wish_rows(row, hosts),
        "has_wishes": bool(row.why.get("wishes")),
        "ways_out": matching_parts.ways_out(row, hosts),
        "acts": _acts(request, row),
        "back": _back(row),
    }
    return render(request, "matching/proposal.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def accept_proposal(request: PageRequest, proposal_id: UUID) -> HttpResponse:
    """Yes: the place is held, and the agreement begins."""
    row = proposal_or_404(request, proposal_id)
    act = _act(
        row,
        gettext("Accept %(host)s for %(name)s?") % {"host": row.host_name, "name": row.person.name},
        gettext("Accept"),
        gettext(
            "The place is held for them, and the agreement begins with what is known. They and those at home still sign."
        ),
    )
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    return _carry_out(
        request,
        act,
        form,
        lambda: matchmaking.accept_proposal(
            proposal=row, counsellor=str(request.user), by=request.actor, at=request.at
        ),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def refuse_proposal(request: PageRequest, proposal_id: UUID) -> HttpResponse:
    """Not this one, and why: no later answer of the round proposes it again."""
    row = proposal_or_404(request, proposal_id)
    form = NotThisForm(request.POST or None)
    act = _act(
        row,
        gettext("Not %(host)s for %(name)s?") % {"host": row.host_name, "name": row.person.name},
        gettext("Not this one"),
        gettext(
            "No later answer of this round proposes it again. Lock the others and match again to find another place."
        ),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: matchmaking.refuse_proposal(
            proposal=row,
            reason=WhyNot(form.cleaned_data["reason"]),
            words=form.cleaned_data["words"],
            by=request.actor,
            at=request.at,
        ),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def lock_proposal(request: PageRequest, proposal_id: UUID) -> HttpResponse:
    """This pair stays when the round is matched again."""
    row = proposal_or_404(request, proposal_id)
    act = _act(
        row,
        gettext("Lock %(name)s to %(host)s?") % {"host": row.host_name, "name": row.person.name},
        gettext("Lock"),
        gettext("They keep this place when the round is matched again. It is not given to them by that."),
    )
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    return _carry_out(
        request,
        act,
        form,
        lambda: matchmaking.lock_pairs(proposals=[row], by=request.actor, at=request.at),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def unlock_entry(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """They may get another place when the round is matched again."""
    entry = entry_or_404(request, entry_id)
    act = Act(
        heading=gettext("Take the lock of %(name)s away?") % {"name": entry.person.name},
        lead=gettext("They may get another place when the round is matched again."),
        back=Action(gettext("Back to the round"), reverse("matching_round", args=[entry.round_id])),
        do=gettext("Take the lock away"),
    )
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    return _carry_out(
        request, act, form, lambda: matchmaking.unlock(entry=entry, by=request.actor, at=request.at)
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def lock_all(request: PageRequest, run_id: UUID) -> HttpResponse:
    """Everything that is proposed here for those the reader may see stays, until a lock is taken away."""
    run = run_or_404(request, run_id)
    rows = list(matchmaking.proposals_of(run).filter(state=ProposalState.PROPOSED, place__isnull=False))
    request.saw(*(row.person_id for row in rows))
    act = Act(
        heading=gettext("Lock all that are proposed?"),
        lead=gettext(
            "Those you may see keep what is proposed for them here when the round is matched again. Whoever is decided, or has none, is not locked."
        ),
        back=Action(gettext("Back to the answer"), reverse("matching_run", args=[run.pk])),
        do=gettext("Lock"),
    )
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    return _carry_out(
        request, act, form, lambda: matchmaking.lock_pairs(proposals=rows, by=request.actor, at=request.at)
    )


def proposal_or_404(request: PageRequest, proposal_id: UUID) -> Proposal:
    """A proposal for somebody the reader may see."""
    row = matchmaking.proposal(proposal_id)
    if row is None or not matchmaking.can_decide_proposal(request.actor, row):
        raise Http404
    request.saw(row.person_id)
    return row


def _acts(request: PageRequest, row: Proposal) -> tuple[Action, ...]:
    """What can be said to it now, the first one first."""
    if row.run.round.state != RoundState.CLOSED:
        return ()
    acts: list[Action] = []
    if row.state == ProposalState.PROPOSED and row.place_id is not None:
        names = [(gettext("Accept"), "accept_proposal")] if matchmaking.in_between(row) is None else []
        names += [(gettext("Not this one"), "refuse_proposal"), (gettext("Lock"), "lock_proposal")]
        acts = [Action(text, reverse(name, args=[row.pk])) for text, name in names]
    if row.entry.locked_to_id is not None:
        acts = [act for act in acts if act.text != gettext("Lock")]
        acts.append(Action(gettext("Take the lock away"), reverse("unlock_entry", args=[row.entry_id])))
    return tuple(acts)


def _facts(row: Proposal) -> Facts:
    asked = row.asked
    items = [
        Fact(gettext("Age on the first day"), str(asked["age"])),
        Fact(gettext("Days they may be away"), weekday_words(asked["weekdays"])),
        Fact(gettext("The way"), matching_parts.way_words(row)),
        Fact(gettext("Was locked"), _lock_words(row)),
        Fact(gettext("Key in the lot"), str(row.entry_id)),
        Fact(gettext("Number in the lot"), _number(row)),
    ]
    return Facts(gettext("What the answer goes by"), tuple(item for item in items if item.value))


def _lock_words(row: Proposal) -> str:
    return gettext("Yes, to this place") if row.was_locked else ""


def _number(row: Proposal) -> str:
    place = str(row.place_id or "")
    return str(drawn_number(row.run.asked["policy"]["seed"], str(row.entry_id), place))


def _act(row: Proposal, heading: str, do: str, lead: str) -> Act:
    is_open = row.state == ProposalState.PROPOSED and row.place_id is not None
    settled = None if is_open else Notice(Tone.INFO, matching_parts.state_words(row))
    back = Action(gettext("Back to the proposal"), reverse("proposal", args=[row.pk]))
    return Act(heading=heading, lead=lead, back=back, do=do, settled=settled)


def _carry_out(request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)


def _back(row: Proposal) -> Action:
    return Action(gettext("Back to the answer"), reverse("matching_run", args=[row.run_id]))
