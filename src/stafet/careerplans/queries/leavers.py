"""Everybody who leaves school this summer and has no approved plan; and how many that are, school by school."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from stafet.access import api as access
from stafet.careerplans.models import CareerPlan
from stafet.careerplans.states import READY, PlanState
from stafet.kernel import rules
from stafet.kernel.activities import ActivityKind
from stafet.kernel.countries import Country
from stafet.kernel.privacy import DataClass
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways

_SCHOOLS = (ActivityKind.BASIC_SCHOOL.value, ActivityKind.TENTH_GRADE.value)


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody in a last grade: where, and how ready the plan is; ``None``: not begun."""

    person_id: UUID
    name: str
    school: str
    unit: str
    state: PlanState | None


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """How many of a school's leavers whom the reader may see have an approved plan."""

    school_id: UUID
    school: str
    leavers: int
    ready: int


def leavers_without_plan(*, on: date, school_id: UUID | None = None) -> QuerySet[pathways.Spell]:
    """The places of those who leave without an approved plan, of those the reader may see, by school and name."""
    return _rows(_leaving(on, school_id).filter(~Exists(_ready_plans())))


def leaver_lines(spells: Iterable[pathways.Spell]) -> Sequence[Leaver]:
    """A part of the leavers, as lines."""
    return [
        Leaver(
            spell.person_id,
            spell.person.name,
            spell.organisation.name if spell.organisation else "",
            spell.unit.name if spell.unit else "",
            PlanState(state) if (state := spell.plan_state) else None,  # type: ignore[attr-defined]
        )
        for spell in spells
    ]


def schools_of_leavers(*, on: date) -> Sequence[SchoolCount]:
    """Each school with how many leave and how many of them are ready, whom the reader may see. One look-up."""
    rows = (
        _leaving(on, None)
        .values("organisation_id", "organisation__name")
        .annotate(
            leavers=Count("person_id", distinct=True),
            ready=Count("person_id", filter=Q(Exists(_ready_plans())), distinct=True),
        )
        .order_by("organisation__name")
    )
    return [
        SchoolCount(row["organisation_id"], row["organisation__name"], row["leavers"], row["ready"])
        for row in rows
    ]


def _leaving(on: date, school_id: UUID | None) -> QuerySet[pathways.Spell]:
    """The running places in a last grade of compulsory school, of people the reader may see."""
    last_grades = Q()
    for country in Country:
        grade = rules.value(f"{country.value}.plan.leaving_grade", on=on)
        towns = organisations.Municipality.objects.filter(country=country.value)
        last_grades |= Q(municipality_id__in=towns.values("pk"), grade__gte=grade)
    spells = pathways.Spell.objects.running_on(on).filter(
        access.visible(DataClass.PROCESS), last_grades, kind__in=_SCHOOLS, organisation__isnull=False
    )
    return spells if school_id is None else spells.filter(organisation_id=school_id)


def _rows(spells: QuerySet[pathways.Spell]) -> QuerySet[pathways.Spell]:
    plan = CareerPlan.objects.filter(
        municipality_id=OuterRef("municipality_id"), person_id=OuterRef("person_id"), aside_since=None
    )
    return (
        spells.select_related("person", "organisation", "unit")
        .annotate(plan_state=Subquery(plan.values("state")[:1]))
        .order_by("organisation__name", "unit__name", "person__sort_key", "pk")
    )


def _ready_plans() -> QuerySet[CareerPlan]:
    return CareerPlan.objects.filter(
        municipality_id=OuterRef("municipality_id"),
        person_id=OuterRef("person_id"),
        state__in=READY,
        aside_since=None,
    )
