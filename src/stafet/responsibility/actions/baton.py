"""The baton while an action has it: locked, so that two actions about one person come one after the other.

Every action locks the coverage row of the person first, in the same order as the database judges the promise
at commit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility.errors import NotCovered
from stafet.responsibility.models import Coverage, Holding

_AN_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Baton:
    """Somebody's responsibility while an action has it: nobody else can change it until the action is over."""

    person_id: UUID
    home: organisations.Home
    coverage: Coverage
    holding: Holding
    today: date
    at: datetime

    @property
    def municipality_id(self) -> UUID:
        """The home municipality."""
        return self.home.municipality_id

    @property
    def country(self) -> Country:
        """Whose law and calendar count."""
        return self.home.country


def take_baton(person: people.Person, *, at: datetime) -> Baton:
    """Lock somebody's responsibility. Raises ``NotCovered``.

    ``Baton.at`` is never before the present holding began: machines' clocks differ by a little, and a
    holding that ends before it starts would tear the relay.
    """
    return baton_of(person.pk, person.municipality_id, at=at)


def baton_of(person_id: UUID, municipality_id: UUID, *, at: datetime) -> Baton:
    """As ``take_baton``, for somebody whose row may not be visible."""
    home = organisations.home(municipality_id)
    coverage = locked_coverage(person_id, municipality_id)
    if coverage is None:
        raise NotCovered(sentence("The promise does not hold for this person, so there is nothing to hold."))
    holding = open_holding(person_id, municipality_id)
    moment = max(at, holding.starts_at + _AN_INSTANT)
    return Baton(person_id, home, coverage, holding, home.day(at), moment)


def locked_coverage(person_id: UUID, municipality_id: UUID) -> Coverage | None:
    """The open coverage, locked until the transaction ends."""
    rows = Coverage.objects.filter(municipality_id=municipality_id, person_id=person_id, ends_on=None)
    return rows.select_for_update(of=("self",), no_key=True).first()


def open_holding(person_id: UUID, municipality_id: UUID) -> Holding:
    """Who has the responsibility now."""
    return Holding.objects.get(municipality_id=municipality_id, person_id=person_id, ends_at=None)


def person_behind(by: Actor) -> UUID | None:
    """The user who did it; ``None`` when a declared rule did."""
    return None if by.is_system else by.user_id
