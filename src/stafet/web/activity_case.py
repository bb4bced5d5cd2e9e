"""What does the activity responsibility do for one young person? The whole case, and each act in it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.kernel.countries import Country
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import SentenceError
from stafet.outreach import api as outreach
from stafet.outreach.api import CASE, CaseMove, CaseState, CodeList, FollowUpKind, FollowUpResult
from stafet.web import activity_parts
from stafet.web.activity_forms import (
    AssessForm,
    EndMeasureForm,
    ExitForm,
    FollowUpForm,
    MeasureForm,
    ResultForm,
    say_code,
)
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.say import say
from stafet.web.person import around, identity_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN


@page(purpose=GUIDANCE, classes="AD")
def person_activity(request: PageRequest, person_id: UUID) -> HttpResponse:
    """The whole case: why they are in the group, what they do, the measures, the follow-ups, the exit."""
    identity = identity_or_404(request, person_id)
    view = outreach.case_of(person_id)
    if view is None and identity.country is not Country.SE:
        raise Http404
    lines = outreach.standing_in_group(identity.municipality_id, on=request.today, among=[person_id])
    because = say(lines[0].because) if lines else gettext("Nothing is known.")
    writes = outreach.can_work_case(request.actor)
    context: dict[str, object] = {
        "view": view,
        "because": because,
        "is_in_group": bool(lines) and lines[0].is_in,
        "open_href": reverse("open_activity_cases")
        if outreach.can_open_cases(request.actor, identity.municipality_id)
        else "",
        "acts": activity_parts.acts(view, person_id, writes=writes),
        "ladder": activity_parts.way_to_contact(person_id),
        "plan_href": reverse("person_plan", args=[person_id]),
    }
    if view is not None:
        context |= _case(request, view, because, writes=writes)
    return render(request, "person/activity.html", around(request, identity, "person_activity") | context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def assess_activity(request: PageRequest, person_id: UUID) -> HttpResponse:
    """What they do now, and how they see it."""
    name, case = _case_or_404(request, person_id)
    form = AssessForm(request.POST or None, on=request.today, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        draft = outreach.AssessmentDraft(data["occupation"], data["own_view"], data["on"])
        try:
            outreach.assess(case=case, draft=draft, by=request.actor, at=request.at)
            return _saved(request, person_id)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("What does %(name)s do now?") % {"name": name},
        lead=gettext("Choose what is true today. What the young person says comes first."),
        back=_back(person_id),
        do=gettext("Save the assessment"),
        settled=_not_now(case, CaseMove.ASSESS),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def begin_measure(request: PageRequest, person_id: UUID) -> HttpResponse:
    """One more measure of the individual plan."""
    name, case = _case_or_404(request, person_id)
    form = MeasureForm(request.POST or None, on=request.today, initial={"starts_on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            outreach.begin_measure(case=case, draft=form.draft(), by=request.actor, at=request.at)
            return _saved(request, person_id)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("What is done for %(name)s?") % {"name": name},
        lead=gettext("The goals stand in the plan. Here is what is done, by whom and until when."),
        back=_back(person_id),
        do=gettext("Begin the measure"),
        settled=_not_now(case, CaseMove.BEGIN_MEASURE),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def end_measure(request: PageRequest, measure_id: UUID) -> HttpResponse:
    """A measure ended, and why."""
    seen = outreach.Measure.objects.filter(access.visible(DataClass.PROCESS))
    measure = get_object_or_404(seen, pk=measure_id)
    request.saw(measure.person_id)
    form = EndMeasureForm(request.POST or None, on=request.today, initial={"last_day": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            outreach.end_measure(measure=measure, by=request.actor, at=request.at, **form.cleaned_data)
            return _saved(request, measure.person_id)
        except SentenceError as error:
            refuse(form, error)
    settled = Notice(Tone.INFO, gettext("This measure was ended already.")) if measure.ends_on else None
    act = Act(
        heading=gettext("“%(measure)s” ended")
        % {"measure": measure.words or say_code(CodeList.MEASURE, measure.kind)},
        back=_back(measure.person_id),
        do=gettext("End the measure"),
        settled=settled,
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def agree_follow_up(request: PageRequest, person_id: UUID) -> HttpResponse:
    """A day on which somebody looks again."""
    name, case = _case_or_404(request, person_id)
    form = FollowUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            outreach.agree_follow_up(
                case=case, due_on=form.cleaned_data["due_on"], by=request.actor, at=request.at
            )
            return _saved(request, person_id)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("When do you look at it again with %(name)s?") % {"name": name},
        lead=gettext("It becomes a next step of whoever has the responsibility, and stands on their Today."),
        back=_back(person_id),
        do=gettext("Agree on the day"),
        settled=_not_now(case, CaseMove.EXIT),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def finish_follow_up(request: PageRequest, follow_up_id: UUID) -> HttpResponse:
    """What came of looking again; of an after-check, whether what followed still holds."""
    seen = outreach.FollowUp.objects.filter(access.visible(DataClass.PROCESS)).select_related("person")
    row = get_object_or_404(seen, pk=follow_up_id)
    request.saw(row.person_id)
    form = ResultForm(request.POST or None, kind=FollowUpKind(row.kind), initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            outreach.finish_follow_up(
                follow_up=row,
                result=FollowUpResult(data["result"]),
                on=data["on"],
                next_due_on=data["next_due_on"],
                by=request.actor,
                at=request.at,
            )
            return _saved(request, row.person_id)
        except SentenceError as error:
            refuse(form, error)
    leads = {
        FollowUpKind.FOLLOW_UP: gettext("Change the measures on the page of the case if they no longer fit."),
        FollowUpKind.AFTER_CHECK: gettext(
            "If it holds, the next after-check is set by rule. If it does not, the young person is registered again."
        ),
    }
    settled = Notice(Tone.INFO, gettext("This was followed up already.")) if row.done_on else None
    act = Act(
        heading=f"{FollowUpKind(row.kind).label}: {row.person.name}",
        lead=leads[FollowUpKind(row.kind)],
        back=_back(row.person_id),
        do=gettext("Save the result"),
        settled=settled,
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def exit_activity(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Somebody leaves the responsibility, and why."""
    name, case = _case_or_404(request, person_id)
    form = ExitForm(request.POST or None, on=request.today, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            outreach.exit_case(case=case, by=request.actor, at=request.at, **form.cleaned_data)
            return _saved(request, person_id)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Why does %(name)s leave the activity responsibility?") % {"name": name},
        lead=gettext(
            "Measures are ended first. After a start at a school it is asked again whether it holds."
        ),
        back=_back(person_id),
        do=gettext("Write down the exit"),
        settled=_not_now(case, CaseMove.EXIT),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def reopen_activity(request: PageRequest, person_id: UUID) -> HttpResponse:
    """An exit that was a mistake."""
    name, case = _case_or_404(request, person_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            outreach.reopen_case(case=case, by=request.actor, at=request.at)
            return _saved(request, person_id)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Was the exit of %(name)s a mistake?") % {"name": name},
        lead=gettext(
            "The case goes on as if it had not been left. Whoever comes back is registered anew instead."
        ),
        back=_back(person_id),
        do=gettext("Take the exit back"),
        settled=_not_now(case, CaseMove.REOPEN),
    )
    return ask(request, act, form)


def _case(request: PageRequest, view: outreach.CaseView, because: str, *, writes: bool) -> dict[str, object]:
    plan = careerplans.plan_of(view.case.person_id, on=request.today)
    return {
        "stations": activity_parts.stations(view.case),
        "facts": activity_parts.facts(view.case, because),
        "assessments": [
            (say_code(CodeList.OCCUPATION, each.occupation), each.own_view, write_day(each.assessed_on))
            for each in view.assessments
        ],
        "measures": activity_parts.measure_table(view.measures, writes=writes) if view.measures else None,
        "picture": activity_parts.measure_lanes(view, today=request.today) if view.measures else None,
        "follow_ups": activity_parts.follow_up_rows(view, today=request.today, writes=writes),
        "goals": [line.goal.words for line in plan.goals] if plan else [],
        "earlier": [
            (write_day(each.registered_on), activity_parts.how_it_ended(each)) for each in view.earlier
        ],
    }


def _case_or_404(request: PageRequest, person_id: UUID) -> tuple[str, outreach.ActivityCase]:
    identity = identity_or_404(request, person_id)
    view = outreach.case_of(person_id)
    if view is None:
        raise Http404
    return identity.name, view.case


def _not_now(case: outreach.ActivityCase, move: CaseMove) -> Notice | None:
    state = CaseState(case.state)
    if CASE.is_allowed(state, move):
        return None
    if move is CaseMove.BEGIN_MEASURE and state is CaseState.REGISTERED:
        return Notice(
            Tone.INFO, gettext("Assess what the young person does first; then a measure can begin.")
        )
    return Notice(Tone.INFO, gettext("The case is “%(state)s” now.") % {"state": state.label})


def _back(person_id: UUID) -> Action:
    return Action(gettext("Back to the case"), reverse("person_activity", args=[person_id]))


def _saved(request: PageRequest, person_id: UUID) -> HttpResponse:
    return done(request, gettext("It stands in the case."), reverse("person_activity", args=[person_id]))
