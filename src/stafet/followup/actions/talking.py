"""Check-ins with the five, in a rhythm."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from stafet.audit import api as audit
from stafet.followup.actions.steps import Doing, must_be_past, must_say, take, today_of
from stafet.followup.drafts import CheckInFacts
from stafet.followup.errors import NotWhole
from stafet.followup.models import CheckIn
from stafet.followup.queries.reading import agreement_of
from stafet.followup.states import CHECK_IN, CheckMove, CheckState, Side
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.kernel.working_days import is_working_day, next_working_day
from stafet.organisations import api as organisations
from stafet.placements.api import Placement

EVERY = "stafet.followup.check_in_every"


@audit.action
def plan_check_in(*, placement: Placement, facts: CheckInFacts, by: Actor, at: datetime) -> CheckIn:
    """Plan the next talk with one of the five. Raises ``NotYours``, ``NotWhole`` (one is planned already)."""
    doing = Doing(by, at)
    locked = take(placement, doing)
    if _planned(locked, facts.side):
        raise NotWhole(sentence("The next one with them is planned already."), field="side")
    return _plan(locked, facts, doing)


@audit.action
def plan_all_check_ins(*, placement: Placement, asker: str, by: Actor, at: datetime) -> int:
    """Plan the first talk with each of the five who has none, in the rule's rhythm. Returns how many. Raises ``NotYours``."""
    doing = Doing(by, at)
    locked = take(placement, doing)
    today = today_of(locked.municipality_id, at)
    free = [side for side in Side if not _planned(locked, side)]
    for side in free:
        due_on = _on_working_day(locked, today + timedelta(days=_rhythm(None, today)))
        _plan(locked, CheckInFacts(side, due_on, must_say(asker, "asker")), doing)
    return len(free)


@audit.action
def hold_check_in(
    *,
    check_in: CheckIn,
    on: date,
    outcome: str,
    next_on: date | None = None,
    by: Actor,
    at: datetime,
) -> CheckIn | None:
    """Write down what came of it; the next one is planned at once, on ``next_on`` or as the rhythm says.

    Returns the next, or ``None`` when the agreement ends before it. Raises ``NotYours``, ``NotWhole``, ``IllegalMove``.
    """
    doing = Doing(by, at)
    locked = take(check_in.placement, doing)
    row = CheckIn.objects.select_for_update(of=("self",), no_key=True).get(pk=check_in.pk)
    row.state = CHECK_IN.after(CheckState(row.state), CheckMove.HOLD)
    row.held_on = must_be_past(on, today_of(locked.municipality_id, at), "on")
    row.outcome, row.known_at = must_say(outcome, "outcome"), at
    row.save()
    audit.record(action="followup.hold_check_in", about=row, by=by, at=at)
    return _plan_next(locked, row, on, next_on, doing)


@audit.action
def call_off_check_in(
    *, check_in: CheckIn, because: str, next_on: date | None = None, by: Actor, at: datetime
) -> CheckIn | None:
    """It is not held, and why; the next one is planned all the same. Raises ``NotYours``, ``NotWhole``, ``IllegalMove``."""
    doing = Doing(by, at)
    locked = take(check_in.placement, doing)
    row = CheckIn.objects.select_for_update(of=("self",), no_key=True).get(pk=check_in.pk)
    row.state = CHECK_IN.after(CheckState(row.state), CheckMove.CALL_OFF)
    row.outcome, row.known_at = must_say(because, "outcome"), at
    row.save()
    audit.record(action="followup.call_off_check_in", about=row, by=by, at=at)
    return _plan_next(locked, row, today_of(locked.municipality_id, at), next_on, doing)


def _plan(placement: Placement, facts: CheckInFacts, doing: Doing) -> CheckIn:
    row = CheckIn.objects.create(
        municipality_id=placement.municipality_id,
        person_id=placement.person_id,
        placement=placement,
        side=facts.side,
        due_on=facts.due_on,
        every_days=facts.every_days,
        asker=must_say(facts.asker, "asker"),
        known_at=doing.at,
    )
    audit.record(
        action="followup.plan_check_in", about=row, by=doing.by, at=doing.at, reason=facts.side.value
    )
    return row


def _plan_next(
    placement: Placement, held: CheckIn, on: date, next_on: date | None, doing: Doing
) -> CheckIn | None:
    today = today_of(placement.municipality_id, doing.at)
    if next_on is not None and next_on < today:
        raise NotWhole(sentence("Choose a day from today on."), field="next_on")
    due_on = next_on or _on_working_day(placement, on + timedelta(days=_rhythm(held.every_days, today)))
    agreement = agreement_of(placement)
    if next_on is None and agreement is not None and agreement.ends_on and due_on >= agreement.ends_on:
        return None
    facts = CheckInFacts(Side(held.side), due_on, held.asker, held.every_days)
    return _plan(placement, facts, doing)


def _planned(placement: Placement, side: Side) -> bool:
    rows = CheckIn.objects.filter(municipality_id=placement.municipality_id, placement=placement, side=side)
    return rows.planned().exists()


def _rhythm(every_days: int | None, today: date) -> int:
    return every_days or int(rules.value(EVERY, on=today))


def _on_working_day(placement: Placement, day: date) -> date:
    country = organisations.home(placement.municipality_id).country
    return day if is_working_day(country, day) else next_working_day(country, day)
