"""Live registers: how they are reached, testing that, and fetching from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.accounts import api as accounts
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.identity import uuid7
from stafet.kernel.records import LoadMode, Rejection
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.registers.actions.moves import load_of, move
from stafet.registers.actions.sources import ensure_may_load
from stafet.registers.actions.uploads import insert_load, keep_file, record
from stafet.registers.errors import NotConnected
from stafet.registers.models import Connection, ConnectionSecret, Load, Source
from stafet.registers.offers import Offered, stored_offers
from stafet.registers.states import LoadMove, LoadState
from stafet.registers.wording import stored_problem


@dataclass(frozen=True, slots=True)
class ConnectionDraft:
    """How a live register is reached. An empty ``client_secret`` keeps the one there is."""

    address: str
    token_address: str
    client_id: str
    client_secret: str = ""
    scope: str = ""
    fetch_hour: int | None = None
    applies_quietly: bool = False

    def __repr__(self) -> str:
        """Without the secret."""
        return f"ConnectionDraft({self.address!r})"


@audit.action
def connect_source(*, source: Source, draft: ConnectionDraft, by: Actor, at: datetime) -> Connection:
    """Say how a live register is reached, or say it anew. Raises ``NotAllowedToLoad`` and ``NotConnected``.

    The secret is sealed before it is written, and bound to the register. A new place, or a new name there, is asked
    for everything first.
    """
    ensure_may_load(by, source.municipality_id)
    known = Connection.objects.filter(source_id=source.pk).first()
    if known is None and not draft.client_secret:
        raise NotConnected(
            sentence("Fill in the secret that belongs to the client id."), field="client_secret"
        )
    connection = known or Connection(source=source, municipality_id=source.municipality_id)
    reached = (connection.address, connection.client_id)
    connection.address, connection.token_address = draft.address, draft.token_address
    connection.client_id, connection.scope = draft.client_id, draft.scope
    connection.fetch_hour, connection.applies_quietly = draft.fetch_hour, draft.applies_quietly
    if reached != (draft.address, draft.client_id):
        connection.changed_at = at
    if draft.client_secret:
        connection.secret_set_at = at
    connection.save(force_insert=known is None, force_update=known is not None)
    if draft.client_secret:
        _keep_secret(connection, draft.client_secret, at)
    _record("registers.connect_source", connection, by=by, at=at)
    return connection


@audit.action
def begin_fetch(*, source: Source, by: Actor, at: datetime) -> Load:
    """Begin a fetch from a live register: a load whose file is still to come.

    Raises ``NotAllowedToLoad``, ``NotConnected``, and ``AnotherLoadIsOpen`` while one waits for a decision.
    """
    ensure_may_load(by, source.municipality_id)
    if not Connection.objects.filter(source_id=source.pk).exists():
        raise NotConnected(sentence("Say first how the system is reached."))
    load = Load(
        pk=uuid7(),
        municipality_id=source.municipality_id,
        source=source,
        state=LoadState.FETCHING.value,
        mode=source.mode,
        file_name=f"SS12000 {organisations.home(source.municipality_id).day(at)}",
        file_size=0,
        sha256="",
        received_at=at,
        received_by_id=by.user_id,
        beat_at=at,
    )
    insert_load(load)
    record(load, "registers.begin_fetch", by=by, at=at)
    return load


@audit.action
def beat_fetch(
    *,
    load_id: UUID,
    entities: int,
    by: Actor,  # noqa: ARG001 (every action is told by whom; a sign of life is not recorded)
    at: datetime,
) -> None:
    """Say that a fetch is alive, and how many entities have come."""
    Load.objects.filter(pk=load_id, state=LoadState.FETCHING).update(rows_done=entities, beat_at=at)


@audit.action
def keep_fetched(
    *,
    load_id: UUID,
    content: bytes,
    mode: LoadMode,
    asked_at: datetime,
    offered: Offered,
    by: Actor,
    at: datetime,
) -> None:
    """Take what was fetched into safe keeping, as if somebody had uploaded it. Only in the scope of a job."""
    load = load_of(load_id)
    keep_file(load, content)
    move(
        load,
        LoadMove.RECEIVE,
        at=at,
        mode=mode.value,
        asked_at=asked_at,
        offered=stored_offers(offered),
        file_size=load.file_size,
        sha256=load.sha256,
        rows_done=0,
    )
    record(load, "registers.keep_fetched", by=by, at=at)


@audit.action
def keep_test(*, source_id: UUID, found: Offered | Rejection | None, by: Actor, at: datetime) -> None:
    """Keep what a test of a connection found: what is offered, or why it can't be reached; ``None`` while it runs."""
    connection = Connection.objects.get(source_id=source_id)
    ensure_may_load(by, connection.municipality_id)
    test: dict[str, object] = {}
    if isinstance(found, Rejection):
        test = {"problem": stored_problem(found)}
    elif found is not None:
        test = {"offered": stored_offers(found)}
    Connection.objects.filter(source_id=source_id).update(test=test, tested_at=at)
    _record("registers.keep_test", connection, by=by, at=at)


@audit.action
def keep_hour(*, source_ids: Sequence[UUID], day: date, by: Actor, at: datetime) -> None:
    """Say that live registers were asked on a day because their hour had come. Only in the scope of a job."""
    for connection in Connection.objects.filter(source_id__in=source_ids):
        Connection.objects.filter(source_id=connection.source_id).update(tried_on=day)
        _record("registers.keep_hour", connection, by=by, at=at)


def secret_purpose(source_id: UUID) -> str:
    """What a sealed secret is bound to: opened for another register it is nothing."""
    return f"register.{source_id}"


def _keep_secret(connection: Connection, text: str, at: datetime) -> None:
    ConnectionSecret.objects.create(
        municipality_id=connection.municipality_id,
        connection=connection,
        sealed=accounts.seal(text, purpose=secret_purpose(connection.source_id)),
        set_at=at,
    )


def _record(action: str, connection: Connection, *, by: Actor, at: datetime) -> None:
    audit.record_many(
        action=action,
        municipality_id=connection.municipality_id,
        subject_id=connection.source_id,
        by=by,
        at=at,
    )
