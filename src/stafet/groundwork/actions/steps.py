"""What every act of this room does: find out who asks, hold the placement fast, write it down."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.groundwork import policies
from stafet.groundwork.errors import ChangedByNow, NotWhole, NotYours
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.placements.api import OVER, Placement, Voice


def must_prepare(by: Actor, voice: Voice = Voice.STAFF) -> None:
    """Refuse whoever does not work with young people, and whoever speaks for another without having been let in as them."""
    if voice is Voice.STAFF:
        if not policies.can_prepare(by):
            raise NotYours(sentence("Only those who work with the young person write this down."))
    elif audit.current_alias() != access.JOB_ALIAS:
        raise NotYours(sentence("Only they themselves do this, from their own page or by their own link."))


def must_keep_year(by: Actor, municipality_id: UUID) -> None:
    """Refuse whoever does not organise for the town."""
    if not policies.can_keep_year_of(by, municipality_id):
        raise NotYours(sentence("Only those who organise for the town keep its year."))


def hold_placement(placement_id: UUID, *, also_over: bool = False) -> Placement:
    """The placement, held fast; not one that is over, nor one beside which another goes on."""
    rows = Placement.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("person").get(pk=placement_id)
    if row.aside_since is not None:
        raise ChangedByNow(
            sentence("This placement stands aside since two registrations are one. Go on with the other.")
        )
    if row.state in OVER and not also_over:
        raise ChangedByNow(sentence("This placement is over."))
    return row


def must_say(words: str, field: str) -> str:
    """Refuse silence."""
    if not words.strip():
        raise NotWhole(sentence("Say it in a few words."), field=field)
    return words.strip()


def must_have_happened(on: date, today: date) -> None:
    """Refuse a day that is still to come."""
    if on > today:
        raise NotWhole(sentence("Write it down when it has happened."), field="on")


def day_in(municipality_id: UUID, at: datetime) -> date:
    """The day it is in a town."""
    return organisations.home(municipality_id).day(at)


def user_of(by: Actor) -> UUID | None:
    """By whom a row is written."""
    return None if by.is_system else by.user_id


def note(what: str, municipality_id: UUID, subject_id: UUID, by: Actor, at: datetime) -> None:
    """Write down an act that is about nobody."""
    audit.record_many(
        action=f"groundwork.{what}", municipality_id=municipality_id, subject_id=subject_id, by=by, at=at
    )
