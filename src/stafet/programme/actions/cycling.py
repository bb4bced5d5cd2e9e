"""A cycle begins with a meeting, its steps get days and are done, it is closed; a region is let in to follow."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.programme.actions.steps import must_say, must_write, note
from stafet.programme.drafts import StartUp, StepFacts
from stafet.programme.errors import NotComplete, NotNow
from stafet.programme.models import Cycle, CycleStep, Plan, Support
from stafet.programme.states import Phase, PlanState


@audit.action
def open_cycle(*, municipality_id: UUID, facts: StartUp, by: Actor, at: datetime) -> Cycle:
    """The start-up meeting was held: this is what it agreed. The cycle before it is the one it follows.

    Raises ``NotForYou``, ``NotComplete``, ``NotNow``.
    """
    must_write(by, municipality_id)
    before = Cycle.objects.filter(municipality_id=municipality_id).order_by("-met_on", "-pk").first()
    if facts.met_on > _day(municipality_id, at):
        raise NotComplete(sentence("Write the meeting down once it was held."), field="met_on")
    cycle = Cycle(
        municipality_id=municipality_id,
        follows=before,
        written_by_id=by.user_id,
        known_at=at,
        met_on=facts.met_on,
    )
    _tell(cycle, facts)
    try:
        with transaction.atomic(using=audit.current_alias()):
            cycle.save()
    except IntegrityError:
        raise NotNow(sentence("A cycle is running. Close it first.")) from None
    CycleStep.objects.bulk_create(
        CycleStep(cycle=cycle, phase=phase, done_on=facts.met_on if phase is Phase.START_UP else None)
        for phase in Phase
    )
    note("open_cycle", municipality_id, cycle.pk, by, at)
    return cycle


@audit.action
def change_cycle(*, cycle: Cycle, facts: StartUp, by: Actor, at: datetime) -> Cycle:
    """What was agreed is more, or different. Raises ``NotForYou``, ``NotComplete``, ``NotNow``."""
    row = _hold(cycle, by)
    row.met_on, row.known_at = facts.met_on, at
    _tell(row, facts)
    row.save()
    note("change_cycle", row.municipality_id, row.pk, by, at)
    return row


@audit.action
def tie_plan(*, cycle: Cycle, plan: Plan, by: Actor, at: datetime) -> Cycle:
    """This is the version the cycle is about. Raises ``NotForYou``, ``NotComplete``, ``NotNow``."""
    row = _hold(cycle, by)
    if plan.municipality_id != row.municipality_id:
        raise NotComplete(sentence("Choose a plan of this municipality."), field="plan")
    row.plan, row.known_at = plan, at
    row.save(update_fields=["plan", "known_at"])
    note("tie_plan", row.municipality_id, row.pk, by, at)
    return row


@audit.action
def settle_step(*, cycle: Cycle, phase: Phase, facts: StepFacts, by: Actor, at: datetime) -> CycleStep:
    """By when a step is done, and which post carries it. Raises ``NotForYou``, ``NotNow``."""
    row = _hold(cycle, by)
    step = CycleStep.objects.get(cycle=row, phase=phase)
    step.due_on, step.carrier, step.words = facts.due_on, facts.carrier.strip(), facts.words.strip()
    step.save()
    note("settle_step", row.municipality_id, row.pk, by, at)
    return step


@audit.action
def finish_step(
    *, cycle: Cycle, phase: Phase, done_on: date | None, words: str, by: Actor, at: datetime
) -> CycleStep:
    """A step is done; without a day it is not done after all. Its gate warns, and adoption alone is held back.

    Raises ``NotForYou``, ``NotComplete``, ``NotNow``.
    """
    row = _hold(cycle, by)
    adopted = row.plan is not None and row.plan.state in (PlanState.ADOPTED, PlanState.SUPERSEDED)
    if done_on is not None and phase is Phase.ADOPTION and not adopted:
        raise NotNow(sentence("The plan of this cycle is not adopted. Write down its adoption on the plan."))
    if done_on is not None and not row.met_on <= done_on <= _day(row.municipality_id, at):
        raise NotComplete(
            sentence("A step is done after the start-up meeting, and not later than today."), field="done_on"
        )
    step = CycleStep.objects.get(cycle=row, phase=phase)
    step.done_on, step.words = done_on, words.strip()
    step.save()
    note("finish_step", row.municipality_id, row.pk, by, at)
    return step


@audit.action
def close_cycle(*, cycle: Cycle, by: Actor, at: datetime) -> Cycle:
    """It is over, and the next one can begin. Raises ``NotForYou``, ``NotNow``."""
    row = _hold(cycle, by)
    if CycleStep.objects.filter(cycle=row, phase=Phase.FOLLOW_UP, done_on=None).exists():
        raise NotNow(sentence("A cycle is closed once it was followed up. That step is not done yet."))
    row.closed_on, row.known_at = _day(row.municipality_id, at), at
    row.save(update_fields=["closed_on", "known_at"])
    note("close_cycle", row.municipality_id, row.pk, by, at)
    return row


@audit.action
def let_follow(
    *, municipality_id: UUID, organisation_id: UUID, decided: str, by: Actor, at: datetime
) -> Support:
    """An organisation helps with the plan: its regional leads read drafts and cycles. Raises ``NotForYou``, ``NotComplete``."""
    must_write(by, municipality_id)
    try:
        with transaction.atomic(using=audit.current_alias()):
            row = Support.objects.create(
                municipality_id=municipality_id,
                organisation_id=organisation_id,
                starts_on=_day(municipality_id, at),
                decided=must_say(decided, "decided"),
                known_at=at,
            )
    except IntegrityError:
        raise NotComplete(sentence("They follow this municipality already."), field="organisation") from None
    note("let_follow", municipality_id, row.pk, by, at)
    return row


@audit.action
def end_support(*, support: Support, by: Actor, at: datetime) -> Support:
    """From today on they read what everybody reads. Raises ``NotForYou``."""
    row = Support.objects.select_for_update(of=("self",), no_key=True).get(pk=support.pk)
    must_write(by, row.municipality_id)
    row.ends_on = _day(row.municipality_id, at)
    row.save(update_fields=["ends_on"])
    note("end_support", row.municipality_id, row.pk, by, at)
    return row


def _tell(cycle: Cycle, facts: StartUp) -> None:
    cycle.title, cycle.protocol = must_say(facts.title, "title"), must_say(facts.protocol, "protocol")
    cycle.decider, cycle.division = facts.decider.strip(), facts.division.strip()
    cycle.stages = list(facts.stages)


def _hold(cycle: Cycle, by: Actor) -> Cycle:
    row = Cycle.objects.select_for_update(of=("self",), no_key=True).get(pk=cycle.pk)
    must_write(by, row.municipality_id)
    if row.closed_on is not None:
        raise NotNow(sentence("This cycle is closed."))
    return row


def _day(municipality_id: UUID, at: datetime) -> date:
    return organisations.home(municipality_id).day(at)
