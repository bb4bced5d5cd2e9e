"""Role × address × object, generated from the URL table: a page is in the matrix by being written.

An address whose objects the world does not know is a failure, not a gap. Each answer's body and headers are
searched for markers; each marker must be one the user may meet; each person met must be in the read log that was
committed before the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from django.test import Client

from stafet.web.registry import PageRule, every_address, rule_of
from tests.trust.expectations import PERSONS, USERS, may_see
from tests.trust.markers import Marker, found_in
from tests.trust.world import Object, World

_PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")
_BAD = 500
_REFUSALS = frozenset({302, 404, 405})


@dataclass(frozen=True, slots=True)
class Visit:
    """One user asks one address about one person's object (or about none)."""

    user: str
    address: str
    path: str
    person: str
    method: str


@dataclass(frozen=True, slots=True)
class Leak:
    """What should not have happened, in words."""

    visit: Visit
    words: str

    def __str__(self) -> str:
        return f"{self.visit.user} {self.visit.method} {self.visit.address} ({self.visit.person or 'nobody'}): {self.words}"


class UnknownObject(AssertionError):
    """An address names a kind of object the world has none of: extend ``world.py``."""


def visits(world: World) -> Iterator[Visit]:
    """Every user at every address with every person's objects; where it writes, whoever has no reach tries to."""
    for address, view in every_address():
        rule = rule_of(view)
        for person, path in _paths(world, address):
            for user in USERS:
                yield Visit(user, address, path, person, "GET")
                if rule is not None and rule.writes and person and not may_see(user, person):
                    yield Visit(user, address, path, person, "POST")


def _paths(world: World, address: str) -> Iterator[tuple[str, str]]:
    places = [name for _, name in _PLACE.findall(address)]
    if not places:
        yield "", f"/{address}"
        return
    unknown = [name for name in places if name not in world.objects]
    if unknown:
        raise UnknownObject(f"{address}: no {', '.join(unknown)} in the world.")
    for person in PERSONS:
        if all(person in world.objects[name] or "" in world.objects[name] for name in places):
            yield person, "/" + _filled(world, address, person)


def _filled(world: World, address: str, person: str) -> str:
    return _PLACE.sub(lambda match: str(_object(world, match[2], person)), address)


def _object(world: World, name: str, person: str) -> Object:
    objects = world.objects[name]
    return objects.get(person) or objects[""]


class Walker:
    """Walks the matrix with one client per user and searches every answer."""

    def __init__(self, world: World, database: psycopg.Connection) -> None:
        self.world = world
        self.database = database
        self.clients = {name: self._client(name) for name in USERS}
        self.by_person = {person.pk: name for name, person in world.persons.items()}

    def _client(self, name: str) -> Client:
        client = Client(raise_request_exception=False, headers={"accept-language": "en"})
        if name != "nobody":
            client.force_login(self.world.user(name))
        return client

    def leaks(self, visit: Visit) -> Iterator[Leak]:
        """Everything wrong with one answer."""
        before = self._log_length()
        client = self.clients[visit.user]
        answer = client.get(visit.path) if visit.method == "GET" else client.post(visit.path, {})
        if answer.status_code >= _BAD:
            yield Leak(visit, f"answered {answer.status_code}")
            return
        text = answer.content.decode("utf-8", "replace") + repr(list(answer.headers.items()))
        met = found_in(text)
        yield from (
            Leak(visit, f"met {marker}")
            for marker in sorted(met, key=str)
            if not self._allowed(visit, marker)
        )
        if visit.user == "nobody" and met:
            yield Leak(visit, "met someone without logging in")
        logged = self._logged_since(before)
        unlogged = {marker.person for marker in met} - logged
        if unlogged:
            yield Leak(visit, f"met {', '.join(sorted(unlogged))} without a row in the read log")
        if visit.method == "POST" and answer.status_code not in _REFUSALS:
            yield Leak(visit, f"a write about somebody out of reach was answered {answer.status_code}")

    def _allowed(self, visit: Visit, marker: Marker) -> bool:
        return marker.data_class.value in may_see(visit.user, marker.person)

    def _log_length(self) -> int:
        row = self.database.execute("SELECT count(*) FROM audit_reading").fetchone()
        return int(row[0]) if row else 0

    def _logged_since(self, before: int) -> frozenset[str]:
        """Whom the log says was shown: by their keys, or as a row of a file that is named."""
        rows = self.database.execute(
            "SELECT person_ids, view FROM audit_reading ORDER BY id OFFSET %s", [before]
        ).fetchall()
        known = {self.by_person.get(person_id, "") for person_ids, _ in rows for person_id in person_ids}
        filed = {
            name for _, view in rows for load_id, name in self.world.loads.items() if str(load_id) in view
        }
        return frozenset(known | filed)


def undeclared() -> list[str]:
    """Addresses whose view has no row in the registry."""
    return [address for address, view in every_address() if not isinstance(rule_of(view), PageRule)]
