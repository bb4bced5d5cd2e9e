"""The plan for everybody, without a log-in: as a page, for each party what it must do, and on paper. It names nobody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.organisations import api as organisations
from stafet.programme import api as programme
from stafet.programme.api import Frame, Party, Plan, PlanView, Strength
from stafet.web import paper
from stafet.web.components.days import write_period
from stafet.web.components.parts import Action
from stafet.web.programme_parts import does_words, groups_of, month_words, plan_facts
from stafet.web.registry import public_page


@public_page()
def public_plans(request: HttpRequest) -> HttpResponse:
    """Which plans are in force."""
    names = dict(organisations.municipalities())
    context = {
        "plans": [
            {
                "title": plan.title,
                "house": names[plan.municipality_id],
                "period": write_period(plan.starts_on, plan.ends_on),
                "href": reverse("public_plan", args=[plan.pk]),
            }
            for plan in programme.public_plans()
        ]
    }
    return render(request, "programme/public_list.html", context)


@public_page()
def public_plan(request: HttpRequest, public_plan_id: UUID) -> HttpResponse:
    """One plan that is, or was, in force."""
    plan = _plan_or_404(public_plan_id)
    view = programme.view_of(plan)
    context = {
        "plan": plan,
        "facts": plan_facts(plan, _house(plan)),
        "groups": groups_of(view),
        "parties": _ways(view),
        "newer": _newer(plan),
    }
    return render(request, "programme/public.html", context)


@public_page()
def public_plan_frames(request: HttpRequest, public_plan_id: UUID, plan_party: str) -> HttpResponse:
    """Requirements and frames: what one party must do, by when."""
    plan = _plan_or_404(public_plan_id)
    if plan_party not in Party.values:
        raise Http404
    view, party = programme.view_of(plan), Party(plan_party)
    context = {
        "plan": plan,
        "party": party.label,
        "frames": [_frame(frame) for frame in view.frames(party)],
        "parties": _ways(view, here=party),
    }
    return render(request, "programme/frames.html", context)


@public_page()
def public_plan_pdf(request: HttpRequest, public_plan_id: UUID) -> HttpResponse:
    """The same on paper, tagged for screen readers."""
    plan = _plan_or_404(public_plan_id)
    return HttpResponse(
        paper.make_pdf("programme", told_on_paper(plan)),
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="plan.pdf"'},
    )


def told_on_paper(plan: Plan) -> dict[str, Any]:
    """Everything a version says, and for each party what it must do."""
    view = programme.view_of(plan)
    return {
        "title": plan.title,
        "facts": [f"{fact.term}: {fact.value}" for fact in plan_facts(plan, _house(plan)).items],
        "mandate": plan.mandate,
        "groups": [
            {
                "heading": group.heading,
                "cards": [
                    {"title": card.title, "words": card.words, "notes": list(card.notes)}
                    for card in group.cards
                ],
            }
            for group in groups_of(view)
        ],
        "frames_heading": gettext("Requirements and frames: who must do what, by when"),
        "frames": [
            {
                "party": str(party.label),
                "lines": [_line(_frame(frame)) for frame in view.frames(party)],
            }
            for party in view.parties()
        ],
        "page": gettext("Page"),
    }


def _plan_or_404(public_plan_id: UUID) -> Plan:
    plan = programme.public_plan(public_plan_id)
    if plan is None:
        raise Http404
    return plan


def _house(plan: Plan) -> str:
    return dict(organisations.municipalities())[plan.municipality_id]


def _ways(view: PlanView, here: Party | None = None) -> list[Action]:
    """The other parties' pages."""
    return [
        Action(str(party.label), reverse("public_plan_frames", args=[view.plan.pk, party.value]))
        for party in view.parties()
        if party is not here
    ]


def _newer(plan: Plan) -> Action | None:
    """What is in force instead."""
    for other in programme.plans_in_force(plan.municipality_id).filter(line=plan.line).exclude(pk=plan.pk):
        return Action(
            gettext("Read the version that is in force now"), reverse("public_plan", args=[other.pk])
        )
    return None


def _frame(frame: Frame) -> dict[str, str]:
    part = frame.view.part
    return {
        "title": part.title,
        "words": part.words,
        "does": does_words(frame.does),
        "by": month_words(part.by_month),
        "strength": str(Strength(part.strength).label) if part.strength else "",
    }


def _line(told: dict[str, str]) -> str:
    more = ", ".join(filter(None, (told["does"], told["by"], told["strength"])))
    return f"{told['title']} ({more})"
