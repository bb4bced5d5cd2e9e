"""A small country lives through May and June, and after every day the promise holds for everyone."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg

from stafet.access import api as access
from tests.goals.record import measured
from tests.simulation.country import Happened, found_country
from tests.simulation.run import FIRST_DAY, Country, live
from tests.simulation.watching import Watched

SMALL = Country(municipalities=2, people=80, days=26, first=date(2027, 5, 16))
"""From the middle of May: the first register, hand-overs, and the beginning of the summer."""


def test_a_small_country_keeps_its_promise_every_day(database: psycopg.Connection) -> None:
    report = live(SMALL, database, tell=lambda _: None)
    measured("simulated days", SMALL.days, "2 municipalities")
    measured("simulated people", report.persons)
    measured("broken days", len(report.watched.broken))
    assert report.covered > 10
    assert {"registers loaded", "offered", "accepted"} <= report.happened.counts.keys()
    assert report.watched.broken == []


def test_a_promise_that_is_broken_is_seen_the_same_day(database: psycopg.Connection) -> None:
    live(Country(municipalities=1, people=40, days=9), database, tell=lambda _: None)
    watched, day = Watched(), FIRST_DAY + timedelta(days=10)
    row = database.execute("SELECT id FROM organisations_municipality").fetchone()
    assert row is not None
    watched.look(database, row[0], day)
    assert watched.broken == []
    database.execute("SET session_replication_role = replica")
    database.execute("UPDATE responsibility_holding SET ends_at = now() WHERE ends_at IS NULL")
    database.execute("RESET session_replication_role")
    watched.look(database, row[0], day)
    assert len(watched.broken) == 1


def test_towns_know_who_holds_when_nobody_else_does(database: psycopg.Connection) -> None:
    (life,) = found_country(1, 40, on=FIRST_DAY, happened=Happened())
    with access.job_scope(life.town.municipality_id):
        assert life.knows_its_last_resort
