"""T8 and T14: whenever applying is killed, the load has happened whole or not at all, and doing it again is safe."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

from stafet.registers import api as registers
from tests.cast import Cast
from tests.goals.record import measured
from tests.registers.desk import Desk, desk, pupils

KILLS = 60 if os.environ.get("STAFET_CAMPAIGN") == "1" else 6
PUPILS = 300
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


def test_a_killed_applying_is_whole_or_nothing(at: Desk, worker_database: str) -> None:
    load_id = at.preview(pupils(PUPILS))
    at.order(load_id)
    chance = random.Random(2026)  # noqa: S311  # moments to kill at
    for _ in range(KILLS):
        applier = started(worker_database, str(load_id), str(at.everyone.hedeby.pk))
        time.sleep(chance.uniform(0.0, 0.6))
        applier.send_signal(signal.SIGKILL)
        applier.wait()
        found = counts(at)
        measured("partial", found not in (NOTHING, WHOLE), "an applying that was killed")
        assert found in (NOTHING, WHOLE)
        if at.shown(load_id).progress.state is registers.LoadState.APPLIED:
            break
    if at.shown(load_id).progress.state is not registers.LoadState.APPLIED:
        assert started(worker_database, str(load_id), str(at.everyone.hedeby.pk)).wait() == 0
    assert counts(at) == WHOLE


TABLES = (
    "people_person",
    "pathways_spell",
    "responsibility_coverage",
    "responsibility_holding",
    "responsibility_nextstep",
)
NOTHING, WHOLE = [0] * len(TABLES), [PUPILS] * len(TABLES)


def counts(at: Desk) -> list[int]:
    return [at.count(table) for table in TABLES]


def started(worker_database: str, load_id: str, municipality_id: str) -> subprocess.Popen[str]:
    """A process that applies a load, once it has said that it begins."""
    name = str(conninfo_to_dict(worker_database)["dbname"])
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.registers.applier",
            os.environ["STAFET_TEST_HOME"],
            name,
            load_id,
            municipality_id,
        ],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "STAFET_CONTEXT_KEY": settings.STAFET_CONTEXT_KEY},
    )
    assert process.stdout is not None
    with process.stdout as said:
        assert said.readline() == "begins\n"
    return process
