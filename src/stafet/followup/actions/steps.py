"""What every action here begins with: hold the placement fast, check who asks, and that it is followed up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.followup import policies
from stafet.followup.errors import NotWhole, NotYours
from stafet.followup.states import FOLLOWED
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.placements.api import Placement, Voice, WayState


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does something, when, and in which role."""

    by: Actor
    at: datetime
    voice: Voice = Voice.STAFF

    @property
    def user_id(self) -> UUID | None:
        """Whose account it was; a host has none."""
        return None if self.by.is_system else self.by.user_id


def take(placement: Placement, doing: Doing, *, states: Collection[WayState] = FOLLOWED) -> Placement:
    """The placement, held fast, for whoever may, while it is followed up. Raises ``NotYours``, ``NotWhole``."""
    must_be_theirs(doing)
    rows = Placement.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("scheme", "person", "school").get(pk=placement.pk)
    if row.aside_since is not None:
        raise NotWhole(
            sentence("This one stands aside since two registrations are one. Go on with the other.")
        )
    if WayState(row.state) not in states:
        raise NotWhole(
            sentence("A placement is followed up from the leader’s approval until it is completed.")
        )
    return row


def must_be_theirs(doing: Doing) -> None:
    """Refuse whoever does not work with young people, and whoever speaks for another without having been let in as them."""
    if doing.voice is Voice.STAFF:
        if not policies.can_follow_up(doing.by):
            raise NotYours(sentence("Only those who work with the young person write this down."))
    elif audit.current_alias() != access.JOB_ALIAS:
        raise NotYours(sentence("Only they themselves do this, from their own page or by their own link."))


def must_speak_as(doing: Doing, *voices: Voice) -> None:
    """Refuse whoever has another role."""
    if doing.voice not in voices:
        raise NotYours(sentence("Only they themselves do this, from their own page or by their own link."))


def today_of(municipality_id: UUID, at: datetime) -> date:
    """The day it is where the pupil lives."""
    return organisations.home(municipality_id).day(at)


def must_say(words: str, field: str = "words") -> str:
    """Refuse silence."""
    if not words.strip():
        raise NotWhole(sentence("Write a few words here."), field=field)
    return words.strip()


def must_be_past(day: date, today: date, field: str) -> date:
    """Refuse a day that is still to come."""
    if day > today:
        raise NotWhole(
            sentence("%(day)s is still to come. Write it down when it has happened.", day=day), field=field
        )
    return day
