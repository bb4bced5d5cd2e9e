"""A backup is whole, holds no key, and a drill proves it; every way in which it could be wrong is found."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from tests.cast import Cast
from tests.conftest import NOW
from tests.goals.record import measured
from tests.operation.conftest import BackUp
from tests.retention.town import busy_town, end_promise, nightly, people_in_the_journal, years_later
from tests.trust.markers import found_in

from stafet.operation import api as operation
from stafet.postgres import api as postgres
from stafet.retention import api as retention


def drilled(folder: Path, home: Path) -> dict[str, operation.Verdict]:
    table = operation.drill(folder, home=home, environ={}, at=NOW)
    return {verdict.what: verdict for verdict in table.verdicts}


def wrong(found: Mapping[str, operation.Verdict]) -> dict[str, str]:
    return {what: verdict.figure for what, verdict in found.items() if not verdict.right}


def clients() -> postgres.Clients:
    return postgres.find_clients(postgres.find_binaries().major)


def as_text(folder: Path) -> str:
    """A dump as the statements it is made of."""
    program = str(clients().folder / "pg_restore")
    done = subprocess.run(
        [program, "--file=-", str(folder / "database.dump")], capture_output=True, text=True, check=True
    )
    return done.stdout


def swap_dump(into: Path, other: Path) -> None:
    """The planted fault: the dump is another one than the manifest was made of, and its own hash agrees."""
    (into / "database.dump").write_bytes((other / "database.dump").read_bytes())
    told = json.loads((into / "manifest.json").read_text())
    theirs = json.loads((other / "manifest.json").read_text())
    told |= {"dump_sha256": theirs["dump_sha256"], "dump_bytes": theirs["dump_bytes"]}
    (into / "manifest.json").write_text(json.dumps(told))


def test_a_backup_comes_back_whole_and_answers(everyone: Cast, back_up: BackUp, tmp_path: Path) -> None:
    busy_town(everyone)
    found = drilled(back_up(), tmp_path)
    assert wrong(found) == {}
    assert found["answer to /log-in/"].figure == "200 OK"
    assert int(found["rows that came back"].figure) > 100
    assert int(found["of them with exactly one holder"].figure) > 3
    measured("restored", len(wrong(found)), f"{found['rows that came back'].figure} rows")
    assert connections["default"].settings_dict["NAME"] != "stafet", "this process has its own database again"


def test_a_backup_is_not_empty_where_the_owners_would_be(
    everyone: Cast, back_up: BackUp, urls: postgres.DatabaseUrls, database: psycopg.Connection, tmp_path: Path
) -> None:
    busy_town(everyone)
    folder = back_up()
    rows = {table.name: table.rows for table in operation.read_manifest(folder).tables}
    there = database.execute("SELECT count(*) FROM people_person").fetchone()
    assert there is not None
    assert rows["public.people_person"] == there[0] > 0
    assert found_in(as_text(folder)), "the rows themselves are in it"
    with pytest.raises(postgres.DumpFailed, match="row-level security"):
        clients().dump(urls.owner, tmp_path / "owner.dump", snapshot=None, without_rows_of=[])
    with pytest.raises(operation.BackupFailed, match=r"empty without saying so.*BYPASSRLS"):
        operation.back_up(
            replace(urls, backup=urls.app), tmp_path / "blind", at=NOW, home=tmp_path, environ={}
        )
    assert list((tmp_path / "blind").iterdir()) == [], "what was begun is gone"


def test_no_key_is_in_a_backup_and_nobody_else_may_read_it(
    everyone: Cast, back_up: BackUp, database: psycopg.Connection
) -> None:
    folder = back_up()
    pads = database.execute("SELECT inner_pad, outer_pad FROM gate.signing_key").fetchone()
    assert pads is not None
    keys = [
        settings.SECRET_KEY,
        settings.STAFET_CONTEXT_KEY,
        settings.STAFET_NUMBER_KEY,
        settings.STAFET_SEAL_KEY,
    ]
    text = as_text(folder) + (folder / "manifest.json").read_text()
    assert [key for key in (*keys, *(pad.hex() for pad in pads)) if key in text] == []
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_table_that_was_left_out_is_found(
    everyone: Cast, back_up: BackUp, database: psycopg.Connection, tmp_path: Path
) -> None:
    busy_town(everyone)
    whole = back_up()
    with database.transaction(force_rollback=False):
        database.execute("ALTER TABLE audit_reading RENAME TO was_reading")
    try:
        without = back_up()
    finally:
        database.execute("ALTER TABLE was_reading RENAME TO audit_reading")
    swap_dump(whole, without)
    found = wrong(drilled(whole, tmp_path))
    assert "public.audit_reading" in found["tables that came back"]


def test_rows_that_were_left_out_and_a_row_that_was_altered_are_found(
    everyone: Cast, back_up: BackUp, database: psycopg.Connection, tmp_path: Path
) -> None:
    busy_town(everyone)
    whole = back_up()
    database.execute(
        "UPDATE access_user SET name = name || '.' WHERE email = (SELECT min(email) FROM access_user)"
    )
    database.execute("DELETE FROM procrastinate_jobs")
    database.execute(
        "DELETE FROM access_failed_log_in; INSERT INTO outbox_outgoingmessage SELECT gen_random_uuid(), 'x', 'y', 'a@b.example', 'da', NULL, 'queued', 0, gen_random_uuid(), now(), now(), NULL"
    )
    swap_dump(whole, back_up())
    found = wrong(drilled(whole, tmp_path))
    assert "access_user" in found["tables with other content"]
    assert "outbox_outgoingmessage" in found["rows that came back"]
    assert "answer to /log-in/" not in found, "the door stays shut, so nobody is asked"


def test_a_torn_dump_is_not_tried(everyone: Cast, back_up: BackUp, tmp_path: Path) -> None:
    folder = back_up()
    with (folder / "database.dump").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(operation.CannotRestore, match="torn or changed"):
        drilled(folder, tmp_path)
    note = json.loads((tmp_path / "operation" / "last-drill.json").read_text())
    assert note["whole"] is False
    with pytest.raises(operation.ManifestUnreadable, match="no whole backup"):
        drilled(tmp_path, tmp_path)


def test_a_promise_that_was_broken_already_is_found(
    everyone: Cast, back_up: BackUp, database: psycopg.Connection, tmp_path: Path
) -> None:
    busy_town(everyone)
    database.execute(
        "SET session_replication_role = replica;"
        "DELETE FROM responsibility_holding WHERE id = (SELECT min(id::text)::uuid FROM responsibility_holding WHERE ends_at IS NULL);"
        "RESET session_replication_role"
    )
    found = wrong(drilled(back_up(), tmp_path))
    assert list(found) == ["of them with exactly one holder"]


@pytest.fixture
def older(everyone: Cast, back_up: BackUp, database: psycopg.Connection) -> Path:
    """A backup from before Hanne and Farah were deleted."""
    world = busy_town(everyone)
    for name in ("hanne", "farah"):
        end_promise(world.persons[name], NOW)
    folder = back_up()
    with years_later(database, 6) as later:
        nightly(later)
    return folder


def test_whoever_was_deleted_since_the_backup_is_deleted_again_before_anybody_logs_in(
    older: Path, tmp_path: Path
) -> None:
    found = drilled(older, tmp_path)
    assert wrong(found) == {}
    assert found["deleted people that were back, deleted again"].figure.startswith(
        f"{people_in_the_journal()} "
    )
    assert found["log-in before the journal"].figure == "refused"


def test_a_journal_that_is_not_replayed_is_found(older: Path, tmp_path: Path) -> None:
    with patch.object(retention, "replay_deletions", lambda **_: retention.Replay()):
        found = wrong(drilled(older, tmp_path))
    assert found == {"deleted people still there": people_in_the_journal()}


def test_a_journal_that_has_lost_lines_is_found(older: Path, back_up: BackUp, tmp_path: Path) -> None:
    newer = back_up()
    retention.journal_file().unlink()
    lost = wrong(drilled(newer, tmp_path))
    assert list(lost) == ["deletions that the journal here has lost"]
