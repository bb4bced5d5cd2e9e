"""Many readers at once: the real server with two workers, and sixteen people who ask page after page without a pause."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random

import psycopg
from django.conf import settings
from django.test import Client

from stafet.access import api as access
from tests.benchmarks.bench import Bench, BenchStopped, Town
from tests.benchmarks.table import Against, Row, Section, middle, percentile

READERS = 16
_A_SECOND, _WINDOWS = 50, 4
_SECONDS, _WARM_UP, _PATIENCE = 30, 5, 60
_KEPT = 0.7
"""How much of what a machine can answer at most it is asked for steadily, where that is less than fifty a second."""
_GOAL_P95 = 150
_GOAL_MEMORY = 1.05
"""How many times its memory a server may have after a run of what it had when it was warm."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One page: which kind, how long it took in milliseconds, and whether it was what was asked for."""

    kind: str
    milliseconds: float
    is_good: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody logged in, and the addresses they go round."""

    cookie: str
    addresses: Sequence[tuple[str, str]]


def measure(bench: Bench) -> Iterator[Row]:
    """How long they wait, how many are served, and whether the server grows."""
    readers = list(_readers(bench))
    with _server(bench) as (port, server):
        bench.say(f"{READERS} readers at once, {_SECONDS} s")
        _together(port, readers, _WARM_UP)
        before = _memory(server)
        began = time.monotonic()
        answers = _together(port, readers, _SECONDS)
        seconds, after = time.monotonic() - began, _memory(server)
        pace = min(_A_SECOND, _KEPT * len(answers) / seconds)
        bench.say(f"{pace:.0f} pages a second for {bench.soak} s")
        steady = _at_a_pace(port, readers, pace, bench.soak)
        soaked = _memory(server)
    yield from _steady_rows(bench, pace, steady, after, soaked)
    bad = sum(not answer.is_good for answer in answers)
    base = f"{READERS} readers without a pause, 2 workers, {seconds:.0f} s, {bench.people:,} people"
    goal = Against(f"ms, our aim for {READERS} readers", _GOAL_P95)
    for kind in dict.fromkeys(answer.kind for answer in answers):
        walls = [answer.milliseconds for answer in answers if answer.kind == kind]
        told = f"{len(walls):,} answers; median {middle(walls):.0f} ms; {base}"
        yield Row(Section.CROWD, f"{kind}: wall, p95", percentile(walls, 0.95), "ms", told, (goal,))
    told = f"{base}; a country asks for {_A_SECOND}"
    yield Row(Section.CROWD, "Pages a second", len(answers) / seconds, "per s", told)
    yield Row(
        Section.CROWD,
        "Answers that were not the page",
        bad,
        "",
        f"{len(answers):,} answers",
        (Against("", 0),),
    )
    grown = Against("MB, a twentieth more than when it was warm", before * _GOAL_MEMORY)
    yield Row(
        Section.CROWD, "Memory of the server after it", after, "MB", f"{before:.0f} MB before", (grown,)
    )


def _steady_rows(
    bench: Bench, pace: float, answers: Sequence[Answer], before: float, after: float
) -> Iterator[Row]:
    """As many pages a second as a country needs or the machine can give, each waited for from the moment it was due."""
    walls = [answer.milliseconds for answer in answers]
    base = f"{pace:.0f} pages a second for {bench.soak} s, 2 workers, {bench.people:,} people"
    told = f"{len(answers):,} answers; median {middle(walls):.0f} ms; {base}"
    bad = sum(not answer.is_good for answer in answers)
    goal = Against("ms, our aim for pages", _GOAL_P95)
    yield Row(Section.CROWD, "At a steady pace: wall, p95", percentile(walls, 0.95), "ms", told, (goal,))
    yield Row(
        Section.CROWD, "At a steady pace: answers that were not the page", bad, "", told, (Against("", 0),)
    )
    grown = Against("MB, a twentieth more than before", before * _GOAL_MEMORY)
    yield Row(
        Section.CROWD, "At a steady pace: memory after it", after, "MB", f"{before:.0f} MB before", (grown,)
    )


def _readers(bench: Bench) -> Iterator[Reader]:
    """A counsellor for each four school leaders, from every town in turn."""
    towns = cycle(bench.large)
    chance = Random(2026)  # noqa: S311  # whom they look at
    for number in range(READERS):
        town = next(towns)
        leaders = list(town.leaders.values())
        user = town.counsellor if number % 5 == 0 else leaders[number % len(leaders)]
        yield Reader(_cookie(user), list(_round(bench, town, user, chance)))


def _round(bench: Bench, town: Town, user: access.User, chance: Random) -> Iterator[tuple[str, str]]:
    persons = _persons(bench, town, user)
    for _ in range(20):
        yield "Today", "/"
        yield "People", "/people/"
        for person in chance.sample(persons, min(3, len(persons))):
            yield "One person", f"/people/{person}/"
        yield "People, by question", "/people/?question=step-overdue"


def _persons(bench: Bench, town: Town, user: access.User) -> list[str]:
    """Some of those whom the user may see: everybody's of a counsellor, the school's of its leader."""
    schools = [place for place, leader in town.leaders.items() if leader == user] or list(town.leaders)
    with psycopg.connect(bench.superuser) as connection:
        rows = connection.execute(
            "SELECT person_id::text FROM responsibility_holding WHERE ends_at IS NULL AND organisation_id = ANY (%s)"
            " ORDER BY person_id LIMIT 2000",
            [schools],
        ).fetchall()
    return [person for (person,) in rows]


def _cookie(user: access.User) -> str:
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def _server(bench: Bench) -> Iterator[tuple[int, int]]:
    """The web server as ``stafet run`` starts it; its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "error"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "4"),
        "stafet.config.wsgi:application",
    ]
    told = {**os.environ, "STAFET_HOME": str(bench.folder)}
    with subprocess.Popen(command, env=told, start_new_session=True) as process:
        try:
            _wait_for(port)
            yield port, process.pid
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def _wait_for(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise BenchStopped("The web server does not answer.")


def _together(port: int, readers: Sequence[Reader], seconds: float) -> list[Answer]:
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(len(readers)) as pool:
        asked = pool.map(lambda reader: _ask_until(port, reader, until), readers)
    return [answer for answers in asked for answer in answers]


def _at_a_pace(port: int, readers: Sequence[Reader], pace: float, seconds: float) -> list[Answer]:
    """So many pages a second, whoever is still waiting: each reader has a page due now and then."""
    began = time.monotonic()
    windows = len(readers) * _WINDOWS
    with ThreadPoolExecutor(windows) as pool:
        asked = pool.map(
            lambda each: _ask_when_due(
                port, readers[each % len(readers)], began + each / pace, windows / pace, seconds
            ),
            range(windows),
        )
    return [answer for answers in asked for answer in answers]


def _ask_when_due(port: int, reader: Reader, began: float, every: float, seconds: float) -> list[Answer]:
    """One window of a reader: a page at each moment it is due, or as soon after as the one before is there."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    answers, due = [], 0.0
    for kind, address in cycle(reader.addresses):
        if due >= seconds:
            break
        time.sleep(max(0.0, began + due - time.monotonic()))
        is_good = _is_page(connection, address, reader.cookie)
        answers.append(Answer(kind, (time.monotonic() - began - due) * 1000, is_good))
        due += every
    connection.close()
    return answers


def _ask_until(port: int, reader: Reader, until: float) -> list[Answer]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    answers = []
    for kind, address in cycle(reader.addresses):
        if time.monotonic() >= until:
            break
        began = time.perf_counter()
        is_good = _is_page(connection, address, reader.cookie)
        answers.append(Answer(kind, (time.perf_counter() - began) * 1000, is_good))
    connection.close()
    return answers


def _is_page(connection: http.client.HTTPConnection, address: str, cookie: str) -> bool:
    connection.request("GET", address, headers={"Cookie": cookie, "Accept-Language": "da"})
    response = connection.getresponse()
    body = response.read()
    return response.status == http.client.OK and b"<main" in body


def _memory(server: int) -> float:
    """Megabytes that the server and its workers have in memory."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="utf-8").split()
    return sum(_resident(process) for process in (str(server), *children))


def _resident(process: str) -> float:
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
