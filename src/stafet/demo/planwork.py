"""The Danish masterplan at work: units in every state, a follow-up that the council decided on and one under way, a year wheel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from stafet.demo.programme import adopt_masterplan
from stafet.demo.staff import employee
from stafet.demo.story import LEADERS, Town
from stafet.kernel.actors import SYSTEM
from stafet.kernel.periods import school_year_of
from stafet.planwork import api as planwork
from stafet.planwork.api import (
    Criterion,
    DecisionFacts,
    FoundFacts,
    GoalStands,
    Judged,
    LessonFacts,
    LineFacts,
    LineKind,
    MeasureFacts,
    MeasureMove,
    ReadingFacts,
    RoundFacts,
    RoundKind,
    TaskFacts,
)
from stafet.programme import api as programme
from stafet.programme.api import AdoptionFacts, Party, Plan, PlanFrame, ProgrammePart, Stage

Parts = Mapping[str, ProgrammePart]
_YEAR = (
    (8, 25, "Skolernes planer bekræftes", Party.HEAD, None),
    (9, 30, "Forløb og klasser er på plads for året", Party.TEACHER, None),
    (11, 14, "Produktionsugen i 7. klasse", Party.COORDINATOR, Stage.LATE),
    (1, 20, "Halvårsopfølgning", Party.COORDINATOR, None),
    (2, 15, "Samtaler om planen er holdt i 9. klasse", Party.COUNSELLOR, Stage.LATE),
    (3, 1, "Svar på uddannelsesansøgninger", Party.COUNSELLOR, Stage.LATE),
    (5, 10, "Skolerne ser på deres eget arbejde", Party.HEAD, None),
    (6, 5, "Rapport til byrådet", Party.COORDINATOR, None),
)


def use_the_plan(town: Town, before: datetime, at: datetime) -> None:
    """Two school years with the plan, from ``before`` on. Needs an open job scope of the municipality."""
    plan, parts = adopt_masterplan(town.municipality_id, before)
    _begin_units(town, plan, parts, before)
    _follow_up(plan, parts, before + timedelta(days=300))
    newer = _carry_on(plan, at - timedelta(days=60))
    _go_on_with_units(town, at)
    planwork.open_round(
        plan=newer,
        facts=RoundFacts(RoundKind.HALF_YEAR, at.date() + timedelta(days=40)),
        by=SYSTEM,
        at=at,
    )
    _turn_the_wheel(town, at)
    _learn(town, at)


def _begin_units(town: Town, plan: Plan, parts: Parts, at: datetime) -> None:
    for key, name in list(LEADERS.items())[:3]:
        by = town.actor(name, at)
        unit = planwork.open_unit_plan(plan=plan, organisation_id=town.places[key].pk, by=by, at=at)
        for part in ("lead", "parents"):
            facts = LineFacts(
                LineKind.FORM, "Teamet planlægger i august; lederen samler op i januar.", key=parts[part].key
            )
            planwork.write_unit_line(unit_plan=unit, facts=facts, by=by, at=at)
        if name == "hans":
            told = LineFacts(
                LineKind.DEVIATION,
                "Vi holder produktionsuge hvert andet år, for 7. og 8. klasse sammen.",
                key=parts["week"].key,
                reason="Vi har én klasse på hver årgang.",
            )
            planwork.write_unit_line(unit_plan=unit, facts=told, by=by, at=at)
        planwork.confirm_unit_plan(unit_plan=unit, by=by, at=at)


_FOUND = (
    ("gplan", GoalStands.TOO_EARLY, "Det første år med planer. Tallet kommer til sommer."),
    (
        "gstart",
        GoalStands.PARTLY,
        "Flere er i gang. Årgangen er mindre end sidst, så et par unge flytter tallet.",
    ),
    ("gvoc", GoalStands.NOT_MET, "Under det nationale mål. Produktionsugen nåede ikke alle klasser."),
)
_MEASURES = (
    ("To klasser deler en virksomhed, når der er for få", "Koordinatoren"),
    ("Elever fra erhvervsuddannelser besøger 8. klasse", "Vejledningen"),
)


def _follow_up(plan: Plan, parts: Parts, at: datetime) -> None:
    """A yearly follow-up, reported and decided on; one of its measures has begun."""
    _measure(plan, parts, at)
    row = planwork.open_round(plan=plan, facts=RoundFacts(RoundKind.YEAR, at.date()), by=SYSTEM, at=at)
    for name, stands, words in _FOUND:
        facts = FoundFacts(parts[name].key, stands, words)
        planwork.say_of_goal(round=row, facts=facts, by=SYSTEM, at=at)
    due_on = at.date() + timedelta(days=90)
    measures = [
        planwork.propose_measure(
            round=row, facts=MeasureFacts(words, carrier, due_on, parts["gvoc"].key), by=SYSTEM, at=at
        )
        for words, carrier in _MEASURES
    ]
    summary = "På vej for dem, der kommer i gang; ikke for erhvervsuddannelserne."
    planwork.report_round(round=row, summary=summary, by=SYSTEM, at=at)
    told = DecisionFacts(
        "Byrådet",
        at.date(),
        f"{plan.starts_on.year + 1}-0087",
        "Byrådet tager rapporten til efterretning og følger tiltagene.",
    )
    planwork.write_decision(round=row, facts=told, by=SYSTEM, at=at)
    for what in (MeasureMove.DECIDE, MeasureMove.BEGIN):
        planwork.move_measure(measure=measures[0], what=what, words="", by=SYSTEM, at=at)


def _measure(plan: Plan, parts: Parts, at: datetime) -> None:
    for name, value in (("i15", "90.2"), ("ivoc", "24.1")):
        indicator = programme.part_for(SYSTEM, parts[name].pk)
        if indicator is not None:
            facts = ReadingFacts(plan.starts_on.year, Decimal(value), 412, indicator.source)
            planwork.enter_reading(indicator=indicator, facts=facts, by=SYSTEM, at=at)


def _carry_on(plan: Plan, at: datetime) -> Plan:
    """A second version, in force for two months; the units' plans are to be looked through. And a third is begun."""
    frame = PlanFrame(
        plan.title,
        plan.mandate,
        plan.starts_on.replace(year=plan.starts_on.year + 1),
        plan.ends_on.replace(year=plan.ends_on.year + 1),
    )
    newer = programme.roll_over(plan=plan, frame=frame, leave_out=(), by=SYSTEM, at=at)
    told = AdoptionFacts(at.date(), "Byrådet", f"{frame.starts_on.year}-0201")
    newer = programme.adopt_plan(plan=newer, facts=told, by=SYSTEM, at=at)
    later = PlanFrame(
        plan.title, plan.mandate, frame.ends_on, frame.ends_on.replace(year=frame.ends_on.year + 2)
    )
    programme.roll_over(plan=newer, frame=later, leave_out=(), by=SYSTEM, at=at)
    return newer


def _go_on_with_units(town: Town, at: datetime) -> None:
    """Hans has looked through the new version and confirmed; Mette has begun to; Ditte's waits."""
    for name in ("hans", "mette"):
        by = town.actor(name, at)
        unit = planwork.unit_plans_for(by).get(organisation_id__in=by.organisation_ids)
        unit = planwork.bring_up_to_date(unit_plan=unit, by=by, at=at)
        if name == "hans":
            planwork.confirm_unit_plan(unit_plan=unit, by=by, at=at)
            for criterion, judged, evidence in (
                (Criterion.BUILDS_UP, Judged.IN_PLACE, "Oversigten over forløb fra 0. til 9. klasse"),
                (Criterion.VOICE, Judged.BEGUN, "Elevrådet er spurgt en gang"),
            ):
                planwork.judge_unit(
                    unit_plan=unit, criterion=criterion, judged=judged, evidence=evidence, by=by, at=at
                )


def _turn_the_wheel(town: Town, at: datetime) -> None:
    year = school_year_of(at.date()).period.starts_on.year
    for month, day, title, party, stage in _YEAR:
        due_on = date(year if month >= 8 else year + 1, month, day)
        facts = TaskFacts(due_on, title, party, stage=stage)
        task = planwork.put_task(municipality_id=town.municipality_id, facts=facts, by=SYSTEM, at=at)
        if due_on < at.date() - timedelta(days=20):
            planwork.finish_task(task=task, by=SYSTEM, at=at)
    soon = TaskFacts(
        at.date() + timedelta(days=3),
        "Spørg virksomhederne om forårets besøg",
        Party.COORDINATOR,
        "Erhvervsrådet har listen.",
        owner_id=employee("gro").pk,
    )
    planwork.put_task(municipality_id=town.municipality_id, facts=soon, by=SYSTEM, at=at)


def _learn(town: Town, at: datetime) -> None:
    facts = LessonFacts(
        at.date() - timedelta(days=15),
        "Virksomhederne planlægger om foråret",
        "Da vi spurgte i september, var efteråret givet væk.",
        "Årshjulet siger nu marts.",
    )
    planwork.write_lesson(municipality_id=town.municipality_id, facts=facts, by=SYSTEM, at=at)
