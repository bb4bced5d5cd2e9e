"""What happens by the clock: the day's rules act on everybody, and messages leave.

A task carries no data about anybody; what it does, it finds in the database, one municipality at a time.
"""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager

from django.conf import settings
from django.db import connections
from procrastinate.contrib.django import app

from stafet.access import api as access
from stafet.classcourses import api as classcourses
from stafet.cli.nightly import draw_log_samples, forget_done_jobs, run_retention
from stafet.emergency import api as emergency
from stafet.events import api as events
from stafet.integrations.course_jobs import run_course_answer
from stafet.integrations.matching_jobs import run_matching
from stafet.integrations.week_jobs import solve as solve_week
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.messages import api as messages
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.outreach import api as outreach
from stafet.own import api as own
from stafet.placements import api as placements
from stafet.reminders import api as reminders
from stafet.responsibility import api as responsibility
from stafet.sessions import api as sessions

__all__ = [
    "draw_log_samples",
    "forget_done_jobs",
    "run_clocks",
    "run_course_answer",
    "run_matching",
    "run_retention",
    "send_messages",
    "solve_week",
]
log = logging.getLogger(__name__)
QUEUE = "clock"


@app.periodic(cron="20 * * * *")
@app.task(queue=QUEUE, name="clock.run", queueing_lock="clock.run")
def run_clocks(timestamp: int) -> None:  # noqa: ARG001  # every periodic task is told its moment
    """Let the day's rules act in every municipality; one that fails does not stop the others."""
    try:
        for municipality in organisations.Municipality.objects.order_by("pk"):
            _run_clock(municipality)
            _remind(municipality)
    finally:
        connections.close_all()


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="messages.send", queueing_lock="messages.send")
def send_messages(timestamp: int) -> None:  # noqa: ARG001
    """Send what is due."""
    try:
        messages.send_due(scope=_any_job, base_url=settings.STAFET_ADDRESS, at=clock.now())
    finally:
        connections.close_all()


@app.periodic(cron="35 * * * *")
@app.task(queue=QUEUE, name="sessions.forget", queueing_lock="sessions.forget")
def forget_old_sessions(timestamp: int) -> None:  # noqa: ARG001
    """Sessions that ended by the clock leave no trace of where somebody sat."""
    try:
        sessions.forget_old_sessions(at=clock.now())
    finally:
        connections.close_all()


def _run_clock(municipality: organisations.Municipality) -> None:
    try:
        with access.job_scope(municipality.pk):
            responsibility.run_clock(municipality_id=municipality.pk, by=SYSTEM, at=clock.now())
            if municipality.country == Country.SE:
                outreach.open_cases(municipality_id=municipality.pk, by=SYSTEM, at=clock.now())
            own.tell_of_age(municipality_id=municipality.pk, by=SYSTEM, at=clock.now())
            emergency.escalate_reviews(municipality_id=municipality.pk, by=SYSTEM, at=clock.now())
            offers.remind_providers(municipality_id=municipality.pk, by=SYSTEM, at=clock.now())
            events.remind_of_tomorrow(municipality_id=municipality.pk, by=SYSTEM, at=clock.now())
            classcourses.remind_partners(municipality_id=municipality.pk, by=SYSTEM, at=clock.now())
            classcourses.tell_gaps(municipality_id=municipality.pk, by=SYSTEM, at=clock.now())
            placements.judge_everybody(municipality_id=municipality.pk, by=SYSTEM, at=clock.now())
    except Exception as fault:  # noqa: BLE001  # whatever it is, the other municipalities' clocks must run
        log.error("The clock of %s stopped: %s", municipality.code, type(fault).__name__)  # noqa: TRY400


def _remind(municipality: organisations.Municipality) -> None:
    """By itself: a reminder that fails must not undo what the clock has done."""
    try:
        with access.job_scope(municipality.pk):
            reminders.remind(municipality_id=municipality.pk, by=SYSTEM, at=clock.now())
    except Exception as fault:  # noqa: BLE001  # whatever it is, the other municipalities are reminded
        log.error("The reminders of %s stopped: %s", municipality.code, type(fault).__name__)  # noqa: TRY400


def _any_job() -> AbstractContextManager[None]:
    """Messages are about no young person, so any municipality's scope will do."""
    first = organisations.Municipality.objects.order_by("pk").values_list("pk", flat=True).first()
    return access.job_scope(first or SYSTEM.user_id)
