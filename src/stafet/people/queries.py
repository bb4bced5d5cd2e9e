"""What can be asked about people: by name, birth date or number, and what one person's own page shows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramStrictWordSimilarity
from django.db import connections
from django.db.models import CharField, Func, Q, QuerySet
from django.db.models.lookups import GreaterThanOrEqual

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import names
from stafet.kernel.countries import Country
from stafet.kernel.national_numbers import NationalNumber as ReadNumber
from stafet.kernel.privacy import DataClass
from stafet.people import numbers
from stafet.people.models import ContactDetails, NationalNumber, Person
from stafet.people.states import NumberKind

NEAR = 0.3
"""How alike two words must be (pg_trgm's strict word similarity, 0–1) to count as a slip of the pen."""

_NOBODY = Q(pk__in=())
_SHORT_WORD = 5
_LETTERS = str.maketrans("æäøöå", "aaooa")
_SPELLINGS = (("ae", "a"), ("oe", "o"), ("aa", "a"))
_NO_LETTER = re.compile(r"[\W_]")
_LEFT_OPEN = "••••"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is. ``merged_into_id`` is the record that counts when they were registered twice."""

    person_id: UUID
    municipality_id: UUID
    municipality_name: str
    country: Country
    given_names: str
    family_name: str
    birth_date: date | None
    merged_into_id: UUID | None

    @property
    def name(self) -> str:
        """Given names and family name, as they are said."""
        return f"{self.given_names} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody is reached; empty words where nothing is known."""

    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class NumberNote:
    """That a national number is kept, and its first signs. The last four are never shown here."""

    kind: NumberKind
    masked: str


class Loosely(Func):
    """A search key as loosely spelt names are compared: Danish, Swedish and spelt-out letters are one.

    ``Loosely("search_key")`` says in the database what ``loosely`` says here; a test compares both.
    """

    output_field = CharField()
    template = (
        "(' ' || replace(replace(replace(translate(%(expressions)s, 'æäøöå', 'aaooa'),"
        " 'ae', 'a'), 'oe', 'o'), 'aa', 'a') || ' ')"
    )


def loosely(text: str) -> str:
    """A name or word as loosely spelt names are compared: "Sørensen", "Sörensen" and "Soerensen" are one."""
    key = names.search_key(text).translate(_LETTERS)
    for spelling, letter in _SPELLINGS:
        key = key.replace(spelling, letter)
    return key


def named_exactly(words: Iterable[str], *, column: str = "loose") -> Q:
    """Those of whose names every word begins one. ``column`` is an alias made with ``Loosely``."""
    found = Q()
    for word in words:
        searchable = _searchable(word)
        found &= Q(**{f"{column}__contains": f" {searchable}"}) if searchable else _NOBODY
    return found


def named_nearly(word: str, *, column: str = "loose") -> Q:
    """Those of whose names one is this word but for a slip: letters swapped, missing, doubled or mistaken."""
    searchable = _searchable(word)
    if not searchable:
        return _NOBODY
    likeness = TrigramStrictWordSimilarity(searchable, column)
    near = Q(**{f"{column}__contains": f" {searchable}"}) | Q(GreaterThanOrEqual(likeness, NEAR))
    slips = _slips(searchable)
    return near | Q(**{f"{column}__regex": f" ({slips})"}) if slips else near


def identity_of(person_id: UUID) -> Identity | None:
    """Who a person is; ``None`` when the asking user may not know."""
    for pk, municipality_id, municipality, country, given, family, birth_date, merged_into_id in _persons(
        person_id
    ):
        return Identity(
            person_id=pk,
            municipality_id=municipality_id,
            municipality_name=municipality,
            country=Country(country),
            given_names=given,
            family_name=family,
            birth_date=birth_date,
            merged_into_id=merged_into_id,
        )
    return None


def contact_of(person_id: UUID) -> Contact | None:
    """How a person is reached; ``None`` when nothing is known or the asking user may not know."""
    return next((Contact(email, phone) for email, phone in _contact(person_id)), None)


def numbers_of(person_id: UUID) -> tuple[NumberNote, ...]:
    """The national numbers kept of a person, masked; none for those who may not meet class C."""
    return tuple(
        NumberNote(NumberKind(kind), f"{numbers.opened(bytes(sealed), Country(country))[:-4]}-{_LEFT_OPEN}")
        for kind, country, sealed in _numbers(person_id)
    )


def numbers_in_job(person_id: UUID) -> tuple[NumberNote, ...]:
    """As ``numbers_of``, for a job that makes somebody's copy of everything."""
    rows = NationalNumber.objects.filter(person_id=person_id).order_by("known_at", "pk")
    return tuple(
        NumberNote(
            NumberKind(row.kind),
            f"{numbers.opened(bytes(row.sealed), Country(row.country))[:-4]}-{_LEFT_OPEN}",
        )
        for row in rows
    )


def numbers_open(person_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Whole national numbers, of those of some people whose numbers the asking user may meet: for a file the law asks for.

    Of several numbers, the one that was learned last. One query.
    """
    rows = NationalNumber.objects.filter(
        access.visible(DataClass.NATIONAL_NUMBER), person_id__in=person_ids, replaced_at=None
    )
    return {
        row.person_id: numbers.opened(bytes(row.sealed), Country(row.country))
        for row in rows.order_by("known_at", "pk")
    }


def protected_among(person_ids: Collection[UUID]) -> frozenset[UUID]:
    """Who of some people, whom the asking user may see, is protected. Of others the answer is always no. One query."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute("SELECT id FROM unnest(%s::uuid[]) AS id WHERE gate.is_hidden(id)", [list(person_ids)])
        return frozenset(row[0] for row in cursor.fetchall())


def persons_with_number(candidates: Iterable[ReadNumber]) -> QuerySet[NationalNumber, UUID]:
    """The persons with one of these numbers, among those whose numbers the asking user may meet.

    Whoever asks for anybody else's number gets the same answer as for a number nobody has.
    """
    hashes = [numbers.lookup_hash(number) for number in candidates]
    kept = NationalNumber.objects.filter(access.visible(DataClass.NATIONAL_NUMBER), lookup_hash__in=hashes)
    return kept.filter(replaced_at=None).values_list("person_id", flat=True)


def classes_open(person_id: UUID) -> frozenset[DataClass]:
    """The classes of a person's data that the asking user may meet now. One query."""
    letters = [data_class.value for data_class in DataClass]
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(
            "SELECT class FROM unnest(%s::text[]) AS class"
            " WHERE %s = ANY (gate.my_persons(class)) AND NOT (%s = ANY (gate.hidden_persons()))",
            [letters, person_id, person_id],
        )
        return frozenset(DataClass(letter) for (letter,) in cursor.fetchall())


@audit.statement
def _persons(person_id: UUID) -> QuerySet[Person, Any]:
    seen = Person.objects.filter(access.visible(DataClass.IDENTITY, person="pk"), pk=person_id)
    return seen.values_list(
        "pk",
        "municipality_id",
        "municipality__name",
        "municipality__country",
        "given_names",
        "family_name",
        "birth_date",
        "merged_into_id",
    )


@audit.statement
def _contact(person_id: UUID) -> QuerySet[ContactDetails, Any]:
    seen = ContactDetails.objects.filter(access.visible(DataClass.CONTACT), person_id=person_id)
    return seen.order_by("pk").values_list("email", "phone")[:1]


@audit.statement
def _numbers(person_id: UUID) -> QuerySet[NationalNumber, Any]:
    seen = NationalNumber.objects.filter(access.visible(DataClass.NATIONAL_NUMBER), person_id=person_id)
    kept = seen.filter(replaced_at=None).order_by("known_at", "pk")
    return kept.values_list("kind", "country", "sealed")


def _searchable(word: str) -> str:
    """A word reduced to its letters and digits, so that nothing in it is a pattern."""
    return _NO_LETTER.sub("", loosely(word))


def _slips(word: str) -> str:
    """A pattern of what a word becomes by swapping two neighbours or, if it is short, by one wrong letter."""
    swapped = [word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)]
    is_short = 1 < len(word) <= _SHORT_WORD
    mistaken = [f"{word[:i]}.{word[i + 1 :]} " for i in range(len(word))] if is_short else []
    return "|".join([*swapped, *mistaken])
