"""How the plan goes, in words ready to show: on the page and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from stafet.organisations import api as organisations
from stafet.planwork.api import (
    Decision,
    GoalLine,
    GoalStands,
    IndicatorLine,
    MeasureState,
    PlanMeasure,
    PlanRound,
    Reach,
    RoundKind,
    RoundState,
    RoundView,
)
from stafet.programme.api import Level
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.programme_parts import target_words, with_unit


def round_title(row: PlanRound) -> str:
    """Which follow-up of which plan."""
    return f"{RoundKind(row.kind).label}: {row.plan.title}"


def measured_words(line: IndicatorLine) -> str:
    """Everything that was measured, year by year."""
    unit = line.view.part.unit
    return "; ".join(
        f"{row.year}: {with_unit(row.value, unit)}" + (f" (n = {write_number(row.base)})" if row.base else "")
        for row in line.readings
    )


def aimed_words(line: IndicatorLine) -> str:
    """What is aimed at, year by year."""
    return "; ".join(target_words(row, line.view.part.unit) for row in line.view.targets)


def measure_table(caption: str, lines: Iterable[IndicatorLine]) -> Table:
    """Indicators beside their targets, in the plan's order."""
    columns = [
        Column(gettext("Indicator")),
        Column(gettext("What it tells")),
        Column(gettext("Aimed at")),
        Column(gettext("Measured")),
        Column(gettext("How it stands")),
    ]
    rows = [
        (
            line.view.part.title,
            str(Level(line.view.part.level).label),
            aimed_words(line) or "–",
            measured_words(line) or "–",
            str(Reach(line.reach).label),
        )
        for line in lines
    ]
    return make_table(caption, columns, rows)


def goal_told(goal: GoalLine, row: PlanRound, *, may_say: bool) -> dict[str, Any]:
    """One goal in a follow-up."""
    return {
        "title": goal.part.title,
        "name": str(goal.part.key),
        "stands": GoalStands(goal.found.stands).label if goal.found else gettext("Nothing is said yet"),
        "words": goal.found.words if goal.found else "",
        "table": measure_table(
            gettext("Indicators of “%(goal)s”") % {"goal": goal.part.title}, goal.indicators
        )
        if goal.indicators
        else None,
        "act": Action(gettext("Say how it stands"), reverse("say_of_plan_goal", args=[row.pk, goal.part.key]))
        if may_say
        else None,
    }


def report_told(view: RoundView) -> dict[str, Any]:
    """The report to the council on paper: in the shape of ``sheets/programme.typ``."""
    row = view.round
    house = dict(organisations.municipalities())[row.municipality_id]
    facts = [house, str(RoundState(row.state).label)]
    if row.reported_on:
        facts.append(gettext("Reported %(day)s") % {"day": write_day(row.reported_on)})
    groups = [{"heading": gettext("Goals"), "cards": [_goal(goal) for goal in view.goals]}]
    if view.measures:
        groups.append({"heading": gettext("Measures"), "cards": [_measure(each) for each in view.measures]})
    if view.decisions:
        groups.append(
            {"heading": gettext("Decisions"), "cards": [_decision(each) for each in view.decisions]}
        )
    return {
        "title": round_title(row),
        "facts": facts,
        "mandate": row.summary,
        "groups": groups,
        "frames_heading": "",
        "frames": [],
        "page": gettext("Page"),
    }


def _goal(goal: GoalLine) -> dict[str, Any]:
    notes = [
        " · ".join(
            filter(
                None,
                (line.view.part.title, aimed_words(line), measured_words(line), str(Reach(line.reach).label)),
            )
        )
        for line in goal.indicators
    ]
    stands = str(GoalStands(goal.found.stands).label) if goal.found else gettext("Nothing is said yet")
    return {
        "title": f"{goal.part.title}: {stands}",
        "words": goal.found.words if goal.found else "",
        "notes": notes,
    }


def _measure(row: PlanMeasure) -> dict[str, Any]:
    notes = [row.carrier, write_day(row.due_on), str(MeasureState(row.state).label)]
    return {"title": row.words.split("\n", 1)[0], "words": row.effect, "notes": notes}


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "title": gettext("%(body)s, %(day)s, diary number %(number)s")
        % {"body": row.body, "day": write_day(row.decided_on), "number": row.diary_number},
        "words": row.words,
        "notes": [],
    }
