"""The journal outlives the database: a restore from an older backup brings nobody back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.goals.record import measured
from tests.retention.town import YEAR, busy_town, end_promise, nightly, rows_about, years_later
from tests.trust.markers import found_in
from tests.trust.world import World

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.retention import api as retention
from stafet.retention.actions import deleting

GONE = 3
"""Hanne, Farah, and Farah's second registration, for whom no promise ever held."""


@pytest.fixture
def emptied(everyone: Cast, database: psycopg.Connection) -> Iterator[World]:
    """A town in which Hanne and Farah were deleted; the copy of before stands in the schema ``old``."""
    world = busy_town(everyone)
    for name in ("hanne", "farah"):
        end_promise(world.persons[name], NOW)
    database.execute("DROP SCHEMA IF EXISTS old CASCADE; CREATE SCHEMA old")
    for table in _tables():
        database.execute(f'CREATE TABLE old."{table}" AS SELECT * FROM public."{table}"')
    with years_later(database, 6) as later:
        nightly(later)
    yield world
    database.execute("DROP SCHEMA IF EXISTS old CASCADE")


def bring_back(database: psycopg.Connection) -> None:
    """What a restore from the backup of before does to the tables that lost rows, and to the journal's own."""
    database.execute("SET session_replication_role = replica")
    for table in _tables():
        database.execute(
            f'DELETE FROM public."{table}"; INSERT INTO public."{table}" SELECT * FROM old."{table}"'
        )
    database.execute(
        "DELETE FROM retention_deletion; RESET session_replication_role; DROP SCHEMA old CASCADE"
    )


def _tables() -> list[str]:
    """What loses rows with a person; and what holds nobody but counts them, which comes back from the same backup."""
    return [
        *(
            kept.table
            for kept in retention.declarations()
            if not kept.table.startswith(("registers_loadfile", "audit_reading"))
        ),
        "events_event",
    ]


def replay(everyone: Cast, lines: list[retention.Line]) -> list[retention.Replay]:
    replays = []
    for municipality in (everyone.hedeby, everyone.elsewhere):
        with access.job_scope(municipality.pk):
            replays.append(
                retention.replay_deletions(
                    municipality_id=municipality.pk, lines=lines, by=SYSTEM, at=NOW + 6 * YEAR
                )
            )
    return replays


def visible(everyone: Cast, lines: list[retention.Line]) -> int:
    with access.job_scope(everyone.hedeby.pk):
        return retention.returned(everyone.hedeby.pk, lines)


def test_a_restore_brings_nobody_back(emptied: World, everyone: Cast, database: psycopg.Connection) -> None:
    bring_back(database)
    lines = list(retention.read_journal())
    assert visible(everyone, lines) == GONE, "the backup has them"

    replays = replay(everyone, lines)

    measured("returned", visible(everyone, lines), "persons visible after restore and replay")
    assert visible(everyone, lines) == 0
    assert replays[0].persons == GONE
    assert rows_about(database, emptied.persons["hanne"].pk) == {}
    assert rows_about(database, emptied.persons["amina"].pk) != {}
    row = database.execute("SELECT count(*) FROM retention_deletion").fetchone()
    assert row is not None
    assert row[0] == len(lines), "the table has its lines again"
    assert replay(everyone, lines)[0] == retention.Replay(), "once more changes nothing"


def test_without_the_journal_they_would_be_back(
    emptied: World, everyone: Cast, database: psycopg.Connection, journal_file: Path
) -> None:
    """The planted fault: the journal was kept in the database only, and the restore took it along."""
    lines = list(retention.read_journal())
    bring_back(database)
    journal_file.unlink()
    replay(everyone, list(retention.read_journal()))
    assert visible(everyone, lines) == GONE


def test_the_journal_names_nobody(emptied: World, database: psycopg.Connection, journal_file: Path) -> None:
    text = journal_file.read_text(encoding="utf-8")
    in_table = repr(database.execute("SELECT * FROM retention_deletion").fetchall())
    for person in emptied.persons.values():
        assert str(person.pk) not in text
        assert str(person.pk) not in in_table
        assert person.pk.hex not in text
    assert not found_in(text + in_table)
    assert journal_file.stat().st_mode & 0o777 == 0o600


def test_the_line_stands_on_the_disk_before_the_deletion_is_committed(
    everyone: Cast, database: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut between the two costs nothing: the replay deletes what the night did not."""
    world = busy_town(everyone)
    hanne = world.persons["hanne"]
    end_promise(hanne, NOW)

    def power_cut(persons: object) -> None:
        raise ConnectionError

    with years_later(database, 6) as later:
        with monkeypatch.context() as cut:
            cut.setattr(deleting, "take_away", power_cut)
            with pytest.raises(ConnectionError):
                nightly(later)
        assert rows_about(database, hanne.pk)
        assert {line.kind for line in retention.read_journal()} == {"person"}
        replay(everyone, list(retention.read_journal()))
    assert rows_about(database, hanne.pk) == {}


def test_a_disk_that_is_full_stops_the_deletion(
    everyone: Cast, database: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = busy_town(everyone)
    end_promise(world.persons["hanne"], NOW)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with years_later(database, 6) as later, pytest.raises(OSError, match="No space"):
        nightly(later)
    assert rows_about(database, world.persons["hanne"].pk)


def test_a_torn_last_line_is_no_deletion_and_any_other_stops_the_restore(
    emptied: World, journal_file: Path
) -> None:
    whole = journal_file.read_text(encoding="utf-8")
    journal_file.write_text(whole + '{"id": "01', encoding="utf-8")
    assert len(list(retention.read_journal())) == whole.count("\n")
    journal_file.write_text('{"id": "01\n' + whole, encoding="utf-8")
    with pytest.raises(retention.JournalUnreadable, match="Line 1 of the journal"):
        list(retention.read_journal())


def test_two_copies_of_a_journal_are_one(emptied: World) -> None:
    lines = list(retention.read_journal())
    assert retention.merged_journals(lines, reversed(lines)) == sorted(
        lines, key=lambda line: (line.at, line.id)
    )
