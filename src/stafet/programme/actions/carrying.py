"""A new version begins with what is carried on from the one before; and a plan is read in from an outline."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.programme.actions.steps import must_write, note
from stafet.programme.drafts import PlanFrame
from stafet.programme.errors import NotComplete, NotNow
from stafet.programme.models import Duty, PartLink, Plan, ProgrammePart, Target
from stafet.programme.queries.plans import PlanView, view_of
from stafet.programme.states import UNDER_WAY, PartKind

_COPIED = (
    "key",
    "kind",
    "position",
    "title",
    "words",
    "strength",
    "sense",
    "stages",
    "areas",
    "needs_partner",
    "by_month",
    "level",
    "formula",
    "source",
    "unit",
)


@audit.action
def roll_over(*, plan: Plan, frame: PlanFrame, leave_out: Collection[UUID], by: Actor, at: datetime) -> Plan:
    """A new draft of the same plan for the time to come, without the parts whose keys are left out.

    Raises ``NotForYou``, ``NotNow``, ``NotComplete``.
    """
    must_write(by, plan.municipality_id)
    if plan.state in UNDER_WAY:
        raise NotNow(sentence("This version is not adopted yet. Go on with it instead."))
    if frame.ends_on <= frame.starts_on or not frame.title.strip():
        raise NotComplete(sentence("A plan has a title, and ends after it began."), field="last_day")
    view = view_of(plan)
    _must_stand(view, leave_out)
    following = _begin(plan, frame, by, at)
    _copy(view, following, leave_out)
    note("roll_over", plan.municipality_id, following.pk, by, at)
    return following


def _begin(plan: Plan, frame: PlanFrame, by: Actor, at: datetime) -> Plan:
    last = Plan.objects.filter(line=plan.line).order_by("-version").values_list("version", flat=True)[0]
    try:
        with transaction.atomic(using=audit.current_alias()):
            return Plan.objects.create(
                municipality_id=plan.municipality_id,
                line=plan.line,
                version=last + 1,
                title=frame.title.strip(),
                mandate=frame.mandate.strip(),
                starts_on=frame.starts_on,
                ends_on=frame.ends_on,
                written_by_id=by.user_id,
                known_at=at,
            )
    except IntegrityError:
        raise NotNow(sentence("A new version is being written already. Go on with that one.")) from None


def _must_stand(view: PlanView, leave_out: Collection[UUID]) -> None:
    """A goal that is carried on carries one of its needs."""
    for goal in view.of_kind(PartKind.GOAL):
        needs = [each for each in goal.upon if each.kind == PartKind.NEED]
        if goal.part.key not in leave_out and all(each.key in leave_out for each in needs):
            raise NotComplete(
                sentence(
                    "The goal “%(goal)s” would stand without a need. Carry its need on too, or leave the goal out.",
                    goal=goal.part.title,
                ),
                field="carried",
            )


def _copy(view: PlanView, following: Plan, leave_out: Collection[UUID]) -> None:
    carried = [each for each in view.parts if each.part.key not in leave_out]
    made: Mapping[UUID, ProgrammePart] = {
        each.part.pk: ProgrammePart(plan=following, **{name: getattr(each.part, name) for name in _COPIED})
        for each in carried
    }
    ProgrammePart.objects.bulk_create(made.values())
    PartLink.objects.bulk_create(
        PartLink(part=made[each.part.pk], upon=made[upon.pk])
        for each in carried
        for upon in each.upon
        if upon.pk in made
    )
    Duty.objects.bulk_create(
        Duty(part=made[each.part.pk], party=duty.party, does=duty.does)
        for each in carried
        for duty in each.duties
    )
    Target.objects.bulk_create(
        Target(
            part=made[each.part.pk],
            year=row.year,
            value=row.value,
            national=row.national,
            is_baseline=row.is_baseline,
        )
        for each in carried
        for row in each.targets
    )
