"""T17: the doors that programs use. A school system that lies, files that are none, exports, feeds and the live checks.

Whatever comes in is refused with a sentence or taken in; it is never a fault of ours, never waited for without end, and
whatever goes out is what it says it is.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO, StringIO
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stafet.access import api as access
from stafet.integrations.protocol import ReaderSettings
from stafet.integrations.reading import read_in_child
from stafet.integrations.ss12000 import client as asking
from stafet.integrations.ss12000.errors import FetchFailed
from stafet.integrations.ss12000.limits import FetchLimits
from stafet.kernel import clock
from stafet.kernel.countries import Country
from stafet.registers import api as registers
from tests.conftest import NOW
from tests.goals.record import many, measured
from tests.integrations.building import sort_items
from tests.integrations.ss12000.fetched import QUICK, fetch_from
from tests.integrations.ss12000.system import Asked, Given, System, running
from tests.integrations.ss12000.town import lillby
from tests.trust.fuzz import NASTY
from tests.trust.invariants import broken
from tests.trust.matrix import Walker, visits
from tests.trust.world import World
from tests.web.conftest import Answer

LIES = settings(max_examples=many(8, 2_000), deadline=None, suppress_health_check=list(HealthCheck))
_ENOUGH = 20
_REFUSED, _FAULT = 400, 500
_RESOURCES = ("organisations", "persons", "groups", "duties", "programmes", "deletedEntities", "token")
_FOR_PROGRAMS = re.compile(r"\.(json|csv|pdf|ics)$|^health/|rows-to-mend|/metadata")

_leaf = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.sampled_from(NASTY[:-1])
    | st.text(max_size=20)
)
_anything = st.recursive(
    _leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)


@pytest.fixture
def system() -> Iterator[System]:
    with running(System(lillby())) as answering:
        yield answering


# --- a school system that lies ------------------------------------------------------------------------


def fault_of(system: System, into: Path, limits: FetchLimits = QUICK) -> str:
    """What is our fault in one fetch and its reading: nothing, where it was taken in or refused in words."""
    try:
        fetch_from(system, into, limits=limits)
        sort_items(read_in_child(into, reader="ss12000", settings=ReaderSettings(country=Country.SE)))
    except FetchFailed as failed:
        return "" if str(failed.rejection.what) and str(failed.rejection.mend) else "a refusal without words"
    except Exception as fault:  # noqa: BLE001  # whatever it is, it is ours
        return f"{type(fault).__name__}: {fault}"
    return ""


@LIES
@given(data=st.data())
def test_a_school_system_that_gives_wrong_kinds_is_told_or_taken_and_never_a_fault(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Any field of any entity becomes anything, or a whole answer does."""
    town = lillby()
    resource = data.draw(st.sampled_from(_RESOURCES))
    body = json.dumps(data.draw(_wrong(getattr(town, resource, []))))
    left = _ENOUGH

    def lies(asked: Asked) -> Given | None:
        nonlocal left
        if asked.resource != resource:
            return None
        left -= 1
        # A token that leads on and on is followed only so far; the client's own limit is tried below.
        return Given(body=body.encode()) if left else Given(404)

    with running(System(town, page_size=50, faults=[lies])) as lying:
        measured("typed", 1)
        assert fault_of(lying, tmp_path_factory.mktemp("lies") / "package.zip") == ""


def _wrong(entities: list[dict[str, Any]]) -> st.SearchStrategy[object]:
    """A whole answer that is anything, or one in which one field of one entity is."""
    anything = st.fixed_dictionaries({"data": _anything, "pageToken": _anything})
    if not entities:
        return anything
    places = [(number, field) for number, each in enumerate(entities) for field in each]
    return anything | st.builds(
        lambda place, value: {
            "data": [
                {**each, place[1]: value} if number == place[0] else each
                for number, each in enumerate(entities)
            ],
            "pageToken": None,
        },
        st.sampled_from(places),
        _anything,
    )


def test_pages_without_end_end_at_a_limit_and_not_at_the_memory(system: System, tmp_path: Path) -> None:
    """Each page names another one, and none was seen before."""
    more = count()

    def endless(asked: Asked) -> Given | None:
        if asked.resource != "persons":
            return None
        return Given(body=json.dumps({"data": [], "pageToken": f"on-{next(more)}"}).encode())

    system.faults.append(endless)
    assert is_refused(system, tmp_path / "package.zip", replace(QUICK, pages=30))
    assert 20 < len(system.questions("persons")) <= 30


def test_a_body_without_end_is_left_at_its_limit(system: System, tmp_path: Path) -> None:
    huge = Given(body=b'{"data": [' + b'{"id": "x"},' * 100_000 + b"0]}")
    system.faults.append(lambda asked: huge if asked.resource == "persons" else None)
    assert is_refused(system, tmp_path / "package.zip", replace(QUICK, answer_bytes=200_000))


def test_an_answer_that_comes_drop_by_drop_is_left_in_time(system: System, tmp_path: Path) -> None:
    slow = Given(body=b'{"data": []}' * 40, pause=0.2)
    system.faults.append(lambda asked: slow if asked.resource == "organisations" else None)
    assert is_refused(system, tmp_path / "package.zip", replace(QUICK, answer_seconds=0.5, tries=1))


def test_the_lying_system_finds_a_client_that_trusts_what_it_is_told(
    system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: a client that reads whatever comes as if it were JSON."""
    monkeypatch.setattr(asking, "_json", lambda body, _: json.loads(body))
    system.faults.append(lambda asked: Given(body=b"{") if asked.resource == "persons" else None)
    assert "JSONDecodeError" in fault_of(system, tmp_path / "package.zip")


def is_refused(system: System, into: Path, limits: FetchLimits) -> bool:
    """Whether a fetch is refused with a sentence."""
    measured("typed", 1)
    with pytest.raises(FetchFailed) as failed:
        fetch_from(system, into, limits=limits)
    return bool(str(failed.value.rejection.what))


# --- files that are none, and addresses that lead elsewhere -------------------------------------------


@pytest.fixture
def gro(standing_world: World, standing_database: psycopg.Connection) -> Client:
    """Whoever keeps the registers."""
    client: Client = Walker(standing_world, standing_database).clients["gro"]
    return client


def a_zip(*names: str) -> bytes:
    """A zip whose members have these names."""
    into = BytesIO()
    with ZipFile(into, "w") as packed:
        for name in names:
            packed.writestr(name, "a;b\n=1+1;2\n")
    return into.getvalue()


FILES: Mapping[str, bytes] = {
    "empty.csv": b"",
    "../../../etc/cron.d/x.csv": b"name\nx\n",
    "a\x00b.csv": b"name\nx\n",
    f"{'x' * 300}.csv": b"name\nx\n",
    "CON.csv": b"name\nx\n",
    "cut.zip": a_zip("users.csv")[:40],
    "climbs.zip": a_zip("../../users.csv", "/etc/passwd"),
    "twice.zip": a_zip("users.csv", "USERS.CSV"),
    "nul.csv": b"name\x00\x00;birth\n" * 20,
    "wide.csv": b";" * 100_000,
    "utf16.csv": "namn;född\n=cmd|' /C calc'!A0;1".encode("utf-16"),
    "half.csv": b'name;birth\n"never closed;1',
    "bomb.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
    "program.xlsx": b"MZ\x90\x00" + bytes(range(256)),
    "wrong.json": b'{"a": ' * 5_000,
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_none_is_refused_in_words_or_taken_and_never_a_fault(
    gro: Client, standing_world: World, standing_database: psycopg.Connection, name: str
) -> None:
    path = f"/registers/{standing_world.objects['source_id']['ulla']}/upload/"
    answer = gro.post(path, {"file": SimpleUploadedFile(name, FILES[name])})
    measured("typed", 1)
    assert answer.status_code in {200, 302, 409}, name
    assert broken(standing_database) == []


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "https://user:secret@school.example/",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "https://school.example/?a=b#c",
        "https://school.example:99999/",
        "https://[::1",
        *(each for each in NASTY if len(each) < 400 and not each.startswith("https://")),
    ],
)
def test_a_live_system_at_an_address_that_is_none_is_refused_and_nobody_is_asked(
    gro: Client, standing_world: World, live_source: UUID, address: str
) -> None:
    """The page that takes an address asks nobody: only the job does, and only what was accepted."""
    sent = dict.fromkeys(("address", "token_address", "client_id", "client_secret", "scope"), address)
    answer = gro.post(f"/registers/{live_source}/connection/", sent)
    measured("typed", 1)
    assert answer.status_code == 200, "the form again, with what is wrong"
    with access.job_scope(standing_world.cast.hedeby.pk):
        assert registers.connection_of(live_source) is None


@pytest.fixture(scope="module")
def live_source(standing_world: World) -> UUID:
    """A live register that nobody has connected yet."""
    home = standing_world.cast.hedeby.pk
    draft = registers.SourceDraft("Live", registers.SourceFormat.SS12000, Country.SE)
    with clock.at_moment(NOW), access.job_scope(home):
        source = registers.create_source(
            municipality_id=home, draft=draft, by=standing_world.actor("gro"), at=NOW
        )
    return source.pk


# --- what goes out ------------------------------------------------------------------------------------


def test_what_programs_read_is_what_it_says_it_is(
    standing_world: World, standing_database: psycopg.Connection
) -> None:
    """Every file and every check, as whoever may have it: well formed, a download, never kept by a cache, never sniffed."""
    walker = Walker(standing_world, standing_database)
    told = []
    for visit in visits(standing_world):
        if visit.method == "GET" and _FOR_PROGRAMS.search(visit.address):
            measured("typed", 1)
            answer = walker.clients[visit.user].get(visit.path)
            told += [(visit.address, fault) for fault in faults_of_a_file(answer)]
    assert told == []


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (b'{"a": ', "application/json", "not JSON"),
        (b"name\n=1+1\n", "text/csv", "a cell that a spreadsheet runs"),
    ],
)
def test_a_file_that_was_written_badly_is_found(content: bytes, kind: str, said: str) -> None:
    assert said in list(faults_of_a_file(HttpResponse(content, content_type=kind)))


def faults_of_a_file(answer: Answer) -> Iterator[str]:
    """What is wrong with an answer that a program reads."""
    kind = answer.headers["content-type"].partition(";")[0]
    if answer.status_code >= _FAULT and kind != "application/json":
        yield "a fault"
    yield from _misread(kind, answer.content)
    if kind != "text/html" and answer.status_code < _REFUSED:
        if "no-store" not in answer.headers.get("Cache-Control", ""):
            yield "may be kept by a cache"
        if answer.headers.get("X-Content-Type-Options") != "nosniff":
            yield "may be taken for something else"


def _misread(kind: str, content: bytes) -> Iterator[str]:
    """Whether a program that reads it as what it says it is comes to grief."""
    if kind == "application/json":
        try:
            json.loads(content)
        except ValueError:
            yield "not JSON"
    if kind == "text/csv":
        cells = (
            cell for row in csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";") for cell in row
        )
        if any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells):
            yield "a cell that a spreadsheet runs"
