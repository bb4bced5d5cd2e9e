"""Those who watch over a Stafet can ask it how it is, and it tells nothing else."""

from __future__ import annotations

from datetime import timedelta

import psycopg
from django.test import Client
from tests.conftest import NOW


def test_a_stafet_without_a_worker_says_so(database: psycopg.Connection) -> None:
    answer = Client().get("/health/")
    assert (answer.status_code, answer.json()["database"], answer.json()["worker"]) == (200, "ok", "none")
    assert set(answer.json()) == {"database", "worker", "version"}


def test_a_living_and_a_silent_worker_are_told_apart(database: psycopg.Connection) -> None:
    for age, worker in ((timedelta(seconds=5), "ok"), (timedelta(minutes=3), "silent")):
        database.execute("DELETE FROM procrastinate_workers")
        database.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [NOW - age])
        assert Client().get("/health/").json()["worker"] == worker


def test_nobody_keeps_the_answer(database: psycopg.Connection) -> None:
    assert Client().get("/health/").headers["Cache-Control"] == "no-store"
