"""What stood in the other plan? Somebody was registered twice and had two: one goes on, the other is read."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.kernel.privacy import DataClass
from stafet.web import plan_parts
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.person import around, identity_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE


@page(purpose=GUIDANCE, classes="ADE")
def aside_plan(request: PageRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """The whole plan as it was when the registrations became one. Nothing can be written in it."""
    identity = identity_or_404(request, person_id)
    view = careerplans.aside_plan(person_id, plan_id, on=request.today)
    if view is None:
        raise Http404
    context = {
        "back": back_to_plan(person_id),
        "notice": Notice(
            Tone.INFO,
            gettext("This plan stands aside"),
            gettext("Another one goes on. What is still right here is written there."),
        ),
        "title": aside_words(view.plan),
        "goals": plan_parts.goal_rows(view, today=request.today, writes=False),
        "groups": plan_parts.part_groups(view, person_id, write_page=""),
        "support": view.support,
        "versions": tuple(
            Action(
                gettext("Version %(number)d, %(day)s")
                % {"number": each.revision, "day": write_day(timezone.localtime(each.known_at).date())},
                reverse("aside_version", args=[person_id, plan_id, each.revision]),
            )
            for each in view.versions
        ),
    }
    return render(request, "plans/aside_plan.html", context | around(request, identity, "person_plan"))


@page(purpose=GUIDANCE, classes="AD")
def aside_version(request: PageRequest, person_id: UUID, plan_id: UUID, revision: int) -> HttpResponse:
    """The other plan as it was approved, to read and to print."""
    identity = identity_or_404(request, person_id)
    found = careerplans.PlanVersion.objects.filter(access.visible(DataClass.PROCESS), person_id=person_id)
    aside = found.exclude(plan__aside_since=None).select_related("approved_by")
    version = get_object_or_404(aside, plan_id=plan_id, revision=revision)
    context = {
        "version": version,
        "told": plan_parts.version_told(version),
        "who": identity,
        "back": Action(gettext("Back to the other plan"), reverse("aside_plan", args=[person_id, plan_id])),
        "file": None,
    }
    return render(request, "person/plan_version.html", context)


def goes_on() -> Notice:
    """Said on the plan that goes on, where another one stands aside."""
    return Notice(
        Tone.INFO,
        gettext("This is the plan that goes on"),
        gettext(
            "They were registered twice and had a plan twice. Nothing is lost: the other one can be read, and what should go on is written here."
        ),
    )


def aside_links(person_id: UUID) -> tuple[Action, ...]:
    """The ways to the plans that stand aside, for the page of the one that goes on."""
    return tuple(
        Action(aside_words(plan), reverse("aside_plan", args=[person_id, plan.pk]))
        for plan in careerplans.plans_aside(person_id)
    )


def aside_words(plan: careerplans.CareerPlan) -> str:
    """Which plan it is: when it was begun, how far it came."""
    return gettext("The plan begun on %(day)s: %(state)s") % {
        "day": write_day(timezone.localtime(plan.opened_at).date()),
        "state": careerplans.PlanState(plan.state).label,
    }


def back_to_plan(person_id: UUID) -> Action:
    """Back to the plan that goes on."""
    return Action(gettext("Back to the plan"), reverse("person_plan", args=[person_id]))
