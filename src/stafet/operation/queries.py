"""How this Stafet fares, in times, counts and versions: what the page of operation shows. Asked in the scope of a job."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.migrations.loader import MigrationLoader

from stafet.audit import api as audit
from stafet.operation import manifest, notes, promise

_LONGEST_WAIT = timedelta(minutes=15)
_FAILED_SINCE = timedelta(days=7)
_LEAST_FREE_SHARE = 0.1
_BACKUP_EVERY = timedelta(hours=26)
_DRILL_EVERY = timedelta(days=35)
_FULL_SHARE = 0.8

TASKS = {
    "clock.run": timedelta(hours=2),
    "messages.send": timedelta(minutes=15),
    "retention.run": timedelta(hours=26),
    "jobs.forget": timedelta(hours=26),
}
"""What runs by the clock, and how long ago its last good end may be."""

_QUEUE = """
    SELECT count(*) FILTER (WHERE j.status = 'todo' AND coalesce(j.scheduled_at, %(at)s) <= %(at)s),
           min(coalesce(j.scheduled_at, (SELECT min(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)))
               FILTER (WHERE j.status = 'todo' AND coalesce(j.scheduled_at, %(at)s) <= %(at)s),
           (SELECT count(DISTINCT e.job_id) FROM procrastinate_events e WHERE e.type = 'failed' AND e.at > %(since)s)
    FROM procrastinate_jobs j WHERE j.status = 'todo'
"""
_OUTBOX = """
    SELECT count(*) FILTER (WHERE state = 'queued' AND due_at <= %(at)s),
           min(queued_at) FILTER (WHERE state = 'queued' AND due_at <= %(at)s),
           count(*) FILTER (WHERE state = 'failed' AND queued_at > %(since)s)
    FROM outbox_outgoingmessage
"""
_LAST_ENDS = """
    SELECT j.task_name, max(e.at) FROM procrastinate_events e JOIN procrastinate_jobs j ON j.id = e.job_id
    WHERE e.type = 'succeeded' AND j.task_name = ANY (%s) GROUP BY j.task_name
"""
_SERVER = """
    SELECT current_setting('server_version'), pg_database_size(current_database()),
           (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
           current_setting('max_connections')::int
"""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that waits in a row: how many, since when, and how many failed within a week."""

    waiting: int
    oldest: datetime | None
    failed: int
    fine: bool


@dataclass(frozen=True, slots=True)
class ByTheClock:
    """One of the tasks that run by the clock: when it last ended well."""

    name: str
    last: datetime | None
    fine: bool


@dataclass(frozen=True, slots=True)
class Server:
    """The database server: its version, how big the database is, how many connections of how many."""

    version: str
    size: int
    connections: int
    most: int

    @property
    def fine(self) -> bool:
        """Whether there is room for more connections."""
        return self.connections < self.most * _FULL_SHARE


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk of the state folder, in bytes."""

    free: int
    total: int

    @property
    def fine(self) -> bool:
        """Whether a tenth is free."""
        return self.free >= self.total * _LEAST_FREE_SHARE


@dataclass(frozen=True, slots=True)
class Kept:
    """When a backup or a drill last was, if ever, and whether that is well."""

    at: datetime | None
    fine: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """All of it."""

    stafet: str
    migrations_missing: int
    server: Server
    queue: Line
    outbox: Line
    tasks: tuple[ByTheClock, ...]
    disk: Disk
    backup: Kept
    drill: Kept


def condition(home: Path, *, at: datetime) -> Condition:
    """How everything is at this moment. In the scope of a job; says nothing about anybody."""
    times = {"at": at, "since": at - _FAILED_SINCE}
    return Condition(
        stafet=manifest.own_version(),
        migrations_missing=_missing(),
        server=Server(*_row(_SERVER)),
        queue=_line(_QUEUE, times),
        outbox=_line(_OUTBOX, times),
        tasks=_tasks(at),
        disk=_disk(home),
        backup=_kept(home, notes.BACKUP, at, _BACKUP_EVERY),
        drill=_kept(home, notes.DRILL, at, _DRILL_EVERY),
    )


def promise_figures() -> promise.PromiseFigures:
    """The promise in the municipality of the job that is asking."""

    def ask(statement: str) -> Any:
        cursor = connections[audit.current_alias()].cursor()
        cursor.execute(statement)
        return cursor

    return promise.figures(ask)


def _line(statement: str, times: dict[str, datetime]) -> Line:
    waiting, oldest, failed = _row(statement, times)
    late = oldest is not None and times["at"] - oldest > _LONGEST_WAIT
    return Line(waiting, oldest, failed, fine=not late and not failed)


def _tasks(at: datetime) -> tuple[ByTheClock, ...]:
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(_LAST_ENDS, [list(TASKS)])
        last: dict[str, datetime] = dict(cursor.fetchall())
    return tuple(
        ByTheClock(name, last.get(name), fine=name in last and at - last[name] <= longest)
        for name, longest in TASKS.items()
    )


def _disk(home: Path) -> Disk:
    existing = next(place for place in (home, *home.parents) if place.exists())
    usage = shutil.disk_usage(existing)
    return Disk(usage.free, usage.total)


def _kept(home: Path, name: str, at: datetime, every: timedelta) -> Kept:
    note = notes.read(home, name)
    if note is None:
        return Kept(None, fine=False)
    when = datetime.fromisoformat(str(note["at"]))
    return Kept(when, fine=note.get("whole") is True and at - when <= every)


def _missing() -> int:
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = set(cursor.fetchall())
    return len(_shipped() - applied)


@lru_cache(maxsize=1)
def _shipped() -> frozenset[tuple[str, str]]:
    """Every migration of this version: read once, they don't change while it runs."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _row(statement: str, values: dict[str, datetime] | None = None) -> Any:
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()
