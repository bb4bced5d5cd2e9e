"""How are the places given out this year? The rounds of the town: declared, filled, closed, matched."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.integrations import matching_jobs
from stafet.kernel.privacy import DataClass
from stafet.matchmaking import api as matchmaking
from stafet.matchmaking.api import Entry, Round, RoundMove, RoundState, Run, RunState
from stafet.offers import api as offers
from stafet.placements import api as placements
from stafet.placements.api import Scheme, WayState
from stafet.web import matching_parts
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, Section
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.parts import Action, Empty
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.matching_forms import PutInForm, RoundForm, RunForm, first_round, known_round
from stafet.web.placement_models import scheme_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE, ORGANISE = access.Permission.WRITE_PLAN, access.Permission.ORGANISE
_SECRET_BYTES = 16


@page(allow=WRITE)
def matching_rounds(request: PageRequest) -> HttpResponse:
    """Every round of the reader's town, and where to begin one."""
    rounds = list(matchmaking.rounds_of(request.actor))
    context = {
        "work": WorkList(
            heading=gettext("Rounds"),
            rows=tuple(map(_round_row, rounds)),
            empty=Empty(
                gettext("No round has been opened yet"),
                gettext("In a round all who look for a place are matched with the free places at once."),
            ),
            name="rounds",
        ),
        "begin": _schemes_to_match(request),
    }
    return render(request, "matching/rounds.html", context)


@page(allow=ORGANISE, writes=True)
def open_round(request: PageRequest, scheme_id: UUID) -> HttpResponse:
    """Declare a round, before anybody is matched."""
    scheme = scheme_or_404(request, scheme_id)
    if not matchmaking.can_open_rounds_in(request.actor, scheme.municipality_id):
        raise Http404
    form = RoundForm(request.POST or None, scheme=scheme, initial=first_round(scheme))
    act = _declare(scheme, Action(gettext("Back to the rounds"), reverse("matching_rounds")))
    return carry_out(
        request,
        act,
        form,
        lambda: matchmaking.open_round(
            scheme=scheme, facts=form.facts(), secret=_a_secret(), by=request.actor, at=request.at
        ),
        said=gettext("The round is open."),
        where=reverse("matching_rounds"),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def matching_round(request: PageRequest, round_id: UUID) -> HttpResponse:
    """One round: what was declared, who is in it, and the answers."""
    found = round_or_404(request, round_id)
    entries = list(matchmaking.entries_of(found))
    request.saw(*(entry.person_id for entry in entries))
    runs = list(matchmaking.runs_of(found))
    wished = matchmaking.wished_first([entry.placement_id for entry in entries])
    context = {
        "round": found,
        "state": RoundState(found.state).label,
        "facts": matching_parts.round_facts(found),
        "priorities": matching_parts.priority_words(found),
        "acts": _acts(request, found, runs),
        "entries": WorkList(
            heading=gettext("Who is in it"),
            rows=tuple(_entry_row(entry, wished) for entry in entries),
            empty=Empty(gettext("Nobody you may see is in it")),
            count=str(len(entries)),
            name="entries",
        ),
        "runs": WorkList(
            heading=gettext("Answers"),
            rows=tuple(map(_run_row, runs)),
            empty=Empty(gettext("It has not been matched yet")),
            name="runs",
        ),
        "how": Action(gettext("How it was done, for everybody"), reverse("how_matched", args=[found.pk])),
    }
    return render(request, "matching/round.html", context)


@page(allow=ORGANISE, writes=True)
def change_round(request: PageRequest, round_id: UUID) -> HttpResponse:
    """Declare it anew, while nobody knows the seed."""
    found = _runnable_or_404(request, round_id)
    form = RoundForm(request.POST or None, scheme=found.scheme, initial=known_round(found))
    return _carry_out(
        request,
        found,
        _declare(found.scheme, _back(found)),
        form,
        lambda: matchmaking.change_round(
            the_round=found, facts=form.facts(), secret=_a_secret(), by=request.actor, at=request.at
        ),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def put_in_round(request: PageRequest, round_id: UUID) -> HttpResponse:
    """Those the reader may see who look for a place; all of them are marked to begin with."""
    found = round_or_404(request, round_id)
    pupils = matchmaking.could_come_in(found)
    request.saw(*(each.person_id for each in pupils))
    form = PutInForm(request.POST or None, pupils=pupils)
    act = Act(
        heading=gettext("Who is in the round “%(round)s”?") % {"round": found.name},
        lead=gettext("Those you may see who have applied, are consented to, and have no place."),
        back=_back(found),
        do=gettext("Put them in"),
    )
    return _carry_out(
        request,
        found,
        act,
        form,
        lambda: matchmaking.put_in(
            the_round=found, placements=form.chosen(), by=request.actor, at=request.at
        ),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def take_out_of_round(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """Somebody is not in the round after all."""
    entry = entry_or_404(request, entry_id)
    act = Act(
        heading=gettext("Take %(name)s out of the round?") % {"name": entry.person.name},
        lead=gettext("Their wishes stay. They can come in again until the round closes."),
        back=_back(entry.round),
        do=gettext("Take them out"),
    )
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    return _carry_out(
        request,
        entry.round,
        act,
        form,
        lambda: matchmaking.take_out(entry=entry, by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def close_round(request: PageRequest, round_id: UUID) -> HttpResponse:
    """Nobody comes in any more, and the seed is shown."""
    found = _runnable_or_404(request, round_id)
    act = Act(
        heading=gettext("Close the round “%(round)s”?") % {"round": found.name},
        lead=gettext(
            "Nobody comes in or goes out after that, and nothing is declared anew: the seed of the lot is known from then on."
        ),
        back=_back(found),
        do=gettext("Close the round"),
        grave=True,
    )
    return _confirm(
        request, found, act, lambda: matchmaking.close_round(the_round=found, by=request.actor, at=request.at)
    )


@page(allow=ORGANISE, writes=True)
def end_round(request: PageRequest, round_id: UUID, round_move: str) -> HttpResponse:
    """Finish it, or call it off."""
    found = _runnable_or_404(request, round_id)
    if round_move not in {RoundMove.FINISH.value, RoundMove.CALL_OFF.value}:
        raise Http404
    what = RoundMove(round_move)
    act = Act(
        heading=f"{what.label}: {found.name}",
        lead=gettext("Nothing more is decided in it. What was accepted stays as it is."),
        back=_back(found),
        do=str(what.label),
        grave=True,
    )
    return _confirm(
        request,
        found,
        act,
        lambda: matchmaking.end_round(the_round=found, what=what, by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def order_run(request: PageRequest, round_id: UUID) -> HttpResponse:
    """Let it be matched, by a job. Nothing is given out by it."""
    found = _runnable_or_404(request, round_id)
    form = RunForm(
        request.POST or None, runs=matchmaking.runs_of(found).filter(state=RunState.DONE, is_sound=True)
    )
    act = Act(
        heading=gettext("Match the round “%(round)s”?") % {"round": found.name},
        lead=gettext("Nothing is given out by it: a person says yes or no to each proposal afterwards."),
        back=_back(found),
        do=gettext("Match"),
    )

    def do() -> None:
        matching_jobs.start_matching(
            matchmaking.order_run(the_round=found, order=form.order(), by=request.actor, at=request.at)
        )

    return _carry_out(request, found, act, form, do, said=gettext("It is being worked out."))


def round_or_404(request: PageRequest, round_id: UUID) -> Round:
    """A round of the reader's town."""
    found = matchmaking.rounds_of(request.actor).filter(pk=round_id).first()
    if found is None:
        raise Http404
    return found


def entry_or_404(request: PageRequest, entry_id: UUID) -> Entry:
    """Somebody in a round, for those who may see them."""
    rows = Entry.objects.filter(access.visible(DataClass.PROCESS), pk=entry_id)
    entry = rows.select_related("person", "round__scheme").first()
    if entry is None or not matchmaking.can_see_round(request.actor, entry.round):
        raise Http404
    request.saw(entry.person_id)
    return entry


def _runnable_or_404(request: PageRequest, round_id: UUID) -> Round:
    found = round_or_404(request, round_id)
    if not matchmaking.can_run_round(request.actor, found):
        raise Http404
    return found


def _acts(request: PageRequest, found: Round, runs: list[Run]) -> tuple[Action, ...]:
    """What can be done now, the first one first."""
    runs_it = matchmaking.can_run_round(request.actor, found)
    names: list[tuple[str, str]] = []
    if found.state == RoundState.OPEN:
        names.append((gettext("Put pupils in"), "put_in_round"))
        names += [
            (gettext("Close the round"), "close_round"),
            (gettext("Declare it anew"), "change_round"),
        ] * runs_it
    is_working = any(run.state in {RunState.WAITING, RunState.WORKING} for run in runs)
    if found.state == RoundState.CLOSED and runs_it and not is_working:
        names.append((gettext("Match again") if runs else gettext("Match"), "order_run"))
    acts = [Action(text, reverse(name, args=[found.pk])) for text, name in names]
    if runs_it and not is_working:
        acts += [
            Action(str(move.label), reverse("end_round", args=[found.pk, move.value]))
            for move in matchmaking.ROUND.moves_from(RoundState(found.state))
            if move is not RoundMove.CLOSE
        ]
    return tuple(acts)


def _round_row(row: Round) -> WorkRow:
    href = reverse("matching_round", args=[row.pk])
    return WorkRow(
        name=row.name,
        href=href,
        detail=f"{row.scheme.name}, {row.scheme.year}",
        why=str(RoundState(row.state).label),
        since=write_day(row.closed_on) if row.closed_on else "",
        action=Action(gettext("Look at it"), href),
    )


def _entry_row(entry: Entry, wished: Mapping[UUID, int]) -> WorkRow:
    placement, count = entry.placement, wished.get(entry.placement_id)
    if count is None:
        why = gettext("Has said no wishes yet")
    else:
        why = ngettext("Has wished for %(count)d place", "Has wished for %(count)d places", count) % {
            "count": count
        }
    if entry.locked_to is not None:
        why = gettext("%(why)s. Locked to %(host)s") % {"why": why, "host": entry.locked_to.host.name}
    if WayState(placement.state) not in matchmaking.MATCHABLE:
        why = gettext("Does not look for a place any more: “%(state)s”") % {
            "state": WayState(placement.state).label
        }
    out = Action(gettext("Take them out"), reverse("take_out_of_round", args=[entry.pk]))
    return WorkRow(
        name=entry.person.name,
        href=reverse("person_placement", args=[entry.person_id]),
        detail=", ".join(filter(None, (placement.school.name, placement.class_name))),
        why=why,
        action=Action(gettext("Their wishes"), reverse("wishes", args=[entry.placement_id])),
        more=(out,) if entry.round.state == RoundState.OPEN else (),
    )


def _run_row(run: Run) -> WorkRow:
    href = reverse("matching_run", args=[run.pk])
    state = RunState(run.state)
    is_told = state is RunState.DONE and run.is_sound
    return WorkRow(
        name=gettext("Answer %(number)d") % {"number": run.number},
        href=href,
        detail=str(matchmaking.Fairness(run.fairness).label),
        why=gettext("Worked out; the check has confirmed it") if is_told else str(state.label),
        since=write_instant(run.ordered_at),
        action=Action(gettext("Look at it"), href),
    )


def _schemes_to_match(request: PageRequest) -> tuple[Action, ...]:
    """The models that hold, for whoever may open a round of them."""
    towns = [
        town
        for town in offers.municipalities_of(request.actor)
        if matchmaking.can_open_rounds_in(request.actor, town)
    ]
    return tuple(
        Action(
            gettext("Open a round of “%(scheme)s”, %(year)s") % {"scheme": each.name, "year": each.year},
            reverse("open_round", args=[each.pk]),
        )
        for each in placements.schemes(towns)
    )


def _declare(scheme: Scheme, back: Action) -> Act:
    return Act(
        heading=gettext("How are the places of “%(scheme)s” given out?") % {"scheme": scheme.name},
        lead=gettext("Everything is declared before anybody is matched, and is shown with the result."),
        back=back,
        do=gettext("Declare it"),
        sections=(
            Section(gettext("What, and when?"), ("name", "first_day", "days", "weekdays")),
            Section(gettext("Which places?"), ("place_kinds", "left_out", "contact_load")),
            Section(
                gettext("What counts?"),
                ("order", "good_ranks", "nearest", "unknown_minutes"),
                gettext("Nobody being left without a place always comes first."),
            ),
            Section(gettext("The lot, and the time"), ("seed_kind", "seed", "seconds")),
        ),
    )


def _confirm(request: PageRequest, found: Round, act: Act, do: Callable[[], object]) -> HttpResponse:
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    return _carry_out(request, found, act, form, do)


def _carry_out(  # what every act of a round says and where it goes
    request: PageRequest, found: Round, act: Act, form: forms.Form, do: Callable[[], Any], said: str = ""
) -> HttpResponse:
    where = reverse("matching_round", args=[found.pk])
    return carry_out(request, act, form, do, said=said or gettext("It is written down."), where=where)


def _back(found: Round) -> Action:
    return Action(gettext("Back to the round"), reverse("matching_round", args=[found.pk]))


def _a_secret() -> str:
    return secrets.token_hex(_SECRET_BYTES)
