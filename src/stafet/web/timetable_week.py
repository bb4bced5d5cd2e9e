"""One school's week: what is marked in it, and which weekday suits a class as its company day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from stafet.integrations import week_jobs
from stafet.kernel.timetables.problem import PartyId, PartyKind, Week
from stafet.kernel.timetables.proposal import Outcome
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import UNDER_WAY, Answer, ProposalState, SchoolWeek, WeekOrigin, WeekProposal
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, Section
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Notice, Progress, Tone
from stafet.web.components.tables import Cell, Column, Table
from stafet.web.registry import PageRequest, page
from stafet.web.timetable_forms import AskForm, MarksForm
from stafet.web.timetable_parts import KEEP, READ, day_words, week_or_404


@page(allow=READ)
def school_week(request: PageRequest, week_id: UUID) -> HttpResponse:
    """The week, the weekdays that were asked about, and its versions."""
    row = week_or_404(request, week_id)
    rows = schoolweeks.proposals_of(row, by=request.actor)
    busy = [each for each in rows if each.state in UNDER_WAY]
    here = reverse("school_week", args=[row.pk])
    if request.htmx and not busy:
        return HttpResponseClientRedirect(here)
    week = schoolweeks.plain_week(row)
    newest = schoolweeks.current_week(row.school_id, row.starts_in, by=request.actor)
    is_current = newest is not None and newest.pk == row.pk
    keeps = schoolweeks.can_keep_week(request.actor, row.school)
    marks = schoolweeks.marks_of(row.school_id, row.starts_in)
    context = {
        "row": row,
        "lessons": len(week.lessons),
        "origin": WeekOrigin(row.origin).label,
        "progress": _progress(here, busy, len(rows)) if busy else None,
        "old": None if is_current or newest is None else _old(newest),
        "acts": tuple(_acts(row, can_ask=bool(marks and marks.company_days))) if keeps and is_current else (),
        "back_to": Action(gettext("Go back to this version"), reverse("go_back_to_week", args=[row.pk]))
        if keeps and not is_current
        else None,
        "choosers": tuple(_choosers(week, rows)),
        "calendars": tuple(each.shown for each in week.of_kind(PartyKind.CLASS))
        if marks and marks.bells
        else (),
        "versions": [
            Action(
                gettext("Version %(number)d: %(origin)s")
                % {"number": each.revision, "origin": WeekOrigin(each.origin).label},
                reverse("school_week", args=[each.pk]),
            )
            for each in schoolweeks.week_versions(row.school_id, row.starts_in, by=request.actor)
            if each.pk != row.pk
        ],
    }
    return render(request, "timetables/week.html", context)


@page(allow=KEEP, writes=True)
def mark_week(request: PageRequest, week_id: UUID) -> HttpResponse:
    """Which classes have apprentices, and what the subjects are."""
    row = week_or_404(request, week_id, to_keep=True)
    marks = schoolweeks.marks_of(row.school_id, row.starts_in)
    posted = request.POST if request.method == "POST" else None
    form = MarksForm(posted, week=schoolweeks.plain_week(row), marks=marks)
    act = Act(
        heading=gettext("Which classes have apprentices?"),
        lead=gettext(
            "And which of the school’s subjects are those of the town’s model? No lesson moves yet."
        ),
        back=_back(row),
        do=gettext("Mark the week"),
        sections=(
            Section(gettext("Classes"), form.class_fields),
            Section(gettext("Subjects"), form.subject_fields),
            Section(gettext("The day"), ("frame", "bells")),
        ),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: schoolweeks.mark_week(week=row, facts=form.facts(), by=request.actor, at=request.at),
        said=gettext("The week is marked."),
        where=_back(row).href,
    )


@page(allow=KEEP, writes=True)
def ask_weekdays(request: PageRequest, week_id: UUID) -> HttpResponse:
    """Each weekday is worked out by a job of its own."""
    row = week_or_404(request, week_id, to_keep=True)
    marks = schoolweeks.marks_of(row.school_id, row.starts_in)
    week = schoolweeks.plain_week(row)
    form = AskForm(request.POST if request.method == "POST" else None, week=week, marks=marks)
    act = Act(
        heading=gettext("Which weekday suits as the company day?"),
        lead=gettext(
            "For each weekday the fewest moves are looked for. Nothing changes before you take one."
        ),
        back=_back(row),
        do=gettext("Work it out"),
        settled=None
        if marks and marks.company_days
        else Notice(Tone.INFO, gettext("Say first which classes have apprentices.")),
    )

    def do() -> None:
        for made in schoolweeks.ask_for_days(week=row, asked=form.asked(), by=request.actor, at=request.at):
            week_jobs.start_solving(made)

    return carry_out(
        request, act, form, do, said=gettext("The weekdays are being worked out."), where=_back(row).href
    )


@page(allow=KEEP, writes=True)
def go_back_to_week(request: PageRequest, week_id: UUID) -> HttpResponse:
    """The week is again as it was; what was taken since stays readable."""
    row = week_or_404(request, week_id, to_keep=True)
    act = Act(
        heading=gettext("Go back to this version?"),
        lead=gettext("The week becomes as it was in version %(number)d. Later versions stay readable.")
        % {"number": row.revision},
        back=_back(row),
        do=gettext("Go back to it"),
    )
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    return carry_out(
        request,
        act,
        form,
        lambda: schoolweeks.go_back(week=row, by=request.actor, at=request.at),
        said=gettext("The week is as it was."),
        where=reverse("timetables"),
    )


def gap_words(told: Answer) -> str:
    """Proven, or how far from it."""
    found = told.proposal
    if found.outcome is Outcome.PROVEN:
        return gettext("Proven: it does not go with fewer")
    if found.gap is None:
        return gettext("Not proven: fewer soft lessons may be possible")
    return gettext("Not proven: at most %(count)d fewer") % {"count": found.gap}


def _acts(row: SchoolWeek, *, can_ask: bool) -> Iterator[Action]:
    ask = Action(gettext("Ask for weekdays"), reverse("ask_weekdays", args=[row.pk]))
    if can_ask:
        yield ask
    yield Action(gettext("Mark classes and subjects"), reverse("mark_week", args=[row.pk]))
    yield Action(gettext("Load a file"), reverse("load_timetable", args=[row.school_id]))


def _old(newest: SchoolWeek) -> Notice:
    words = gettext("Version %(number)d holds. This one is kept to be read.") % {"number": newest.revision}
    return Notice(Tone.INFO, gettext("An earlier version"), words)


def _progress(here: str, busy: Sequence[WeekProposal], total: int) -> Progress:
    return Progress(
        heading=gettext("Weekdays are being worked out"),
        doing=gettext("One weekday after the other is searched."),
        usually=gettext("Each weekday takes at most %(seconds)d seconds.")
        % {"seconds": max(each.seconds for each in busy)},
        done=total - len(busy),
        total=total,
        poll_href=here,
        leave_href=reverse("timetables"),
        refresh_seconds=3,
    )


def _choosers(week: Week, rows: Sequence[WeekProposal]) -> Iterator[dict[str, object]]:
    for party in week.of_kind(PartyKind.CLASS):
        found = sorted(
            (row for row in rows if row.class_key == party.id.key and row.day in week.days),
            key=lambda row: week.days.index(row.day),
        )
        if found:
            yield {"table": _chooser(week, party.id, found), "bars": tuple(_bars(week, found))}


def _chooser(week: Week, who: PartyId, rows: Sequence[WeekProposal]) -> Table:
    columns = (
        Column(gettext("Day")),
        Column(gettext("Protected lessons on it now"), numeric=True),
        Column(gettext("Soft lessons on it now"), numeric=True),
        Column(gettext("Lessons to move"), numeric=True),
        Column(gettext("Soft lessons that stay"), numeric=True),
        Column(gettext("Is that the best?")),
        Column(gettext("Seconds"), numeric=True),
        Column(gettext("Where it stands")),
    )
    cells = tuple(
        tuple(
            Cell(
                text,
                column.title,
                column.numeric,
                reverse("company_day", args=[row.pk]) if place in {0, len(columns) - 1} else "",
            )
            for place, (text, column) in enumerate(zip(_texts(week, row), columns, strict=True))
        )
        for row in rows
    )
    caption = gettext("Company day of %(class)s") % {"class": week.party[who].shown}
    return Table(caption, columns, cells)


def _texts(week: Week, row: WeekProposal) -> tuple[str, ...]:
    day, state = day_words(week, row.day), str(ProposalState(row.state).label)
    if row.result is None:
        return (day, "–", "–", "–", "–", "–", "–", state)
    told = schoolweeks.answer_from_plain(row.result)
    cost, seconds = told.proposal.cost, f"{told.proposal.seconds:.1f}"
    if cost is None:
        return (day, str(told.hard), str(told.soft), "–", "–", "–", seconds, state)
    return (
        day,
        str(told.hard),
        str(told.soft),
        str(cost.moved),
        str(cost.soft),
        gap_words(told),
        seconds,
        state,
    )


def _bars(week: Week, rows: Sequence[WeekProposal]) -> Iterator[dict[str, object]]:
    moved = {
        row.day: cost.moved
        for row in rows
        if row.result is not None
        and (cost := schoolweeks.answer_from_plain(row.result).proposal.cost) is not None
    }
    most = max([*moved.values(), 1])
    for day, count in moved.items():
        yield {"day": day_words(week, day), "count": write_number(count), "width": round(100 * count / most)}


def _back(row: SchoolWeek) -> Action:
    return Action(gettext("Back to the week"), reverse("school_week", args=[row.pk]))


def to_week(row: WeekProposal) -> HttpResponseRedirect:
    """The page of the week a proposal is for."""
    return HttpResponseRedirect(reverse("school_week", args=[row.week_id]))
