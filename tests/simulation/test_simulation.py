"""A small country lives through May and June, and after every day the promise holds for everyone."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import psycopg

from stafet.access import api as access
from stafet.watch import api as watch
from tests.goals.record import measured, measured_share
from tests.simulation.country import Happened, found_country
from tests.simulation.run import FIRST_DAY, Country, live
from tests.simulation.watching import Watched, lost_anywhere

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
    measured_share("one holder", report.person_days_kept, report.person_days, "person-days")
    measured_share("receipts", report.accepted.told, report.accepted.hand_overs, "accepted")
    assert report.accepted.told == report.accepted.hand_overs > 0
    _towns_one_by_one_say_the_same(database)


def _towns_one_by_one_say_the_same(database: psycopg.Connection) -> None:
    """What one statement finds of everybody is what the watch's own door tells of each town; some weeks on, of many."""
    rows = database.execute("SELECT id FROM organisations_municipality ORDER BY id").fetchall()
    homes, day = [home for (home,) in rows], SMALL.first + timedelta(days=SMALL.days + 40)
    found = lost_anywhere(database, homes, day)
    told = dict.fromkeys(watch.LOST_STATES, frozenset[tuple[UUID, UUID]]())
    for home in homes:
        with access.job_scope(home):
            for code in watch.LOST_STATES:
                page = watch.lost_people(code, municipality_id=home, day=day, limit=10_000)
                told[code] |= {(home, each.person_id) for each in page.rows}
    assert found == told
    assert sum(map(len, found.values())) > 10


def test_a_promise_that_is_broken_is_seen_the_same_day(database: psycopg.Connection) -> None:
    live(Country(municipalities=1, people=40, days=9), database, tell=lambda _: None)
    watched, day = Watched(), FIRST_DAY + timedelta(days=10)
    row = database.execute("SELECT id FROM organisations_municipality").fetchone()
    assert row is not None
    watched.look(database, [row[0]], day)
    assert watched.broken == []
    database.execute("SET session_replication_role = replica")
    database.execute("UPDATE responsibility_holding SET ends_at = now() WHERE ends_at IS NULL")
    database.execute("RESET session_replication_role")
    watched.look(database, [row[0]], day)
    assert len(watched.broken) == 1


def test_towns_know_who_holds_when_nobody_else_does(database: psycopg.Connection) -> None:
    (life,) = found_country(1, 40, on=FIRST_DAY, happened=Happened())
    with access.job_scope(life.town.municipality_id):
        assert life.knows_its_last_resort
