"""Receiving a file, opening it for the job that reads it, and doing away with it."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.registers.actions.moves import load_of, move
from stafet.registers.actions.sources import ensure_may_load
from stafet.registers.errors import AnotherLoadIsOpen
from stafet.registers.models import Load, LoadFile, Source, StagedRow
from stafet.registers.states import OPEN_STATES, LoadMove

_NONCE = 12


@audit.action
def receive_upload(*, source: Source, file_name: str, content: bytes, by: Actor, at: datetime) -> Load:
    """Take a file of a register into safe keeping. Nothing is read yet.

    Raises ``NotAllowedToLoad``, and ``AnotherLoadIsOpen`` while another file of the register waits for a decision.
    """
    ensure_may_load(by, source.municipality_id)
    load = Load(
        pk=uuid7(),
        municipality_id=source.municipality_id,
        source=source,
        mode=source.mode,
        file_name=file_name[-200:],
        file_size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        received_at=at,
        received_by_id=by.user_id,
        beat_at=at,
    )
    insert_load(load)
    keep_file(load, content)
    record(load, "registers.receive_upload", by=by, at=at)
    return load


def file_of(load_id: UUID) -> bytes:
    """What was uploaded. Only a job can open it. Raises ``LoadFile.DoesNotExist`` when it has gone."""
    sealed = bytes(LoadFile.objects.get(load_id=load_id).sealed)
    return _cipher().decrypt(sealed[:_NONCE], sealed[_NONCE:], load_id.bytes)


@audit.action
def discard_load(*, load_id: UUID, by: Actor, at: datetime) -> None:
    """Do away with a load that was not applied: nothing has changed, and its file and rows go."""
    load = load_of(load_id)
    ensure_may_load(by, load.municipality_id)
    move(load, LoadMove.DISCARD, at=at, finished_at=at)
    record(load, "registers.discard_load", by=by, at=at)


@audit.action
def clear_away(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Delete the files of decided loads, and rows and undecided files older than the rules. Returns how many files.

    Only in the scope of a job; the counts of a load stay.
    """
    day = organisations.home(municipality_id).day(at)
    files_from = at - timedelta(days=rules.value("stafet.register.file_kept_for", on=day))
    rows_from = at - timedelta(days=rules.value("stafet.register.rows_kept_for", on=day))
    files = LoadFile.objects.filter(municipality_id=municipality_id)
    gone, _ = files.exclude(load__state__in=OPEN_STATES).delete()
    old, _ = files.filter(load__received_at__lt=files_from).delete()
    StagedRow.objects.filter(municipality_id=municipality_id, load__finished_at__lt=rows_from).delete()
    audit.record_many(
        action="registers.clear_away", municipality_id=municipality_id, subject_id=None, by=by, at=at
    )
    return gone + old


def record(load: Load, action: str, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Append to the log that something was done with a load."""
    audit.record_many(
        action=action,
        municipality_id=load.municipality_id,
        subject_id=load.pk,
        by=by,
        at=at,
        reason=reason,
    )


def keep_file(load: Load, content: bytes) -> None:
    """Keep a load's file, sealed, and what it is recognised by."""
    load.file_size, load.sha256 = len(content), hashlib.sha256(content).hexdigest()
    LoadFile.objects.create(municipality_id=load.municipality_id, load=load, sealed=_sealed(load.pk, content))


def insert_load(load: Load) -> None:
    """Write a new load. Raises ``AnotherLoadIsOpen``: a register takes one at a time."""
    try:
        with transaction.atomic(using=audit.current_alias()):
            load.save(force_insert=True)
    except IntegrityError as error:
        raise AnotherLoadIsOpen(
            sentence("Another file of this register waits for a decision. Apply or discard it first.")
        ) from error


def _sealed(load_id: UUID, content: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + _cipher().encrypt(nonce, content, load_id.bytes)


def _cipher() -> AESGCM:
    return AESGCM(bytes.fromhex(settings.STAFET_SEAL_KEY))
