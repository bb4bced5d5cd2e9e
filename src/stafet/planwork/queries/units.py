"""How far units are with their plans, and one of them beside what it inherits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations
from stafet.organisations.api import Organisation, OrganisationKind
from stafet.planwork import policies
from stafet.planwork.models import UnitJudgement, UnitLine, UnitPlan
from stafet.planwork.states import LineKind
from stafet.programme import api as programme
from stafet.programme.api import PartKind, PlanState, ProgrammePart, Strength

_UNITS = (OrganisationKind.SCHOOL,)


@dataclass(frozen=True, slots=True)
class Inherited:
    """One guideline or activity of the municipality's plan, and what the unit says about it."""

    part: ProgrammePart
    line: UnitLine | None


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit's plan beside what it inherits."""

    unit_plan: UnitPlan
    inherited: tuple[Inherited, ...]
    own: tuple[UnitLine, ...]
    left_over: tuple[UnitLine, ...]
    """Lines about what the municipality's plan no longer has."""

    @property
    def lacking(self) -> tuple[ProgrammePart, ...]:
        """What is to be done in a form of one's own, and the unit has not said how."""
        return tuple(
            each.part
            for each in self.inherited
            if each.part.strength == Strength.OWN_FORM and each.line is None
        )

    @property
    def needs_review(self) -> bool:
        """Whether the municipality's plan has changed since this was written."""
        return self.unit_plan.plan.state == PlanState.SUPERSEDED


def unit_plans_for(actor: Actor) -> QuerySet[UnitPlan]:
    """The unit plans the reader may read, by the unit's name: never in an order of how good."""
    rows = UnitPlan.objects.filter(policies.work_readable_by(actor)).select_related("plan", "organisation")
    return rows.order_by("organisation__name", "pk")


def unit_plan_for(actor: Actor, unit_plan_id: UUID) -> UnitPlan | None:
    """One of them."""
    return unit_plans_for(actor).filter(pk=unit_plan_id).first()


def line_for(actor: Actor, line_id: UUID) -> UnitLine | None:
    """A line of a plan the reader writes."""
    plans = UnitPlan.objects.filter(policies.unit_plans_writable_by(actor))
    return UnitLine.objects.select_related("unit_plan").filter(pk=line_id, unit_plan__in=plans).first()


def units_without_plan(line: UUID, municipality_id: UUID) -> QuerySet[Organisation]:
    """Schools of a municipality that have not begun."""
    begun = UnitPlan.objects.filter(line=line).values("organisation_id")
    rows = organisations.Organisation.objects.filter(
        municipality_id=municipality_id, kind__in=_UNITS, ends_on=None
    )
    return rows.exclude(pk__in=begun).order_by("name", "pk")


def unit_view(unit_plan: UnitPlan) -> UnitView:
    """One unit's plan in one piece."""
    lines = list(UnitLine.objects.filter(unit_plan=unit_plan).order_by("pk"))
    by_key = {line.key: line for line in lines if line.key is not None}
    view = programme.view_of(unit_plan.plan)
    parts = [*view.of_kind(PartKind.GUIDELINE), *view.of_kind(PartKind.ACTIVITY)]
    known = {each.part.key for each in parts}
    return UnitView(
        unit_plan,
        tuple(Inherited(each.part, by_key.get(each.part.key)) for each in parts),
        tuple(line for line in lines if line.kind == LineKind.OWN),
        tuple(line for line in lines if line.key is not None and line.key not in known),
    )


def judgements_of(unit_plan: UnitPlan, starts_in: int) -> Sequence[UnitJudgement]:
    """What the unit has found about its own work in a school year."""
    return list(UnitJudgement.objects.filter(unit_plan=unit_plan, starts_in=starts_in))
