"""What the night does away with: whatever has been kept for as long as it was declared, and jobs that are done."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.db import connections
from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.logcontrol import api as logcontrol
from stafet.organisations import api as organisations
from stafet.retention import api as retention

log = logging.getLogger(__name__)
QUEUE = "clock"
_DAYS_OF_DONE_JOBS = 30


class NightStopped(RuntimeError):
    """Some municipality's run stopped; the log says which and why, and the next night tries again."""


@app.periodic(cron="10 3 * * *")
@app.task(queue=QUEUE, name="retention.run", queueing_lock="retention.run")
def run_retention(timestamp: int) -> None:  # noqa: ARG001  # every periodic task is told its moment
    """Delete what is due in every municipality; one that fails does not stop the others."""
    stopped = []
    try:
        for municipality_id in retention.every_municipality():
            try:
                retention.run_retention(municipality_id, by=SYSTEM, at=clock.now())
            except Exception as fault:  # noqa: BLE001  # whatever it is, the others' time is up all the same
                log.error("The retention of %s stopped: %s", municipality_id, type(fault).__name__)  # noqa: TRY400
                stopped.append(municipality_id)
    finally:
        connections.close_all()
    if stopped:
        raise NightStopped(f"{len(stopped)} municipalities")


@app.periodic(cron="30 3 * * *")
@app.task(queue=QUEUE, name="logcontrol.draw", queueing_lock="logcontrol.draw")
def draw_log_samples(timestamp: int) -> None:  # noqa: ARG001
    """Draw the week that can be judged by now, in every municipality where it has not been drawn."""
    try:
        for municipality in organisations.Municipality.objects.order_by("pk"):
            try:
                _draw_week(municipality.pk, clock.now())
            except Exception as fault:  # noqa: BLE001  # the next night tries again, and the others are drawn
                log.error("The draw of %s stopped: %s", municipality.code, type(fault).__name__)  # noqa: TRY400
    finally:
        connections.close_all()


def _draw_week(municipality_id: UUID, at: datetime) -> None:
    with access.job_scope(municipality_id):
        week = logcontrol.week_due(organisations.home(municipality_id).day(at))
        logcontrol.draw_week(municipality_id=municipality_id, week_starts_on=week, by=SYSTEM, at=at)


@app.periodic(cron="50 3 * * *")
@app.task(queue=QUEUE, name="jobs.forget", queueing_lock="jobs.forget", pass_context=True)
async def forget_done_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Jobs that ended a month ago say nothing any more."""
    await builtin_tasks.remove_old_jobs(context, max_hours=_DAYS_OF_DONE_JOBS * 24, remove_failed=True)
