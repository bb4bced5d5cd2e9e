"""Fetching from the test's school system, and reading what came."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from stafet.integrations.protocol import ReaderSettings
from stafet.integrations.reading import read_in_child
from stafet.integrations.ss12000.client import Client
from stafet.integrations.ss12000.fetching import Fetched, fetch
from stafet.integrations.ss12000.limits import USUAL, FetchLimits
from stafet.integrations.ss12000.reach import Reach
from stafet.kernel.countries import Country
from tests.conftest import NOW
from tests.integrations.building import Sorted, sort_items
from tests.integrations.ss12000.system import System

QUICK = replace(
    USUAL, tries=3, first_wait_seconds=0.01, silent_seconds=1, answer_seconds=2, connect_seconds=1
)


def fetch_from(
    system: System,
    into: Path,
    *,
    since: datetime | None = None,
    limits: FetchLimits = QUICK,
    reach: Reach | None = None,
    waits: list[float] | None = None,
) -> Fetched:
    """One fetch. ``waits`` hears how long was waited instead of waiting."""
    sleep = waits.append if waits is not None else lambda _: None
    with Client(reach or system.reach(), limits=limits, sleep=sleep) as client:
        return fetch(client, into, at=NOW, since=since, tell=lambda _: None, limits=limits)


def told_by(system: System, into: Path, *, since: datetime | None = None) -> Sorted:
    """What a fetch tells, through the reading process."""
    fetch_from(system, into, since=since)
    return sort_items(read_in_child(into, reader="ss12000", settings=ReaderSettings(country=Country.SE)))
