"""Whom does the activity responsibility wait for? Every case with something to do, why, and the way to do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import forms
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.countries import Country
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.outreach import api as outreach
from stafet.outreach.api import CaseState, WorkKind
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Empty, Pager, Tab, Tabs
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

GUIDANCE = access.Purpose.GUIDANCE
_A_PAGE = 50
_SMALLEST = "stafet.statistics.smallest_group"

WHY: dict[WorkKind, StrOrPromise] = {
    WorkKind.TO_ASSESS: gettext_lazy(
        "Registered on %(day)s, and nobody has found out what they do. Try to reach them."
    ),
    WorkKind.FOLLOW_UP: gettext_lazy("A follow-up was agreed, and its day has come."),
    WorkKind.NOTHING_AGREED: gettext_lazy("Assessed, and no follow-up is agreed."),
    WorkKind.LEAVES_GROUP: gettext_lazy("The register no longer counts them in the group."),
    WorkKind.AFTER_CHECK: gettext_lazy("Left the responsibility. Does what followed still hold?"),
}
DO: dict[WorkKind, StrOrPromise] = {
    WorkKind.TO_ASSESS: gettext_lazy("Assess"),
    WorkKind.FOLLOW_UP: gettext_lazy("Write down what came of it"),
    WorkKind.NOTHING_AGREED: gettext_lazy("Agree on a follow-up"),
    WorkKind.LEAVES_GROUP: gettext_lazy("Write down the exit"),
    WorkKind.AFTER_CHECK: gettext_lazy("Write down what came of it"),
}
_WAYS = {
    WorkKind.TO_ASSESS: "assess_activity",
    WorkKind.NOTHING_AGREED: "agree_follow_up",
    WorkKind.LEAVES_GROUP: "exit_activity",
}


def town_or_404(request: PageRequest) -> organisations.Municipality:
    """The Swedish municipality whose young people the reader works with; of several the first by name."""
    towns = {post.municipality_id for post in request.actor.posts if post.municipality_id is not None}
    rows = organisations.Municipality.objects.filter(pk__in=towns, country=Country.SE)
    found = rows.order_by("name", "pk").first()
    if found is None:
        raise Http404
    return found


@page(purpose=GUIDANCE, classes="AD", allow=access.Permission.WRITE_PLAN)
def activity_work(request: PageRequest) -> HttpResponse:
    """Every case that waits, by when it is due; and how many there are of each state."""
    town = town_or_404(request)
    lines = outreach.waiting_cases(town.pk, on=request.today)
    wanted = request.GET.get("show", "")
    chosen = WorkKind(wanted) if wanted in WorkKind else None
    shown = [line for line in lines if chosen is None or line.kind is chosen]
    part = Paginator(shown, _A_PAGE).get_page(request.GET.get("page"))
    request.saw(*(line.person_id for line in part))
    reports = outreach.can_open_cases(request.actor, town.pk)
    context = {
        "tabs": _tabs(lines, chosen),
        "work": WorkList(
            heading=str(chosen.label) if chosen else gettext("Everybody who waits"),
            rows=tuple(_row(line, request) for line in part),
            empty=Empty(
                gettext("Nobody waits"),
                gettext(
                    "Of those you may see. Whoever is due or newly registered appears here by themselves."
                ),
            ),
            count=write_number(len(shown)),
            pager=_pager(part, wanted) if part.has_other_pages() else None,
        ),
        "states": _states(request, town),
        "open_act": Action(gettext("Look for new ones in the registers"), reverse("open_activity_cases"))
        if reports
        else None,
        "report": Action(gettext("Report to the state"), reverse("activity_report")) if reports else None,
    }
    return render(request, "activity/work.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=access.Permission.TAKE_IN, writes=True)
def open_activity_cases(request: PageRequest) -> HttpResponse:
    """Who is in the target group and not registered yet, each with why; and register them."""
    town = town_or_404(request)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            count = outreach.open_cases(municipality_id=town.pk, by=request.actor, at=request.at)
            words = ngettext(
                "%(count)d young person is registered.", "%(count)d young people are registered.", count
            )
            return done(request, words % {"count": count}, reverse("activity_work"))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Who is new in the target group?"),
        lead=gettext(
            "Under %(age)s, compulsory school over, neither in nor through a gymnasium with an exam. The clock registers them by itself, too; nobody is registered twice."
        )
        % {"age": rules.value("se.kaa.until_age", on=request.today)},
        back=Action(gettext("Back to the activity responsibility"), reverse("activity_work")),
        do=gettext("Register everybody in the group"),
    )
    return ask(request, act, form)


def way_to(line: outreach.WorkLine) -> str:
    """The page on which what a case waits for is done."""
    if line.follow_up_id is not None:
        return reverse("finish_follow_up", args=[line.follow_up_id])
    return reverse(_WAYS[line.kind], args=[line.person_id])


def _row(line: outreach.WorkLine, request: PageRequest) -> WorkRow:
    why = str(WHY[line.kind]) % {"day": write_day(line.registered_on)}
    return WorkRow(
        name=line.name,
        href=reverse("person_activity", args=[line.person_id]),
        detail=str(line.state.label),
        why=f"{why} {say(line.because)}" if line.because else why,
        by=deadline(line.by, today=request.today),
        action=Action(str(DO[line.kind]), way_to(line)),
    )


def _tabs(lines: Sequence[outreach.WorkLine], chosen: WorkKind | None) -> Tabs:
    here = reverse("activity_work")
    every = Tab(gettext("All"), here, chosen is None, len(lines))
    kinds = (
        Tab(
            str(kind.label),
            f"{here}?show={kind.value}",
            kind is chosen,
            sum(line.kind is kind for line in lines),
        )
        for kind in WorkKind
    )
    return Tabs(gettext("What they wait for"), (every, *kinds))


def _states(request: PageRequest, town: organisations.Municipality) -> Table:
    smallest = rules.value(_SMALLEST, on=request.today)
    few = gettext("not shown")
    counts = outreach.cases_by_state(town.pk, on=request.today)
    rows = [
        (str(state.label), few if count is None else write_number(count)) for state, count in counts.items()
    ]
    return make_table(
        gettext("Cases by where they stand, of those you may see"),
        (Column(gettext("Where they stand")), Column(gettext("Cases"), numeric=True)),
        rows,
        source=gettext(
            "Fewer than %(smallest)s are not shown, nor what they would follow from. Protected people are counted only for their named readers."
        )
        % {"smallest": smallest},
    )


def _pager(part: Page[outreach.WorkLine], wanted: str) -> Pager:
    show = f"show={wanted}&" if wanted else ""
    first, last, base = part.start_index(), part.end_index(), part.paginator.count
    return Pager(
        gettext("%(first)s to %(last)s of %(base)s")
        % {"first": write_number(first), "last": write_number(last), "base": write_number(base)},
        f"?{show}page={part.previous_page_number()}" if part.has_previous() else "",
        f"?{show}page={part.next_page_number()}" if part.has_next() else "",
    )


STATES = (CaseState.REGISTERED, CaseState.ASSESSED, CaseState.IN_MEASURES, CaseState.EXITED)
"""The stations of a case, in their order."""
