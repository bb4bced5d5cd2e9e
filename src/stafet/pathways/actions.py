"""What can happen to a spell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from stafet.audit import api as audit
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import Actor
from stafet.kernel.periods import Period
from stafet.kernel.sentences import SentenceError, sentence
from stafet.pathways.models import Spell
from stafet.pathways.states import EndReason
from stafet.people import api as people


class SameActivityTwice(SentenceError):
    """The same activity at the same place can't run twice at once."""


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
    """Write down what a person does, did or will do. Raises ``PeriodEndsTooSoon``, ``SameActivityTwice``."""
    Period(draft.starts_on, draft.ends_on)
    spell = Spell(
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
    try:
        with transaction.atomic(using=audit.current_alias()):
            spell.save(force_insert=True)
    except IntegrityError as error:
        raise SameActivityTwice(
            sentence("The same activity at the same place can't run twice at once."), field="starts_on"
        ) from error
    audit.record(action="pathways.record_spell", about=spell, by=by, at=at)
    return spell


@audit.action
def end_spell(
    *, spell: Spell, on: date, reason: EndReason, by: Actor, at: datetime, reason_code: str = ""
) -> None:
    """A spell ends: ``on`` is the first day it no longer holds. Raises ``PeriodEndsTooSoon``."""
    Period(spell.starts_on, on)
    Spell.objects.filter(pk=spell.pk).update(
        ends_on=on, end_reason=reason, end_reason_code=reason_code, known_at=at
    )
    audit.record(action="pathways.end_spell", about=spell, by=by, at=at, reason=reason.value)


@audit.action
def break_off_spell(*, spell: Spell, on: date, reason_code: str, by: Actor, at: datetime) -> date:
    """Somebody has left before the end. Returns the first day they no longer attended.

    A day that is known already stays. Somebody who never attended counts as having left after one day.
    """
    current = Spell.objects.get(pk=spell.pk)
    if current.ends_on is not None and current.end_reason == EndReason.BROKEN_OFF:
        return current.ends_on
    left_on = max(min(on, current.ends_on or on), current.starts_on + timedelta(days=1))
    end_spell(spell=current, on=left_on, reason=EndReason.BROKEN_OFF, reason_code=reason_code, by=by, at=at)
    return left_on


@audit.action
def confirm_spell(*, spell: Spell, on: date, by: Actor, at: datetime) -> None:
    """Somebody saw on a day that it is true: it has begun, and it has not gone missing."""
    Spell.objects.filter(pk=spell.pk).update(confirmed_on=on, missing_since=None, known_at=at)
    audit.record(action="pathways.confirm_spell", about=spell, by=by, at=at)


@audit.action
def mark_missing(*, spell: Spell, since: date, by: Actor, at: datetime) -> None:
    """A full load no longer shows it. The first day stays when it is marked again."""
    Spell.objects.filter(pk=spell.pk, missing_since=None).update(missing_since=since, known_at=at)
    audit.record(action="pathways.mark_missing", about=spell, by=by, at=at)


@audit.action
def move_spells(
    *, from_person: people.Person, to_person: people.Person, by: Actor, at: datetime
) -> tuple[UUID, ...]:
    """Two registrations are one person: what the one did, the other did. Returns the keys of the spells that moved.

    A spell that the kept registration has as well, at the same place and time, stays where it is.
    """
    theirs = Spell.objects.filter(municipality_id=from_person.municipality_id, person_id=from_person.pk)
    moved = _moved(theirs, to_person.pk, at)
    audit.record(action="pathways.move_spells", about=people.about(to_person), by=by, at=at)
    return moved


@audit.action
def give_spells(
    *, spell_ids: Collection[UUID], from_id: UUID, to_person: people.Person, by: Actor, at: datetime
) -> tuple[UUID, ...]:
    """Some of what one person was thought to do is another's. Returns the keys of the spells that moved, as above."""
    theirs = Spell.objects.filter(
        municipality_id=to_person.municipality_id, person_id=from_id, pk__in=list(spell_ids)
    )
    moved = _moved(theirs, to_person.pk, at)
    audit.record(action="pathways.give_spells", about=people.about(to_person), by=by, at=at)
    return moved


def _moved(spells: QuerySet[Spell], person_id: UUID, at: datetime) -> tuple[UUID, ...]:
    """Those that could move: the database knows whether the other has the same already."""
    moved = []
    for key in list(spells.order_by("starts_on", "pk").values_list("pk", flat=True)):
        try:
            with transaction.atomic(using=audit.current_alias()):
                Spell.objects.filter(pk=key).update(person_id=person_id, known_at=at)
        except IntegrityError:
            continue
        moved.append(key)
    return tuple(moved)
