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
from stafet.kernel.timetables.problem import PartyKind, Week
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import UNDER_WAY, SchoolWeek, WeekMarks, WeekOrigin, WeekProposal
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, Section
from stafet.web.components.days import write_instant
from stafet.web.components.parts import Action, Notice, Progress, Tone
from stafet.web.registry import PageRequest, page
from stafet.web.timetable_acting import carry_over
from stafet.web.timetable_days import choosers, model_notice, told_notices
from stafet.web.timetable_files import files_of
from stafet.web.timetable_forms import AskForm, MarksForm
from stafet.web.timetable_parts import KEEP, READ, week_or_404


@page(allow=READ)
def school_week(request: PageRequest, week_id: UUID) -> HttpResponse:
    """The week, its weekdays as company days, what it can be taken along as, and its versions."""
    row = week_or_404(request, week_id)
    rows = schoolweeks.proposals_of(row, by=request.actor)
    busy = [each for each in rows if each.state in UNDER_WAY]
    here = reverse("school_week", args=[row.pk])
    if request.htmx and not busy:
        return HttpResponseClientRedirect(here)
    newest = schoolweeks.current_week(row.school_id, row.starts_in, by=request.actor)
    holds = newest is None or newest.pk == row.pk
    keeps = schoolweeks.can_keep_week(request.actor, row.school)
    marks = schoolweeks.marks_of(row.school_id, row.starts_in)
    week = schoolweeks.plain_week(row)
    context = {
        "row": row,
        "lessons": len(week.lessons),
        "origin": WeekOrigin(row.origin).label,
        "progress": _progress(here, busy, len(rows)) if busy else None,
        "old": None if holds or newest is None else _old(newest),
        "acts": tuple(_acts(row, week, marks)) if keeps and holds else (),
        "back_to": Action(gettext("Go back to this version"), reverse("go_back_to_week", args=[row.pk]))
        if keeps and not holds
        else None,
        "told": told_notices(row, week),
        "classes": tuple(_classes(row, week)) if keeps and holds else (),
        "files": files_of(row, week, marks),
        "versions": tuple(_versions(request, row)),
        **_weekdays(row, week, marks, rows),
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
            Section(gettext("The day"), ("frame", "fixed", "bells")),
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
    return carry_over(
        request,
        act,
        form,
        lambda: schoolweeks.go_back(week=row, by=request.actor, at=request.at),
        gettext("The week is as it was."),
    )


def _weekdays(
    row: SchoolWeek, week: Week, marks: WeekMarks | None, rows: Sequence[WeekProposal]
) -> dict[str, object]:
    """The weekdays of each class with apprentices, or what is to be said first."""
    if not week.lessons:
        first = gettext("Nothing stands in the week yet: type in the lessons of each class.")
        return {"first": Notice(Tone.INFO, first)}
    if marks is None or not marks.company_days:
        first = gettext("Say first which classes have apprentices, and what the school’s subjects are.")
        return {"first": Notice(Tone.INFO, first)}
    protected = schoolweeks.protected_subjects(
        marks.subjects, municipality_id=row.municipality_id, starts_in=row.starts_in
    )
    return {
        "choosers": tuple(choosers(week, marks, protected, rows)),
        "model": model_notice(protected),
    }


def _acts(row: SchoolWeek, week: Week, marks: WeekMarks | None) -> Iterator[Action]:
    if marks and marks.company_days and week.lessons:
        yield Action(gettext("Ask for weekdays"), reverse("ask_weekdays", args=[row.pk]))
    if week.lessons:
        yield Action(gettext("Mark classes and subjects"), reverse("mark_week", args=[row.pk]))
    yield Action(gettext("Type in a new class"), reverse("type_class", args=[row.pk]))
    yield Action(gettext("Load a file"), reverse("load_timetable", args=[row.school_id]))


def _classes(row: SchoolWeek, week: Week) -> Iterator[Action]:
    """Each class, to be corrected by hand. A number stands in the address."""
    for number, party in enumerate(week.of_kind(PartyKind.CLASS)):
        yield Action(party.shown, f"{reverse('type_class', args=[row.pk])}?of={number}")


def _versions(request: PageRequest, row: SchoolWeek) -> Iterator[Action]:
    for each in schoolweeks.week_versions(row.school_id, row.starts_in, by=request.actor).defer("content"):
        if each.pk != row.pk:
            words = gettext("Version %(number)d, %(at)s: %(origin)s") % {
                "number": each.revision,
                "at": write_instant(each.at),
                "origin": WeekOrigin(each.origin).label,
            }
            yield Action(words, reverse("school_week", args=[each.pk]))


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


def _back(row: SchoolWeek) -> Action:
    return Action(gettext("Back to the week"), reverse("school_week", args=[row.pk]))


def to_week(row: WeekProposal) -> HttpResponseRedirect:
    """The page of the week a proposal is for."""
    return HttpResponseRedirect(reverse("school_week", args=[row.week_id]))
