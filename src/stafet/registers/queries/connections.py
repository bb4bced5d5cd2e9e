"""What is known of live registers: how they are reached, what they offer, which are due, and what may go by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from stafet.accounts import api as accounts
from stafet.kernel import rules
from stafet.kernel.countries import time_zone
from stafet.kernel.records import LoadMode, Rejection
from stafet.organisations import api as organisations
from stafet.registers.actions.connections import secret_purpose
from stafet.registers.counts import tally_of
from stafet.registers.models import Connection, ConnectionSecret, Load, Source, StagedRow
from stafet.registers.offers import Offered, offers_of
from stafet.registers.states import REFUSED, LoadState, WhichRows
from stafet.registers.wording import problem_of

WHOLE_EVERY = "stafet.register.whole_fetch_every"


@dataclass(frozen=True, slots=True)
class FetchPlan:
    """What a job needs to ask a live register. ``since``: only what has changed since; ``None``: everything."""

    address: str
    token_address: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ConnectionState:
    """A connection as a page shows it; the secret is not part of it.

    ``is_testing``: a test has begun and not ended. ``last`` is the latest fetch, whatever became of it.
    """

    connection: Connection
    is_testing: bool
    tested: Offered | None
    test_problem: Rejection | None
    last: Load | None
    last_problem: Rejection | None
    offered: Offered


def connection_of(source_id: UUID) -> ConnectionState | None:
    """How a live register is reached, what came of the last test and the last fetch, and what it offers."""
    connection = Connection.objects.filter(source_id=source_id).first()
    if connection is None:
        return None
    fetches = Load.objects.filter(source_id=source_id).order_by("-received_at", "-pk")
    last = fetches.first()
    told = fetches.exclude(offered={}).first()
    test = connection.test or {}
    return ConnectionState(
        connection=connection,
        is_testing=connection.tested_at is not None and not test,
        tested=offers_of(test["offered"]) if "offered" in test else None,
        test_problem=problem_of(test.get("problem")),
        last=last,
        last_problem=problem_of(last.problem) if last else None,
        offered=offers_of(told.offered if told else {}),
    )


def fetch_plan(source_id: UUID, *, at: datetime) -> FetchPlan:
    """What a job needs to ask a live register. Only in the scope of a job."""
    connection = Connection.objects.select_related("source").get(source_id=source_id)
    secret = ConnectionSecret.objects.filter(connection=connection).order_by("-set_at", "-pk")[0]
    return FetchPlan(
        connection.address,
        connection.token_address,
        connection.client_id,
        accounts.open_sealed(secret.sealed, purpose=secret_purpose(source_id)),
        connection.scope,
        _since(connection, at),
    )


def due_for_fetching(municipality_id: UUID, *, at: datetime) -> Sequence[Source]:
    """Live registers whose hour has come today and was not kept yet, and of which no file waits."""
    home = organisations.home(municipality_id)
    local = at.astimezone(time_zone(home.country))
    due = Connection.objects.filter(
        municipality_id=municipality_id, fetch_hour__lte=local.hour, source__retired_at=None
    ).exclude(tried_on=local.date())
    return [connection.source for connection in due.select_related("source").order_by("source_id")]


def may_apply_quietly(load_id: UUID) -> bool:
    """Whether a load may be applied without anybody looking. Only in the scope of a job.

    When its register says so, nobody is lost, nothing is refused, protected people included; or when it says nothing.
    """
    load = Load.objects.select_related("source").get(pk=load_id)
    connection = Connection.objects.filter(source_id=load.source_id).first()
    if load.state != LoadState.PREVIEWED or connection is None:
        return False
    rows = StagedRow.objects.filter(municipality_id=load.municipality_id, load_id=load_id)
    if load.mode == LoadMode.DELTA and not rows.exists():
        return True
    refused = rows.filter(verdict__in=[verdict.value for verdict in REFUSED])
    return connection.applies_quietly and not load.losses and not refused.exists()


def _since(connection: Connection, at: datetime) -> datetime | None:
    """From when on changes are enough: everything applied since the last whole fetch was applied whole, and that is
    not too long ago."""
    if connection.source.mode == LoadMode.BULK:
        return None
    applied = Load.objects.filter(
        source_id=connection.source_id, state=LoadState.APPLIED, asked_at__gte=connection.changed_at
    ).order_by("-finished_at", "-pk")
    latest = applied.first()
    whole = applied.filter(mode=LoadMode.BULK).first()
    if latest is None or whole is None or latest.asked_at is None or whole.asked_at is None:
        return None
    if any(_left_out(load) for load in applied.filter(finished_at__gte=whole.finished_at)):
        return None
    day = organisations.home(connection.municipality_id).day(at)
    is_old = at - whole.asked_at >= timedelta(days=rules.value(WHOLE_EVERY, on=day))
    return None if is_old else latest.asked_at


def _left_out(load: Load) -> bool:
    """Whether rows were left out that a system won't tell again until they change."""
    counts = tally_of(load.tally)
    return load.rows_chosen == WhichRows.ACCEPTED_ONLY and any(each.verdict in REFUSED for each in counts)
