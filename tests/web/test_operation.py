"""Does Stafet run as it should: whoever runs it sees times and counts, and nobody's name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.test import override_settings
from tests.cast import Cast
from tests.conftest import NOW
from tests.trust.markers import found_in
from tests.trust.world import build_world
from tests.web.conftest import ClientFor, read, tree


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "operation").mkdir()
    with override_settings(STAFET_HOME=tmp_path):
        yield tmp_path


def note(home: Path, name: str, *, days_ago: float, whole: bool = True) -> None:
    told = {"at": (NOW - timedelta(days=days_ago)).isoformat(), "whole": whole}
    (home / "operation" / name).write_text(json.dumps(told))


def ended_well(database: psycopg.Connection, *, minutes_ago: int) -> None:
    """Every task that runs by the clock did so a while ago."""
    for name in ("clock.run", "messages.send", "retention.run", "jobs.forget"):
        row = database.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, priority, args)"
            " VALUES ('clock', %s, 'succeeded', 0, '{}') RETURNING id",
            [name],
        ).fetchone()
        assert row is not None
        database.execute("DELETE FROM procrastinate_events WHERE job_id = %s", [row[0]])
        database.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'succeeded', %s)",
            [row[0], NOW - timedelta(minutes=minutes_ago)],
        )


def test_a_stafet_on_which_nothing_has_run_yet_says_what_to_do(everyone: Cast, client_for: ClientFor) -> None:
    page = read(client_for(everyone.viggo).get("/operation/"))
    assert "These need a hand" in page
    assert "none has been made here" in page
    assert "Run “stafet backup” every night" in page
    assert "has not ended well yet" in page


def test_a_stafet_that_runs_as_it_should_says_so_with_the_promise_in_numbers(
    everyone: Cast, client_for: ClientFor, database: psycopg.Connection, state_folder: Path
) -> None:
    build_world(everyone, NOW)
    database.execute("DELETE FROM outbox_outgoingmessage")
    ended_well(database, minutes_ago=10)
    note(state_folder, "last-backup.json", days_ago=0.5)
    note(state_folder, "last-drill.json", days_ago=20)
    answer = client_for(everyone.viggo).get("/operation/")
    page = read(answer)
    assert "Everything is fine" in page
    figures = " ".join(tree(answer).one("dl", css="figures").text.split())
    assert "broken promises 0" in figures
    covered = database.execute(
        "SELECT count(*) FROM responsibility_coverage WHERE ends_on IS NULL AND municipality_id = %s",
        [everyone.hedeby.pk],
    ).fetchone()
    assert covered is not None
    assert f"people the promise holds for {covered[0]} " in figures
    assert not found_in(answer.content.decode()), "nobody is on the page"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("UPDATE procrastinate_events SET at = at - interval '2 days'", "See that the worker runs"),
        (
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, priority, args, scheduled_at)"
            " VALUES ('loads', 'x', 'todo', 0, '{}', '2026-09-01 07:00Z')",
            "1 waits, the oldest since 1 Sept",
        ),
        (
            "INSERT INTO outbox_outgoingmessage (id, key, template, address, language, state, attempts, queued_by_id,"
            " queued_at, due_at) VALUES (gen_random_uuid(), 'k', 'invitation', 'a@b.example', 'da', 'failed', 9,"
            " gen_random_uuid(), '2026-08-31 07:00Z', '2026-08-31 07:00Z')",
            "1 failed within a week",
        ),
    ],
)
def test_what_does_not_run_is_found(
    everyone: Cast,
    client_for: ClientFor,
    database: psycopg.Connection,
    state_folder: Path,
    fault: str,
    words: str,
) -> None:
    ended_well(database, minutes_ago=10)
    note(state_folder, "last-backup.json", days_ago=0.5)
    note(state_folder, "last-drill.json", days_ago=20)
    database.execute(fault)
    page = read(client_for(everyone.viggo).get("/operation/"))
    assert words in page
    assert "These need a hand" in page


@pytest.mark.parametrize(
    ("file", "days_ago", "whole", "words"),
    [
        ("last-backup.json", 2, True, "Run “stafet backup” every night"),
        ("last-drill.json", 40, True, "Run “stafet restore-drill” every month"),
        ("last-drill.json", 1, False, "Run “stafet restore-drill” every month"),
    ],
)
def test_a_backup_that_is_old_and_a_drill_that_went_wrong_are_found(
    everyone: Cast,
    client_for: ClientFor,
    state_folder: Path,
    file: str,
    days_ago: float,
    whole: bool,
    words: str,
) -> None:
    note(state_folder, "last-backup.json", days_ago=0.5)
    note(state_folder, "last-drill.json", days_ago=20)
    assert words not in read(client_for(everyone.viggo).get("/operation/"))
    note(state_folder, file, days_ago=days_ago, whole=whole)
    assert words in read(client_for(everyone.viggo).get("/operation/"))


@pytest.mark.parametrize("who", ["bo", "freja", "ditte", "tove"])
def test_nobody_else_is_led_there(everyone: Cast, client_for: ClientFor, who: str) -> None:
    assert client_for(getattr(everyone, who)).get("/operation/").status_code == 404
