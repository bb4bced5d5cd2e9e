"""One weekday as the company day of a class: what moves, whom that touches, and a person's yes or no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.integrations import week_jobs
from stafet.kernel.timetables.changes import moves
from stafet.kernel.timetables.problem import Week
from stafet.kernel.timetables.rules import RuleKind
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import DayFrame, ProposalState, WeekProposal
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.registry import PageRequest, page
from stafet.web.timetable_acting import carry_over
from stafet.web.timetable_forms import AgainForm
from stafet.web.timetable_found import collision_facts, found_parts, verdict
from stafet.web.timetable_parts import (
    KEEP,
    READ,
    class_words,
    day_or_404,
    day_words,
    hour_words,
    lesson_words,
)
from stafet.web.timetable_week import to_week

_AGAIN = frozenset(
    {ProposalState.SOLVED, ProposalState.IMPOSSIBLE, ProposalState.UNDECIDED, ProposalState.FAILED}
)


@page(allow=READ)
def company_day(request: PageRequest, day_id: UUID) -> HttpResponse:
    """The proposal, or the rules that clash."""
    row = day_or_404(request, day_id)
    if row.state in schoolweeks.UNDER_WAY:
        return to_week(row)
    week = schoolweeks.plain_week(row.week)
    question = schoolweeks.question_of(row, week)
    told = schoolweeks.answer_from_plain(row.result) if row.result else None
    holds = schoolweeks.is_current(row.week)
    here = reverse("company_day", args=[row.pk])
    context: dict[str, object] = {
        "row": row,
        "title": gettext("%(class)s away on %(day)s")
        % {"class": class_words(week, row.class_key), "day": day_words(week, row.day)},
        "state": ProposalState(row.state).label,
        "old": None if holds or row.state == ProposalState.ACCEPTED else _old(),
        "verdict": verdict(row, told, week),
        "collides": collision_facts(question, row),
        "acts": tuple(_acts(row)) if holds and schoolweeks.can_keep_week(request.actor, row.school) else (),
    }
    if told is not None and told.is_whole:
        context |= found_parts(question, told.proposal, request.GET.get("who", ""), here)
    return render(request, "timetables/proposal.html", context)


@page(allow=KEEP, writes=True)
def take_company_day(request: PageRequest, day_id: UUID) -> HttpResponse:
    """A person says yes: a new version holds."""
    row = _decidable(request, day_id, frozenset({ProposalState.SOLVED}))
    act = Act(
        heading=gettext("Take this proposal?"),
        lead=gettext("The week becomes as proposed. You can go back to the version before at any time."),
        back=_back(row),
        do=gettext("Take it"),
    )
    return carry_over(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: schoolweeks.accept_proposal(proposal=row, by=request.actor, at=request.at),
        gettext("The proposal is taken. A new version of the week holds."),
    )


@page(allow=KEEP, writes=True)
def leave_company_day(request: PageRequest, day_id: UUID) -> HttpResponse:
    """It is put aside."""
    row = _decidable(request, day_id, _AGAIN)
    act = Act(
        heading=gettext("Leave this proposal?"),
        lead=gettext("The week stays as it is. You can ask for the weekday again."),
        back=_back(row),
        do=gettext("Leave it"),
    )
    return carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: schoolweeks.discard_proposal(proposal=row, by=request.actor, at=request.at),
        said=gettext("It is put aside. The week is as it was."),
        where=reverse("school_week", args=[row.week_id]),
    )


@page(allow=KEEP, writes=True)
def ask_day_again(request: PageRequest, day_id: UUID) -> HttpResponse:
    """The same weekday under other rules."""
    row = _decidable(request, day_id, _AGAIN)
    week = schoolweeks.plain_week(row.week)
    form = AgainForm(
        request.POST if request.method == "POST" else None,
        lessons=_lockable(row, week),
        initial={
            "locked": row.locked,
            "frame": request.GET.get("frame") or row.frame,
            "may_crowd": row.may_crowd or "crowd" in request.GET,
            "seconds": row.seconds,
        },
    )
    act = Act(
        heading=gettext("Ask for this weekday again"),
        lead=gettext("This proposal is put aside, and the weekday is worked out anew."),
        back=_back(row),
        do=gettext("Work it out"),
    )

    def do() -> None:
        asked = form.asked(row)
        for made in schoolweeks.ask_for_days(week=row.week, asked=asked, by=request.actor, at=request.at):
            week_jobs.start_solving(made)

    there = reverse("school_week", args=[row.week_id])
    return carry_out(request, act, form, do, said=gettext("It is being worked out."), where=there)


def _old() -> Notice:
    return Notice(
        Tone.INFO,
        gettext("Another version of the week holds by now"),
        gettext("This proposal is kept to be read. Ask for the weekday in the week as it is now."),
    )


def _decidable(request: PageRequest, day_id: UUID, states: frozenset[ProposalState]) -> WeekProposal:
    row = day_or_404(request, day_id, to_keep=True)
    if row.state not in states or not schoolweeks.is_current(row.week):
        raise Http404
    return row


def _acts(row: WeekProposal) -> Iterator[Action]:
    if row.state == ProposalState.SOLVED:
        yield Action(gettext("Take it"), reverse("take_company_day", args=[row.pk]))
    if row.state in _AGAIN:
        yield from _again(row)
        yield Action(gettext("Leave it"), reverse("leave_company_day", args=[row.pk]))


def _again(row: WeekProposal) -> Iterator[Action]:
    """Ask once more: of the rules that clash those first that can be let go of."""
    again = reverse("ask_day_again", args=[row.pk])
    told = schoolweeks.answer_from_plain(row.result) if row.result else None
    clashing = {rule.kind for rule in told.clash} if told else set()
    if RuleKind.FIXED in clashing:
        yield Action(gettext("Unlock lessons and ask again"), again)
    if RuleKind.SPREAD in clashing:
        yield Action(gettext("Allow a subject twice on one day"), f"{again}?crowd=yes")
    if RuleKind.FRAME in clashing and row.frame == DayFrame.STRICT:
        yield Action(gettext("Allow longer or shorter days"), f"{again}?frame={DayFrame.GAP}")
    if RuleKind.FIXED not in clashing:
        yield Action(gettext("Lock lessons and ask again"), again)


def _lockable(row: WeekProposal, week: Week) -> Mapping[str, str]:
    """Lessons that are locked, and those that would move, but for the protected ones. What the school has fixed stays anyway."""
    told = schoolweeks.answer_from_plain(row.result) if row.result else None
    moved = moves(week, told.proposal) if told is not None and told.is_whole else ()
    marks = schoolweeks.marks_of(row.school_id, row.starts_in)
    keys = {*row.locked, *(move.before.key for move in moved if move.before.subject not in row.hard)}
    return {
        lesson.key: f"{lesson_words(lesson)}, {hour_words(week, lesson.start)}"
        for lesson in week.lessons
        if lesson.key in keys - set(marks.fixed if marks else ())
    }


def _back(row: WeekProposal) -> Action:
    return Action(gettext("Back to the proposal"), reverse("company_day", args=[row.pk]))
