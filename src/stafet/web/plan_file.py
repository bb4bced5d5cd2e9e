"""The plan to take along: as a PDF that screen readers follow, and as a file for machines."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.careerplans.api import PlanState
from stafet.kernel.privacy import DataClass
from stafet.own import api as own
from stafet.people import api as people
from stafet.web import paper, plan_parts
from stafet.web.components.days import write_day
from stafet.web.mine import mine_or_404
from stafet.web.person import identity_or_404
from stafet.web.registry import PageRequest, own_page, page

GUIDANCE = access.Purpose.GUIDANCE


@page(purpose=GUIDANCE, classes="AD")
def plan_pdf(request: PageRequest, person_id: UUID) -> HttpResponse:
    """The plan as it stands now, without support needs."""
    identity = identity_or_404(request, person_id)
    return _pdf(_plan_told(identity, _view(person_id, request.today), today=request.today))


@page(purpose=GUIDANCE, classes="AD")
def plan_version_pdf(request: PageRequest, person_id: UUID, revision: int) -> HttpResponse:
    """The plan as it was approved."""
    identity = identity_or_404(request, person_id)
    found = careerplans.PlanVersion.objects.filter(access.visible(DataClass.PROCESS), plan__aside_since=None)
    version = get_object_or_404(found.select_related("approved_by"), person_id=person_id, revision=revision)
    return _pdf(_version_told(identity, version))


@page(purpose=GUIDANCE, classes="AD")
def plan_file(request: PageRequest, person_id: UUID) -> HttpResponse:
    """The plan for machines, in the format that ``docs/formats/career-plan-1.json`` describes."""
    identity_or_404(request, person_id)
    return _json(_view(person_id, request.today), today=request.today)


@own_page(classes="AD")
def my_plan_pdf(request: PageRequest, person_id: UUID) -> HttpResponse:
    """My plan as it stands now, as somebody may see it whom one shows it."""
    _, identity = mine_or_404(request, person_id)
    return _pdf(_plan_told(identity, _view(person_id, request.today), today=request.today))


@own_page(classes="AD")
def my_plan_version_pdf(request: PageRequest, person_id: UUID, revision: int) -> HttpResponse:
    """My plan as it was approved."""
    login, identity = mine_or_404(request, person_id)
    version = own.my_version(person_id, revision, capacity=login.capacity)
    if version is None:
        raise Http404
    return _pdf(_version_told(identity, version))


@own_page(classes="AD")
def my_plan_file(request: PageRequest, person_id: UUID) -> HttpResponse:
    """My plan for machines."""
    mine_or_404(request, person_id)
    return _json(_view(person_id, request.today), today=request.today)


def _view(person_id: UUID, today: date) -> careerplans.PlanView:
    view = careerplans.plan_of(person_id, on=today)
    if view is None:
        raise Http404
    return view


def _plan_told(identity: people.Identity, view: careerplans.PlanView, *, today: date) -> dict[str, Any]:
    state = gettext("%(state)s, as it stands on %(day)s") % {
        "state": PlanState(view.plan.state).label,
        "day": write_day(today),
    }
    goals = plan_parts.goal_rows(view, today=today, writes=False)
    groups = plan_parts.part_groups(view, identity.person_id, write_page="")
    return {
        **_frame(identity),
        "state": state,
        "goals": [
            {
                "term": goal.term,
                "words": goal.words,
                "note": goal.outcome,
                "steps": [f"{step.words} ({step.note})" for step in goal.steps],
            }
            for goal in goals
        ],
        "said": [
            {
                "title": group.title,
                "tried": group.tried,
                "parts": [{"voice": part.voice, "words": part.words} for part in group.parts],
            }
            for group in groups
            if group.parts or group.tried
        ],
    }


def _version_told(identity: people.Identity, version: careerplans.PlanVersion) -> dict[str, Any]:
    told = plan_parts.version_told(version)
    number = gettext("Version %(number)d") % {"number": version.revision}
    return {
        **_frame(identity),
        "state": f"{number}. {told.approved}",
        "goals": [
            {"term": term, "words": words, "note": "", "steps": steps} for term, words, steps in told.goals
        ],
        "said": [
            {
                "title": group.title,
                "tried": group.tried,
                "parts": [{"voice": part.voice, "words": part.words} for part in group.parts],
            }
            for group in told.groups
        ],
    }


def _frame(identity: people.Identity) -> dict[str, str]:
    return {
        "title": gettext("The plan of %(name)s") % {"name": identity.name},
        "goals_heading": gettext("Where to, and how"),
        "said_heading": gettext("In everybody’s own words"),
        "no_step": gettext("Nothing leads there yet."),
        "page": gettext("Page"),
    }


def _pdf(told: dict[str, Any]) -> HttpResponse:
    return HttpResponse(
        paper.make_pdf("plan", told),
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="plan.pdf"'},
    )


def _json(view: careerplans.PlanView, *, today: date) -> HttpResponse:
    response = JsonResponse(
        careerplans.export_of(view.plan, on=today),
        json_dumps_params={"indent": 1, "ensure_ascii": False},
    )
    response.headers["Content-Disposition"] = 'attachment; filename="plan.json"'
    return response
