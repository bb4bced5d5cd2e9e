"""Taking in people as a register tells them: many at once, one statement per table, nothing written in vain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections
from psycopg import sql

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.people.importers.protecting import protect_person
from stafet.people.states import ProtectionKind

PERSON_COLUMNS = (
    "person_id uuid, is_new boolean, given_names text, family_name text, search_key text, sort_key text,"
    " birth_date date, email text, phone text, number_country text, number_kind text, number_hash bytea,"
    " number_sealed bytea, protection text, flag_is_gone boolean"
)
"""What a temporary table given to ``take_in_people`` has, in SQL. Empty words and dates leave what is known."""


@dataclass(frozen=True, slots=True)
class PeopleTakenIn:
    """How many rows were written."""

    new: int
    changed: int
    contacts: int
    numbers: int
    protected: int


@audit.action
def take_in_people(*, table: str, municipality_id: UUID, by: Actor, at: datetime) -> PeopleTakenIn:
    """Write down new people and what has changed about others. Only in the scope of a job.

    A number that takes the place of another keeps the other as replaced; somebody who is protected is hidden in
    the same transaction; protection that a register no longer mentions becomes a question, never an answer.
    """
    told = _Told(table, municipality_id, at)
    taken = PeopleTakenIn(
        new=told.run(_NEW_PEOPLE),
        changed=told.run(_CHANGED_PEOPLE),
        contacts=told.run(_CHANGED_CONTACTS) + told.run(_NEW_CONTACTS),
        numbers=told.run(_REPLACED_NUMBERS) + told.run(_NEW_NUMBERS),
        protected=_protect(told, by=by) + told.run(_FLAGS_GONE),
    )
    if taken.new or taken.changed or taken.contacts or taken.numbers:
        audit.record_many(
            action="people.take_in_people", municipality_id=municipality_id, subject_id=None, by=by, at=at
        )
    return taken


@dataclass(frozen=True, slots=True)
class _Told:
    table: str
    municipality_id: UUID
    at: datetime

    def run(self, statement: str) -> int:
        """Run one statement in which ``{told}`` is the table. Returns how many rows it wrote."""
        with connections[audit.current_alias()].cursor() as cursor:
            cursor.execute(
                sql.SQL(statement).format(told=sql.Identifier(self.table)),
                {"municipality": self.municipality_id, "at": self.at},
            )
            count: int = cursor.rowcount
        return count

    def protected(self) -> list[tuple[UUID, str]]:
        """Those whom the table calls protected and nobody hides yet."""
        with connections[audit.current_alias()].cursor() as cursor:
            cursor.execute(
                sql.SQL(_NEWLY_PROTECTED).format(told=sql.Identifier(self.table)),
                {"municipality": self.municipality_id},
            )
            found: list[tuple[UUID, str]] = cursor.fetchall()
        return found


def _protect(told: _Told, *, by: Actor) -> int:
    """Protected people are few, and each is a matter of its own."""
    found = told.protected()
    for person_id, kind in found:
        protect_person(
            person_id=person_id,
            municipality_id=told.municipality_id,
            kind=ProtectionKind(kind),
            by=by,
            at=told.at,
        )
    return len(found)


_NEW_PEOPLE = """
    INSERT INTO people_person (id, municipality_id, given_names, family_name, birth_date, search_key, sort_key, known_at)
    SELECT person_id, %(municipality)s, given_names, family_name, birth_date, search_key, sort_key, %(at)s
    FROM {told} WHERE is_new
"""
_CHANGED_PEOPLE = """
    UPDATE people_person p
    SET given_names = t.given_names, family_name = t.family_name, search_key = t.search_key, sort_key = t.sort_key,
        birth_date = coalesce(t.birth_date, p.birth_date), known_at = %(at)s
    FROM {told} t
    WHERE p.municipality_id = %(municipality)s AND p.id = t.person_id AND NOT t.is_new
      AND (p.given_names, p.family_name, p.birth_date)
          IS DISTINCT FROM (t.given_names, t.family_name, coalesce(t.birth_date, p.birth_date))
"""
_CHANGED_CONTACTS = """
    UPDATE people_contactdetails c
    SET email = coalesce(nullif(t.email, ''), c.email), phone = coalesce(nullif(t.phone, ''), c.phone),
        known_at = %(at)s
    FROM {told} t
    WHERE c.municipality_id = %(municipality)s AND c.person_id = t.person_id
      AND (c.email, c.phone)
          IS DISTINCT FROM (coalesce(nullif(t.email, ''), c.email), coalesce(nullif(t.phone, ''), c.phone))
"""
_NEW_CONTACTS = """
    INSERT INTO people_contactdetails (id, municipality_id, person_id, email, phone, known_at)
    SELECT gate.new_id(), %(municipality)s, t.person_id, t.email, t.phone, %(at)s
    FROM {told} t
    WHERE (t.email <> '' OR t.phone <> '') AND NOT EXISTS (
        SELECT FROM people_contactdetails c WHERE c.municipality_id = %(municipality)s AND c.person_id = t.person_id)
"""
# A number that was made up for want of a real one never takes a real one's place.
_REPLACED_NUMBERS = """
    UPDATE people_nationalnumber n
    SET replaced_at = %(at)s
    FROM {told} t
    WHERE n.municipality_id = %(municipality)s AND n.person_id = t.person_id AND n.replaced_at IS NULL
      AND t.number_hash IS NOT NULL AND n.country = t.number_country AND n.lookup_hash <> t.number_hash
      AND (t.number_kind IN ('personal', 'coordination') OR n.kind NOT IN ('personal', 'coordination'))
"""
_NEW_NUMBERS = """
    INSERT INTO people_nationalnumber (id, municipality_id, person_id, country, kind, lookup_hash, sealed, known_at)
    SELECT gate.new_id(), %(municipality)s, t.person_id, t.number_country, t.number_kind, t.number_hash,
        t.number_sealed, %(at)s
    FROM {told} t
    WHERE t.number_hash IS NOT NULL AND NOT EXISTS (
        SELECT FROM people_nationalnumber n
        WHERE n.municipality_id = %(municipality)s AND n.person_id = t.person_id AND n.lookup_hash = t.number_hash
          AND n.replaced_at IS NULL)
"""
_NEWLY_PROTECTED = """
    SELECT t.person_id, t.protection
    FROM {told} t
    WHERE t.protection <> '' AND NOT EXISTS (
        SELECT FROM access_hiddenperson h
        WHERE h.municipality_id = %(municipality)s AND h.person_id = t.person_id AND h.lifted_at IS NULL)
    ORDER BY t.person_id
"""
_FLAGS_GONE = """
    UPDATE people_protection p
    SET flag_gone_at = %(at)s
    FROM {told} t
    WHERE p.municipality_id = %(municipality)s AND p.person_id = t.person_id AND t.flag_is_gone
      AND p.lifted_at IS NULL AND p.flag_gone_at IS NULL
"""
