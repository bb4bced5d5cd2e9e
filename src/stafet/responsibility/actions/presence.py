"""Confirmed by presence: a hand-over is done when the person has been seen where they were to start."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.messages.api import Template
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.responsibility import policies
from stafet.responsibility.actions.baton import Baton, baton_of
from stafet.responsibility.actions.step_rows import close_steps, open_steps, put_step
from stafet.responsibility.actions.telling import tell_sender
from stafet.responsibility.drafts import StepDraft
from stafet.responsibility.errors import NotAccepted, NotCovered, NotYours
from stafet.responsibility.models import Handover
from stafet.responsibility.states import (
    HANDOVER,
    HandoverMove,
    HandoverState,
    StepKind,
    StepOutcome,
    StepState,
)

GRACE = "stafet.presence.grace"
LOOK_AGAIN_AFTER = "stafet.rechoice.stable_after"


@audit.action
def confirm_handover(
    *, handover: Handover, on: date, by: Actor, at: datetime, spell_id: UUID | None = None
) -> None:
    """The person was seen to have started on a day, by a human or by a register's spell.

    The step of confirming is done; if nothing else is open, a look at whether it holds follows. Raises
    ``IllegalMove`` unless the hand-over was accepted, ``NotYours``, ``NotAccepted`` when somebody was quicker.
    """
    state = HANDOVER.after(HandoverState(handover.state), HandoverMove.CONFIRM)
    if not policies.can_confirm(by, handover):
        raise NotYours(sentence("Only the receiver, or the home municipality, confirms the start."))
    accepted = Handover.objects.filter(pk=handover.pk, state=HandoverState.ACCEPTED)
    if not accepted.update(state=state, confirmed_on=on, confirmed_by_spell=spell_id, known_at=at):
        raise NotAccepted(sentence("This hand-over was confirmed in the meantime."))
    _finish_confirming(handover, by=by, at=at)
    tell_sender(handover, Template.HANDOVER_CONFIRMED, by=by, at=at)
    audit.record(action="responsibility.confirm_handover", about=handover, by=by, at=at)


@audit.action
def confirm_by_presence(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Confirm every accepted hand-over whose person a register has seen at the receiver. Returns how many."""
    home = organisations.home(municipality_id)
    seen = list(_seen_at_receivers(home, at))
    for sight in seen:
        confirm_handover(handover=sight.handover, on=sight.on, spell_id=sight.spell_id, by=by, at=at)
    return len(seen)


@dataclass(frozen=True, slots=True)
class _Sight:
    """An accepted hand-over, and the spell in which its person was seen."""

    handover: Handover
    spell_id: UUID
    on: date


def _seen_at_receivers(home: organisations.Home, at: datetime) -> Iterator[_Sight]:
    """Registers lag and start dates slip: a start counts from some days before the agreed one."""
    today = home.day(at)
    grace = timedelta(days=rules.value(GRACE, on=today))
    spells = _spells_of_the_accepted(home.municipality_id, today)
    accepted = Handover.objects.filter(municipality_id=home.municipality_id, state=HandoverState.ACCEPTED)
    for handover in accepted.order_by("person_id", "pk"):
        expected = handover.starts_on or home.day(handover.offered_at)
        for spell in spells.get((handover.person_id, handover.to_organisation_id), []):
            if spell.starts_on >= expected - grace:
                yield _Sight(handover, spell.pk, max(spell.starts_on, expected - grace))
                break


def _spells_of_the_accepted(
    municipality_id: UUID, today: date
) -> dict[tuple[UUID, UUID], list[pathways.Spell]]:
    """Confirmed spells that run today, by person and place; a department counts as its institution."""
    accepted = Handover.objects.filter(municipality_id=municipality_id, state=HandoverState.ACCEPTED)
    spells = (
        pathways.Spell.objects.running_on(today)
        .filter(municipality_id=municipality_id, person_id__in=accepted.values("person_id"))
        .filter(confirmed_on__isnull=False, missing_since=None, organisation__isnull=False)
        .select_related("organisation")
        .order_by("starts_on", "pk")
    )
    found: dict[tuple[UUID, UUID], list[pathways.Spell]] = defaultdict(list)
    for spell in spells:
        place = spell.organisation
        for place_id in {place.pk, place.parent_id or place.pk} if place else ():
            found[spell.person_id, place_id].append(spell)
    return found


def _finish_confirming(handover: Handover, *, by: Actor, at: datetime) -> None:
    """Close the step of confirming, if the promise still holds and the receiver still has the person."""
    try:
        baton = baton_of(handover.person_id, handover.municipality_id, at=at)
    except NotCovered:
        return
    confirming = open_steps(baton).filter(
        kind=StepKind.CONFIRM_START, organisation_id=handover.to_organisation_id
    )
    ids = list(confirming.values_list("pk", flat=True))
    if not ids:
        return
    if not open_steps(baton).exclude(pk__in=ids).exists():
        put_step(baton, _look_again(baton))
    close_steps(baton, StepOutcome.REACHED_GOAL, by=by, state=StepState.DONE, only=ids)


def _look_again(baton: Baton) -> StepDraft:
    due = rules.deadline(LOOK_AGAIN_AFTER, country=baton.country, from_day=baton.today)
    return StepDraft(StepKind.FOLLOW_UP, due.due_on, rule=LOOK_AGAIN_AFTER, rule_due_on=due.due_on)
