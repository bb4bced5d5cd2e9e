"""Who could have which place? One answer of the solver: while it is worked out, and as a list that a person decides."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import timedelta
from io import StringIO
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from stafet.access import api as access
from stafet.integrations import matching_jobs
from stafet.kernel.sentences import Sentence, sentence
from stafet.matchmaking import api as matchmaking
from stafet.matchmaking.api import Proposal, ProposalState, RoundState, Run, RunState
from stafet.web import matching_parts
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, done
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Choice, Empty, Filters, Notice, Progress, Question, Tone
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.matching_rounds import round_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE, ORGANISE = access.Permission.WRITE_PLAN, access.Permission.ORGANISE
_A_PAGE, _MOST_ROWS = 50, 5000
_WORKING = frozenset({RunState.WAITING, RunState.WORKING})
_PATIENCE = timedelta(minutes=2)
"""How long after the time it was given a run may be silent before it is taken to have died."""
_STOPPED = sentence("Somebody stopped it. Nothing has been given out.")


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def matching_run(request: PageRequest, run_id: UUID) -> HttpResponse:
    """What it proposes for each, why, what it is worth and what proves it. Nothing is given out until somebody says yes."""
    run = run_or_404(request, run_id)
    if run.state in _WORKING:
        return HttpResponseRedirect(reverse("run_waiting", args=[run.pk]))
    if run.state == RunState.STOPPED:
        return render(
            request, "matching/stopped.html", {"run": run, "notice": _stopped(run), "back": _back(run)}
        )
    seen = matchmaking.seen_of(run, on=request.today)
    which = request.GET.get("which", "")
    part = Paginator(_asked(run, which), _A_PAGE).get_page(request.GET.get("page"))
    request.saw(*(row.person_id for row in part))
    context = {
        "run": run,
        "title": matching_parts.title(run)
        if seen.all_told
        else gettext("What is proposed for those you may see"),
        "verdict": matching_parts.verdict(run),
        "rest": matching_parts.rest_words(seen),
        "profile": matching_parts.profile(run) if seen.all_told else (),
        "values": matching_parts.value_table(run) if seen.all_told else None,
        "priorities": matching_parts.priority_words(run.round, fewest_changes=run.fewest_changes),
        "newer": _newer(run),
        "filters": _filters(run, which),
        "work": _work(part, which),
        "acts": _acts(request, run),
        "back": _back(run),
    }
    return render(request, "matching/run.html", context)


@page(allow=WRITE)
def run_waiting(request: PageRequest, run_id: UUID) -> HttpResponse:
    """While a job works it out. Anybody may leave and come back."""
    run = run_or_404(request, run_id)
    if run.state not in _WORKING:
        there = reverse("matching_run", args=[run.pk])
        return HttpResponseClientRedirect(there) if request.htmx else HttpResponseRedirect(there)
    context = {
        "progress": _progress(run),
        "run": run,
        "back": _back(run),
        "is_silent": _is_silent(request, run),
        "may_stop": matchmaking.can_run_round(request.actor, run.round),
    }
    return render(request, "matching/waiting.html", context)


@page(allow=ORGANISE, writes=True)
def begin_run_again(request: PageRequest, run_id: UUID) -> HttpResponse:
    """The worker that had it has died: another one takes it up."""
    run = _runnable_or_404(request, run_id)
    if request.method == "POST" and run.state in _WORKING and _is_silent(request, run):
        matching_jobs.start_matching(run)
        return done(request, gettext("It begins again."), reverse("run_waiting", args=[run.pk]))
    return HttpResponseRedirect(reverse("matching_run", args=[run.pk]))


@page(allow=ORGANISE, writes=True)
def stop_run(request: PageRequest, run_id: UUID) -> HttpResponse:
    """Nobody waits for it any more."""
    run = _runnable_or_404(request, run_id)
    act = Act(
        heading=gettext("Stop working it out?"),
        lead=gettext("Nothing has been given out. It can be matched again."),
        back=_back(run),
        do=gettext("Stop it"),
        settled=None if run.state in _WORKING else Notice(Tone.INFO, gettext("It is over already.")),
    )
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    return carry_out(
        request,
        act,
        form,
        lambda: matchmaking.stop_run(run=run, problem=_STOPPED, by=request.actor, at=request.at),
        said=gettext("It is stopped."),
        where=_back(run).href,
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def compare_runs(request: PageRequest, run_id: UUID, other_run_id: UUID) -> HttpResponse:
    """Whom two answers treat differently."""
    one, other = run_or_404(request, run_id), run_or_404(request, other_run_id)
    if one.round_id != other.round_id or {one.state, other.state} != {RunState.DONE}:
        raise Http404
    moved = matchmaking.moved_between(one, other)
    request.saw(*(each.entry.person_id for each in moved))
    context = {
        "one": one,
        "other": other,
        "table": _moved_table(one, other, moved),
        "count": len(moved),
        "back": Action(gettext("Back to the answer"), reverse("matching_run", args=[other.pk])),
    }
    return render(request, "matching/compare.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def check_run(request: PageRequest, run_id: UUID) -> HttpResponse:
    """The check once more, now, from what was kept: it knows no solver."""
    run = run_or_404(request, run_id)
    request.saw(*matchmaking.proposals_of(run).values_list("person_id", flat=True)[:_MOST_ROWS])
    verdict = matchmaking.check_again(run, on=request.today)
    context = {
        "run": run,
        "verdict": verdict,
        "faults": tuple(map(say, verdict.faults)) if verdict else (),
        "count": len(run.values),
        "back": Action(gettext("Back to the answer"), reverse("matching_run", args=[run.pk])),
    }
    return render(request, "matching/check.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def run_file(request: PageRequest, run_id: UUID) -> HttpResponse:
    """The answer as a file. What somebody typed never begins a formula in a spreadsheet."""
    run = run_or_404(request, run_id)
    rows = list(matchmaking.proposals_of(run)[:_MOST_ROWS]) if run.state == RunState.DONE else []
    request.saw(*(row.person_id for row in rows))
    out = StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(_columns())
    writer.writerows([_plain(text) for text in _cells(row)] for row in rows)
    return HttpResponse(
        "\ufeff" + out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="matching.csv"'},
    )


def run_or_404(request: PageRequest, run_id: UUID) -> Run:
    """An answer of a round of the reader's town."""
    run = Run.objects.select_related("round__scheme", "earlier").filter(pk=run_id).first()
    if run is None:
        raise Http404
    round_or_404(request, run.round_id)
    return run


def _runnable_or_404(request: PageRequest, run_id: UUID) -> Run:
    run = run_or_404(request, run_id)
    if not matchmaking.can_run_round(request.actor, run.round):
        raise Http404
    return run


def _asked(run: Run, which: str) -> QuerySet[Proposal]:
    rows = matchmaking.proposals_of(run)
    if which == "none":
        return rows.filter(place=None)
    if which in set(ProposalState.values):
        return rows.filter(state=which, place__isnull=False)
    return rows


def _work(part: Sequence[Proposal], which: str) -> WorkList:
    return WorkList(
        heading=gettext("What is proposed"),
        rows=tuple(map(_row, part)),
        empty=Empty(gettext("Nobody you may see is here")),
        count=write_number(part.paginator.count),  # type: ignore[attr-defined]
        name="proposals",
        pager=page_pager(part, which=which),  # type: ignore[arg-type]
    )


def _row(row: Proposal) -> WorkRow:
    href = reverse("proposal", args=[row.pk])
    since = matchmaking.in_between(row)
    told = [matching_parts.place_words(row)]
    if row.entry.locked_to_id is not None and row.entry.locked_to_id == row.place_id:
        told.append(gettext("locked"))
    is_open = row.state == ProposalState.PROPOSED and row.place_id is not None and since is None
    return WorkRow(
        name=row.person.name,
        href=href,
        detail=", ".join(filter(None, (row.entry.placement.school.name, row.entry.placement.class_name))),
        why=f"{', '.join(told)}. {say(since)}" if since else ", ".join(told),
        since=matching_parts.state_words(row) if row.place_id else "",
        action=Action(gettext("Decide") if is_open else gettext("Why?"), href),
    )


def _filters(run: Run, which: str) -> Filters:
    choices = [("", gettext("Everybody")), ("none", gettext("Those without a place"))]
    choices += [(state.value, str(state.label)) for state in ProposalState]
    question = Question(
        "which",
        gettext("Whom do you want to see?"),
        tuple(Choice(key, text, key == which) for key, text in choices),
    )
    here = reverse("matching_run", args=[run.pk])
    return Filters(action=here, questions=(question,), clear_href=here if which else "", swaps="proposals")


def _acts(request: PageRequest, run: Run) -> tuple[Action, ...]:
    acts = [Action(gettext("As a file"), reverse("run_file", args=[run.pk]))]
    if run.is_sound and run.round.state == RoundState.CLOSED:
        acts.insert(0, Action(gettext("Lock all that are proposed"), reverse("lock_all", args=[run.pk])))
        if matchmaking.can_run_round(request.actor, run.round):
            acts.insert(1, Action(gettext("Match again"), reverse("order_run", args=[run.round_id])))
    others = matchmaking.runs_of(run.round).filter(state=RunState.DONE, is_sound=True).exclude(pk=run.pk)
    acts += [
        Action(
            gettext("Compare with answer %(number)d") % {"number": other.number},
            reverse("compare_runs", args=[other.pk, run.pk]),
        )
        for other in others[:3]
    ]
    return (*acts, Action(gettext("Check it again now"), reverse("check_run", args=[run.pk])))


def _newer(run: Run) -> Notice | None:
    newest = matchmaking.runs_of(run.round).filter(state=RunState.DONE).first()
    if newest is None or newest.pk == run.pk:
        return None
    return Notice(
        Tone.INFO,
        gettext("There is a newer answer"),
        gettext("Answer %(number)d was worked out later. What is accepted here holds all the same.")
        % {"number": newest.number},
    )


def _progress(run: Run) -> Progress:
    is_waiting = run.state == RunState.WAITING
    return Progress(
        heading=gettext("Working out who could have which place"),
        doing=gettext("Waiting for its turn.") if is_waiting else gettext("The solver is at work."),
        usually=gettext("A town takes less than a second; it ends after %(seconds)d seconds at most.")
        % {"seconds": run.round.seconds},
        done=0,
        total=None,
        poll_href=reverse("run_waiting", args=[run.pk]),
        leave_href=reverse("matching_round", args=[run.round_id]),
        refresh_seconds=2,
    )


def _is_silent(request: PageRequest, run: Run) -> bool:
    return request.at - run.beat_at > timedelta(seconds=run.round.seconds) + _PATIENCE


def _stopped(run: Run) -> Notice:
    problem = run.problem or {"text": "", "values": {}}
    return Notice(
        Tone.WARNING,
        gettext("It was not worked out"),
        say(Sentence(problem["text"], problem["values"])) if problem["text"] else "",
    )


def _moved_table(one: Run, other: Run, moved: Iterable[matchmaking.Moved]) -> Table:
    none = gettext("No place")
    columns = (
        Column(gettext("The young person")),
        Column(gettext("Answer %(number)d") % {"number": one.number}),
        Column(gettext("Answer %(number)d") % {"number": other.number}),
    )
    rows = [(each.entry.person.name, each.one or none, each.other or none) for each in moved]
    return make_table(gettext("Whom they treat differently"), columns, rows)


def _columns() -> tuple[str, ...]:
    return (
        gettext("The young person"),
        gettext("School"),
        gettext("Class"),
        gettext("Place"),
        gettext("Wish"),
        gettext("Minutes"),
        gettext("Decided"),
        gettext("Key in the lot"),
    )


def _cells(row: Proposal) -> tuple[str, ...]:
    placement = row.entry.placement
    return (
        row.person.name,
        placement.school.name,
        placement.class_name,
        row.host_name,
        str(row.rank or ""),
        "" if row.minutes is None else str(row.minutes),
        matching_parts.state_words(row) if row.place_id else "",
        str(row.entry_id),
    )


def _plain(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _back(run: Run) -> Action:
    return Action(gettext("Back to the round"), reverse("matching_round", args=[run.round_id]))
