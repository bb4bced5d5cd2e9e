"""The jobs of register loads: they outlive the page that started them, and their own interruption.

A task carries two keys and nothing else. What fails is told in the load itself; the log gets the kind of error and
the load's key, never a text that might name somebody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import UUID

from django.db import connections, transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app

from stafet.access import api as access
from stafet.integrations import live, loading, week_jobs
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.sentences import SentenceError, sentence
from stafet.organisations import api as organisations
from stafet.registers import api as registers

__all__ = ["week_jobs"]
"""Jobs are found by the name of this file; those of timetables stand in their own."""

log = logging.getLogger(__name__)
QUEUE = "registers"


@app.task(queue=QUEUE, name="registers.read")
def read(*, load_id: str, municipality_id: str) -> None:
    """Read an uploaded file, then compare it."""
    _work(_read_and_compare, load_id, municipality_id)


@app.task(queue=QUEUE, name="registers.fetch")
def fetch(*, load_id: str, municipality_id: str) -> None:
    """Fetch from a live register, then read and compare; apply only what its register lets go by itself."""
    _work(_fetch_and_on, load_id, municipality_id)


@app.task(queue=QUEUE, name="registers.try_connection")
def try_connection(*, source_id: str, municipality_id: str) -> None:
    """Find out whether a live register can be reached, and what it offers."""
    try:
        live.try_connection(UUID(source_id), UUID(municipality_id))
    finally:
        connections.close_all()


@app.periodic(cron="7 * * * *")
@app.task(queue=QUEUE, name="registers.fetch_due", queueing_lock="registers.fetch_due")
def fetch_due(timestamp: int) -> None:  # noqa: ARG001 (as told by the clock)
    """Ask the live registers whose hour has come."""
    for municipality_id in organisations.Municipality.objects.order_by("pk").values_list("pk", flat=True):
        for load_id in live.begin_due(municipality_id):
            fetch.defer(load_id=str(load_id), municipality_id=str(municipality_id))
    connections.close_all()


@app.task(queue=QUEUE, name="registers.compare")
def compare(*, load_id: str, municipality_id: str) -> None:
    """Compare a load again, after choices."""
    _work(loading.compare_load, load_id, municipality_id)


@app.task(queue=QUEUE, name="registers.apply")
def apply(*, load_id: str, municipality_id: str) -> None:
    """Apply a load as ordered."""
    _work(loading.apply_load, load_id, municipality_id)


@app.periodic(cron="*/2 * * * *")
@app.task(
    queue=QUEUE,
    name="registers.begin_interrupted_again",
    queueing_lock="registers.interrupted",
    pass_context=True,
)
async def begin_interrupted_again(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 (as told by the clock)
    """Put jobs whose worker has died back in the queue: every stage can be begun again."""
    stalled = await context.app.job_manager.get_stalled_jobs(queue=QUEUE)
    for job in stalled:
        await context.app.job_manager.retry_job(job)


@app.periodic(cron="40 3 * * *")
@app.task(queue=QUEUE, name="registers.clear_away", queueing_lock="registers.clear_away")
def clear_away(timestamp: int) -> None:  # noqa: ARG001 (as told by the clock)
    """Delete files and rows whose time is up."""
    for municipality_id in organisations.Municipality.objects.order_by("pk").values_list("pk", flat=True):
        with access.job_scope(municipality_id):
            registers.clear_away(municipality_id=municipality_id, by=SYSTEM, at=clock.now())
    connections.close_all()


def start_fetching(load: registers.Load) -> None:
    """Let a fetch that was begun be done as soon as the present transaction has committed."""
    _after_commit(fetch.defer, load)


def start_testing(source: registers.Source) -> None:
    """Let a connection be tested as soon as the present transaction has committed."""
    keys = {"source_id": str(source.pk), "municipality_id": str(source.municipality_id)}
    transaction.on_commit(lambda: try_connection.defer(**keys), using=access.USER_ALIAS)


def start_reading(load: registers.Load) -> None:
    """Let a received file be read as soon as the present transaction has committed."""
    _after_commit(read.defer, load)


def start_comparing(load: registers.Load) -> None:
    """Let a load be compared again as soon as the present transaction has committed."""
    _after_commit(compare.defer, load)


def start_applying(load: registers.Load) -> None:
    """Let an ordered load be applied as soon as the present transaction has committed."""
    _after_commit(apply.defer, load)


def _after_commit(defer: Callable[..., object], load: registers.Load) -> None:
    keys = {"load_id": str(load.pk), "municipality_id": str(load.municipality_id)}
    transaction.on_commit(lambda: defer(**keys), using=access.USER_ALIAS)


def _fetch_and_on(load_id: UUID, municipality_id: UUID) -> None:
    if not live.fetch_load(load_id, municipality_id):
        return
    _read_and_compare(load_id, municipality_id)
    if live.order_quietly(load_id, municipality_id):
        loading.apply_load(load_id, municipality_id)


def _read_and_compare(load_id: UUID, municipality_id: UUID) -> None:
    loading.read_load(load_id, municipality_id)
    with access.job_scope(municipality_id):
        state = registers.Load.objects.get(pk=load_id).state
    if state == registers.LoadState.READ:
        loading.compare_load(load_id, municipality_id)


def _work(stage: Callable[[UUID, UUID], None], load_id: str, municipality_id: str) -> None:
    load, municipality = UUID(load_id), UUID(municipality_id)
    try:
        stage(load, municipality)
    except SentenceError as problem:
        _stop(load, municipality, registers.Rejection(registers.Place(""), problem.sentence, _TRY_AGAIN))
    except Exception as fault:  # noqa: BLE001 (whatever it is, the load must say that the work has stopped)
        log.error("Load %s stopped: %s", load, type(fault).__name__)  # noqa: TRY400 (the text may name somebody)
        _stop(load, municipality, registers.Rejection(registers.Place(""), _FAULT, _TRY_AGAIN))
    finally:
        connections.close_all()


def _stop(load_id: UUID, municipality_id: UUID, problem: registers.Rejection) -> None:
    with access.job_scope(municipality_id):
        if registers.Load.objects.get(pk=load_id).state in registers.WORKING_STATES:
            registers.stop_load(load_id=load_id, problem=problem, by=SYSTEM, at=clock.now())


_FAULT = sentence("A fault of ours stopped the work. Nothing has been changed.")
_TRY_AGAIN = sentence("Try again. If it happens again, tell the people who run Stafet.")
