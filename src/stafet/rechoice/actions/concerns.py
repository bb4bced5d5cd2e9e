"""A concern: raised by a named person, worked on together, ended with what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.rechoice import policies
from stafet.rechoice.errors import ChangedByNow, NotYours, OpenMeasures, SaySomething
from stafet.rechoice.models import Concern, ConcernMeasure
from stafet.rechoice.states import (
    CONCERN,
    ConcernMove,
    ConcernOutcome,
    ConcernReason,
    ConcernState,
    MeasureKind,
)
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import StepKind

EXPIRES = {Country.DK: "dk.risk_notice.expires_after", Country.SE: "stafet.concern.expires_after"}


@dataclass(frozen=True, slots=True)
class ConcernDraft:
    """What somebody worries about, where, and what the young person says about it."""

    organisation_id: UUID
    reason: ConcernReason
    words: str
    own_words: str = ""


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """What is done, by whom, from when until when; ``ends_on`` is the last day."""

    kind: MeasureKind
    words: str
    done_by: str
    starts_on: date
    ends_on: date | None = None


@audit.action
def raise_concern(*, person: people.Person, draft: ConcernDraft, by: Actor, at: datetime) -> Concern:
    """Somebody at an institution worries: guidance hears, a conversation has a date, and it runs out by itself.

    Never by a rule, a file or a nightly job. Raises ``NotYours``, ``SaySomething``, ``NotCovered``.
    """
    works_there = access.may(by, access.Permission.RAISE_CONCERN, organisation_id=draft.organisation_id)
    if by.is_system or not works_there:
        raise NotYours(sentence("Somebody who works there raises a concern, in their own name."))
    if not draft.words.strip():
        raise SaySomething(sentence("Say what you have seen, in a few words."), field="words")
    home = organisations.home(person.municipality_id)
    today = home.day(at)
    step = responsibility.record_risk(person=person, reason_code=draft.reason.value, by=by, at=at)
    concern, is_new = Concern.objects.get_or_create(
        municipality_id=person.municipality_id,
        person=person,
        organisation_id=draft.organisation_id,
        raised_on=today,
        aside_since=None,
        defaults={
            "raised_by_id": by.user_id,
            "reason": draft.reason,
            "words": draft.words.strip(),
            "own_words": draft.own_words.strip(),
            "expires_on": rules.deadline(EXPIRES[home.country], country=home.country, from_day=today).due_on,
            "step": step,
            "known_at": at,
        },
    )
    if not is_new:
        raise ChangedByNow(
            sentence("Somebody at your organisation has raised a concern today already. Go on with it.")
        )
    audit.record(action="rechoice.raise_concern", about=concern, by=by, at=at, reason=draft.reason.value)
    return concern


@audit.action
def hear_about_concern(*, concern: Concern, own_words: str, by: Actor, at: datetime) -> None:
    """What the young person says about it, when they have been asked; it takes the place of what stood there.

    Raises ``NotYours``, ``SaySomething``, ``ChangedByNow``.
    """
    if not policies.can_raise_concern(by):
        raise NotYours(sentence("Only those who know the young person write down what they say."))
    if not own_words.strip():
        raise SaySomething(sentence("Write down what they say, in their words."), field="own_words")
    locked = Concern.objects.select_for_update(of=("self",), no_key=True).get(pk=concern.pk)
    if locked.state == ConcernState.ENDED:
        raise ChangedByNow(sentence("This concern has ended."))
    locked.own_words, locked.known_at = own_words.strip(), at
    locked.save(update_fields=["own_words", "known_at"])
    audit.record(action="rechoice.hear_about_concern", about=locked, by=by, at=at)


@audit.action
def agree_measure(*, concern: Concern, draft: MeasureDraft, by: Actor, at: datetime) -> ConcernMeasure:
    """Something is done so that they stay. The first talk stops the conversation's clock. Raises ``NotYours``, ``IllegalMove``."""
    locked = _take(concern, by)
    _move(locked, ConcernMove.WORK, at)
    measure = ConcernMeasure.objects.create(
        municipality_id=locked.municipality_id,
        person_id=locked.person_id,
        concern=locked,
        kind=draft.kind,
        words=draft.words.strip(),
        done_by=draft.done_by.strip(),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        known_at=at,
    )
    audit.record(action="rechoice.agree_measure", about=measure, by=by, at=at, reason=draft.kind.value)
    return measure


@audit.action
def end_measure(*, measure: ConcernMeasure, result: str, on: date, by: Actor, at: datetime) -> None:
    """It is over, and this came of it. Raises ``NotYours``, ``SaySomething``, ``ChangedByNow``."""
    _take(measure.concern, by)
    if not result.strip():
        raise SaySomething(sentence("Say what came of it before you end it."), field="result")
    row = ConcernMeasure.objects.select_for_update(of=("self",), no_key=True).get(pk=measure.pk)
    if row.ended_on is not None:
        raise ChangedByNow(sentence("This was ended already."))
    row.result, row.ended_on, row.known_at = result.strip(), on, at
    row.save(update_fields=["result", "ended_on", "known_at"])
    audit.record(action="rechoice.end_measure", about=row, by=by, at=at)


@audit.action
def end_concern(
    *,
    concern: Concern,
    outcome: ConcernOutcome,
    next_step: responsibility.StepDraft | None,
    by: Actor,
    at: datetime,
) -> None:
    """What came of it. Whatever was agreed has ended first; the conversation's step ends with it.

    Raises ``NotYours``, ``OpenMeasures``, ``NeedsNextStep``, ``IllegalMove``.
    """
    locked = _take(concern, by)
    going_on = ConcernMeasure.objects.filter(
        municipality_id=locked.municipality_id, concern=locked, ended_on=None
    )
    if going_on.exists():
        raise OpenMeasures(
            sentence("Something that was agreed is still going on. Say first what came of it.")
        )
    locked.outcome = outcome
    locked.ended_on = organisations.home(locked.municipality_id).day(at)
    _move(locked, ConcernMove.END, at, "outcome", "ended_on")
    step = responsibility.NextStep.objects.get(pk=locked.step_id)
    if step.kind == StepKind.RISK_CONVERSATION and responsibility.can_finish_step(by, step):
        responsibility.finish_step(
            step=step, outcome=responsibility.StepOutcome.REACHED_GOAL, next_step=next_step, by=by, at=at
        )
    audit.record(action="rechoice.end_concern", about=locked, by=by, at=at, reason=outcome.value)


def _take(concern: Concern, by: Actor) -> Concern:
    if not policies.can_work_on_cases(by):
        raise NotYours(sentence("Only those who work with the young person go on with a concern."))
    return Concern.objects.select_for_update(of=("self",), no_key=True).get(pk=concern.pk)


def _move(concern: Concern, what: ConcernMove, at: datetime, *fields: str) -> None:
    concern.state = CONCERN.after(ConcernState(concern.state), what)
    concern.known_at = at
    concern.save(update_fields=["state", "known_at", *fields])
