"""Gro writes the town's plan: one finding, one need, one goal, a guideline, an activity and an indicator."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.conftest import NOW

from stafet.access import api as access
from stafet.programme import api as programme
from stafet.programme.api import (
    AdoptionFacts,
    Does,
    DutyFacts,
    Level,
    PartFacts,
    PartKind,
    Party,
    Plan,
    PlanFrame,
    ProgrammePart,
    Stage,
    StartUp,
    Strength,
    TargetFacts,
)

__all__ = ["acting"]

TODAY = NOW.date()
FRAME = PlanFrame("Education and job", "The council, 12 May", date(2026, 8, 1), date(2028, 8, 1))
ADOPTION = AdoptionFacts(TODAY - timedelta(days=1), "The council", "2026-114")


def begun(everyone: Cast) -> Plan:
    """An empty first version."""
    with acting(everyone.gro) as gro:
        return programme.start_plan(municipality_id=everyone.hedeby.pk, frame=FRAME, by=gro, at=NOW)


def written(
    everyone: Cast, plan: Plan, kind: PartKind, title: str, *upon: UUID, **more: Any
) -> ProgrammePart:
    """One part."""
    if kind is PartKind.GUIDELINE:
        more = {"strength": Strength.MUST} | more
    if kind is PartKind.INDICATOR:
        more = {"level": Level.LONG_TERM, "formula": "begun / leavers", "source": "The register"} | more
    with acting(everyone.gro) as gro:
        facts = PartFacts(kind, title, upon=upon, **more)
        return programme.write_part(plan=plan, facts=facts, by=gro, at=NOW)


def filled(everyone: Cast, plan: Plan) -> dict[str, ProgrammePart]:
    """A whole chain, with those who do it and what is aimed at."""
    put = {}
    put["policy"] = written(everyone, plan, PartKind.POLICY, "Growth strategy")
    put["finding"] = written(everyone, plan, PartKind.FINDING, "Few know a trade", stages=(Stage.LATE,))
    put["need"] = written(everyone, plan, PartKind.NEED, "Meet trades early", put["finding"].pk)
    put["goal"] = written(
        everyone, plan, PartKind.GOAL, "All begin an education", put["need"].pk, put["policy"].pk
    )
    put["guideline"] = written(everyone, plan, PartKind.GUIDELINE, "A course each year", put["goal"].pk)
    put["activity"] = written(
        everyone, plan, PartKind.ACTIVITY, "A company week", put["guideline"].pk, by_month=11
    )
    put["indicator"] = written(everyone, plan, PartKind.INDICATOR, "Begun after 15 months", put["goal"].pk)
    given(everyone, put["guideline"], (Party.HEAD, Does.ACCOUNTABLE), (Party.TEACHER, Does.RESPONSIBLE))
    given(everyone, put["activity"], (Party.TEACHER, Does.RESPONSIBLE))
    with acting(everyone.gro) as gro:
        told = [
            TargetFacts(2026, Decimal(87), is_baseline=True),
            TargetFacts(2027, Decimal(91), Decimal(90)),
        ]
        programme.set_targets(part=put["indicator"], targets=told, by=gro, at=NOW)
    return put


def given(everyone: Cast, part: ProgrammePart, *duties: tuple[Party, Does]) -> None:
    """Who has what to do with it."""
    with acting(everyone.gro) as gro:
        told = [DutyFacts(party, does) for party, does in duties]
        programme.set_duties(part=part, duties=told, by=gro, at=NOW)


def adopted(everyone: Cast, plan: Plan) -> Plan:
    """The council has adopted it."""
    with acting(everyone.gro) as gro:
        return programme.adopt_plan(plan=plan, facts=ADOPTION, by=gro, at=NOW)


def met(everyone: Cast, **changes: Any) -> programme.Cycle:
    """The start-up meeting was held."""
    told: dict[str, Any] = {"title": "2026–2028", "met_on": TODAY, "protocol": "We agreed"}
    with acting(everyone.gro) as gro:
        return programme.open_cycle(
            municipality_id=everyone.hedeby.pk, facts=StartUp(**told | changes), by=gro, at=NOW
        )


def employed(cast: Cast, name: str, role: access.Role, place: Any) -> access.User:
    """One more who works there."""
    with access.job_scope(place.municipality_id):
        user = access.User(email=f"{name}@example.org", name=f"{name.title()} Test", language="en")
        user.set_unusable_password()
        user.save()
        access.Membership.objects.create(user=user, organisation=place, role=role, starts_at=NOW)
        return user


@pytest.fixture
def plan(everyone: Cast) -> Plan:
    """A first version, empty."""
    return begun(everyone)


@pytest.fixture
def parts(everyone: Cast, plan: Plan) -> dict[str, ProgrammePart]:
    """Its parts."""
    return filled(everyone, plan)


@pytest.fixture
def in_force(everyone: Cast, plan: Plan, parts: dict[str, ProgrammePart]) -> Plan:
    """The same, adopted."""
    return adopted(everyone, plan)


@pytest.fixture
def rasmus(everyone: Cast) -> access.User:
    """A member of the council."""
    return employed(everyone, "rasmus", access.Role.POLITICIAN, everyone.town)


@pytest.fixture
def regine(everyone: Cast) -> access.User:
    """A regional process lead; her organisation lies in the other municipality."""
    return employed(everyone, "regine", access.Role.REGIONAL_LEAD, everyone.other_guidance)
