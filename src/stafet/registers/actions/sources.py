"""Registers and how their columns are read."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.records import LoadMode
from stafet.kernel.sentences import sentence
from stafet.registers import policies
from stafet.registers.errors import AnotherLoadIsOpen, NotAllowedToLoad, RegisterNameTaken
from stafet.registers.models import NAME_ONCE, Load, Mapping, Source
from stafet.registers.states import OPEN_STATES, DateOrder, EndDates, SourceFormat


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """What is known of a register before its first file: what it is called and what its files are like.

    ``end_dates`` is empty when the format says it. ``activity`` is an ``ActivityKind`` value when all its rows are of one kind; ``organisation_id`` is whose register
    it is, if it is one institution's.
    """

    name: str
    format: SourceFormat
    country: Country
    mode: LoadMode = LoadMode.BULK
    date_order: DateOrder = DateOrder.YEAR_FIRST
    end_dates: EndDates | None = None
    activity: str = ""
    organisation_id: UUID | None = None
    mapping_id: UUID | None = None
    stale_after_days: int | None = None


@audit.action
def create_source(*, municipality_id: UUID, draft: SourceDraft, by: Actor, at: datetime) -> Source:
    """Write down a register. Raises ``NotAllowedToLoad`` and ``RegisterNameTaken``."""
    ensure_may_load(by, municipality_id)
    source = Source(municipality_id=municipality_id, created_at=at, created_by_id=by.user_id)
    _fill(source, draft)
    _save(source, is_new=True)
    _record("registers.create_source", source, by=by, at=at)
    return source


@audit.action
def change_source(*, source: Source, draft: SourceDraft, by: Actor, at: datetime) -> Source:
    """Change what a register is like; loads that were read before keep what they were read as.

    Returns the changed register; the one that was given stays as it was. Raises ``NotAllowedToLoad`` and
    ``RegisterNameTaken``.
    """
    ensure_may_load(by, source.municipality_id)
    changed = copy(source)
    _fill(changed, draft)
    _save(changed, is_new=False)
    _record("registers.change_source", changed, by=by, at=at)
    return changed


@audit.action
def retire_source(*, source: Source, by: Actor, at: datetime) -> None:
    """No more files come from a register. What it told stays, and its name becomes free.

    Raises ``AnotherLoadIsOpen`` while a file of it waits for a decision.
    """
    ensure_may_load(by, source.municipality_id)
    ensure_no_other_is_open(source)
    Source.objects.filter(pk=source.pk, retired_at=None).update(retired_at=at)
    _record("registers.retire_source", source, by=by, at=at)


@audit.action
def save_mapping(*, municipality_id: UUID, name: str, content: str, by: Actor, at: datetime) -> Mapping:
    """Keep how a register's columns are read, as a new version under its name.

    ``content`` is the mapping as the reader of mapped files writes it (JSON text); registers keep pointing to the
    version they were given.
    """
    ensure_may_load(by, municipality_id)
    saved = Mapping.objects.filter(municipality_id=municipality_id, name=name)
    latest = saved.aggregate(latest=Max("version"))["latest"] or 0
    mapping = Mapping.objects.create(
        municipality_id=municipality_id,
        name=name,
        version=latest + 1,
        content=content,
        saved_at=at,
        saved_by_id=by.user_id,
    )
    audit.record_many(
        action="registers.save_mapping", municipality_id=municipality_id, subject_id=mapping.pk, by=by, at=at
    )
    return mapping


def ensure_no_other_is_open(source: Source, *, but: UUID | None = None) -> None:
    """Refuse while a file of a register waits, other than one that is meant (``AnotherLoadIsOpen``)."""
    waiting = Load.objects.filter(source=source, state__in=OPEN_STATES)
    if (waiting.exclude(pk=but) if but else waiting).exists():
        raise AnotherLoadIsOpen(
            sentence("A file of this register waits for a decision. Apply or discard it first.")
        )


def ensure_may_load(by: Actor, municipality_id: UUID) -> None:
    """Refuse whoever may not load registers there (``NotAllowedToLoad``)."""
    if not policies.can_load(by, municipality_id):
        raise NotAllowedToLoad(
            sentence("Registers are loaded by a coordinator or a register keeper of the municipality.")
        )


def _fill(source: Source, draft: SourceDraft) -> None:
    source.name = draft.name.strip()
    source.format = draft.format
    source.mode = draft.mode.value
    source.country = draft.country.value
    source.date_order = draft.date_order
    source.end_dates = draft.end_dates or ""
    source.activity = draft.activity
    source.organisation_id = draft.organisation_id
    source.mapping_id = draft.mapping_id
    source.stale_after_days = draft.stale_after_days


def _save(source: Source, *, is_new: bool) -> None:
    """Write a register. Whoever gives a name at the same instant as somebody else hears it from the database."""
    try:
        with transaction.atomic(using=audit.current_alias()):
            source.save(force_insert=is_new, force_update=not is_new)
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if getattr(diagnosis, "constraint_name", None) != NAME_ONCE:
            raise
        raise RegisterNameTaken(
            sentence("There is already a register of this name."), field="name"
        ) from error


def _record(action: str, source: Source, *, by: Actor, at: datetime) -> None:
    audit.record_many(
        action=action, municipality_id=source.municipality_id, subject_id=source.pk, by=by, at=at
    )
