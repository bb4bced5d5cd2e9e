"""Is the school year of a scheme on its way? Its tasks, begun, changed, added, done; and which are overdue today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.groundwork import api as groundwork
from stafet.groundwork.api import TaskOwner, YearTask
from stafet.offers import api as offers
from stafet.placements.api import SchemeKind
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Empty, Notice, Station, Tone
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.groundwork_forms import DoneForm, TaskForm, YearForm
from stafet.web.groundwork_town import kind_or_404, year_words
from stafet.web.hosts import year_of
from stafet.web.registry import PageRequest, page

WRITE = access.Permission.WRITE_PLAN
ORGANISE = access.Permission.ORGANISE
_FEW = 20


@page(allow=WRITE)
def scheme_year(request: PageRequest) -> HttpResponse:
    """The tasks of a school year, from the council’s decision to the first day at a company: month by month, and as a list."""
    form = YearForm(request.GET.dict(), this_year=year_of(request))
    kind, starts_in = form.asked()
    towns = offers.municipalities_of(request.actor)
    tasks = groundwork.year_tasks(towns, starts_in=starts_in, kind=kind)
    keeps = bool(offers.organising_in(request.actor))
    done = sum(task.done_on is not None for task in tasks)
    context = {
        "form": form,
        "stations": _months(tasks),
        "acts": _year_acts(kind, starts_in, begun=bool(tasks)) if keeps else (),
        "work": WorkList(
            heading=gettext("%(done)s of %(all)s tasks are done")
            % {"done": write_number(done), "all": write_number(len(tasks))},
            rows=tuple(_task_row(request, task, keeps=keeps) for task in tasks),
            empty=Empty(
                gettext("This year’s list is not begun"),
                gettext(
                    "Whoever organises for the town begins it: with last year’s tasks, or with a shipped list."
                ),
            ),
            name="tasks",
        ),
    }
    return render(request, "groundwork/year.html", context)


@page(allow=ORGANISE, writes=True)
def begin_scheme_year(request: PageRequest, scheme_kind: str, starts_in: int) -> HttpResponse:
    """Copy last year’s list, or the shipped one."""
    town, kind = _own_town_or_404(request), kind_or_404(scheme_kind)
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    act = Act(
        heading=gettext("Begin the list of %(scheme)s, %(year)s?")
        % {"scheme": kind.label, "year": year_words(starts_in)},
        lead=gettext(
            "Last year’s tasks are copied, each a year later and not done. Where there are none, a shipped list is: change it as you like."
        ),
        back=_to_year(kind, starts_in),
        do=gettext("Begin the list"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: groundwork.begin_year(
            municipality_id=town, kind=kind, starts_in=starts_in, by=request.actor, at=request.at
        ),
    )


@page(allow=ORGANISE, writes=True)
def add_year_task(request: PageRequest, scheme_kind: str, starts_in: int) -> HttpResponse:
    """One more task."""
    town, kind = _own_town_or_404(request), kind_or_404(scheme_kind)
    form = TaskForm(request.POST or None)
    act = Act(
        heading=gettext("What else is to be done in %(year)s?") % {"year": year_words(starts_in)},
        back=_to_year(kind, starts_in),
        do=gettext("Put it on the list"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: groundwork.set_task(
            municipality_id=town,
            kind=kind,
            starts_in=starts_in,
            facts=form.facts(),
            by=request.actor,
            at=request.at,
        ),
    )


@page(allow=ORGANISE, writes=True)
def change_year_task(request: PageRequest, year_task_id: UUID) -> HttpResponse:
    """Another day, another owner, other words."""
    task = _task_or_404(request, year_task_id)
    if not groundwork.can_keep_year_of(request.actor, task.municipality_id):
        raise Http404
    form = TaskForm(request.POST or None, task=task)
    act = Act(
        heading=gettext("What is different about the task?"),
        lead=task.title,
        back=_to_year(SchemeKind(task.kind), task.starts_in),
        do=gettext("Save it"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: groundwork.set_task(
            municipality_id=task.municipality_id,
            kind=SchemeKind(task.kind),
            starts_in=task.starts_in,
            facts=form.facts(),
            task=task,
            by=request.actor,
            at=request.at,
        ),
    )


@page(allow=WRITE, writes=True)
def finish_year_task(request: PageRequest, year_task_id: UUID) -> HttpResponse:
    """It is done."""
    task = _task_or_404(request, year_task_id)
    form = DoneForm(request.POST or None, today=request.today)
    act = Act(
        heading=gettext("Is this done?"),
        lead=task.title,
        back=_to_year(SchemeKind(task.kind), task.starts_in),
        do=gettext("It is done"),
        settled=Notice(Tone.INFO, _done_words(task)) if task.done_on else None,
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: groundwork.finish_task(
            task=task, on=form.cleaned_data["on"], by=request.actor, at=request.at
        ),
    )


def due_tasks_of_today(request: PageRequest) -> WorkList:
    """Tasks of the year that are overdue, for those who organise for the town. One look-up, and none for others."""
    overdue = (
        groundwork.overdue_tasks(request.actor, today=request.today)[:_FEW]
        if offers.organising_in(request.actor)
        else ()
    )
    return WorkList(
        heading=gettext("The year of a scheme: overdue"),
        rows=tuple(_task_row(request, task, keeps=False) for task in overdue),
        empty=Empty(""),
        name="year",
    )


def _months(tasks: Sequence[YearTask]) -> tuple[Station, ...]:
    """The year as a picture: each month in which something is due, with how much of it is done."""
    months = sorted({(task.due_on.year, task.due_on.month) for task in tasks})
    parts = [[task for task in tasks if (task.due_on.year, task.due_on.month) == month] for month in months]
    counts = [(sum(task.done_on is not None for task in part), len(part)) for part in parts]
    now = next((number for number, (done, every) in enumerate(counts) if done < every), -1)
    return tuple(
        Station(
            str(MONTHS[month]).capitalize(),
            gettext("%(done)s of %(all)s") % {"done": write_number(done), "all": write_number(every)},
            is_done=done == every,
            is_now=number == now,
        )
        for number, ((_, month), (done, every)) in enumerate(zip(months, counts, strict=True))
    )


def _year_acts(kind: SchemeKind, starts_in: int, *, begun: bool) -> tuple[Action, ...]:
    args = [kind.value, starts_in]
    if begun:
        return (Action(gettext("Put one more task on the list"), reverse("add_year_task", args=args)),)
    return (Action(gettext("Begin the list"), reverse("begin_scheme_year", args=args)),)


def _task_row(request: PageRequest, task: YearTask, *, keeps: bool) -> WorkRow:
    done = Action(gettext("It is done"), reverse("finish_year_task", args=[task.pk]))
    change = Action(gettext("Change"), reverse("change_year_task", args=[task.pk]))
    owner = str(TaskOwner(task.owner).label)
    is_open = task.done_on is None
    return WorkRow(
        name=task.title,
        href=change.href if keeps else done.href,
        detail=", ".join(filter(None, (owner, task.owner_name))),
        why="" if is_open else _done_words(task),
        by=deadline(task.due_on, today=request.today) if is_open else None,
        action=done if is_open else None,
        more=(change,) if keeps else (),
    )


def _done_words(task: YearTask) -> str:
    told = {
        "day": write_day(task.done_on) if task.done_on else "",
        "who": task.done_by.name if task.done_by else "",
    }
    return (
        gettext("Done on %(day)s, says %(who)s") % told if told["who"] else gettext("Done on %(day)s") % told
    )


def _own_town_or_404(request: PageRequest) -> UUID:
    towns = sorted(offers.organising_in(request.actor))
    if not towns:
        raise Http404
    return towns[0]


def _task_or_404(request: PageRequest, key: UUID) -> YearTask:
    task = groundwork.task_for(request.actor, key)
    if task is None:
        raise Http404
    return task


def _to_year(kind: SchemeKind, starts_in: int) -> Action:
    return Action(
        gettext("Back to the year"),
        f"{reverse('scheme_year')}?{urlencode({'kind': kind.value, 'year': starts_in})}",
    )


def _carry_out(request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)
