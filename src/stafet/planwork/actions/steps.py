"""What every act of this room does: find out who asks, refuse silence, write down that it was done."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.planwork import policies
from stafet.planwork.errors import NotOfYours, NotSaid


def must_run(by: Actor, municipality_id: UUID) -> None:
    """Refuse whoever does not organise for the municipality."""
    if not policies.can_run_plan_of(by, municipality_id):
        raise NotOfYours(
            sentence("Only those who organise for the municipality run its follow-up and its year wheel.")
        )


def must_say(words: str, field: str) -> str:
    """Refuse silence where words are asked for."""
    if not words.strip():
        raise NotSaid(sentence("Something is to stand here."), field=field)
    return words.strip()


def day_in(municipality_id: UUID, at: datetime) -> date:
    """The day it is in a town."""
    return organisations.home(municipality_id).day(at)


def note(what: str, municipality_id: UUID, subject_id: UUID, by: Actor, at: datetime) -> None:
    """Write down an act that is about nobody."""
    audit.record_many(
        action=f"planwork.{what}", municipality_id=municipality_id, subject_id=subject_id, by=by, at=at
    )
