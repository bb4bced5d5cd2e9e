"""What every act of this room does: find out who asks, hold the version fast, write down that it was done."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.programme import policies
from stafet.programme.errors import NotComplete, NotForYou, NotNow
from stafet.programme.models import Plan, ProgrammePart
from stafet.programme.states import PLAN, PlanMove, PlanState


def must_write(by: Actor, municipality_id: UUID) -> None:
    """Refuse whoever does not organise for the municipality."""
    if not policies.can_write_plans_of(by, municipality_id):
        raise NotForYou(sentence("Only those who organise for the municipality write its plan."))


def hold_plan(plan_id: UUID, by: Actor) -> Plan:
    """The version, held fast, for somebody who writes it."""
    plan = Plan.objects.select_for_update(of=("self",), no_key=True).get(pk=plan_id)
    must_write(by, plan.municipality_id)
    return plan


def hold_draft(plan_id: UUID, by: Actor) -> Plan:
    """The version, held fast, while its text may change."""
    plan = hold_plan(plan_id, by)
    if plan.state == PlanState.REFERRAL:
        raise NotNow(
            sentence("The plan is out for comments. Go on writing it first, then its text can change.")
        )
    if plan.state != PlanState.DRAFT:
        raise NotNow(
            sentence("This version is adopted and stands as it is. Begin a new version to change something.")
        )
    return plan


def part_of(plan: Plan, part_id: UUID) -> ProgrammePart:
    """A part of this version."""
    return ProgrammePart.objects.get(pk=part_id, plan=plan)


def move_plan(plan: Plan, what: PlanMove, *, by: Actor, at: datetime) -> None:
    """One row of the table."""
    plan.state, plan.known_at = PLAN.after(PlanState(plan.state), what), at
    plan.save()
    note(what.value, plan.municipality_id, plan.pk, by, at)


def must_say(words: str, field: str) -> str:
    """Refuse silence where words are asked for."""
    if not words.strip():
        raise NotComplete(sentence("Something is to stand here."), field=field)
    return words.strip()


def note(what: str, municipality_id: UUID, subject_id: UUID, by: Actor, at: datetime) -> None:
    """Write down an act that is about nobody."""
    audit.record_many(
        action=f"programme.{what}", municipality_id=municipality_id, subject_id=subject_id, by=by, at=at
    )
