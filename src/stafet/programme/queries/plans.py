"""Which plans there are, and one of them in one piece."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, QuerySet, When

from stafet.kernel.actors import Actor
from stafet.programme import policies
from stafet.programme.models import Duty, PartLink, Plan, ProgrammePart, Referral, Remark, Target
from stafet.programme.states import Does, PartKind, Party, PlanState, RemarkState


@dataclass(frozen=True, slots=True)
class PartView:
    """One part with everything that hangs on it."""

    part: ProgrammePart
    upon: tuple[ProgrammePart, ...]
    duties: tuple[Duty, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One thing a party has to do: the part, what the party does with it."""

    view: PartView
    does: tuple[Does, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """One version in one piece: four look-ups, however long it is."""

    plan: Plan
    parts: tuple[PartView, ...]

    def of_kind(self, kind: PartKind) -> tuple[PartView, ...]:
        """Its parts of one kind, in their order."""
        return tuple(each for each in self.parts if each.part.kind == kind)

    def resting_on(self, part: ProgrammePart) -> tuple[PartView, ...]:
        """The parts that rest on one."""
        return tuple(each for each in self.parts if part in each.upon)

    def frames(self, party: Party) -> tuple[Frame, ...]:
        """Requirements and frames for one party: what it must do, by when. Earliest in the school year first."""
        found = []
        for each in self.parts:
            does = tuple(Does(duty.does) for duty in each.duties if duty.party == party)
            if does:
                found.append(Frame(each, does))
        return tuple(sorted(found, key=lambda frame: _in_school_year(frame.view.part.by_month)))

    def parties(self) -> tuple[Party, ...]:
        """Whom it gives something to do."""
        named = {duty.party for each in self.parts for duty in each.duties}
        return tuple(party for party in Party if party in named)


def plans_for(actor: Actor) -> QuerySet[Plan]:
    """The plans of the reader's municipalities, the newest version first."""
    towns = policies.towns_read_by(actor)
    return Plan.objects.filter(municipality_id__in=towns).order_by("municipality_id", "line", "-version")


def plan_for(actor: Actor, plan_id: UUID) -> Plan | None:
    """A version the reader may read."""
    return Plan.objects.filter(policies.plans_readable_by(actor), pk=plan_id).first()


def public_plans() -> QuerySet[Plan]:
    """What is in force, for everybody."""
    return Plan.objects.filter(state=PlanState.ADOPTED).order_by("municipality_id", "title", "pk")


def public_plan(plan_id: UUID) -> Plan | None:
    """A version that is or was in force, for everybody."""
    return Plan.objects.filter(pk=plan_id, state__in=[PlanState.ADOPTED, PlanState.SUPERSEDED]).first()


def plans_in_force(municipality_id: UUID) -> QuerySet[Plan]:
    """What a municipality goes by now."""
    return public_plans().filter(municipality_id=municipality_id)


def versions_of(plan: Plan) -> QuerySet[Plan]:
    """All versions of a plan, the newest first."""
    return Plan.objects.filter(line=plan.line).order_by("-version")


def part_for(actor: Actor, part_id: UUID) -> ProgrammePart | None:
    """A part of a plan the reader may read."""
    plans = Plan.objects.filter(policies.plans_readable_by(actor))
    return ProgrammePart.objects.select_related("plan").filter(pk=part_id, plan__in=plans).first()


def view_of(plan: Plan) -> PlanView:
    """A version in one piece."""
    order = {kind: number for number, kind in enumerate(PartKind)}
    parts = sorted(
        ProgrammePart.objects.filter(plan=plan), key=lambda row: (order[PartKind(row.kind)], row.position)
    )
    by_key = {row.pk: row for row in parts}
    upon: defaultdict[UUID, list[ProgrammePart]] = defaultdict(list)
    for link in PartLink.objects.filter(part__plan=plan).order_by("pk"):
        upon[link.part_id].append(by_key[link.upon_id])
    duties: defaultdict[UUID, list[Duty]] = defaultdict(list)
    for duty in Duty.objects.filter(part__plan=plan).order_by("pk"):
        duties[duty.part_id].append(duty)
    targets: defaultdict[UUID, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(part__plan=plan).order_by("year"):
        targets[target.part_id].append(target)
    return PlanView(
        plan,
        tuple(
            PartView(row, tuple(upon[row.pk]), tuple(duties[row.pk]), tuple(targets[row.pk])) for row in parts
        ),
    )


def remarks_on(plan: Plan) -> QuerySet[Remark]:
    """What was said about a version, the unanswered first."""
    is_open = Case(When(state=RemarkState.OPEN, then=0), default=1)
    return Remark.objects.filter(plan=plan).order_by(is_open, "made_at", "pk")


def remark_for(actor: Actor, remark_id: UUID) -> Remark | None:
    """A remark on a plan the reader writes."""
    plans = Plan.objects.filter(policies.plans_writable_by(actor))
    return Remark.objects.select_related("plan").filter(pk=remark_id, plan__in=plans).first()


def referrals_of(plan: Plan) -> QuerySet[Referral]:
    """Who was asked, by name."""
    return Referral.objects.filter(plan=plan).order_by("name", "pk")


def referral_for(actor: Actor, referral_id: UUID) -> Referral | None:
    """Somebody who was asked about a plan the reader writes."""
    plans = Plan.objects.filter(policies.plans_writable_by(actor))
    return Referral.objects.select_related("plan").filter(pk=referral_id, plan__in=plans).first()


def _in_school_year(month: int | None) -> int:
    """August is the first month; what has no month comes last."""
    return 12 if month is None else (month - 8) % 12
