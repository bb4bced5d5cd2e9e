"""What every act of this room does: find out who asks, hold a row fast, write it down."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.materials import policies
from stafet.materials.errors import NotWhole, NotYours
from stafet.organisations import api as organisations


def must_keep(by: Actor, municipality_id: UUID) -> None:
    """Refuse whoever does not organise for the town."""
    if not policies.can_keep_library_of(by, municipality_id):
        raise NotYours(sentence("Only those who organise for the municipality write what it tells."))


def must_say(words: str, field: str) -> str:
    """Refuse silence where words are asked for."""
    said = words.replace("\r\n", "\n").strip()
    if not said:
        raise NotWhole(sentence("Write something here."), field=field)
    return said


def day_in(municipality_id: UUID, at: datetime) -> date:
    """The day it is in a town."""
    return organisations.home(municipality_id).day(at)


def note(what: str, municipality_id: UUID, subject_id: UUID, by: Actor, at: datetime) -> None:
    """Write down an act that is about nobody."""
    audit.record_many(
        action=f"materials.{what}", municipality_id=municipality_id, subject_id=subject_id, by=by, at=at
    )
