"""How it goes is read, looked at in rounds, reported, decided on; measures are proposed, run and checked."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.planwork.actions.steps import day_in, must_run, must_say, note
from stafet.planwork.drafts import DecisionFacts, FoundFacts, MeasureFacts, ReadingFacts, RoundFacts
from stafet.planwork.errors import NotSaid, NotYet
from stafet.planwork.models import FEWEST, Decision, GoalFound, IndicatorReading, PlanMeasure, PlanRound
from stafet.planwork.states import (
    MEASURE,
    NEEDS_WORDS,
    ROUND,
    MeasureMove,
    MeasureState,
    RoundMove,
    RoundState,
)
from stafet.programme import api as programme
from stafet.programme.api import PartKind, Plan, PlanState, ProgrammePart


@audit.action
def enter_reading(
    *, indicator: ProgrammePart, facts: ReadingFacts, by: Actor, at: datetime
) -> IndicatorReading:
    """What an indicator was in a year; written again it replaces what stood there. Raises ``NotOfYours``, ``NotSaid``."""
    plan = indicator.plan
    must_run(by, plan.municipality_id)
    if indicator.kind != PartKind.INDICATOR:
        raise NotSaid(sentence("Only an indicator is measured."))
    if facts.base is not None and facts.base < FEWEST:
        raise NotSaid(
            sentence("A number about fewer than five could be read as one about somebody. Leave it out."),
            field="base",
        )
    row, _ = IndicatorReading.objects.update_or_create(
        municipality_id=plan.municipality_id,
        key=indicator.key,
        year=facts.year,
        defaults={
            "value": facts.value,
            "base": facts.base,
            "source": must_say(facts.source, "source"),
            "words": facts.words.strip(),
            "by_id": by.user_id,
            "known_at": at,
        },
    )
    note("enter_reading", plan.municipality_id, row.pk, by, at)
    return row


@audit.action
def open_round(*, plan: Plan, facts: RoundFacts, by: Actor, at: datetime) -> PlanRound:
    """A follow-up of what is in force begins. Raises ``NotOfYours``, ``NotYet``, ``NotSaid``."""
    must_run(by, plan.municipality_id)
    if plan.state not in (PlanState.ADOPTED, PlanState.SUPERSEDED):
        raise NotYet(sentence("What is followed up is a plan that was adopted."))
    try:
        with transaction.atomic(using=audit.current_alias()):
            row = PlanRound.objects.create(
                municipality_id=plan.municipality_id,
                plan=plan,
                kind=facts.kind,
                due_on=facts.due_on,
                known_at=at,
            )
    except IntegrityError:
        raise NotSaid(sentence("There is a follow-up for this day already."), field="due_on") from None
    note("open_round", plan.municipality_id, row.pk, by, at)
    return row


@audit.action
def say_of_goal(*, round: PlanRound, facts: FoundFacts, by: Actor, at: datetime) -> GoalFound:  # noqa: A002
    """What is found about a goal, and how it is read. Raises ``NotOfYours``, ``NotSaid``, ``NotYet``."""
    row = _hold(round, by)
    _must_be(row, RoundState.OPEN)
    if not programme.ProgrammePart.objects.filter(plan=row.plan, key=facts.key, kind=PartKind.GOAL).exists():
        raise NotSaid(sentence("Choose a goal of this plan."))
    found, _ = GoalFound.objects.update_or_create(
        round=row, key=facts.key, defaults={"stands": facts.stands, "words": must_say(facts.words, "words")}
    )
    note("say_of_goal", row.municipality_id, row.pk, by, at)
    return found


@audit.action
def report_round(*, round: PlanRound, summary: str, by: Actor, at: datetime) -> PlanRound:  # noqa: A002
    """It goes to the council, with something said about every goal. Raises ``NotOfYours``, ``NotSaid``, ``NotYet``."""
    row = _hold(round, by)
    _must_be(row, RoundState.OPEN)
    said = set(GoalFound.objects.filter(round=row).values_list("key", flat=True))
    for goal in programme.view_of(row.plan).of_kind(PartKind.GOAL):
        if goal.part.key not in said:
            raise NotYet(
                sentence(
                    "Nothing is said about the goal “%(goal)s” yet. Say how it stands first.",
                    goal=goal.part.title,
                )
            )
    row.summary, row.reported_on = must_say(summary, "summary"), day_in(row.municipality_id, at)
    _move(row, RoundMove.REPORT, by, at)
    return row


@audit.action
def take_round_back(*, round: PlanRound, by: Actor, at: datetime) -> PlanRound:  # noqa: A002
    """Go on with it: the report was not ready. Raises ``NotOfYours``, ``IllegalMove``."""
    row = _hold(round, by)
    _move(row, RoundMove.TAKE_BACK, by, at)
    return row


@audit.action
def write_decision(*, round: PlanRound, facts: DecisionFacts, by: Actor, at: datetime) -> Decision:  # noqa: A002
    """What the council decided on the report; several decisions may follow one report. Raises ``NotOfYours``, ``NotSaid``, ``NotYet``."""
    row = _hold(round, by)
    if row.state == RoundState.OPEN:
        raise NotYet(sentence("The council decides on a report. Report the follow-up first."))
    if facts.decided_on > day_in(row.municipality_id, at):
        raise NotSaid(sentence("A decision is written down once it was made."), field="decided_on")
    made = Decision.objects.create(
        round=row,
        body=must_say(facts.body, "body"),
        decided_on=facts.decided_on,
        diary_number=must_say(facts.diary_number, "diary_number"),
        words=must_say(facts.words, "words"),
        written_by_id=by.user_id,
        known_at=at,
    )
    if row.state == RoundState.REPORTED:
        _move(row, RoundMove.DECIDE, by, at)
    note("write_decision", row.municipality_id, made.pk, by, at)
    return made


@audit.action
def propose_measure(*, round: PlanRound, facts: MeasureFacts, by: Actor, at: datetime) -> PlanMeasure:  # noqa: A002
    """What is to be done about it. Raises ``NotOfYours``, ``NotSaid``."""
    row = _hold(round, by)
    goals = programme.ProgrammePart.objects.filter(plan=row.plan, kind=PartKind.GOAL)
    if facts.key is not None and not goals.filter(key=facts.key).exists():
        raise NotSaid(sentence("Choose a goal of this plan."), field="goal")
    made = PlanMeasure.objects.create(
        municipality_id=row.municipality_id,
        round=row,
        key=facts.key,
        words=must_say(facts.words, "words"),
        carrier=must_say(facts.carrier, "carrier"),
        due_on=facts.due_on,
        known_at=at,
    )
    note("propose_measure", row.municipality_id, made.pk, by, at)
    return made


@audit.action
def move_measure(
    *, measure: PlanMeasure, what: MeasureMove, words: str, by: Actor, at: datetime
) -> PlanMeasure:
    """One row of the table; some rows say what came of it. Raises ``NotOfYours``, ``NotSaid``, ``IllegalMove``."""
    row = PlanMeasure.objects.select_for_update(of=("self",), no_key=True).get(pk=measure.pk)
    must_run(by, row.municipality_id)
    row.state, row.known_at = MEASURE.after(MeasureState(row.state), what), at
    if what in NEEDS_WORDS:
        row.effect = must_say(words, "words")
    row.save()
    note(f"measure.{what.value}", row.municipality_id, row.pk, by, at)
    return row


def _hold(row: PlanRound, by: Actor) -> PlanRound:
    rows = PlanRound.objects.select_for_update(of=("self",), no_key=True).select_related("plan")
    held = rows.get(pk=row.pk)
    must_run(by, held.municipality_id)
    return held


def _must_be(row: PlanRound, state: RoundState) -> None:
    if row.state != state:
        raise NotYet(sentence("The follow-up is reported. Take it back first, then it can change."))


def _move(row: PlanRound, what: RoundMove, by: Actor, at: datetime) -> None:
    row.state, row.known_at = ROUND.after(RoundState(row.state), what), at
    row.save()
    note(f"round.{what.value}", row.municipality_id, row.pk, by, at)
