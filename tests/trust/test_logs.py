"""T19: no line of any log, no mail and no task says whom it was about, also when something breaks."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.db import IntegrityError, connections

from stafet.kernel.privacy import DataClass
from stafet.operation.logs import JsonLines, PlainLines
from stafet.postgres import api as postgres
from stafet.web import health, person_parts
from tests.cast import Cast
from tests.conftest import NOW
from tests.goals.record import CAMPAIGN, measured, part_of_it
from tests.trust.markers import found_in, marker
from tests.trust.matrix import Visit, Walker, visits, ways
from tests.trust.world import World, build_world

EVERY = 1 if CAMPAIGN and part_of_it() == 1 else 7
"""In the slice one visit of so many is made; the campaign makes all."""


@pytest.fixture
def written() -> Iterator[StringIO]:
    """Everything that is logged, in both forms, at the level of a server that gathers lines."""
    text, handlers = StringIO(), []
    for formatter in (JsonLines(), PlainLines()):
        handler = logging.StreamHandler(text)
        handler.setFormatter(formatter)
        handlers.append(handler)
        logging.getLogger().addHandler(handler)
    requests, framework = logging.getLogger("stafet.requests"), logging.getLogger("django.request")
    before = requests.level, framework.level
    requests.setLevel(logging.INFO)
    framework.setLevel(logging.WARNING)
    yield text
    requests.setLevel(before[0])
    framework.setLevel(before[1])
    for handler in handlers:
        logging.getLogger().removeHandler(handler)


@pytest.fixture
def world(everyone: Cast) -> World:
    return build_world(everyone, NOW)


def lines(written: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines() if line.startswith("{")]


def person_page(world: World) -> Visit:
    return Visit("bo", "people/<uuid:person_id>/", f"/people/{world.persons['amina'].pk}/", "amina")


def leaks(world: World, text: str) -> list[str]:
    """Markers, keys of people, and search terms."""
    keys = [name for name, person in world.persons.items() if str(person.pk) in text or person.pk.hex in text]
    return [*map(str, found_in(text)), *keys]


def test_no_line_no_mail_and_no_task_says_whom_it_was_about(
    world: World, database: psycopg.Connection, written: StringIO
) -> None:
    walker = Walker(world, database)
    walked = list(visits(world, ways()))[::EVERY]
    for visit in walked:
        list(walker.leaks(visit))
    walker.clients["bo"].post("/people/", {"search": marker("amina", DataClass.IDENTITY, "given")})
    tables = ("procrastinate_jobs", "procrastinate_events", "outbox_outgoingmessage")
    rows = "".join(repr(database.execute(f"SELECT * FROM {table}").fetchall()) for table in tables)
    found = leaks(world, written.getvalue() + rows)
    measured("logs", len(found), f"{len(lines(written)):,} lines")
    assert found == []
    assert len(lines(written)) > len(walked), "each visit left a line"
    assert "?" not in "".join(str(line.get("view", "")) for line in lines(written))


def test_a_line_says_what_an_operator_needs(
    world: World, database: psycopg.Connection, written: StringIO
) -> None:
    list(Walker(world, database).leaks(person_page(world)))
    (line,) = lines(written)
    row = database.execute("SELECT request_id FROM audit_reading ORDER BY at DESC LIMIT 1").fetchone()
    assert row is not None
    assert (line["event"], line["view"], line["method"], line["status"]) == ("answered", "person", "GET", 200)
    assert line["request"] == str(row[0]), "the read log knows it by the same key"
    assert set(line) == {"time", "level", "logger", "event", "request", "view", "method", "status", "ms"}


def breaking_with_a_name(*_: object) -> dict[str, object]:
    raise RuntimeError(marker("amina", DataClass.IDENTITY, "given"))


def breaking_in_the_database(*_: object) -> dict[str, object]:
    """A row that is refused: PostgreSQL quotes it, and so does the error."""
    with connections["default"].cursor() as cursor:
        try:
            cursor.execute("SELECT %s::uuid", [marker("amina", DataClass.IDENTITY, "family")])
        except Exception as refused:
            raise IntegrityError(f"Key (name)=({refused}) already exists") from refused
    return {}


@pytest.mark.parametrize("breaks", [breaking_with_a_name, breaking_in_the_database])
def test_a_fault_is_logged_with_its_class_and_place_and_without_what_it_said(
    world: World,
    database: psycopg.Connection,
    written: StringIO,
    monkeypatch: pytest.MonkeyPatch,
    breaks: object,
) -> None:
    monkeypatch.setattr(person_parts, "_responsibility", breaks)
    list(Walker(world, database).leaks(person_page(world)))
    assert leaks(world, written.getvalue()) == []
    fault = next(line for line in lines(written) if line["level"] == "error")
    assert (fault["event"], fault["view"], fault["status"]) == ("a page failed", "person", 500)
    assert str(fault["error"]).count("Error") >= 1
    assert "breaking" in str(fault["at"])


def test_a_line_that_names_somebody_is_found(
    world: World, database: psycopg.Connection, written: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted leak: a careless line of our own."""
    log = logging.getLogger("stafet.web.health")

    def careless() -> str:
        log.warning("opened for %s", world.persons["amina"].name)
        return "ok"

    monkeypatch.setattr(health, "_worker", careless)
    list(Walker(world, database).leaks(Visit("nobody", "health/", "/health/", "")))
    assert leaks(world, written.getvalue()) != []


def test_what_others_libraries_say_is_kept_without_its_values(written: StringIO) -> None:
    logging.getLogger("psycopg.pool").warning(
        "error connecting: %s", marker("amina", DataClass.IDENTITY, "given")
    )
    assert not found_in(written.getvalue())
    assert "error connecting" in written.getvalue()


@pytest.mark.parametrize(("talkative", "leaks_there"), [(False, False), (True, True)])
def test_the_database_servers_own_log_names_nobody(
    tmp_path: Path, talkative: bool, leaks_there: bool
) -> None:
    """On the private cluster as it is made; and on one that was set to talk, which the start would refuse."""
    tmp_path.chmod(0o711)
    cluster = postgres.Cluster(tmp_path / "postgres", postgres.find_binaries())
    word = marker("amina", DataClass.IDENTITY, "given")
    cluster.create()
    cluster.start()
    try:
        with psycopg.connect(cluster.superuser_dsn(), autocommit=True) as connection:
            connection.execute("CREATE TABLE one (name text PRIMARY KEY)")
            if talkative:
                connection.execute("SET log_error_verbosity = 'default'; SET log_min_error_statement = error")
            for _ in range(2):
                try:
                    connection.execute("INSERT INTO one VALUES (%s)", [word])
                except psycopg.errors.UniqueViolation:
                    continue
    finally:
        cluster.stop()
    said = "".join(file.read_text() for file in (tmp_path / "postgres" / "log").iterdir())
    assert "duplicate key" in said
    assert (word in said) is leaks_there
