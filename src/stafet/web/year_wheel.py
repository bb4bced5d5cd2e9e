"""The year wheel of the plan: as a picture and a list, as what is due for the reader, and as a calendar for each party."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.kernel.periods import school_year_of
from stafet.kernel.sentences import SentenceError
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.planwork import api as planwork
from stafet.planwork.api import WheelTask
from stafet.programme import api as programme
from stafet.programme.api import Party, Stage
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action, Choice, Empty, Filters, Question
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.components.year_wheel import WheelDot, draw_wheel
from stafet.web.hosts import year_of
from stafet.web.plan_rounds_forms import LessonForm, TaskForm, known_task
from stafet.web.registry import PageRequest, page, public_page

READ = access.Permission.READ_PROGRAMME
ORGANISE = access.Permission.ORGANISE
_SOON = timedelta(days=7)
_FEW = 20
_AUGUST, _TWELVE = 8, 12


@page(allow=READ)
def year_wheel(request: PageRequest) -> HttpResponse:
    """What is to be done in the school year, in the order of the days."""
    year = _chosen_year(request)
    stage = request.GET.get("stage", "")
    rows = planwork.wheel_of(programme.towns_read_by(request.actor), year)
    found = list(rows.filter(stage__in=["", stage]) if stage in Stage.values else rows)
    runs = bool(offers.organising_in(request.actor))
    dots = [WheelDot(n, row.due_on, row.done_on is not None) for n, row in enumerate(found, 1)]
    context = {
        "acts": _acts(year) if runs else (),
        "year": _year_words(year),
        "wheel": draw_wheel(_months(), dots, _year_words(year)),
        "filters": _filters(stage, year),
        "work": WorkList(
            heading=gettext("In the order of the days"),
            rows=tuple(_row(request, row, n, runs=runs) for n, row in enumerate(found, 1)),
            empty=Empty(
                gettext("Nothing stands in the wheel of this school year"),
                gettext(
                    "Whoever organises for the municipality puts things in it, or carries last year’s on."
                ),
            ),
            name="wheel",
        ),
        "feeds": _feeds(request),
    }
    return render(request, "planwork/wheel.html", context)


@page(allow=ORGANISE, writes=True)
def put_wheel_task(request: PageRequest) -> HttpResponse:
    """One more thing of the year."""
    town = _own_town_or_404(request)
    form = TaskForm(request.POST or None, town=town)
    act = Act(gettext("What is to be done in the year?"), _to_wheel(), gettext("Put it in the wheel"))
    return _carry_out(
        request,
        act,
        form,
        lambda: planwork.put_task(municipality_id=town, facts=form.facts(), by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def change_wheel_task(request: PageRequest, wheel_task_id: UUID) -> HttpResponse:
    """Another day, another owner, other words."""
    row = _task_or_404(request, wheel_task_id)
    if not planwork.can_run_plan_of(request.actor, row.municipality_id):
        raise Http404
    form = TaskForm(request.POST or None, town=row.municipality_id, initial=known_task(row))
    act = Act(
        gettext("What is different about “%(part)s”?") % {"part": row.title}, _to_wheel(), gettext("Save it")
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: planwork.change_task(task=row, facts=form.facts(), by=request.actor, at=request.at),
    )


@page(allow=READ, writes=True)
def finish_wheel_task(request: PageRequest, wheel_task_id: UUID) -> HttpResponse:
    """It is done."""
    row = _task_or_404(request, wheel_task_id)
    if not planwork.can_finish_task(request.actor, row):
        raise Http404
    act = Act(
        gettext("Is “%(task)s” done?") % {"task": row.title},
        _to_wheel(),
        gettext("It is done"),
        lead=row.words,
    )
    return _carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: planwork.finish_task(task=row, by=request.actor, at=request.at),
    )


@page(allow=ORGANISE, writes=True)
def carry_year_wheel_on(request: PageRequest) -> HttpResponse:
    """Everything of this school year a year later."""
    town, year = _own_town_or_404(request), _chosen_year(request)
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    act = Act(
        gettext("Carry the wheel on to %(year)s?") % {"year": _year_words(year + 1)},
        _to_wheel(),
        gettext("Carry it on"),
        lead=gettext(
            "Each thing stands there a year later, with the same owner. What was carried on already is not put there twice."
        ),
    )
    if request.method == "POST" and form.is_valid():
        try:
            count = planwork.carry_wheel_on(
                municipality_id=town, starts_in=year, by=request.actor, at=request.at
            )
        except SentenceError as error:
            refuse(form, error)
        else:
            said = ngettext("%(count)d thing is carried on.", "%(count)d things are carried on.", count)
            return done(request, said % {"count": count}, f"{reverse('year_wheel')}?year={year + 1}")
    return ask(request, act, form)


@public_page()
def wheel_calendar(request: HttpRequest, wheel_town_id: UUID, plan_party: str) -> HttpResponse:
    """What a party of the plan does when, for calendars. It names nobody, and says nothing that is not about the plan."""
    names = dict(organisations.municipalities())
    if wheel_town_id not in names or plan_party not in Party.values:
        raise Http404
    rows = planwork.wheel_feed(wheel_town_id, Party(plan_party))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Stafet//Year wheel//EN",
        f"X-WR-CALNAME:{_ical(f'{names[wheel_town_id]}: {Party(plan_party).label}')}",
        *(line for row in rows for line in _event(row)),
        "END:VCALENDAR",
    ]
    return HttpResponse(
        "".join(f"{_folded(line)}\r\n" for line in lines), content_type="text/calendar; charset=utf-8"
    )


@page(allow=READ)
def plan_lessons(request: PageRequest) -> HttpResponse:
    """What was learned on the way."""
    context = {
        "begin": Action(gettext("Write down what you learned"), reverse("write_plan_lesson"))
        if access.may(request.actor, access.Permission.REMARK_ON_PROGRAMME)
        else None,
        "lessons": [
            {"row": row, "day": write_day(row.learned_on)}
            for row in planwork.lessons_for(request.actor)[:200]
        ],
    }
    return render(request, "planwork/lessons.html", context)


@page(allow=access.Permission.REMARK_ON_PROGRAMME, writes=True)
def write_plan_lesson(request: PageRequest) -> HttpResponse:
    """One more lesson."""
    towns = sorted(offers.municipalities_of(request.actor))
    if not towns:
        raise Http404
    form = LessonForm(request.POST or None)
    act = Act(
        gettext("What did you learn?"),
        Action(gettext("Back to what was learned"), reverse("plan_lessons")),
        gettext("Save it"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: planwork.write_lesson(
            municipality_id=towns[0], facts=form.facts(), by=request.actor, at=request.at
        ),
    )


def tasks_of_today(request: PageRequest) -> WorkList:
    """What is the reader's own in the year wheel, late or due within a week. One look-up."""
    rows = list(planwork.own_tasks(request.actor, until=request.today + _SOON)[:_FEW])
    return WorkList(
        heading=gettext("From the year wheel"),
        rows=tuple(
            WorkRow(
                name=row.title,
                href=reverse("finish_wheel_task", args=[row.pk]),
                why=row.words[:120] or str(Party(row.party).label),
                by=deadline(row.due_on, today=request.today),
                action=Action(gettext("It is done"), reverse("finish_wheel_task", args=[row.pk])),
            )
            for row in rows
        ),
        empty=Empty(""),
        name="wheel",
    )


def _row(request: PageRequest, row: WheelTask, n: int, *, runs: bool) -> WorkRow:
    key = [row.pk]
    finishes = row.done_on is None and planwork.can_finish_task(request.actor, row)
    who = row.owner.name if row.owner is not None else str(Party(row.party).label)
    return WorkRow(
        name=f"{n}. {row.title}",
        href=reverse("change_wheel_task", args=key) if runs else "",
        detail=", ".join(filter(None, (who, str(Stage(row.stage).label) if row.stage else ""))),
        why=gettext("Done %(day)s") % {"day": write_day(row.done_on)} if row.done_on else row.words[:160],
        since=write_day(row.due_on),
        by=None if row.done_on else deadline(row.due_on, today=request.today),
        action=Action(gettext("It is done"), reverse("finish_wheel_task", args=key)) if finishes else None,
    )


def _chosen_year(request: PageRequest) -> int:
    asked = request.GET.get("year", "")
    now = year_of(request)
    return int(asked) if asked.isascii() and asked.isdigit() and abs(int(asked) - now) <= _FEW else now


def _year_words(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def _months() -> tuple[str, ...]:
    first = school_year_of(date(2026, _AUGUST, 1)).period.starts_on
    numbers = ((first.month - 1 + n) % _TWELVE + 1 for n in range(_TWELVE))
    return tuple(write_day(date(2026, month, 1), "month-name") for month in numbers)


def _filters(stage: str, year: int) -> Filters:
    stages = [Choice("", gettext("All school forms"), chosen=not stage)]
    stages += [Choice(one.value, str(one.label), chosen=one.value == stage) for one in Stage]
    years = [
        Choice(str(other), _year_words(other), chosen=other == year) for other in range(year - 2, year + 3)
    ]
    return Filters(
        reverse("year_wheel"),
        (
            Question("year", gettext("Which school year?"), tuple(years)),
            Question("stage", gettext("For which school form?"), tuple(stages)),
        ),
    )


def _feeds(request: PageRequest) -> list[Action]:
    towns = sorted(offers.municipalities_of(request.actor))
    return [
        Action(str(party.label), reverse("wheel_calendar", args=[town, party.value]))
        for town in towns[:1]
        for party in Party
    ]


def _acts(year: int) -> tuple[Action, ...]:
    return (
        Action(gettext("Put something in the wheel"), reverse("put_wheel_task")),
        Action(gettext("Carry the wheel on"), f"{reverse('carry_year_wheel_on')}?year={year}"),
    )


def _event(row: WheelTask) -> tuple[str, ...]:
    return (
        "BEGIN:VEVENT",
        f"UID:{row.pk}@stafet",
        f"DTSTAMP:{row.known_at:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{row.due_on:%Y%m%d}",
        f"SUMMARY:{_ical(row.title)}",
        "END:VEVENT",
    )


def _ical(words: str) -> str:
    """Text as calendars read it (RFC 5545, 3.3.11)."""
    for sign, written in (
        ("\\", "\\\\"),
        (";", "\\;"),
        (",", "\\,"),
        ("\r\n", "\\n"),
        ("\n", "\\n"),
        ("\r", "\\n"),
    ):
        words = words.replace(sign, written)
    return words


def _folded(line: str) -> str:
    """Lines of at most 75 octets (RFC 5545, 3.1)."""
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > 74:
            pieces.append(piece)
            piece = ""
        piece += sign
    return "\r\n ".join([*pieces, piece])


def _own_town_or_404(request: PageRequest) -> UUID:
    towns = sorted(offers.organising_in(request.actor))
    if not towns:
        raise Http404
    return towns[0]


def _task_or_404(request: PageRequest, wheel_task_id: UUID) -> WheelTask:
    row = planwork.task_for(request.actor, wheel_task_id)
    if row is None:
        raise Http404
    return row


def _to_wheel() -> Action:
    return Action(gettext("Back to the year wheel"), reverse("year_wheel"))


def _carry_out(request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)
