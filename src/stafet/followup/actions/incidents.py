"""What went wrong at the place. What it did to somebody stands apart, where few may read it."""

from __future__ import annotations

from datetime import date, datetime

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.followup.actions.steps import Doing, must_be_past, must_be_theirs, must_say, take, today_of
from stafet.followup.drafts import HarmFacts, IncidentFacts
from stafet.followup.errors import NotWhole, NotYours
from stafet.followup.models import Incident, IncidentHarm
from stafet.followup.queries.views import may_know_harm
from stafet.followup.states import DONE, FOLLOWED
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.placements.api import Placement


@audit.action
def record_incident(*, placement: Placement, facts: IncidentFacts, by: Actor, at: datetime) -> Incident:
    """Write down that something happened, without a word about anybody's health. Raises ``NotYours``, ``NotWhole``."""
    doing = Doing(by, at)
    locked = take(placement, doing, states=FOLLOWED | DONE)
    row = Incident.objects.create(
        municipality_id=locked.municipality_id,
        person_id=locked.person_id,
        placement=locked,
        on=must_be_past(facts.on, today_of(locked.municipality_id, at), "on"),
        kind=facts.kind,
        prevented_by=facts.prevented_by.strip(),
        by_id=doing.user_id,
        known_at=at,
    )
    audit.record(action="followup.record_incident", about=row, by=by, at=at, reason=facts.kind.value)
    return row


@audit.action
def write_harm(*, incident: Incident, facts: HarmFacts, by: Actor, at: datetime) -> IncidentHarm:
    """What it did to the young person, for the few who may read it. Raises ``NotYours``."""
    must_be_theirs(Doing(by, at))
    if audit.current_alias() != access.JOB_ALIAS and not may_know_harm(incident.placement_id):
        raise NotYours(
            sentence("Only those who counsel the young person, and the school’s leader, write this.")
        )
    row, _ = IncidentHarm.objects.update_or_create(
        municipality_id=incident.municipality_id,
        incident=incident,
        defaults={
            "person_id": incident.person_id,
            "harm": facts.harm,
            "words": facts.words.strip(),
            "by_id": None if by.is_system else by.user_id,
            "known_at": at,
        },
    )
    audit.record(action="followup.write_harm", about=row, by=by, at=at)
    return row


@audit.action
def judge_incident(
    *,
    incident: Incident,
    must_be_reported: bool,
    reported_on: date | None = None,
    reported_to: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Say whether it must be reported to an authority, and that it was. Raises ``NotYours``, ``NotWhole``."""
    must_be_theirs(Doing(by, at))
    row = Incident.objects.select_for_update(of=("self",), no_key=True).get(pk=incident.pk)
    if reported_on is not None:
        must_be_past(reported_on, today_of(row.municipality_id, at), "reported_on")
        must_say(reported_to, "reported_to")
        if not must_be_reported:
            raise NotWhole(sentence("It was reported: then say that it must be."), field="must_be_reported")
    row.must_be_reported = must_be_reported
    row.reported_on = reported_on
    row.reported_to = reported_to.strip() if reported_on else ""
    row.known_at = at
    row.save()
    audit.record(action="followup.judge_incident", about=row, by=by, at=at)
