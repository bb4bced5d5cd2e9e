"""From rows to what the ladder reads: attempts in their order, and whether somebody at home is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stafet.conversations.ladder import Tried
from stafet.conversations.models import ContactAttempt
from stafet.conversations.states import ContactOutcome, ContactWay
from stafet.kernel import of_age
from stafet.kernel.countries import Country
from stafet.people import api as people


def is_of_age(person: people.Person, *, country: Country, on: date) -> bool:
    """Whether nobody at home is asked any more. Of whom the birth date is not known: not of age, so that more is tried."""
    return of_age.is_of_age(person.birth_date, country=country, on=on)


def tried_in(attempts: Sequence[ContactAttempt]) -> tuple[Tried, ...]:
    """Rows as the pure functions read them, oldest first."""
    ordered = sorted(attempts, key=lambda row: (row.on, row.known_at, row.pk))
    return tuple(Tried(ContactWay(row.way), ContactOutcome(row.outcome), row.on) for row in ordered)
