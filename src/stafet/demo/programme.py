"""Two plans: a Danish masterplan with a version before it and one to come, and a Swedish plan out for comments.

What they say is built from what municipalities have published about such plans, in words of their own; the years are moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.demo.huvudmannaplan import HUVUDMANNAPLAN
from stafet.demo.masterplan import MASTERPLAN, SCHOOL
from stafet.demo.plan_lines import Line
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country, local_day
from stafet.kernel.periods import school_year_of
from stafet.programme import api as programme
from stafet.programme.api import (
    AdoptionFacts,
    AnswerFacts,
    DutyFacts,
    PartFacts,
    Phase,
    Plan,
    PlanFrame,
    ProgrammePart,
    Stage,
    Stand,
    StartUp,
    StepFacts,
)

_S = Stage


def write_plan(
    municipality_id: UUID, frame: PlanFrame, lines: Sequence[Line], at: datetime
) -> tuple[Plan, Mapping[str, ProgrammePart]]:
    """A draft with everything in it. Needs an open job scope."""
    plan = programme.start_plan(municipality_id=municipality_id, frame=frame, by=SYSTEM, at=at)
    made: dict[str, ProgrammePart] = {}
    for line in lines:
        facts = line.facts
        told = PartFacts(
            **{name: getattr(facts, name) for name in facts.__slots__}
            | {"upon": tuple(made[one].pk for one in line.upon)}
        )
        part = programme.write_part(plan=plan, facts=told, by=SYSTEM, at=at)
        if line.duties:
            duties = [DutyFacts(party, does) for party, does in line.duties]
            programme.set_duties(part=part, duties=duties, by=SYSTEM, at=at)
        if line.aims:
            targets = [aim.target(frame.starts_on.year) for aim in line.aims]
            programme.set_targets(part=part, targets=targets, by=SYSTEM, at=at)
        made[line.name] = part
    return plan, made


def adopt_masterplan(municipality_id: UUID, at: datetime) -> tuple[Plan, Mapping[str, ProgrammePart]]:
    """The first version, adopted, with the cycle it was made in."""
    year = school_year_of(at.date()).period.starts_on.year
    frame = PlanFrame(
        "Masterplan for uddannelse og job",
        "Byrådet bestilte planen, fordi for mange unge står uden uddannelse 15 måneder efter 9. klasse.",
        date(year, 8, 1),
        date(year + 2, 8, 1),
    )
    plan, parts = write_plan(municipality_id, frame, MASTERPLAN, at)
    cycle = _begin_cycle(municipality_id, plan, at)
    told = AdoptionFacts(at.date(), "Byrådet", f"{year}-0114")
    plan = programme.adopt_plan(plan=plan, facts=told, by=SYSTEM, at=at)
    for phase in (Phase.MAPPING, Phase.ANALYSIS, Phase.DRAFTING, Phase.ANCHORING, Phase.ADOPTION):
        programme.finish_step(cycle=cycle, phase=phase, done_on=at.date(), words="", by=SYSTEM, at=at)
    return plan, parts


def _begin_cycle(municipality_id: UUID, plan: Plan, at: datetime) -> programme.Cycle:
    facts = StartUp(
        title=f"Masterplanen {plan.starts_on.year}–{plan.ends_on.year}",
        met_on=at.date(),
        protocol="Planen skal bruges i hverdagen: få krav, klare rammer, og en side for hver, der har noget at gøre.",
        decider="Byrådet",
        division="Koordinatoren skriver, ledere og vejledere er med, erhvervsrådet spørges.",
        stages=SCHOOL,
    )
    cycle = programme.open_cycle(municipality_id=municipality_id, facts=facts, by=SYSTEM, at=at)
    for number, phase in enumerate(Phase):
        due_on = at.date() + timedelta(days=30 * number)
        programme.settle_step(
            cycle=cycle, phase=phase, facts=StepFacts(due_on, "Koordinatoren"), by=SYSTEM, at=at
        )
    return programme.tie_plan(cycle=cycle, plan=plan, by=SYSTEM, at=at)


def send_swedish_plan_out(municipality_id: UUID, region_id: UUID, by: access.User, at: datetime) -> None:
    """The Swedish plan, out for comments: one has answered, one has not; a colleague has a remark; the region follows."""
    year = school_year_of(at.date()).period.starts_on.year
    frame = PlanFrame(
        "Plan för studie- och yrkesvägledning",
        "Nämnden gav uppdraget efter en kartläggning.",
        date(year, 8, 1),
        date(year + 3, 8, 1),
    )
    plan, parts = write_plan(municipality_id, frame, HUVUDMANNAPLAN, at)
    _begin_swedish_cycle(municipality_id, plan, at)
    programme.let_follow(
        municipality_id=municipality_id,
        organisation_id=region_id,
        decided="Nämnden, § 41, om processtöd",
        by=SYSTEM,
        at=at,
    )
    programme.remark(
        plan=plan,
        key=parts["a4"].key,
        words="Vem gör det här? Vuxenutbildningen har ingen egen vägledare.",
        suggestion="Samma vägledare möter vuxna som vill studera.",
        by=access.actor_for(by, at=at),
        at=at,
    )
    names = ["Rektorsgruppen", "Företagarföreningen"]
    answer_by = at.date() + timedelta(days=21)
    programme.send_out(plan=plan, names=names, answer_by=answer_by, by=SYSTEM, at=at)
    told = AnswerFacts(
        local_day(Country.SE, at),
        Stand.WITH_REMARKS,
        "Bra, men säg vad som är ett krav.",
        "Styrkan står nu på varje riktlinje.",
    )
    answered = programme.referrals_of(plan)[1]
    programme.answer_referral(referral=answered, facts=told, by=SYSTEM, at=at)


def _begin_swedish_cycle(municipality_id: UUID, plan: Plan, at: datetime) -> None:
    facts = StartUp(
        "Första planen",
        at.date(),
        "Behoven först. Förankringen går parallellt med framtagandet. Regionen stöder processen.",
        decider="Barn- och utbildningsnämnden",
        stages=(_S.PRESCHOOL, _S.EARLY, _S.MIDDLE, _S.LATE, _S.YOUTH, _S.ADULT),
    )
    cycle = programme.open_cycle(municipality_id=municipality_id, facts=facts, by=SYSTEM, at=at)
    programme.tie_plan(cycle=cycle, plan=plan, by=SYSTEM, at=at)
