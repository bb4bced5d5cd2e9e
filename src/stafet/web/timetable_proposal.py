"""One weekday as the company day of a class: what moves, whom that touches, and a person's yes or no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.integrations import week_jobs
from stafet.kernel.timetables.changes import Move, moves, proposed_week, soft_left, touched
from stafet.kernel.timetables.problem import Lesson, PartyKind, Question, Week
from stafet.kernel.timetables.proposal import Proposal
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import Answer, Asked, DayFrame, ProposalState, WeekProposal
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.say import say
from stafet.web.registry import PageRequest, page
from stafet.web.timetable_forms import AgainForm
from stafet.web.timetable_parts import KEEP, READ, day_or_404, day_words, grid, hour_words, lesson_words
from stafet.web.timetable_week import gap_words, to_week

_MOST_GRIDS = 12
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
    told = schoolweeks.answer_from_plain(row.result) if row.result else None
    context: dict[str, object] = {
        "row": row,
        "title": gettext("%(class)s away on %(day)s")
        % {"class": row.class_key, "day": day_words(week, row.day)},
        "state": ProposalState(row.state).label,
        "verdict": _verdict(row, told, week),
        "acts": tuple(_acts(row)) if schoolweeks.can_keep_week(request.actor, row.school) else (),
        "moved": (),
        "asked": (),
        "left": (),
        "grids": (),
    }
    if told is not None and told.is_whole:
        context |= _found(schoolweeks.question_of(row, week), week, told.proposal)
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
    return carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: schoolweeks.accept_proposal(proposal=row, by=request.actor, at=request.at),
        said=gettext("The proposal is taken. A new version of the week holds."),
        where=reverse("timetables"),
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
        initial={"frame": request.GET.get("frame") or row.frame, "seconds": row.seconds},
    )
    act = Act(
        heading=gettext("Ask for this weekday again"),
        lead=gettext("This proposal is put aside, and the weekday is worked out anew."),
        back=_back(row),
        do=gettext("Work it out"),
    )

    def do() -> None:
        said = form.cleaned_data
        stays = frozenset({*row.locked, *form.stays()})
        asked = Asked(row.class_key, (row.day,), DayFrame(said["frame"]), stays, said["seconds"])
        for made in schoolweeks.ask_for_days(week=row.week, asked=asked, by=request.actor, at=request.at):
            week_jobs.start_solving(made)

    there = reverse("school_week", args=[row.week_id])
    return carry_out(request, act, form, do, said=gettext("It is being worked out."), where=there)


def _decidable(request: PageRequest, day_id: UUID, states: frozenset[ProposalState]) -> WeekProposal:
    row = day_or_404(request, day_id, to_keep=True)
    if row.state not in states:
        raise Http404
    return row


def _found(question: Question, week: Week, found: Proposal) -> dict[str, object]:
    changed = moves(week, found)
    after = proposed_week(week, found)
    people = touched(week, found)
    words = {move.before.key: gettext("moved") for move in changed}
    return {
        "moved": tuple(_move_words(week, move) for move in changed),
        "asked": tuple(
            ngettext("%(who)s: %(count)d lesson", "%(who)s: %(count)d lessons", each.moves)
            % {"who": each.party.shown, "count": each.moves}
            for each in people
            if each.party.id.kind is not PartyKind.ROOM
        ),
        "left": tuple(
            f"{lesson_words(each)}: {hour_words(after, each.start)}" for each in soft_left(question, found)
        ),
        "grids": tuple(
            (
                grid(week, gettext("%(who)s before") % {"who": each.party.shown}, each.before, words),
                grid(week, gettext("%(who)s afterwards") % {"who": each.party.shown}, each.after, words),
            )
            for each in people
            if each.party.id.kind is PartyKind.CLASS
        )[:_MOST_GRIDS],
    }


def _move_words(week: Week, move: Move) -> str:
    told = {"lesson": lesson_words(move.before), "before": hour_words(week, move.before.start)}
    if move.is_in_time:
        told["after"] = hour_words(week, move.after.start)
        return gettext("%(lesson)s: from %(before)s to %(after)s") % told + _rooms(move)
    return gettext("%(lesson)s: stays on %(before)s") % told + _rooms(move)


def _rooms(move: Move) -> str:
    before, after = _in(move.before), _in(move.after)
    return (
        ""
        if before == after
        else gettext(", room %(room)s instead of %(other)s")
        % {
            "room": after,
            "other": before or "–",
        }
    )


def _in(lesson: Lesson) -> str:
    return ", ".join(need.room for need in lesson.rooms if need.room)


def _verdict(row: WeekProposal, told: Answer | None, week: Week) -> Notice:
    state = ProposalState(row.state)
    if told is not None and told.is_whole:
        words = gettext("A check that knows nothing of the solver has gone through the whole week.")
        return Notice(
            Tone.SUCCESS, gettext("No teacher, room or class is in two places"), f"{words} {gap_words(told)}."
        )
    if state == ProposalState.IMPOSSIBLE and told is not None:
        rules = tuple(say(schoolweeks.shown_rule(rule, day_words(week, row.day))) for rule in told.clash)
        head = gettext("It can’t be done: these rules can’t hold together")
        mend = gettext(
            "Let go of one of them: allow longer or shorter days, unlock a lesson, or take another day."
        )
        return Notice(Tone.WARNING, head, mend, rules)
    if state == ProposalState.UNDECIDED:
        mend = gettext("Ask again with more seconds, or with days that may be longer or shorter.")
        return Notice(Tone.INFO, gettext("Nothing was found in the time"), mend)
    mend = gettext("The week has not changed. Ask for the weekday again.")
    return Notice(Tone.INFO, str(state.label), mend)


def _acts(row: WeekProposal) -> Iterator[Action]:
    if row.state == ProposalState.SOLVED:
        yield Action(gettext("Take it"), reverse("take_company_day", args=[row.pk]))
    if row.state in _AGAIN:
        again = reverse("ask_day_again", args=[row.pk])
        if row.state == ProposalState.IMPOSSIBLE and row.frame == DayFrame.STRICT:
            yield Action(gettext("Allow longer or shorter days"), f"{again}?frame={DayFrame.GAP}")
        yield Action(gettext("Lock lessons and ask again"), again)
        yield Action(gettext("Leave it"), reverse("leave_company_day", args=[row.pk]))


def _lockable(row: WeekProposal, week: Week) -> Mapping[str, str]:
    told = schoolweeks.answer_from_plain(row.result) if row.result else None
    if told is None or not told.is_whole:
        return {}
    return {
        move.before.key: f"{lesson_words(move.before)}, {hour_words(week, move.before.start)}"
        for move in moves(week, told.proposal)
        if move.before.subject not in row.hard
    }


def _back(row: WeekProposal) -> Action:
    return Action(gettext("Back to the proposal"), reverse("company_day", args=[row.pk]))
