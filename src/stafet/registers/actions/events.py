"""What institutions report about one person at a time: at risk, broken off, completed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from stafet.kernel import rules
from stafet.kernel.activities import ActivityKind, completes_the_promise
from stafet.kernel.actors import Actor
from stafet.kernel.records import RegisterEvent
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.registers import statements
from stafet.registers.actions.following import acting_for, break_off, is_covered, let_go
from stafet.registers.comparison import Circumstances
from stafet.responsibility import api as responsibility

_A_DAY = timedelta(days=1)
FOLLOW_UP = "stafet.intake.follow_up_within"


@dataclass(frozen=True, slots=True)
class _Reported:
    """One event, as the comparison resolved it."""

    event: RegisterEvent
    person_id: UUID
    organisation_id: UUID
    activity: ActivityKind
    on: date
    reason_code: str
    programme_code: str
    programme_name: str


def follow_events(circumstances: Circumstances, *, by: Actor) -> int:
    """Do what the events of a load ask for, in the order in which they happened. Returns how many there were.

    Events are few, and each sets clocks of its own, so they are taken one by one through the promise's actions.
    """
    found = statements.rows(_IN_ORDER, {})
    for event, person_id, organisation_id, activity, on, code, programme_code, programme_name in found:
        reported = _Reported(
            RegisterEvent(event),
            person_id,
            organisation_id,
            ActivityKind(activity),
            on,
            code,
            programme_code,
            programme_name,
        )
        _follow(circumstances, reported, by=by)
    return len(found)


def _follow(circumstances: Circumstances, reported: _Reported, *, by: Actor) -> None:
    match reported.event:
        case RegisterEvent.AT_RISK:
            _at_risk(circumstances, reported, by=by)
        case RegisterEvent.BROKEN_OFF:
            spell = _spell_of(circumstances, reported, by=by)
            break_off(circumstances, spell.pk, reported.reason_code, on=reported.on, by=by)
        case RegisterEvent.COMPLETED:
            _completed(circumstances, reported, by=by)
        case RegisterEvent.ENROLLED:
            return


def _at_risk(circumstances: Circumstances, reported: _Reported, *, by: Actor) -> None:
    """A risk becomes a conversation. Whoever is not covered is taken in: a risk is a reason to be held."""
    person = people.Person.objects.get(pk=reported.person_id)
    spell = _spell_of(circumstances, reported, by=by)
    if not is_covered(circumstances, reported.person_id):
        _take_in(circumstances, person, spell, by=by)
    responsibility.record_risk(
        person=person, reason_code=reported.reason_code, by=acting_for(circumstances, by), at=circumstances.at
    )


def _completed(circumstances: Circumstances, reported: _Reported, *, by: Actor) -> None:
    spell = _spell_of(circumstances, reported, by=by)
    pathways.end_spell(
        spell=spell,
        on=max(reported.on, spell.starts_on + _A_DAY),
        reason=pathways.EndReason.COMPLETED,
        by=by,
        at=circumstances.at,
    )
    if completes_the_promise(ActivityKind(spell.kind)):
        let_go(circumstances, reported.person_id, responsibility.CoverageEnd.COMPLETED, on=reported.on, by=by)


def _take_in(
    circumstances: Circumstances, person: people.Person, spell: pathways.Spell, *, by: Actor
) -> None:
    due = rules.deadline(FOLLOW_UP, country=circumstances.home.country, from_day=circumstances.day).due_on
    step = responsibility.StepDraft(responsibility.StepKind.FOLLOW_UP, due, rule=FOLLOW_UP, rule_due_on=due)
    responsibility.take_in(
        person=person,
        organisation_id=circumstances.holder_for(spell.organisation_id, person.pk),
        rule=f"{circumstances.home.country.value}.coverage.from_grade",
        step=step,
        by=by,
        at=circumstances.at,
    )


def _spell_of(circumstances: Circumstances, reported: _Reported, *, by: Actor) -> pathways.Spell:
    """The spell an event is about. An enrolment nobody told us of is written down with an inferred start."""
    at_place = pathways.Spell.objects.filter(
        municipality_id=circumstances.load.municipality_id,
        person_id=reported.person_id,
        organisation_id=reported.organisation_id,
    )
    begun = at_place.filter(kind=reported.activity.value, starts_on__lte=reported.on) | at_place.filter(
        starts_on__lte=reported.on, ends_on=None
    )
    spell = begun.order_by("-starts_on", "pk").first()
    if spell is not None and (spell.ends_on is None or spell.ends_on >= reported.on):
        return spell
    draft = pathways.SpellDraft(
        kind=reported.activity,
        starts_on=reported.on - _A_DAY,
        organisation_id=reported.organisation_id,
        programme_code=reported.programme_code,
        programme_name=reported.programme_name,
        source_id=circumstances.load.source_id,
        starts_inferred=True,
        confirmed_on=circumstances.day,
    )
    person = people.Person.objects.get(pk=reported.person_id)
    return pathways.record_spell(person=person, draft=draft, by=by, at=circumstances.at)


_IN_ORDER = """
    SELECT event, person_id, organisation_id, activity, on_day, end_reason_code, programme_code, programme_name
    FROM incoming_event
    ORDER BY on_day, CASE event WHEN 'at_risk' THEN 0 ELSE 1 END, position
"""
