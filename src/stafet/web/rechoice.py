"""Who has broken off and needs something else? And who may, before they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import CaseState
from stafet.web.case_parts import left_words
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Empty, Figure, Figures, Pager, Tone
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page

_A_PAGE = 50
_CONCERNS = 20
LATE = "late"


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=access.Permission.HOLD)
def break_offs(request: PageRequest) -> HttpResponse:
    """Open break-offs, the most pressing first, and the concerns that somebody has raised."""
    counts = rechoice.case_counts(on=request.today)
    chosen = _chosen(request)
    cases = rechoice.open_cases(state=None if chosen == LATE or not chosen else CaseState(chosen))
    if chosen == LATE:
        cases = cases.late_on(request.today)
    keys = ("pk", "person_id")
    part = Paginator(cases.values_list(*keys), _A_PAGE).get_page(request.GET.get("page"))
    raised = list(rechoice.open_concerns().values_list(*keys)[: _CONCERNS + 1])
    rows, concerns = rechoice.rows_of_page(list(part), raised)
    request.saw(*(case.person_id for case in rows), *(concern.person_id for concern in concerns[:_CONCERNS]))
    context = {
        "figures": _figures(counts, chosen),
        "cases": WorkList(
            heading=gettext("Who has broken off"),
            rows=tuple(_case_row(request, case) for case in rows),
            empty=Empty(
                gettext("Nobody you may see has an open break-off here"),
                gettext("Whoever breaks off appears here by themselves, with the day the law gives."),
            ),
            count=write_number(part.paginator.count),
            name="cases",
            pager=page_pager(part, state=chosen),
        ),
        "concerns": _concerns(request, concerns),
        "all_href": reverse("break_offs") if chosen else "",
    }
    return render(request, "rechoice/break_offs.html", context)


def _chosen(request: PageRequest) -> str:
    wanted = request.GET.get("state", "")
    return wanted if wanted == LATE or wanted in set(CaseState.values) - {CaseState.CLOSED} else ""


def _figures(told: Mapping[str, int], chosen: str) -> Figures:
    ways = (
        (LATE, gettext("A day has passed"), Tone.WARNING if told[LATE] else Tone.NEUTRAL),
        *(
            (state.value, str(state.label), Tone.NEUTRAL)
            for state in (
                CaseState.NEW,
                CaseState.TALKING,
                CaseState.OFFERED,
                CaseState.CHOSEN,
                CaseState.STARTED,
            )
        ),
    )
    items = tuple(
        Figure(
            number=write_number(told[name]),
            label=label,
            tone=Tone.INFO if name == chosen else tone,
            href=f"{reverse('break_offs')}?state={name}",
        )
        for name, label, tone in ways
    )
    return Figures(gettext("Where they stand"), items)


def _case_row(request: PageRequest, case: rechoice.Case) -> WorkRow:
    href = reverse("case", args=[case.pk])
    due = case.due_on  # type: ignore[attr-defined]
    days = (request.today - case.broken_off_on).days
    return WorkRow(
        name=case.person.name,
        href=href,
        detail=left_words(case),
        why=_why(request, case),
        since=ngettext("%(days)s day since they left", "%(days)s days since they left", days)
        % {"days": write_number(days)},
        by=deadline(due, today=request.today) if due else None,
        action=Action(gettext("Go on"), href),
    )


def _why(request: PageRequest, case: rechoice.Case) -> str:
    state = CaseState(case.state)
    if state is CaseState.STARTED and case.stable_on is not None:
        if case.stable_on <= request.today:
            return gettext("It has lasted: the break-off can be closed")
        return gettext("Has started; it counts as lasting from %(day)s") % {"day": write_day(case.stable_on)}
    if state is CaseState.TALKING and case.offered_on is None:
        return gettext("In contact, and has no offer yet")
    return str(state.label)


def _concerns(request: PageRequest, concerns: Sequence[rechoice.Concern]) -> WorkList:
    shown = concerns[:_CONCERNS]
    more = gettext("The first %(count)d, the soonest to run out first") % {"count": _CONCERNS}
    return WorkList(
        heading=gettext("Who may break off"),
        rows=tuple(_concern_row(request, concern) for concern in shown),
        empty=Empty(
            gettext("Nobody has raised a concern"),
            gettext("It is raised on a young person’s page, under Re-choice, by somebody who knows them."),
        ),
        name="concerns",
        pager=Pager(more) if len(concerns) > len(shown) else None,
    )


def _concern_row(request: PageRequest, concern: rechoice.Concern) -> WorkRow:
    href = reverse("concern", args=[concern.pk])
    raised = gettext("Raised by %(who)s at %(where)s on %(day)s") % {
        "who": concern.raised_by.name,
        "where": concern.organisation.name,
        "day": write_day(concern.raised_on),
    }
    ran_out = concern.expires_on <= request.today
    why = (
        gettext("It has run out: end it, or raise it anew with what you have seen since")
        if ran_out
        else str(rechoice.ConcernReason(concern.reason).label)
    )
    return WorkRow(
        name=concern.person.name,
        href=href,
        detail=raised,
        why=why,
        since=gettext("Runs out on %(day)s") % {"day": write_day(concern.expires_on)},
        action=Action(gettext("Go on"), href),
    )
