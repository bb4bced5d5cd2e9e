"""Does Stafet run as it should, and what needs a hand? For whoever runs it: versions, times and counts, nobody's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.access import api as access
from stafet.operation import api as operations
from stafet.web.components.days import write_instant
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Figure, Figures, Tone
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.registry import PageRequest, page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

_GIGABYTE = 1024**3

TASKS: Mapping[str, StrOrPromise] = {
    "clock.run": gettext_lazy("The day's rules (every hour)"),
    "messages.send": gettext_lazy("Messages (every minute)"),
    "retention.run": gettext_lazy("Deleting what is due (every night)"),
    "jobs.forget": gettext_lazy("Clearing done jobs (every night)"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is looked at: how it is, whether that is fine, and else what to do."""

    what: str
    how: str
    fine: bool
    mend: str


@page(allow=access.Permission.SEE_OPERATION)
def operation(request: PageRequest) -> HttpResponse:
    """Figures of the promise, then everything a Stafet is made of, what needs a hand first."""
    mine = sorted(operations.municipalities_operated_by(request.actor))
    if not mine:
        raise Http404
    with access.job_scope(mine[0]):
        found = operations.condition(Path(settings.STAFET_HOME), at=request.at)
    rows = [*_software(found), *_lines(found), *map(_task, found.tasks), *_safety(found)]
    faults = [row for row in rows if not row.fine]
    context = {
        "figures": _figures(_promise(mine), len(faults)),
        "faults": _table(gettext("Needs a hand"), faults) if faults else None,
        "fine": _table(gettext("Fine"), [row for row in rows if row.fine]),
    }
    return render(request, "operation/page.html", context)


def _promise(municipalities: Sequence[UUID]) -> operations.PromiseFigures:
    """The promise in all municipalities of the reader together."""
    every = []
    for municipality_id in municipalities:
        with access.job_scope(municipality_id):
            every.append(operations.promise_figures())
    return operations.PromiseFigures(
        covered=sum(one.covered for one in every),
        one_holder=sum(one.one_holder for one in every),
        next_step=sum(one.next_step for one in every),
    )


def _figures(promise: operations.PromiseFigures, faults: int) -> Figures:
    broken = promise.without_one_holder + promise.without_step
    return Figures(
        gettext("The promise, and what it stands on"),
        (
            Figure(
                write_number(promise.covered),
                ngettext("person the promise holds for", "people the promise holds for", promise.covered),
            ),
            Figure(
                write_number(promise.one_holder),
                gettext("of them with exactly one holder"),
            ),
            Figure(
                write_number(broken),
                ngettext("broken promise", "broken promises", broken),
                gettext("The database refuses every one.")
                if not broken
                else gettext("Run “stafet watch”: it says who is lost."),
                Tone.ERROR if broken else Tone.SUCCESS,
            ),
            Figure(
                write_number(faults),
                ngettext("thing to look at", "things to look at", faults),
                "",
                Tone.WARNING if faults else Tone.SUCCESS,
            ),
        ),
    )


def _table(caption: str, rows: Sequence[Row]) -> Table:
    columns = [Column(gettext("What")), Column(gettext("How it is"))]
    fine = all(row.fine for row in rows)
    if not fine:
        columns.append(Column(gettext("What to do")))
    return make_table(
        caption, columns, [(row.what, row.how) if fine else (row.what, row.how, row.mend) for row in rows]
    )


def _software(found: operations.Condition) -> Iterator[Row]:
    missing = found.migrations_missing
    yield Row(
        gettext("Stafet"), gettext("version %(version)s") % {"version": found.stafet}, fine=True, mend=""
    )
    yield Row(
        gettext("Tables"),
        ngettext("%(count)s migration is missing", "%(count)s migrations are missing", missing)
        % {"count": write_number(missing)}
        if missing
        else gettext("as this version wants them"),
        not missing,
        gettext("Stop Stafet and start it again: it migrates when it starts."),
    )
    server = found.server
    yield Row(
        gettext("Database server"),
        gettext("PostgreSQL %(version)s, %(size)s GB, %(connections)s of %(most)s connections")
        % {
            "version": server.version.split(" ")[0],
            "size": _gigabytes(server.size),
            "connections": write_number(server.connections),
            "most": write_number(server.most),
        },
        server.fine,
        gettext("Raise max_connections, or start fewer web workers."),
    )


def _lines(found: operations.Condition) -> Iterator[Row]:
    yield Row(
        gettext("Jobs"),
        _waiting(found.queue),
        found.queue.fine,
        gettext("See that the worker runs, and what the log says of the jobs that failed."),
    )
    yield Row(
        gettext("Mail that has not left"),
        _waiting(found.outbox),
        found.outbox.fine,
        gettext(
            "See that the mail server named in STAFET_EMAIL_HOST answers. Messages leave by themselves when it does."
        ),
    )


def _waiting(line: operations.Line) -> str:
    words = ngettext("%(count)s waits", "%(count)s wait", line.waiting) % {
        "count": write_number(line.waiting)
    }
    if line.oldest is not None:
        words = gettext("%(words)s, the oldest since %(instant)s") % {
            "words": words,
            "instant": write_instant(line.oldest),
        }
    if line.failed:
        failed = ngettext("%(count)s failed within a week", "%(count)s failed within a week", line.failed)
        words = f"{words}; {failed % {'count': write_number(line.failed)}}"
    return words


def _task(task: operations.ByTheClock) -> Row:
    return Row(
        str(TASKS[task.name]),
        _last(task.last, gettext("has not ended well yet")),
        task.fine,
        gettext("See that the worker runs; the log says why a run stopped. The next one tries again."),
    )


def _safety(found: operations.Condition) -> Iterator[Row]:
    yield Row(
        gettext("Disk"),
        gettext("%(free)s of %(total)s GB free")
        % {"free": _gigabytes(found.disk.free), "total": _gigabytes(found.disk.total)},
        found.disk.fine,
        gettext("Make room: below a tenth, old backups and logs first."),
    )
    yield Row(
        gettext("Backup"),
        _last(found.backup.at, gettext("none has been made here")),
        found.backup.fine,
        gettext("Run “stafet backup” every night, from a timer."),
    )
    yield Row(
        gettext("Restore drill"),
        _last(found.drill.at, gettext("none has been held here")),
        found.drill.fine,
        gettext("Run “stafet restore-drill” every month: its table says what is wrong with a backup."),
    )


def _last(instant: datetime | None, never: str) -> str:
    return gettext("last %(instant)s") % {"instant": write_instant(instant)} if instant else never


def _gigabytes(size: int) -> str:
    return write_number(round(size / _GIGABYTE)) if size >= 10 * _GIGABYTE else f"{size / _GIGABYTE:.1f}"
