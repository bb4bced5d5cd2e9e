"""Live registers: asking a school system, keeping what it answers as if somebody had uploaded it, and the hour it is asked at.

A fetch is a load whose file is still to come. It goes on in the same two stages as every file, and stops at the preview
unless its register says that what loses nobody and raises no question may be applied by itself.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from stafet.access import api as access
from stafet.integrations import loading
from stafet.integrations.ss12000.client import Client
from stafet.integrations.ss12000.errors import FetchFailed
from stafet.integrations.ss12000.fetching import fetch, offers_of
from stafet.integrations.ss12000.limits import USUAL, FetchLimits
from stafet.integrations.ss12000.package import Filled, Offer
from stafet.integrations.ss12000.reach import Reach
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.registers import api as registers

log = logging.getLogger(__name__)


def fetch_load(load_id: UUID, municipality_id: UUID, *, limits: FetchLimits = USUAL) -> bool:
    """Fetch what a load waits for. Returns whether there is something to read; else the load says why not."""
    by = loading.receiver_of(load_id, municipality_id)
    with access.job_scope(municipality_id):
        load = registers.Load.objects.get(pk=load_id)
        if load.state != registers.LoadState.FETCHING:
            return load.state == registers.LoadState.RECEIVED
        plan = registers.fetch_plan(load.source_id, at=clock.now())
    with tempfile.TemporaryDirectory(prefix="stafet-fetch-") as folder:
        try:
            _fetch(load, plan, Path(folder) / "package.zip", limits, by)
        except FetchFailed as failed:
            with access.job_scope(municipality_id):
                registers.stop_load(load_id=load_id, problem=failed.rejection, by=by, at=clock.now())
            return False
    return True


def order_quietly(load_id: UUID, municipality_id: UUID) -> bool:
    """Order a load to be applied if its register lets it go by itself. Returns whether it was ordered."""
    with access.job_scope(municipality_id):
        if not registers.may_apply_quietly(load_id):
            return False
        registers.order_apply(
            load_id=load_id, rows=registers.WhichRows.ALL, losses_confirmed=None, by=SYSTEM, at=clock.now()
        )
    return True


def try_connection(source_id: UUID, municipality_id: UUID, *, limits: FetchLimits = USUAL) -> None:
    """Find out whether a live register can be reached and what it offers, and keep the answer. Nothing is fetched."""
    with access.job_scope(municipality_id):
        plan = registers.fetch_plan(source_id, at=clock.now())
    found: registers.Offered | registers.Rejection
    try:
        with Client(_reach(plan), limits=limits) as client:
            found = _offered(offers_of(client, at=clock.now()), ())
    except FetchFailed as failed:
        found = failed.rejection
    except Exception as fault:  # noqa: BLE001 (whatever it is, the page must say that the test has ended)
        log.error("The test of %s stopped: %s", source_id, type(fault).__name__)  # noqa: TRY400 (the text may hold an answer)
        found = registers.Rejection(registers.Place(""), _FAULT, _TELL_THEM)
    with access.job_scope(municipality_id):
        registers.keep_test(source_id=source_id, found=found, by=SYSTEM, at=clock.now())


def begin_due(municipality_id: UUID) -> Sequence[UUID]:
    """Begin a fetch from every live register whose hour has come. One that has a load waiting is left for tomorrow."""
    at = clock.now()
    with access.job_scope(municipality_id):
        due = registers.due_for_fetching(municipality_id, at=at)
        day = organisations.home(municipality_id).day(at)
        registers.keep_hour(source_ids=[source.pk for source in due], day=day, by=SYSTEM, at=at)
    begun = (_begin(source, municipality_id, at) for source in due)
    return [load_id for load_id in begun if load_id is not None]


def _begin(source: registers.Source, municipality_id: UUID, at: datetime) -> UUID | None:
    try:
        with access.job_scope(municipality_id):
            return registers.begin_fetch(source=source, by=SYSTEM, at=at).pk
    except registers.AnotherLoadIsOpen:
        log.info("Register %s was not fetched: a load of it waits for a decision.", source.pk)
        return None


def _fetch(
    load: registers.Load, plan: registers.FetchPlan, into: Path, limits: FetchLimits, by: Actor
) -> None:
    def tell(entities: int) -> None:
        with access.job_scope(load.municipality_id):
            registers.beat_fetch(load_id=load.pk, entities=entities, by=by, at=clock.now())

    with Client(_reach(plan), limits=limits) as client:
        fetched = fetch(client, into, at=clock.now(), since=plan.since, tell=tell, limits=limits)
    manifest = fetched.manifest
    with access.job_scope(load.municipality_id):
        registers.keep_fetched(
            load_id=load.pk,
            content=into.read_bytes(),
            mode=manifest.mode,
            asked_at=manifest.asked_at,
            offered=_offered(manifest.offers, manifest.filled),
            by=by,
            at=clock.now(),
        )


def _reach(plan: registers.FetchPlan) -> Reach:
    return Reach(plan.address, plan.token_address, plan.client_id, plan.client_secret, plan.scope)


def _offered(offers: Sequence[Offer], filled: Sequence[Filled]) -> registers.Offered:
    return registers.Offered(
        tuple(
            registers.OfferLine(each.resource.value, registers.OfferAnswer(each.answer.value), each.entities)
            for each in offers
        ),
        tuple(registers.FilledLine(each.field, each.count, each.base) for each in filled),
    )


_FAULT = sentence("A fault of ours stopped the test.")
_TELL_THEM = sentence("Try again. If it happens again, tell the people who run Stafet.")
