"""How do we work together? Workflows step by step: to read for every partner, to write for those who keep the co-operation."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.kernel import rules
from stafet.kernel.sentences import SentenceError
from stafet.partnerships import api as partnerships
from stafet.partnerships.api import Helper, Workflow, WorkflowState, WorkflowStep
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.administration import as_town
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.cooperation_forms import FlowStepForm, WorkflowForm
from stafet.web.cooperation_parts import ORGANISE, keeps, kept_or_404, mine, tabs, workflow_or_404
from stafet.web.registry import PageRequest, page
from stafet.web.rule_words import rule_mark, rule_title, write_value


@dataclass(frozen=True, slots=True)
class StepWords:
    """One step of a workflow, ready to read."""

    who: str
    what: str
    by_when: str
    clock: str
    source: str
    helper: Action | None
    drop_href: str


@page()
def workflows(request: PageRequest) -> HttpResponse:
    """What is published, and for those who write, what is being written."""
    _rows, chosen = mine(request)
    writes = keeps(request, chosen)
    published = partnerships.published_workflows(chosen) if chosen else ()
    drafts = partnerships.workflow_drafts(chosen) if chosen and writes else ()
    context = {
        "tabs": tabs("workflows", chosen),
        "published": WorkList(
            heading=gettext("How we work together"),
            rows=tuple(map(_row, published)),
            empty=Empty(
                gettext("No workflow is published yet"),
                gettext("A workflow says who does what by when, so that nobody waits for somebody else."),
            ),
            name="published",
        ),
        "drafts": WorkList(
            heading=gettext("Being written"), rows=tuple(map(_row, drafts)), empty=Empty(""), name="drafts"
        )
        if drafts
        else None,
        "begin": Action(gettext("Write a workflow"), reverse("begin_workflow", args=[chosen.pk]))
        if chosen and writes
        else None,
    }
    return render(request, "cooperation/workflows.html", context)


@page()
def workflow(request: PageRequest, workflow_id: UUID) -> HttpResponse:
    """One workflow to read, step by step."""
    row = workflow_or_404(request, workflow_id)
    writes = keeps(request, row.partnership)
    drafting = writes and row.state == WorkflowState.DRAFT
    context = {
        "workflow": row,
        "state": _state(row),
        "steps": [_step(each, request, drop=drafting) for each in partnerships.steps_of(row)],
        "acts": _acts(row) if writes else (),
        "back": Action(
            gettext("Back to the workflows"), f"{reverse('workflows')}?partnership={row.partnership_id}"
        ),
    }
    return render(request, "cooperation/workflow.html", context)


@page(allow=ORGANISE, writes=True)
def begin_workflow(request: PageRequest, partnership_id: UUID) -> HttpResponse:
    """A workflow is begun."""
    row = kept_or_404(request, partnership_id)
    form = WorkflowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(row.municipality_id):
                begun = partnerships.begin_workflow(
                    partnership=row, by=request.actor, at=request.at, **form.cleaned_data
                )
            return done(request, gettext("It is begun. What is the first step?"), _page_of(begun))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Which workflow do you describe?"),
        lead=gettext("Nobody but those who write reads it before it is published."),
        back=Action(gettext("Back to the workflows"), f"{reverse('workflows')}?partnership={row.pk}"),
        do=gettext("Begin it"),
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def add_flow_step(request: PageRequest, workflow_id: UUID) -> HttpResponse:
    """One more step."""
    row = _kept(request, workflow_id)
    form = FlowStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(row.municipality_id):
                partnerships.add_workflow_step(
                    workflow=row, step=form.step(), by=request.actor, at=request.at
                )
            return done(request, gettext("The step is there."), _page_of(row))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Who does what next?"),
        lead=row.title,
        back=Action(gettext("Back to the workflow"), _page_of(row)),
        do=gettext("Save the step"),
        settled=_not_a_draft(row, form),
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def drop_flow_step(request: PageRequest, flow_step_id: UUID) -> HttpResponse:
    """A step of a draft goes."""
    step = WorkflowStep.objects.filter(pk=flow_step_id).select_related("workflow").first()
    if step is None:
        raise Http404
    row = _kept(request, step.workflow_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(row.municipality_id):
                partnerships.drop_workflow_step(step=step, by=request.actor, at=request.at)
            return done(request, gettext("The step is gone."), _page_of(row))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Does this step go?"),
        lead=f"{step.who}: {step.what}",
        back=Action(gettext("Back to the workflow"), _page_of(row)),
        do=gettext("It goes"),
        settled=_not_a_draft(row, form),
        grave=True,
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def publish_workflow(request: PageRequest, workflow_id: UUID) -> HttpResponse:
    """Every partner's staff read it from now on."""
    row = _kept(request, workflow_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(row.municipality_id):
                partnerships.publish_workflow(workflow=row, on=request.today, by=request.actor, at=request.at)
            return done(request, gettext("It is published to the partners."), _page_of(row))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Publish “%(title)s”?") % {"title": row.title},
        lead=gettext("Everybody at work reads it from now on. The version before is kept."),
        back=Action(gettext("Back to the workflow"), _page_of(row)),
        do=gettext("Publish it"),
        settled=_not_a_draft(row, form),
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def next_workflow(request: PageRequest, workflow_id: UUID) -> HttpResponse:
    """The next version begins, with the steps of this one."""
    row = _kept(request, workflow_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(row.municipality_id):
                begun = partnerships.next_workflow(workflow=row, by=request.actor, at=request.at)
            return done(request, gettext("The next version is begun."), _page_of(begun))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Begin the next version of “%(title)s”?") % {"title": row.title},
        lead=gettext("It begins with the steps of this one, which stays published until then."),
        back=Action(gettext("Back to the workflow"), _page_of(row)),
        do=gettext("Begin it"),
    )
    return ask(request, act, form)


def _kept(request: PageRequest, workflow_id: UUID) -> Workflow:
    row = workflow_or_404(request, workflow_id)
    kept_or_404(request, row.partnership_id)
    return row


def _not_a_draft(row: Workflow, form: forms.Form) -> Notice | None:
    if row.state == WorkflowState.DRAFT or form.errors:
        return None
    return Notice(Tone.INFO, gettext("What is published is not changed. Begin the next version."))


def _acts(row: Workflow) -> tuple[Action, ...]:
    ways = {
        WorkflowState.DRAFT: (
            Action(gettext("Add a step"), reverse("add_flow_step", args=[row.pk])),
            Action(gettext("Publish it"), reverse("publish_workflow", args=[row.pk])),
        ),
        WorkflowState.PUBLISHED: (
            Action(gettext("Begin the next version"), reverse("next_workflow", args=[row.pk])),
        ),
        WorkflowState.SUPERSEDED: (),
    }
    return ways[WorkflowState(row.state)]


def _row(row: Workflow) -> WorkRow:
    href = _page_of(row)
    return WorkRow(
        name=row.title, href=href, why=row.lead, detail=_state(row), action=Action(gettext("Read it"), href)
    )


def _state(row: Workflow) -> str:
    version = gettext("Version %(number)d") % {"number": row.number}
    state = str(WorkflowState(row.state).label)
    return f"{version}. {state}" + (f", {write_day(row.published_on)}" if row.published_on else "")


def _step(step: WorkflowStep, request: PageRequest, *, drop: bool) -> StepWords:
    clock, source = "", ""
    if step.rule:
        rule = rules.rule(step.rule, on=request.today)
        clock = f"{rule_title(rule.key)}: {write_value(rule.value, rule.unit)}"
        source = rule_mark(rule)
    helper = Helper(step.helper)
    return StepWords(
        who=step.who,
        what=step.what,
        by_when=step.by_when,
        clock=clock,
        source=source,
        helper=Action(str(helper.label), reverse(helper.value)) if helper is not Helper.NONE else None,
        drop_href=reverse("drop_flow_step", args=[step.pk]) if drop else "",
    )


def _page_of(row: Workflow) -> str:
    return reverse("workflow", args=[row.pk])
