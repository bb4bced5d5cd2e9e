"""Workflows: written step by step, published to the partners, followed by the next version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import sentence
from stafet.partnerships.actions.keeping import must_keep, record
from stafet.partnerships.errors import NotADraft, VersionInTheMaking, WorkflowIsIncomplete
from stafet.partnerships.models import Partnership, Workflow, WorkflowStep
from stafet.partnerships.states import WORKFLOW, Helper, WorkflowMove, WorkflowState


@dataclass(frozen=True, slots=True)
class StepFacts:
    """Who does what by when; ``rule`` is the key of the rule that sets the time, ``helper`` the page it is done on."""

    who: str
    what: str
    by_when: str = ""
    rule: str = ""
    helper: Helper = Helper.NONE


@audit.action
def begin_workflow(*, partnership: Partnership, title: str, lead: str, by: Actor, at: datetime) -> Workflow:
    """A workflow is begun; nobody reads it before it is published. Raises ``NotTheKeeper``."""
    must_keep(by, partnership.municipality_id)
    row = Workflow.objects.create(
        municipality_id=partnership.municipality_id,
        partnership=partnership,
        key=uuid7(),
        title=title.strip(),
        lead=lead.strip(),
        known_at=at,
    )
    record("begin_workflow", row.municipality_id, row.pk, by=by, at=at)
    return row


@audit.action
def next_workflow(*, workflow: Workflow, by: Actor, at: datetime) -> Workflow:
    """The next version begins, with the steps of this one, which stays in force. Raises ``NotTheKeeper``, ``VersionInTheMaking``."""
    must_keep(by, workflow.municipality_id)
    versions = Workflow.objects.filter(key=workflow.key)
    if versions.filter(state=WorkflowState.DRAFT).exists():
        raise VersionInTheMaking(sentence("A next version is being written already. Go on with that one."))
    row = Workflow.objects.create(
        municipality_id=workflow.municipality_id,
        partnership_id=workflow.partnership_id,
        key=workflow.key,
        number=(versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=workflow.title,
        lead=workflow.lead,
        known_at=at,
    )
    steps = WorkflowStep.objects.filter(workflow=workflow).order_by("position")
    WorkflowStep.objects.bulk_create(_copy(step, row) for step in steps)
    record("next_workflow", row.municipality_id, row.pk, by=by, at=at)
    return row


@audit.action
def add_workflow_step(*, workflow: Workflow, step: StepFacts, by: Actor, at: datetime) -> WorkflowStep:
    """One more step, last. Raises ``NotTheKeeper``, ``NotADraft``, ``rules.UnknownRule``."""
    draft = _draft(workflow, by)
    if step.rule:
        rules.rule(step.rule, on=at.date())
    last = WorkflowStep.objects.filter(workflow=draft).aggregate(last=Max("position"))["last"] or 0
    row = WorkflowStep.objects.create(
        municipality_id=draft.municipality_id,
        workflow=draft,
        position=last + 1,
        who=step.who.strip(),
        what=step.what.strip(),
        by_when=step.by_when.strip(),
        rule=step.rule,
        helper=step.helper,
    )
    record("add_workflow_step", draft.municipality_id, draft.pk, by=by, at=at)
    return row


@audit.action
def drop_workflow_step(*, step: WorkflowStep, by: Actor, at: datetime) -> None:
    """A step of a draft goes. Raises ``NotTheKeeper``, ``NotADraft``."""
    draft = _draft(step.workflow, by)
    WorkflowStep.objects.filter(pk=step.pk).delete()
    record("drop_workflow_step", draft.municipality_id, draft.pk, by=by, at=at)


@audit.action
def publish_workflow(*, workflow: Workflow, on: date, by: Actor, at: datetime) -> None:
    """Every partner's staff read it from now on, instead of the version before.

    Raises ``NotTheKeeper``, ``WorkflowIsIncomplete``, ``IllegalMove``.
    """
    must_keep(by, workflow.municipality_id)
    row = _locked(workflow)
    state = WORKFLOW.after(WorkflowState(row.state), WorkflowMove.PUBLISH)
    if not WorkflowStep.objects.filter(workflow=row).exists():
        raise WorkflowIsIncomplete(sentence("There is no step yet. Say who does what first."))
    earlier = Workflow.objects.filter(key=row.key, state=WorkflowState.PUBLISHED)
    earlier.update(state=WorkflowState.SUPERSEDED, known_at=at)
    Workflow.objects.filter(pk=row.pk).update(state=state, published_on=on, known_at=at)
    record("publish_workflow", row.municipality_id, row.pk, by=by, at=at)


def _draft(workflow: Workflow, by: Actor) -> Workflow:
    must_keep(by, workflow.municipality_id)
    row = _locked(workflow)
    if row.state != WorkflowState.DRAFT:
        raise NotADraft(sentence("What is published is not changed. Begin the next version."))
    return row


def _locked(workflow: Workflow) -> Workflow:
    return Workflow.objects.select_for_update(of=("self",), no_key=True).get(pk=workflow.pk)


def _copy(step: WorkflowStep, to: Workflow) -> WorkflowStep:
    return WorkflowStep(
        municipality_id=to.municipality_id,
        workflow=to,
        position=step.position,
        who=step.who,
        what=step.what,
        by_when=step.by_when,
        rule=step.rule,
        helper=step.helper,
    )
