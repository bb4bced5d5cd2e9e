"""The plan and the days: written by those who follow up, asked of the company by a link; and when school is closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from stafet.followup import api as followup
from stafet.followup.api import CheckIn, Evaluation, FollowUp, LinkUse, PlanPeriod, SchoolBreak, Side
from stafet.offers import api as offers
from stafet.placements.api import Placement
from stafet.web import follow_up_forms as asked
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.follow_up import GUIDANCE, back_to, follow_up_or_404, row_or_404
from stafet.web.follow_up_acts import WRITE
from stafet.web.registry import PageRequest, page

_A_DAY = timedelta(days=1)
_AT_ONCE = 8
"""So many days are asked about on one page: what fits on a phone."""


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def plan_period(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """What is planned for some weeks."""
    view = follow_up_or_404(request, placement_id)
    form = asked.PeriodForm(request.POST or None, initial=_whole(view))
    act = _act(view.placement, gettext("Plan some weeks"), gettext("Plan them"))

    def do() -> None:
        followup.plan_period(placement=view.placement, **form.cleaned_data, by=request.actor, at=request.at)

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def change_period(request: PageRequest, plan_period_id: UUID) -> HttpResponse:
    """Plan some weeks otherwise."""
    row = row_or_404(request, PlanPeriod, plan_period_id)
    known = {"first_day": row.starts_on, "last_day": row.ends_on - _A_DAY, "words": row.words}
    form = asked.PeriodForm(request.POST or None, initial=known)
    act = _act(row.placement, gettext("Plan these weeks otherwise"), gettext("Plan them"))

    def do() -> None:
        followup.change_period(period=row, **form.cleaned_data, by=request.actor, at=request.at)

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def mark_days(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """What became of the days nobody has told about, the oldest first."""
    view = follow_up_or_404(request, placement_id)
    days = _untold(view, request.today)
    form = asked.DaysForm(request.POST or None, days=days)
    nothing = Notice(
        Tone.INFO, gettext("Of every day so far something is told. Correct one, if it was otherwise.")
    )
    act = _act(
        view.placement,
        gettext("Which days were they there?"),
        gettext("Write it down"),
        settled=None if days else nothing,
    )

    def do() -> None:
        followup.mark_days(placement=view.placement, days=form.told(), by=request.actor, at=request.at)

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def correct_day(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """A day that was otherwise, or an extra one. What stood before stays with the history."""
    view = follow_up_or_404(request, placement_id)
    form = asked.CorrectForm(request.POST or None)
    act = _act(
        view.placement,
        gettext("Correct a day"),
        gettext("Write it down"),
        lead=gettext(
            "What stood before stays with the history. A day that was not planned can be added, too."
        ),
    )

    def do() -> None:
        followup.mark_days(placement=view.placement, days=[form.told()], by=request.actor, at=request.at)

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def ask_host_about(request: PageRequest, placement_id: UUID, link_use: str) -> HttpResponse:
    """Send the company a link to confirm the plan, or to say which days they were there."""
    if link_use not in {LinkUse.PLAN.value, LinkUse.DAYS.value}:
        raise Http404
    view, use = follow_up_or_404(request, placement_id), LinkUse(link_use)
    data = request.POST if request.method == "POST" else None
    untold = _untold(view, request.today)
    days = {"first_day": untold[0] if untold else request.today, "last_day": request.today}
    form = asked.AskDaysForm(data, initial=days) if use is LinkUse.DAYS else NothingToFillIn(data)
    act = _ask_act(view, gettext("Ask the company: %(what)s") % {"what": use.label}, "follow_days")

    def do() -> None:
        followup.ask_host(
            placement=view.placement, use=use, **form.cleaned_data, by=request.actor, at=request.at
        )

    return _go(request, act, form, do, gettext("The company gets a link."))


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def ask_about_check_in(request: PageRequest, check_in_id: UUID) -> HttpResponse:
    """Send the company a link to say how it goes."""
    row = row_or_404(request, CheckIn, check_in_id)
    if row.side != Side.HOST:
        raise Http404
    return _ask(request, row.placement_id, LinkUse.CHECK_IN, row.pk, "follow_up")


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def ask_for_words(request: PageRequest, evaluation_id: UUID) -> HttpResponse:
    """Send the company a link for a few words to the evaluation."""
    row = row_or_404(request, Evaluation, evaluation_id)
    return _ask(request, row.placement_id, LinkUse.WORDS, row.pk, "follow_end")


@page(allow=WRITE, writes=True)
def school_breaks(request: PageRequest) -> HttpResponse:
    """When is school closed? What is typed in here are no days at a place."""
    towns = offers.municipalities_of(request.actor)
    form = asked.BreakForm(request.POST or None)
    known = [each for town in towns for each in followup.school_breaks(town, since=request.today)]
    act = Act(
        heading=gettext("When is school closed?"),
        lead=gettext("Public holidays are known. Type in the town’s own: nobody is at a place on them."),
        back=Action(gettext("Back to the follow-up"), reverse("due_placements")),
        do=gettext("Type it in"),
        facts=_breaks(known) if known else None,
    )

    def do() -> None:
        said = form.cleaned_data
        followup.keep_break(
            municipality_id=min(towns, key=str),
            name=said["words"],
            first_day=said["first_day"],
            last_day=said["last_day"],
            by=request.actor,
            at=request.at,
        )

    if not towns:
        raise Http404
    return carry_out(
        request, act, form, do, said=gettext("It is written down."), where=reverse("school_breaks")
    )


@page(allow=WRITE, writes=True)
def drop_break(request: PageRequest, break_id: UUID) -> HttpResponse:
    """Take a holiday out again."""
    rows = SchoolBreak.objects.filter(followup.breaks_keepable_by(request.actor))
    row = get_object_or_404(rows, pk=break_id)
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    act = Act(
        heading=gettext("Take “%(name)s” out again?") % {"name": row.name},
        lead=gettext("The days in it are days at the places then."),
        back=Action(gettext("Back to the holidays"), reverse("school_breaks")),
        do=gettext("Take it out"),
    )

    def do() -> None:
        followup.drop_break(school_break=row, by=request.actor, at=request.at)

    return _go(request, act, form, do)


def _breaks(known: Sequence[SchoolBreak]) -> Facts:
    """The holidays that are typed in, each with the way to take it out again."""
    return Facts(
        gettext("Typed in already"),
        tuple(
            Fact(
                each.name,
                gettext("%(first)s to %(last)s")
                % {"first": write_day(each.starts_on), "last": write_day(each.ends_on - _A_DAY)},
                change_href=reverse("drop_break", args=[each.pk]),
            )
            for each in known
        ),
    )


def _ask(request: PageRequest, placement_id: UUID, use: LinkUse, about: UUID, back: str) -> HttpResponse:
    view = follow_up_or_404(request, placement_id)
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    act = _ask_act(view, gettext("Ask the company: %(what)s") % {"what": use.label}, back)

    def do() -> None:
        followup.ask_host(placement=view.placement, use=use, about=about, by=request.actor, at=request.at)

    return _go(request, act, form, do, gettext("The company gets a link."))


def _ask_act(view: FollowUp, heading: str, back: str) -> Act:
    agreement = view.agreement
    who = agreement.contact_name if agreement else ""
    return Act(
        heading=heading,
        lead=gettext(
            "%(who)s gets a link that works once. It shows the given name and the days, and nothing else of %(name)s."
        )
        % {"who": who or gettext("The company"), "name": view.placement.person.name},
        back=back_to(back, view.placement.pk),
        do=gettext("Send the link"),
    )


def _whole(view: FollowUp) -> dict[str, date | None]:
    agreement = view.agreement
    if agreement is None or agreement.ends_on is None:
        return {}
    return {"first_day": agreement.starts_on, "last_day": agreement.ends_on - _A_DAY}


def _untold(view: FollowUp, today: date) -> list[date]:
    """The planned days so far of which nothing is told."""
    told = {each.day for each in view.days}
    return [each.day for each in view.plan.days if each.day <= today and each.day not in told][:_AT_ONCE]


def _act(
    placement: Placement, heading: str, do: str, *, lead: str = "", settled: Notice | None = None
) -> Act:
    return Act(
        heading=heading,
        lead=lead or placement.person.name,
        back=back_to("follow_days", placement.pk),
        do=do,
        settled=settled,
    )


def _go(
    request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object], said: str = ""
) -> HttpResponse:
    return carry_out(request, act, form, do, said=said or gettext("It is written down."), where=act.back.href)
