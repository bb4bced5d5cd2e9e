"""Putting what a reader finds into the staging table, some thousand rows at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.records import LoadMode, Notice, Place, Record, Rejection
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.registers import rows, statements, wording
from stafet.registers.actions.moves import load_of, move
from stafet.registers.actions.sources import ensure_may_load, ensure_no_other_is_open
from stafet.registers.actions.uploads import record
from stafet.registers.models import Load, StagedRow
from stafet.registers.states import LoadMove, LoadState

_HEAD = ("municipality_id", "load_id", "position")


@audit.action
def begin_reading(*, load_id: UUID, by: Actor, at: datetime) -> Load:
    """Begin to read a load, from its first row, however far an earlier attempt had come.

    After too many attempts the load is stopped with a sentence instead; see its state.
    """
    load = load_of(load_id)
    day = organisations.home(load.municipality_id).day(at)
    tried = 0 if load.state == LoadState.FAILED else load.attempts
    if tried >= rules.value("stafet.register.work_tried", on=day):
        stop_load(load_id=load_id, problem=_TRIED_TOO_OFTEN, by=by, at=at)
        return load_of(load_id)
    StagedRow.objects.filter(municipality_id=load.municipality_id, load_id=load_id).delete()
    move(load, LoadMove.READ, at=at, attempts=tried + 1, rows_done=0, problem=None, notices=[])
    return load


@audit.action
def put_back(*, load_id: UUID, by: Actor, at: datetime) -> None:
    """Put back a file that has been read or whose work has failed, to be read anew. Nothing it said is kept.

    Raises ``NotAllowedToLoad``, and ``AnotherLoadIsOpen`` when another file of the register came in the meantime. The
    job that reads it next takes its rows away.
    """
    load = load_of(load_id)
    ensure_may_load(by, load.municipality_id)
    ensure_no_other_is_open(load.source, but=load.pk)
    if load.state != LoadState.RECEIVED:
        move(load, LoadMove.PUT_BACK, at=at)
        record(load, "registers.put_back", by=by, at=at)


@audit.action
def stage_records(
    *,
    load_id: UUID,
    records: Sequence[Record | Rejection],
    by: Actor,  # noqa: ARG001 (every action is told by whom; here only the history's context asks)
    at: datetime,
) -> int:
    """Stage some more records of a load. Returns how many rows it has by now."""
    load = load_of(load_id)
    maker = rows.row_maker(Country(load.source.country), organisations.home(load.municipality_id).day(at))
    lines = (
        (load.municipality_id, load.pk, position, *maker.row_of(record).values())
        for position, record in enumerate(records, start=load.rows_done + 1)
    )
    _stage(list(lines))
    done = load.rows_done + len(records)
    Load.objects.filter(pk=load.pk).update(rows_done=done, beat_at=at)
    return done


@audit.action
def finish_reading(
    *, load_id: UUID, mode: LoadMode | None, notices: Sequence[Notice], by: Actor, at: datetime
) -> None:
    """Say that the file was read to its end, and whether it is the whole truth (``None``: as the register is)."""
    load = load_of(load_id)
    move(
        load,
        LoadMove.HAVE_READ,
        at=at,
        mode=(mode or LoadMode(load.mode)).value,
        notices=[wording.stored_notice(notice) for notice in notices],
        rows_expected=load.rows_done,
        content_hash=_content_hash(load),
        attempts=0,
    )
    record(load, "registers.finish_reading", by=by, at=at)


@audit.action
def refuse_load(*, load_id: UUID, problem: Rejection, by: Actor, at: datetime) -> None:
    """The file as a whole can't be read; nothing of it is kept but why."""
    load = load_of(load_id)
    move(load, LoadMove.REFUSE, at=at, problem=wording.stored_problem(problem), finished_at=at)
    record(load, "registers.refuse_load", by=by, at=at)


@audit.action
def stop_load(*, load_id: UUID, problem: Rejection, by: Actor, at: datetime) -> None:
    """A fault of ours stopped the work. Nothing has changed; the load can be begun again or discarded.

    Applying that stopped has not happened: the load waits for a decision again.
    """
    load = load_of(load_id)
    applying = load.state == LoadState.APPLYING
    move(load, LoadMove.RETURN if applying else LoadMove.FAIL, at=at, problem=wording.stored_problem(problem))
    record(load, "registers.stop_load", by=by, at=at)


_TRIED_TOO_OFTEN = Rejection(
    Place(""),
    sentence("The work on this file was interrupted again and again. Nothing has been changed."),
    sentence("Load the file once more, and tell the people who run Stafet if it happens again."),
)


def _stage(lines: Sequence[Sequence[object]]) -> None:
    """COPY may not write past row-level security, so the rows arrive in a temporary table first."""
    columns = (*_HEAD, *rows.COLUMNS)
    names = ", ".join(f'"{column}"' for column in columns)
    statements.run("CREATE TEMP TABLE arriving (LIKE registers_stagedrow) ON COMMIT DROP", {})
    statements.run("ALTER TABLE arriving ALTER id DROP NOT NULL", {})
    statements.copy_in("arriving", columns, lines)
    statements.run(
        f"INSERT INTO registers_stagedrow ({names}) SELECT {names} FROM arriving ORDER BY position",  # noqa: S608 (our own names)
        {},
    )
    statements.run("DROP TABLE arriving", {})


def _content_hash(load: Load) -> str:
    """The same for the same rows in any order: whether a file says anything else than the last one."""
    found = statements.rows(
        "SELECT coalesce(encode(sha256(convert_to(string_agg(said, '' ORDER BY said), 'UTF8')), 'hex'), '') FROM ("
        " SELECT coalesce(nullif(fingerprint, ''), what || \"values\"::text) AS said FROM registers_stagedrow"
        " WHERE load_id = %(load)s AND municipality_id = %(municipality)s) rows",
        {"load": load.pk, "municipality": load.municipality_id},
    )
    return str(found[0][0])
