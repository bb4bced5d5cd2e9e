"""A head begins the unit's plan, says how things are done here, deviates with a reason, confirms it, judges the unit's work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.periods import school_year_of
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.planwork import policies
from stafet.planwork.actions.steps import day_in, must_say, note
from stafet.planwork.drafts import LineFacts
from stafet.planwork.errors import NotOfYours, NotSaid, NotYet
from stafet.planwork.models import UnitJudgement, UnitLine, UnitPlan
from stafet.planwork.queries.units import unit_view
from stafet.planwork.states import Criterion, Judged, LineKind, UnitPlanState
from stafet.programme import api as programme
from stafet.programme.api import PartKind, Plan, PlanState

_ABOUT = (PartKind.GUIDELINE, PartKind.ACTIVITY)


@audit.action
def open_unit_plan(*, plan: Plan, organisation_id: UUID, by: Actor, at: datetime) -> UnitPlan:
    """The unit begins with what it inherits: everything. Raises ``NotOfYours``, ``NotYet``, ``NotSaid``."""
    if not policies.can_write_unit(by, organisation_id):
        raise NotOfYours(sentence("The head of the unit begins its plan."))
    if plan.state != PlanState.ADOPTED:
        raise NotYet(sentence("A unit makes its plan from one that is in force."))
    unit = organisations.Organisation.objects.get(pk=organisation_id)
    if unit.municipality_id != plan.municipality_id:
        raise NotSaid(sentence("Choose a unit of this municipality."), field="unit")
    try:
        with transaction.atomic(using=audit.current_alias()):
            made = UnitPlan.objects.create(
                municipality_id=plan.municipality_id,
                organisation=unit,
                line=plan.line,
                plan=plan,
                known_at=at,
            )
    except IntegrityError:
        raise NotYet(sentence("This unit has begun its plan already. Go on with that one.")) from None
    note("open_unit_plan", plan.municipality_id, made.pk, by, at)
    return made


@audit.action
def write_unit_line(*, unit_plan: UnitPlan, facts: LineFacts, by: Actor, at: datetime) -> UnitLine:
    """How it is done here, a deviation with its reason, or something of their own; a confirmed plan is a draft again.

    Raises ``NotOfYours``, ``NotSaid``.
    """
    row = _hold(unit_plan, by)
    told = {
        "kind": facts.kind,
        "title": facts.title.strip(),
        "words": must_say(facts.words, "words"),
        "reason": facts.reason.strip(),
    }
    if facts.kind is LineKind.DEVIATION and not told["reason"]:
        raise NotSaid(sentence("A unit deviates only with a reason."), field="reason")
    if facts.kind is LineKind.OWN:
        must_say(facts.title, "title")
        line = UnitLine.objects.create(unit_plan=row, key=None, **told)
    else:
        about = programme.ProgrammePart.objects.filter(plan=row.plan, kind__in=_ABOUT)
        if facts.key is None or not about.filter(key=facts.key).exists():
            raise NotSaid(sentence("Choose a guideline or an activity of the municipality’s plan."))
        line, _ = UnitLine.objects.update_or_create(unit_plan=row, key=facts.key, defaults=told)
    _draft_again(row, at)
    note("write_unit_line", row.municipality_id, line.pk, by, at)
    return line


@audit.action
def remove_unit_line(*, line: UnitLine, by: Actor, at: datetime) -> None:
    """It is as the municipality's plan says again. Raises ``NotOfYours``."""
    row = _hold(line.unit_plan, by)
    UnitLine.objects.filter(pk=line.pk, unit_plan=row).delete()
    _draft_again(row, at)
    note("remove_unit_line", row.municipality_id, line.pk, by, at)


@audit.action
def bring_up_to_date(*, unit_plan: UnitPlan, by: Actor, at: datetime) -> UnitPlan:
    """Go on with the version that is in force now. Raises ``NotOfYours``, ``NotYet``."""
    row = _hold(unit_plan, by)
    plan = programme.plans_in_force(row.municipality_id).filter(line=row.line).first()
    if plan is None or plan == row.plan:
        raise NotYet(sentence("This unit’s plan is written for the version that is in force."))
    row.plan = plan
    _draft_again(row, at)
    note("bring_up_to_date", row.municipality_id, row.pk, by, at)
    return row


@audit.action
def confirm_unit_plan(*, unit_plan: UnitPlan, by: Actor, at: datetime) -> UnitPlan:
    """The head stands by it. Raises ``NotOfYours``, ``NotYet``."""
    row = _hold(unit_plan, by)
    view = unit_view(row)
    if row.plan.state != PlanState.ADOPTED:
        raise NotYet(
            sentence("The municipality’s plan has changed. Go on with the new version first, then confirm.")
        )
    for line in view.left_over:
        raise NotYet(
            sentence(
                "“%(line)s” is about something the municipality’s plan no longer has. Take it out first.",
                line=line.words[:60],
            )
        )
    for each in view.lacking:
        raise NotYet(
            sentence("Say how you do “%(part)s” here: it is done in a form of one’s own.", part=each.title)
        )
    row.state, row.confirmed_by_id = UnitPlanState.CONFIRMED, by.user_id
    row.confirmed_on, row.known_at = day_in(row.municipality_id, at), at
    row.save()
    note("confirm_unit_plan", row.municipality_id, row.pk, by, at)
    return row


@audit.action
def judge_unit(
    *, unit_plan: UnitPlan, criterion: Criterion, judged: Judged, evidence: str, by: Actor, at: datetime
) -> UnitJudgement:
    """How far the unit finds itself to be this school year, and what shows it. Raises ``NotOfYours``, ``NotSaid``."""
    row = _hold(unit_plan, by)
    today = day_in(row.municipality_id, at)
    found, _ = UnitJudgement.objects.update_or_create(
        unit_plan=row,
        starts_in=school_year_of(today).period.starts_on.year,
        criterion=criterion,
        defaults={
            "judged": judged,
            "evidence": must_say(evidence, "evidence"),
            "judged_on": today,
            "by_id": by.user_id,
        },
    )
    note("judge_unit", row.municipality_id, found.pk, by, at)
    return found


def _hold(unit_plan: UnitPlan, by: Actor) -> UnitPlan:
    rows = UnitPlan.objects.select_for_update(of=("self",), no_key=True).select_related("plan")
    row = rows.get(pk=unit_plan.pk)
    if not policies.can_write_unit_plan(by, row):
        raise NotOfYours(sentence("The head of the unit writes and confirms its plan."))
    return row


def _draft_again(row: UnitPlan, at: datetime) -> None:
    row.state, row.confirmed_on, row.confirmed_by_id = UnitPlanState.DRAFT, None, None
    row.known_at = at
    row.save()
