"""The job that works out a company day. It holds no transaction while it searches, and may be begun again at any time.

A task carries two keys and nothing else; the log gets the kind of an error and the proposal's key.
"""

from __future__ import annotations

import logging
from importlib import import_module
from uuid import UUID

from django.db import connections, transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.schoolweeks import api as schoolweeks

log = logging.getLogger(__name__)
QUEUE = "timetables"
_SOLVE, _EXPLAIN = "stafet.kernel.timetables.solve", "stafet.kernel.timetables.explain"
"""Loaded when there is something to solve: a web server, which only asks for it, needs none of it in its memory."""


@app.task(queue=QUEUE, name="timetables.solve")
def solve(*, proposal_id: str, municipality_id: str) -> None:
    """Work out one weekday of one class."""
    try:
        work_out(UUID(proposal_id), UUID(municipality_id))
    finally:
        connections.close_all()


@app.periodic(cron="*/2 * * * *")
@app.task(
    queue=QUEUE,
    name="timetables.begin_interrupted_again",
    queueing_lock="timetables.interrupted",
    pass_context=True,
)
async def begin_interrupted_again(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 (as told by the clock)
    """Put jobs whose worker has died back in the queue."""
    for job in await context.app.job_manager.get_stalled_jobs(queue=QUEUE):
        await context.app.job_manager.retry_job(job)


def solvers() -> schoolweeks.Solvers:
    """The kernel's search and its explanation."""
    return schoolweeks.Solvers(import_module(_SOLVE).solve, import_module(_EXPLAIN).explain)


def start_solving(proposal: schoolweeks.WeekProposal) -> None:
    """Let a proposal be worked out as soon as the present transaction has committed."""
    keys = {"proposal_id": str(proposal.pk), "municipality_id": str(proposal.municipality_id)}
    transaction.on_commit(lambda: solve.defer(**keys), using=access.USER_ALIAS)


def work_out(proposal_id: UUID, municipality_id: UUID) -> None:
    """Ask, search without a transaction, and keep what was found; whatever goes wrong stands in the proposal."""
    with access.job_scope(municipality_id):
        asked = schoolweeks.begin_solving(proposal_id=proposal_id, by=SYSTEM, at=clock.now())
    if asked is None:
        return
    question, seconds = asked
    try:
        told = schoolweeks.answer(question, seconds=seconds, by=solvers())
    except Exception as fault:  # noqa: BLE001 (whatever it is, the proposal must say that the work has stopped)
        log.error("Proposal %s stopped: %s", proposal_id, type(fault).__name__)  # noqa: TRY400 (its text may name somebody)
        with access.job_scope(municipality_id):
            schoolweeks.stop_solving(proposal_id=proposal_id, by=SYSTEM, at=clock.now())
        return
    with access.job_scope(municipality_id):
        schoolweeks.keep_answer(proposal_id=proposal_id, told=told, by=SYSTEM, at=clock.now())
