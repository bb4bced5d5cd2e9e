"""Plans of the other municipality: one in force with a unit's plan, a follow-up and a year wheel, one that is a draft. About nobody.

Only its own office, its own head and its own people reach them; whoever of the first municipality tries to write is refused.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.organisations import api as organisations
from stafet.planwork import api as planwork
from stafet.planwork.api import Criterion, LineFacts, LineKind, MeasureFacts, RoundFacts, RoundKind, TaskFacts
from stafet.programme import api as programme
from stafet.programme.api import (
    AdoptionFacts,
    Does,
    DutyFacts,
    PartFacts,
    PartKind,
    Party,
    Phase,
    Plan,
    PlanFrame,
    ProgrammePart,
    StartUp,
)
from tests.cast import Cast

Object = UUID | str | int
_ABOUT = "elin"
"""Who lives there: her name stands for the municipality in the matrix."""


def planned(cast: Cast, at: datetime) -> dict[str, dict[str, Object]]:
    """Everything an address about plans may name."""
    head = employed("hedda", access.Role.SCHOOL_LEADER, cast.other_guidance, at)
    with access.job_scope(cast.elsewhere.pk):
        draft, draft_parts = _written(cast, at)
        remark = programme.remark(plan=draft, key=None, words="Good", suggestion="", by=SYSTEM, at=at)
        programme.send_out(
            plan=draft, names=["Schools"], answer_by=at.date() + timedelta(days=9), by=SYSTEM, at=at
        )
        plan, parts = _written(cast, at)
        told = AdoptionFacts(at.date(), "The council", "1")
        plan = programme.adopt_plan(plan=plan, facts=told, by=SYSTEM, at=at)
        cycle = programme.open_cycle(
            municipality_id=cast.elsewhere.pk, facts=StartUp("A cycle", at.date(), "Agreed"), by=SYSTEM, at=at
        )
        support = programme.let_follow(
            municipality_id=cast.elsewhere.pk,
            organisation_id=cast.town.pk,
            decided="The board",
            by=SYSTEM,
            at=at,
        )
    objects: dict[str, Object] = {
        "programme_id": draft.pk,
        "plan_part_id": draft_parts["indicator"].pk,
        "plan_remark_id": remark.pk,
        "plan_referral_id": programme.referrals_of(draft)[0].pk,
        "plan_cycle_id": cycle.pk,
        "plan_support_id": support.pk,
        "public_plan_id": plan.pk,
    }
    objects |= _at_work(cast, plan, parts, head, at)
    codes: dict[str, Object] = {
        "plan_part_kind": PartKind.GOAL.value,
        "plan_phase": Phase.MAPPING.value,
        "plan_party": Party.TEACHER.value,
        "unit_criterion": Criterion.VOICE.value,
    }
    return {name: {_ABOUT: key} for name, key in objects.items()} | {
        name: {"": code} for name, code in codes.items()
    }


def council_and_region(cast: Cast, at: datetime) -> dict[str, access.User]:
    """Rasmus of the council, and Regine, who leads in the region: they read plans and meet nobody."""
    return {
        "rasmus": employed("rasmus", access.Role.POLITICIAN, cast.town, at),
        "regine": employed("regine", access.Role.REGIONAL_LEAD, cast.guidance, at),
    }


def employed(
    name: str, role: access.Role, organisation: organisations.Organisation, at: datetime
) -> access.User:
    """Somebody who works there."""
    with access.job_scope(organisation.municipality_id):
        user = access.User(email=f"{name}@example.org", name=name.title(), language="en")
        user.save()
        access.Membership.objects.create(
            user=user, organisation=organisation, role=role, starts_at=at - timedelta(days=30)
        )
        return user


def _written(cast: Cast, at: datetime) -> tuple[Plan, dict[str, ProgrammePart]]:
    frame = PlanFrame("A plan", "Ordered", at.date(), at.date() + timedelta(days=700))
    plan = programme.start_plan(municipality_id=cast.elsewhere.pk, frame=frame, by=SYSTEM, at=at)

    def write(kind: PartKind, *upon: UUID, **more: str) -> ProgrammePart:
        facts = PartFacts(kind, f"A {kind.value}", upon=upon, **more)  # type: ignore[arg-type]
        return programme.write_part(plan=plan, facts=facts, by=SYSTEM, at=at)

    need = write(PartKind.NEED)
    goal = write(PartKind.GOAL, need.pk)
    activity = write(PartKind.ACTIVITY, goal.pk)
    indicator = write(PartKind.INDICATOR, goal.pk, level="effect", formula="a / b", source="A register")
    duties = [DutyFacts(Party.TEACHER, Does.RESPONSIBLE)]
    programme.set_duties(part=activity, duties=duties, by=SYSTEM, at=at)
    return plan, {"goal": goal, "activity": activity, "indicator": indicator}


def _at_work(
    cast: Cast, plan: Plan, parts: dict[str, ProgrammePart], head: access.User, at: datetime
) -> dict[str, Object]:
    with access.user_scope(head.pk):
        hers = access.actor_for(head, at=at)
        unit = planwork.open_unit_plan(plan=plan, organisation_id=cast.other_guidance.pk, by=hers, at=at)
        line = planwork.write_unit_line(
            unit_plan=unit, facts=LineFacts(LineKind.OWN, "x", title="Ours"), by=hers, at=at
        )
    with access.job_scope(cast.elsewhere.pk):
        facts = RoundFacts(RoundKind.YEAR, at.date())
        a_round = planwork.open_round(plan=plan, facts=facts, by=SYSTEM, at=at)
        measure = planwork.propose_measure(
            round=a_round, facts=MeasureFacts("Do it", "A post", at.date()), by=SYSTEM, at=at
        )
        task = planwork.put_task(
            municipality_id=cast.elsewhere.pk,
            facts=TaskFacts(at.date(), "Report", Party.COUNCIL),
            by=SYSTEM,
            at=at,
        )
    return {
        "unit_plan_id": unit.pk,
        "unit_part_key": parts["activity"].key,
        "unit_line_id": line.pk,
        "plan_round_id": a_round.pk,
        "plan_goal_key": parts["goal"].key,
        "plan_measure_id": measure.pk,
        "wheel_task_id": task.pk,
        "wheel_town_id": cast.elsewhere.pk,
    }
