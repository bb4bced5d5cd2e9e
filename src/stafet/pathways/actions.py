"""What can happen to a spell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import Actor
from stafet.kernel.periods import Period
from stafet.pathways.models import Spell
from stafet.people import api as people


@dataclass(frozen=True, slots=True)
class SpellDraft:
    """One kind of activity at one place over ``[starts_on, ends_on)``, as it was told.

    ``confirmed_on`` is the day a register or a person saw that it is true; empty when it is only planned.
    """

    kind: ActivityKind
    starts_on: date
    ends_on: date | None = None
    organisation_id: UUID | None = None
    unit_id: UUID | None = None
    grade: int | None = None
    programme_code: str = ""
    programme_name: str = ""
    source_id: UUID | None = None
    starts_inferred: bool = False
    confirmed_on: date | None = None


@audit.action
def record_spell(*, person: people.Person, draft: SpellDraft, by: Actor, at: datetime) -> Spell:
    """Write down what a person does, did or will do. Raises ``PeriodEndsTooSoon``."""
    Period(draft.starts_on, draft.ends_on)
    spell = Spell.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        kind=draft.kind.value,
        organisation_id=draft.organisation_id,
        unit_id=draft.unit_id,
        grade=draft.grade,
        programme_code=draft.programme_code,
        programme_name=draft.programme_name,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        source_id=draft.source_id,
        starts_inferred=draft.starts_inferred,
        confirmed_on=draft.confirmed_on,
        known_at=at,
    )
    audit.record(action="pathways.record_spell", about=spell, by=by, at=at)
    return spell
