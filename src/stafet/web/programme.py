"""The municipality's plan for those who work with it: which there are, one of them, its holes, and what was said about it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.programme import api as programme
from stafet.programme.api import (
    HOLDS_BACK,
    Cycle,
    PlanState,
    Referral,
    Remark,
    RemarkState,
    Stand,
)
from stafet.programme.api import Plan as TownPlan
from stafet.web.components.days import write_day, write_period
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.plan_classes import classes_without
from stafet.web.programme_parts import adopted_words, groups_of, plan_facts
from stafet.web.registry import PageRequest, page

READ = access.Permission.READ_PROGRAMME
REMARK = access.Permission.REMARK_ON_PROGRAMME


@page(allow=READ)
def town_plans(request: PageRequest) -> HttpResponse:
    """The plans of the reader's municipality, and of those the region helps."""
    names = dict(organisations.municipalities())
    found = list(programme.plans_for(request.actor))
    cycles = list(programme.cycles_for(request.actor))
    keeps = bool(offers.organising_in(request.actor))
    context = {
        "acts": tuple(_begin()) if keeps else (),
        "cycles": WorkList(
            heading=gettext("Cycles"),
            rows=tuple(_cycle_row(row, names[row.municipality_id]) for row in cycles),
            empty=Empty(
                gettext("No cycle has begun"),
                gettext(
                    "A cycle begins with a start-up meeting: who decides, which school forms, which days."
                ),
            ),
            name="cycles",
        ),
        "work": WorkList(
            heading=gettext("Plans"),
            rows=tuple(_row(plan, names[plan.municipality_id]) for plan in found),
            empty=Empty(
                gettext("There is no plan yet"),
                gettext(
                    "Whoever organises for the municipality begins one; colleagues comment on the draft."
                ),
            ),
            name="plans",
        ),
    }
    return render(request, "programme/list.html", context)


@page(allow=READ)
def town_plan(request: PageRequest, programme_id: UUID) -> HttpResponse:
    """One version, with what can be done with it now."""
    plan = plan_or_404(request, programme_id)
    view = programme.view_of(plan)
    writes = programme.can_write_plan(request.actor, plan)
    gaps = programme.gaps_of(view)
    waiting = programme.remarks_on(plan).filter(state=RemarkState.OPEN).count()
    context = {
        "plan": plan,
        "facts": plan_facts(plan, _house(plan)),
        "groups": groups_of(view, writes=writes and plan.state == PlanState.DRAFT),
        "acts": tuple(_acts(request, plan, writes=writes)),
        "notice": _notice(plan, gaps=len(gaps), waiting=waiting),
        "versions": [each for each in programme.versions_of(plan) if each.pk != plan.pk],
        "is_public": plan.state in (PlanState.ADOPTED, PlanState.SUPERSEDED),
    }
    return render(request, "programme/plan.html", context)


@page(allow=READ)
def plan_gaps(request: PageRequest, programme_id: UUID) -> HttpResponse:
    """Where the chain has holes, and which classes the plan does not reach."""
    plan = plan_or_404(request, programme_id)
    gaps = programme.gaps_of(programme.view_of(plan))
    href = reverse("town_plan", args=[plan.pk])
    context = {
        "plan": plan,
        "work": WorkList(
            heading=gettext("Holes"),
            rows=tuple(
                WorkRow(
                    name=gap.part.title,
                    href=f"{href}#{gap.part.key}",
                    why=str(gap.kind.label),
                    detail=gettext("Holds the adoption back") if gap.kind in HOLDS_BACK else "",
                    action=Action(gettext("Go there"), f"{href}#{gap.part.key}"),
                )
                for gap in gaps
            ),
            empty=Empty(
                gettext("The chain is whole"),
                gettext(
                    "Every activity leads to a need, every goal is measured, everything has somebody who does it."
                ),
            ),
            name="gaps",
        ),
        "classes": classes_without(request, plan),
    }
    return render(request, "programme/gaps.html", context)


@page(allow=READ)
def plan_remarks(request: PageRequest, programme_id: UUID) -> HttpResponse:
    """What colleagues and parties have said about a version, and what came of it."""
    plan = plan_or_404(request, programme_id)
    if not programme.can_write_plan(request.actor, plan) and plan.municipality_id not in _towns(request):
        raise Http404
    writes = programme.can_write_plan(request.actor, plan) and plan.state in programme.UNDER_WAY
    remarks = list(programme.remarks_on(plan))
    titles = {each.part.key: each.part.title for each in programme.view_of(plan).parts}
    names = dict(access.User.objects.filter(pk__in=[row.by_id for row in remarks]).values_list("pk", "name"))
    context = {
        "plan": plan,
        "begin": Action(gettext("Say what you think"), reverse("remark_on_plan", args=[plan.pk]))
        if programme.can_remark(request.actor, plan)
        else None,
        "remarks": [
            {
                "row": row,
                "about": titles.get(row.key, "") if row.key else gettext("The whole plan"),
                "who": names.get(row.by_id, ""),
                "state": RemarkState(row.state).label,
                "answer": _answer_remark(row) if writes else None,
            }
            for row in remarks
        ],
        "referrals": [_referral(row, writes=writes) for row in programme.referrals_of(plan)],
        "by": plan.answer_by,
    }
    return render(request, "programme/remarks.html", context)


def plan_or_404(request: PageRequest, programme_id: UUID) -> TownPlan:
    """A version the reader may read."""
    plan = programme.plan_for(request.actor, programme_id)
    if plan is None:
        raise Http404
    return plan


def _towns(request: PageRequest) -> frozenset[UUID]:
    return programme.towns_read_by(request.actor)


def _house(plan: TownPlan) -> str:
    return dict(organisations.municipalities())[plan.municipality_id]


def _begin() -> Iterator[Action]:
    yield Action(gettext("Write down a start-up meeting"), reverse("open_plan_cycle"))
    yield Action(gettext("Begin a plan"), reverse("start_town_plan"))
    yield Action(gettext("Who from the region may follow"), reverse("plan_supports"))


def _row(plan: TownPlan, house: str) -> WorkRow:
    href = reverse("town_plan", args=[plan.pk])
    return WorkRow(
        name=gettext("%(title)s, version %(number)d") % {"title": plan.title, "number": plan.version},
        href=href,
        detail=house,
        why=adopted_words(plan) or str(PlanState(plan.state).label),
        since=write_period(plan.starts_on, plan.ends_on),
        action=Action(gettext("Look at it"), href),
    )


def _cycle_row(row: Cycle, house: str) -> WorkRow:
    href = reverse("plan_cycle", args=[row.pk])
    return WorkRow(
        name=row.title,
        href=href,
        detail=house,
        why=gettext("Closed") if row.closed_on else gettext("Runs"),
        since=gettext("Start-up meeting %(day)s") % {"day": write_day(row.met_on, "short")},
        action=Action(gettext("See how far it is"), href),
    )


def _acts(request: PageRequest, plan: TownPlan, *, writes: bool) -> Iterator[Action]:
    key = [plan.pk]
    under_way = plan.state in programme.UNDER_WAY
    if writes:
        yield from _writing(plan)
    if programme.can_remark(request.actor, plan):
        yield Action(gettext("Say what you think"), reverse("remark_on_plan", args=key))
    if plan.municipality_id in _towns(request):
        yield Action(gettext("Remarks and answers"), reverse("plan_remarks", args=key))
        if not under_way:
            yield Action(gettext("How it goes"), reverse("how_plan_goes", args=key))
    yield Action(gettext("Holes in the chain"), reverse("plan_gaps", args=key))


def _writing(plan: TownPlan) -> Iterator[Action]:
    """What whoever writes it can do now."""
    key = [plan.pk]
    if plan.state not in programme.UNDER_WAY:
        yield Action(gettext("Begin a new version"), reverse("carry_plan_on", args=key))
        return
    if plan.state == PlanState.DRAFT:
        yield Action(gettext("Send it out for comments"), reverse("send_plan_out", args=key))
        yield Action(gettext("Title and period"), reverse("change_plan_frame", args=key))
    else:
        yield Action(gettext("Go on writing"), reverse("take_plan_back", args=key))
    yield Action(gettext("Write down that it is adopted"), reverse("adopt_town_plan", args=key))


def _notice(plan: TownPlan, *, gaps: int, waiting: int) -> Notice | None:
    if plan.state not in programme.UNDER_WAY:
        return None
    points = []
    if plan.state == PlanState.REFERRAL and plan.answer_by:
        points.append(gettext("Answers are awaited by %(day)s.") % {"day": write_day(plan.answer_by)})
    if waiting:
        points.append(
            ngettext("%(count)d remark is not answered.", "%(count)d remarks are not answered.", waiting)
            % {"count": waiting}
        )
    if gaps:
        points.append(
            ngettext("The chain has %(count)d hole.", "The chain has %(count)d holes.", gaps)
            % {"count": gaps}
        )
    return Notice(Tone.INFO, str(PlanState(plan.state).label), points=tuple(points))


def _answer_remark(row: Remark) -> Action | None:
    if row.state != RemarkState.OPEN:
        return None
    return Action(gettext("Answer"), reverse("answer_plan_remark", args=[row.pk]))


def _referral(row: Referral, *, writes: bool) -> dict[str, object]:
    if row.answered_on is None:
        state = gettext("Has not answered")
    else:
        state = f"{Stand(row.stand).label}, {write_day(row.answered_on)}"
    answer = Action(gettext("Write down their answer"), reverse("answer_plan_referral", args=[row.pk]))
    return {"row": row, "state": state, "answer": answer if writes else None}
