"""What may be shared about a young person: which things, with what kind of receiver, on which basis, and who decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from stafet.kernel.countries import Country
from stafet.kernel.privacy import DataClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


class Recipient(StrEnum):
    """The kinds of receiver the law tells apart."""

    MUNICIPALITY = "municipality"
    SCHOOL = "school"
    INSTITUTION = "institution"
    JOB_CENTRE = "job_centre"
    SUPPORT = "support"
    CRIME_PREVENTION = "crime_prevention"
    COMPANY = "company"
    OTHER = "other"


class Thing(StrEnum):
    """What can be told of somebody: finer than the classes where the law is."""

    IDENTITY = "identity"
    CONTACT = "contact"
    NATIONAL_NUMBER = "national_number"
    PATH = "path"
    AGREED = "agreed"
    CONTACT_PERSON = "contact_person"
    RISK = "risk"
    ORDER = "order"
    WORDS = "words"
    NOTES = "notes"
    SENSITIVE = "sensitive"
    MARKS = "marks"
    PLACEMENT = "placement"
    OTHER_CASE = "other_case"


_OTHER_CLASSES: Mapping[Thing, DataClass] = MappingProxyType(
    {
        Thing.IDENTITY: DataClass.IDENTITY,
        Thing.CONTACT: DataClass.CONTACT,
        Thing.NATIONAL_NUMBER: DataClass.NATIONAL_NUMBER,
        Thing.NOTES: DataClass.GUIDANCE_NOTE,
        Thing.SENSITIVE: DataClass.SENSITIVE,
        Thing.MARKS: DataClass.MARKS,
        Thing.PLACEMENT: DataClass.PLACEMENT,
        Thing.OTHER_CASE: DataClass.GUIDANCE_NOTE,
    }
)


def class_of(thing: Thing) -> DataClass:
    """The class of data a thing belongs to; what is not named otherwise is about the process."""
    return _OTHER_CLASSES.get(thing, DataClass.PROCESS)


class Decider(StrEnum):
    """Who decides that something is shared."""

    LAW = "law"
    SENDER = "sender"
    LEADER = "leader"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Allowance:
    """One row of the matrix, ``[valid_from, valid_until)``: these things, to these receivers, on this basis.

    ``after_admission``: nothing of it opens before the receiver has decided the admission. ``to_verify``: nobody
    has yet read it in the law's own text; the narrower reading holds.
    """

    key: str
    recipients: frozenset[Recipient]
    things: frozenset[Thing]
    decides: Decider
    after_admission: bool
    valid_from: date | None
    valid_until: date | None
    source: str
    verified_on: date | None
    to_verify: bool
    note: str

    def is_in_force_on(self, day: date) -> bool:
        """Whether it speaks about a day."""
        has_begun = self.valid_from is None or self.valid_from <= day
        return has_begun and (self.valid_until is None or day < self.valid_until)

    @property
    def country(self) -> Country | None:
        """Whose law it is; ``None`` for the product's own."""
        jurisdiction = self.key.split(".", 1)[0]
        return Country(jurisdiction) if jurisdiction in set(Country) else None

    @property
    def needs_consent(self) -> bool:
        """Whether it holds only for what somebody has consented to."""
        return self.decides is Decider.CONSENT


@dataclass(frozen=True, slots=True)
class SharingMatrix:
    """A set of allowances that can be asked. What no row allows is not allowed."""

    allowances: tuple[Allowance, ...]

    def on_basis(self, key: str, *, to: Recipient, country: Country, on: date) -> Allowance | None:
        """What one basis allows to a kind of receiver in a country; ``None``: nothing."""
        rows = self._in_force(country, on)
        return next((row for row in rows if row.key == key and to in row.recipients), None)

    def ways(self, thing: Thing, *, to: Recipient, country: Country, on: date) -> tuple[Allowance, ...]:
        """Every basis on which a thing may be shared with a kind of receiver; none: it may not."""
        rows = self._in_force(country, on)
        return tuple(row for row in rows if thing in row.things and to in row.recipients)

    def classes_open_to(self, to: Recipient, *, country: Country, on: date) -> frozenset[DataClass]:
        """The classes of data that a kind of receiver may ever be opened without somebody's consent."""
        rows = self._in_force(country, on)
        return frozenset(
            class_of(thing)
            for row in rows
            if to in row.recipients and not row.needs_consent
            for thing in row.things
        )

    def waits_for_admission(self, to: Recipient, *, country: Country, on: date) -> bool:
        """Whether a kind of receiver learns nothing before it has decided the admission, whatever the basis."""
        rows = self._in_force(country, on)
        return any(row.after_admission and to in row.recipients for row in rows)

    def _in_force(self, country: Country, on: date) -> Iterable[Allowance]:
        return (row for row in self.allowances if row.country in {None, country} and row.is_in_force_on(on))
