"""Everything that is kept about me: to read, to print, and as a file. In one act, with what for, how long and from where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.own import api as own
from stafet.people import api as people
from stafet.web import copy_words_matched
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.numbers import write_decimal
from stafet.web.components.parts import Action
from stafet.web.copy_codes import said_in_words
from stafet.web.copy_words import COLUMNS, TABLES
from stafet.web.keeping import EVENTS, PURPOSES, write_duration
from stafet.web.looks import CLASSES, LookRow, every_look
from stafet.web.mine import around_mine, mine_or_404, not_told
from stafet.web.person import around, identity_or_404
from stafet.web.registry import PageRequest, own_page, page
from stafet.web.ways_in import with_one_factor

ALL = "ABCDEFGHP"


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of rows, ready to read."""

    heading: str
    why: str
    kept: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    earlier: tuple[tuple[tuple[str, str], ...], ...]


@own_page(classes=ALL)
def my_copy(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Everything about me, to read and to print."""
    around_it = around_mine(request, person_id, "my_copy")
    if with_one_factor(request):
        return render(request, "mine/copy_needs_two.html", around_it)
    copy = _own_copy(request, person_id)
    file = Action(gettext("Take it with you as a file"), reverse("my_copy_file", args=[person_id]))
    return render(request, "mine/copy.html", around_it | _context(copy, _my_looks(request, person_id), file))


@own_page(classes=ALL)
def my_copy_file(request: PageRequest, person_id: UUID) -> HttpResponse:
    """The same as a file that machines read."""
    mine_or_404(request, person_id)
    if with_one_factor(request):
        raise Http404
    return _file(request, _own_copy(request, person_id), _my_looks(request, person_id))


@page(purpose=access.Purpose.ACCOUNTABILITY, classes=ALL, allow=access.Permission.HOLD)
def copy_for(request: PageRequest, person_id: UUID) -> HttpResponse:
    """On behalf of a young person who asks for it: the same page, to print and hand over. The log says that it was made."""
    identity = identity_or_404(request, person_id)
    copy = _staff_copy(request, identity)
    file = Action(gettext("As a file"), reverse("copy_file_for", args=[person_id]))
    context = around(request, identity, "person_own") | _context(copy, every_look(person_id), file)
    return render(request, "person/copy.html", context)


@page(purpose=access.Purpose.ACCOUNTABILITY, classes=ALL, allow=access.Permission.HOLD)
def copy_file_for(request: PageRequest, person_id: UUID) -> HttpResponse:
    """The same as a file, on behalf of a young person who asks for it."""
    copy = _staff_copy(request, identity_or_404(request, person_id))
    return _file(request, copy, every_look(person_id))


def _own_copy(request: PageRequest, person_id: UUID) -> own.PersonalCopy:
    login, _ = mine_or_404(request, person_id)
    with access.job_scope(login.municipality_id):
        return own.take_copy(
            person_id=person_id,
            municipality_id=login.municipality_id,
            made_for=own.CopyFor(login.capacity.value),
            by=request.actor,
            at=request.at,
        )


def _staff_copy(request: PageRequest, identity: people.Identity) -> own.PersonalCopy:
    """Only whoever decides about this person's own log-ins makes a copy on their behalf."""
    openable = own.holdings_openable_by(request.actor).filter(person_id=identity.person_id)
    if not openable.exists():
        raise Http404
    open_classes = people.classes_open(identity.person_id)
    with access.job_scope(identity.municipality_id):
        return own.take_copy(
            person_id=identity.person_id,
            municipality_id=identity.municipality_id,
            made_for=own.CopyFor.STAFF,
            open_to_staff=open_classes,
            by=request.actor,
            at=request.at,
        )


def _context(copy: own.PersonalCopy, looks: Sequence[LookRow], file: Action) -> dict[str, object]:
    return {
        "parts": _parts(copy),
        "looks": looks,
        "sources": copy.sources,
        "numbers": [f"{note.kind.label}: {note.masked}" for note in copy.numbers],
        "left_out": [str(CLASSES[data_class]) for data_class in copy.left_out],
        "file": file,
        "made": write_instant(copy.made_at),
    }


def _parts(copy: own.PersonalCopy) -> list[Part]:
    """The tables in the order of their words, each with its earlier versions."""
    earlier = {table.label: table for table in copy.tables if table.of_history}
    now = {table.label: table for table in copy.tables if not table.of_history}
    parts = []
    for label in TABLES:
        table = now.get(label) or earlier.get(label)
        if table is None:
            continue
        for_time = gettext("%(time)s after %(event)s")
        event = EVENTS.get(table.retention.after, table.retention.after)
        parts.append(
            Part(
                heading=str(TABLES[label]),
                why=str(PURPOSES.get(table.purpose, table.purpose)),
                kept=for_time % {"time": write_duration(table.retention.keep), "event": event},
                rows=_rows(now.get(label)),
                earlier=_rows(earlier.get(label)),
            )
        )
    return parts


def _rows(table: own.CopiedTable | None) -> tuple[tuple[tuple[str, str], ...], ...]:
    if table is None:
        return ()
    return tuple(
        tuple(
            (str(COLUMNS[value.column]), written)
            for value in row
            if (written := _written(table.label, value))
        )
        for row in table.rows
    )


def _written(label: str, value: own.CopiedValue) -> str:
    """A value in the reader's language; empty for what is not known."""
    raw = value.value
    if value.is_masked:
        return gettext("somebody else")
    said = said_in_words(label, value.column, raw) or value.said
    if value.packed is not None and (told := copy_words_matched.said_of(label, value.column, value.packed)):
        return told
    return said if said or raw is None else _plainly(raw)


def _plainly(raw: object) -> str:
    """A value that no list has words for."""
    if isinstance(raw, date):
        return write_instant(raw) if isinstance(raw, datetime) else write_day(raw)
    if isinstance(raw, bool):
        return gettext("yes") if raw else gettext("no")
    if isinstance(raw, Decimal):
        return write_decimal(raw)
    return "; ".join(raw) if isinstance(raw, tuple) else str(raw)


def _my_looks(request: PageRequest, person_id: UUID) -> Sequence[LookRow]:
    login, _ = mine_or_404(request, person_id)
    return every_look(person_id, but_as=not_told(login))


def _file(request: PageRequest, copy: own.PersonalCopy, looks: Sequence[LookRow]) -> HttpResponse:
    """JSON under the columns' own names. Nothing in the name of the file says whose it is."""
    view = careerplans.plan_of(copy.person_id, on=request.today)
    tables = [
        {
            "table": f"{table.label}{' (earlier versions)' if table.of_history else ''}",
            "purpose": table.purpose,
            "data_class": table.data_class.value,
            "kept": f"{table.retention.keep} after {table.retention.after}",
            "rows": [{value.column: _machine(value) for value in row} for row in table.rows],
        }
        for table in copy.tables
    ]
    content = {
        "made_at": copy.made_at.isoformat(),
        "sources": copy.sources,
        "national_numbers": [{"kind": note.kind.value, "number": note.masked} for note in copy.numbers],
        "tables": tables,
        "plan": careerplans.export_of(view.plan, on=request.today) if view else None,
        "who_has_read": [
            {"when": look.when, "who": look.who, "for": look.why, "what": look.what} for look in looks
        ],
        "not_in_it": dict(own.NOT_IN_A_COPY),
        "left_out": [data_class.value for data_class in copy.left_out],
    }
    response = JsonResponse(content, json_dumps_params={"indent": 1, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="stafet.json"'
    return response


def _machine(value: own.CopiedValue) -> object:
    raw = value.value
    if value.is_masked:
        return "masked"
    return raw.isoformat() if isinstance(raw, date) else raw
