"""Guidance of groups, written down as a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.conversations import policies
from stafet.conversations.errors import NotYet, NotYours
from stafet.conversations.models import GroupSession
from stafet.conversations.states import GroupTopic
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A session as it is told. ``group`` is a class or what the group is called, never a name."""

    organisation_id: UUID
    topic: GroupTopic
    on: date
    took_part: int
    group: str = ""


@audit.action
def record_group(*, session: GroupDraft, by: Actor, at: datetime) -> GroupSession:
    """Write down that a group was guided, and how many took part. Raises ``NotYours``, ``NotYet``."""
    place = organisations.Organisation.objects.get(pk=session.organisation_id)
    if not policies.can_record_group(by, place.municipality_id):
        raise NotYours(sentence("You write down guidance of groups where you work."), field="organisation")
    if session.on > organisations.home(place.municipality_id).day(at):
        raise NotYet(sentence("%(day)s lies ahead. Write down what was held.", day=session.on), field="on")
    return GroupSession.objects.create(
        municipality_id=place.municipality_id,
        organisation=place,
        group=session.group.strip(),
        topic=session.topic,
        on=session.on,
        took_part=session.took_part,
        led_by_id=None if by.is_system else by.user_id,
        at=at,
    )
