"""A teacher and a counsellor write what they advise; the young person and those with custody answer in their own words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.groundwork.actions.steps import day_in, hold_placement, must_prepare, must_say, user_of
from stafet.groundwork.models import Advice, AdviceReply, TeamSeat
from stafet.groundwork.states import Adviser, TeamRole
from stafet.kernel.actors import Actor
from stafet.placements.api import Placement, Voice


@audit.action
def write_advice(*, placement: Placement, adviser: Adviser, words: str, by: Actor, at: datetime) -> Advice:
    """Advise, in words that they read. It stops nothing. Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``."""
    must_prepare(by)
    held = hold_placement(placement.pk)
    row = Advice.objects.create(
        municipality_id=held.municipality_id,
        person=held.person,
        placement=held,
        adviser=adviser,
        words=must_say(words, "words"),
        on=day_in(held.municipality_id, at),
        by_id=user_of(by),
        known_at=at,
    )
    audit.record(action="groundwork.write_advice", about=row, by=by, at=at)
    return row


@audit.action
def reply_to_advice(
    *,
    advice: Advice,
    custody_id: UUID | None,
    name: str,
    words: str,
    voice: Voice,
    by: Actor,
    at: datetime,
) -> AdviceReply:
    """Answer in one's own words; ``custody_id`` of ``None`` is the young person. Raises ``NotYours``, ``NotWhole``."""
    must_prepare(by, voice)
    row = AdviceReply.objects.create(
        municipality_id=advice.municipality_id,
        person_id=advice.person_id,
        advice=advice,
        custody_id=custody_id,
        name=name,
        words=must_say(words, "words"),
        on=day_in(advice.municipality_id, at),
        known_at=at,
    )
    audit.record(action="groundwork.reply_to_advice", about=row, by=by, at=at)
    return row


@audit.action
def name_team(
    *, placement: Placement, role: TeamRole, name: str, reached: str = "", by: Actor, at: datetime
) -> TeamSeat:
    """Say who is one of those around a placement. Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``."""
    must_prepare(by)
    held = hold_placement(placement.pk)
    row, _ = TeamSeat.objects.update_or_create(
        municipality_id=held.municipality_id,
        placement=held,
        role=role,
        defaults={
            "person": held.person,
            "name": must_say(name, "name"),
            "reached": reached.strip(),
            "known_at": at,
        },
    )
    audit.record(action="groundwork.name_team", about=row, by=by, at=at)
    return row
