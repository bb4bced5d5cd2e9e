"""One run of the country: found it, live it day by day, look at the end of each day, and report."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from uuid import UUID

import psycopg

from tests.simulation.country import MORNING, NIGHT, Happened, Life, found_country
from tests.simulation.watching import Watched

FIRST_DAY = date(2026, 8, 1)
"""A Saturday in the summer holidays, before the first register of the school year."""

Told = Callable[[str], object]

_ACCEPTED = "SELECT count(*) FROM responsibility_handover o WHERE o.state IN ('accepted', 'confirmed')"
_TOLD = """
    AND o.answered_at IS NOT NULL
    AND EXISTS (SELECT FROM outbox_outgoingmessage m WHERE m.opens = o.id AND m.template = 'handover_accepted')
"""


@dataclass(frozen=True, slots=True)
class Country:
    """How big it is, and how long it is watched."""

    municipalities: int
    people: int
    days: int
    first: date = FIRST_DAY


@dataclass(frozen=True, slots=True)
class Accepted:
    """Hand-overs that were accepted, and of how many the sender has the receipt and was sent the notice."""

    hand_overs: int
    told: int


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it."""

    country: Country
    covered: int
    persons: int
    watched: Watched
    happened: Happened
    seconds: float
    person_days: int
    accepted: Accepted

    @property
    def pace(self) -> float:
        """Person-days a second: what one covered person for one day costs, everything included."""
        return self.person_days / self.seconds

    @property
    def person_days_kept(self) -> int:
        """Person-days after which the promise held for everyone."""
        return self.person_days if not self.watched.broken else 0

    def to_markdown(self) -> str:
        """The report as it is printed: what happened, how long anybody was lost in which way, what was broken."""
        lines = [
            f"{self.country.municipalities} municipalities, {self.persons:,} young people ever known, {self.covered:,}"
            f" covered at the end; {self.country.days} days from {self.country.first} in {self.seconds:,.0f} s:"
            f" {self.pace:,.0f} person-days a second.",
            "",
            "| What happened | Times |",
            "|---|---|",
            *(f"| {what} | {count:,} |" for what, count in sorted(self.happened.counts.items())),
            "",
            "| Way of being lost | Ever | Longest, days |",
            "|---|---|---|",
            *(f"| {code.value} | {self.watched.ever[code]:,} | {days} |" for code, days in sorted(self.watched.longest.items())),
            "",
            f"Days after which the promise did not hold for everyone: {len(self.watched.broken)}",
            *self.watched.broken[:20],
        ]  # fmt: skip
        return "\n".join(lines)


def live(country: Country, superuser: psycopg.Connection, *, tell: Told = sys.stderr.write) -> Report:
    """Live all days. The database judges time limits by the simulated clock."""
    began, happened, watched = time.monotonic(), Happened(), Watched()
    each = max(1, country.people // country.municipalities)
    _set_clock(superuser, country.first, MORNING)
    lives = found_country(country.municipalities, each, on=country.first, happened=happened)
    homes, person_days = [life.town.municipality_id for life in lives], 0
    for day in _days(country):
        _set_clock(superuser, day, MORNING)
        for life in lives:
            life.live(day, _others(lives, life))
        _set_clock(superuser, day, NIGHT)
        watched.look(superuser, homes, day)
        covered = _covered(superuser)
        person_days += covered
        if day.day == 1:
            tell(f"· {time.monotonic() - began:6.0f} s  {day}: {covered:,} covered\n")
    return Report(
        country,
        _covered(superuser),
        _persons(superuser),
        watched,
        happened,
        time.monotonic() - began,
        person_days,
        Accepted(_count(superuser, _ACCEPTED), _count(superuser, f"{_ACCEPTED} {_TOLD}")),
    )


def _days(country: Country) -> Iterator[date]:
    return (country.first + timedelta(days=number) for number in range(1, country.days + 1))


def _others(lives: list[Life], mine: Life) -> list[UUID]:
    return [life.town.municipality_id for life in lives if life is not mine]


def _set_clock(superuser: psycopg.Connection, day: date, when: time_of_day) -> None:
    """The database's clock is a minute ahead of ours, as clocks are."""
    superuser.execute("DELETE FROM gate.test_clock")
    at = datetime.combine(day, when, tzinfo=UTC) + timedelta(minutes=1)
    superuser.execute("INSERT INTO gate.test_clock VALUES (%s)", [at])


def _covered(superuser: psycopg.Connection) -> int:
    return _count(superuser, "SELECT count(*) FROM responsibility_coverage WHERE ends_on IS NULL")


def _persons(superuser: psycopg.Connection) -> int:
    return _count(superuser, "SELECT count(*) FROM people_person")


def _count(superuser: psycopg.Connection, question: str) -> int:
    row = superuser.execute(question).fetchone()
    return int(row[0]) if row else 0
