"""The promise ends for somebody, or the responsibility falls back because nobody else can hold it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.grants import api as grants
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.messages.api import Template
from stafet.people import api as people
from stafet.responsibility import policies
from stafet.responsibility.actions.baton import Baton, baton_of, take_baton
from stafet.responsibility.actions.holding_rows import (
    change_hands,
    end_holding,
    end_holding_grant,
    open_to_holder,
)
from stafet.responsibility.actions.offers import refuse_open_requests, withdraw_open_offer
from stafet.responsibility.actions.step_rows import close_steps, hand_on_steps, put_step
from stafet.responsibility.actions.telling import tell_holder
from stafet.responsibility.drafts import StepDraft
from stafet.responsibility.errors import NoLastResort, NotYours
from stafet.responsibility.models import Coverage, Holding
from stafet.responsibility.states import AcquiredBy, CoverageEnd, FallBackReason, StepKind, StepOutcome

FIRST_STEP_WITHIN = "stafet.handover.first_step_within"


@audit.action
def end_coverage(*, person: people.Person, reason: CoverageEnd, on: date, by: Actor, at: datetime) -> None:
    """End the promise for somebody: nobody holds any more, steps close, grants end.

    ``on`` is the day it no longer holds. Raises ``NotCovered``, ``NotYours``.
    """
    baton = take_baton(person, at=at)
    if not policies.can_end_coverage(by, baton.coverage):
        raise NotYours(sentence("Only the home municipality ends its promise."))
    close_coverage(baton, reason, on=on, by=by)
    audit.record(
        action="responsibility.end_coverage", about=baton.coverage, by=by, at=at, reason=reason.value
    )


def close_coverage(baton: Baton, reason: CoverageEnd, *, on: date, by: Actor) -> None:
    """What every end of the promise has in common. Grants end last: without them nothing more is seen."""
    withdraw_open_offer(baton, by=by)
    refuse_open_requests(baton, by=by)
    close_steps(baton, StepOutcome.COVERAGE_ENDED, by=by)
    end_holding(baton.holding, at=baton.at)
    Coverage.objects.filter(pk=baton.coverage.pk).update(
        ends_on=max(on, baton.coverage.starts_on), end_reason=reason, known_at=baton.at
    )
    end_holding_grant(baton.holding, by=by, at=baton.at)
    grants.end_grants(
        municipality_id=baton.municipality_id,
        source=access.Grant.Source.DUTY,
        source_ids=[baton.coverage.pk],
        by=by,
        at=baton.at,
    )


@audit.action
def fall_back(*, person: people.Person, because: FallBackReason, by: Actor, at: datetime) -> Holding:
    """The home municipality holds from now on, with a step to find a new holder. Nothing the law wants is lost.

    An open offer of the former holder is withdrawn. If the home municipality holds already, it stays so.
    Raises ``NoLastResort``, ``NotCovered``, ``NotYours``.
    """
    baton = take_baton(person, at=at)
    if not policies.can_fall_back(by, baton.coverage):
        raise NotYours(sentence("Only the home municipality takes the responsibility back."))
    return bring_home(baton, because, by=by)


def bring_home(baton: Baton, because: FallBackReason, *, by: Actor) -> Holding:
    """Let the baton fall back to the organisation of last resort."""
    home_id = last_resort(baton)
    withdraw_open_offer(baton, by=by)
    if baton.holding.organisation_id == home_id:
        return baton.holding
    holding_id = open_to_holder(
        baton.person_id, baton.municipality_id, organisation_id=home_id, by=by, at=baton.at
    )
    hand_on_steps(baton, organisation_id=home_id, by=by)
    holding = change_hands(
        baton, organisation_id=home_id, acquired_by=AcquiredBy.FELL_BACK, holding_id=holding_id
    )
    put_step(baton, find_next(baton), organisation_id=home_id)
    tell_holder(holding, Template.FELL_BACK, holding.pk, by=by, at=baton.at)
    audit.record(action="responsibility.fall_back", about=holding, by=by, at=baton.at, reason=because.value)
    end_holding_grant(baton.holding, by=by, at=baton.at)
    return holding


@audit.action
def fall_back_from(
    *, organisation_id: UUID, municipality_id: UUID, because: FallBackReason, by: Actor, at: datetime
) -> int:
    """Bring home everybody an organisation holds in one municipality: it has closed, or nobody is left there.

    Offers to it are not touched here; they lapse. Returns how many came home.
    """
    held = Holding.objects.filter(
        municipality_id=municipality_id, organisation_id=organisation_id, ends_at=None
    )
    persons = list(held.order_by("person_id").values_list("person_id", flat=True))
    moved = 0
    for person_id in persons:
        baton = baton_of(person_id, municipality_id, at=at)
        if not policies.can_fall_back(by, baton.coverage):
            raise NotYours(sentence("Only the home municipality takes the responsibility back."))
        moved += bring_home(baton, because, by=by).pk != baton.holding.pk
    return moved


def last_resort(baton: Baton) -> UUID:
    """Who holds when nobody else does. Raises ``NoLastResort``."""
    if baton.home.last_resort_id is None:
        raise NoLastResort(
            sentence("The municipality has not said who holds when nobody else does. Its administration can.")
        )
    return baton.home.last_resort_id


def find_next(baton: Baton) -> StepDraft:
    """The first thing to do for somebody who has come home."""
    due = rules.deadline(FIRST_STEP_WITHIN, country=baton.country, from_day=baton.today)
    return StepDraft(StepKind.FIND_NEXT, due.due_on, rule=FIRST_STEP_WITHIN, rule_due_on=due.due_on)
