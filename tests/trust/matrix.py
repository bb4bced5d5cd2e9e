"""Role × address × object, generated from the URL table: a page is in the matrix by being written.

An address whose objects the world does not know is a failure, not a gap. Each answer's body and headers are
searched for markers; each marker must be one the user may meet; each person met must be in the read log that was
committed before the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from uuid import UUID

import psycopg
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from stafet.web.registry import PageRule, every_address, rule_of
from tests.goals.record import CAMPAIGN, part_of_it
from tests.trust.expectations import HOUSEHOLDS, JUDGES, OF_THE_TOWN, PERSONS, USERS, may_see
from tests.trust.markers import Marker, found_in
from tests.trust.world import Object, World

_PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")
_BAD = 500
_REFUSALS = frozenset({302, 404, 405})
_DENIED = frozenset({403, 404})
_NO_KEY = UUID(int=0)

Logged = tuple[list[UUID], str]
"""Whom a row of the read log is about, and which page."""


@dataclass(frozen=True, slots=True)
class Way:
    """How an address is asked: the method, the language, by htmx or not, and what is sent along."""

    method: str = "GET"
    language: str = "en"
    htmx: bool = False
    sent: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def headers(self) -> dict[str, str]:
        """What tells the server."""
        return {"accept-language": self.language, **({"hx-request": "true"} if self.htmx else {})}


_INJECTED = dict.fromkeys(
    ("search", "question", "words", "reason", "organisation", "after", "outcome", "id", "next"),
    "' OR 1=1 --<script>alert(1)</script>",
)
PLAIN = (Way(),)
"""The slice: each address once."""

EVERY_WAY = tuple(
    Way(method, language, htmx, sent)
    for language in ("da", "sv", "en")
    for method, htmx, sent in (
        ("GET", False, {}),
        ("GET", True, {}),
        ("GET", False, _INJECTED),
        ("HEAD", False, {}),
        ("OPTIONS", False, {}),
        ("POST", False, {}),
        ("POST", False, _INJECTED),
        ("PUT", False, {}),
        ("DELETE", False, {}),
    )
)
"""The campaign: in each language, by every method, with and without a script, and with what an attacker sends along."""


def ways() -> Sequence[Way]:
    """The slice, or as much of the campaign as is run."""
    share = part_of_it() if CAMPAIGN else 0
    return EVERY_WAY[:: round(1 / share)] if share * len(EVERY_WAY) >= 2 else PLAIN


@dataclass(frozen=True, slots=True)
class Visit:
    """One user asks one address about one person's object (or about none)."""

    user: str
    address: str
    path: str
    person: str
    way: Way = Way()

    @property
    def method(self) -> str:
        """The method it is asked by."""
        return self.way.method


@dataclass(frozen=True, slots=True)
class Leak:
    """What should not have happened, in words."""

    visit: Visit
    words: str

    def __str__(self) -> str:
        return f"{self.visit.user} {self.visit.method} {self.visit.address} ({self.visit.person or 'nobody'}): {self.words}"


class UnknownObject(AssertionError):
    """An address names a kind of object the world has none of: extend ``world.py``."""


def visits(world: World, ways: Sequence[Way] = PLAIN, users: Sequence[str] = USERS) -> Iterator[Visit]:
    """Every user at every address with every person's objects; where it writes, whoever has no reach tries to.

    What would really be done is left out: the world must stay as it is. One user's visits are a part of the matrix.
    Where nothing in an address is anybody's own, all persons have the same path: it is asked once.
    """
    for address, view in every_address():
        rule = rule_of(view)
        writes = rule is None or rule.writes
        asked: set[tuple[str, str, Way]] = set()
        for person, path in _paths(world, address):
            aimed = bool(person) and _is_aimed_at(world, address, person)
            for user in users:
                tries = writes and aimed and not may_see(user, person)
                for way in (*ways, *((Way("POST"),) if tries and ways is PLAIN else ())):
                    is_tried = way.method != "POST" or tries or not (writes or (rule and rule.asks))
                    if is_tried and (user, path, way) not in asked:
                        asked.add((user, path, way))
                        yield Visit(user, address, path, person, way)


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


def _is_aimed_at(world: World, address: str, person: str) -> bool:
    """Whether a write there can be about somebody: the town's own events and years are anybody's who works there."""
    places = [name for _, name in _PLACE.findall(address)]
    return is_somebodys(world, address, person) or OF_THE_TOWN.isdisjoint(places)


def is_somebodys(world: World, address: str, person: str) -> bool:
    """Whether something in an address is this person's own."""
    return any(person in world.objects[name] for _, name in _PLACE.findall(address))


def _filled(world: World, address: str, person: str) -> str:
    return _PLACE.sub(lambda match: str(_object(world, match[2], person)), address)


def _object(world: World, name: str, person: str) -> Object:
    objects = world.objects[name]
    return objects.get(person) or objects[""]


def _text_of(answer: HttpResponse) -> str:
    """What an answer says. A PDF is read as its reader does: its text and its title are packed."""
    if answer.headers.get("content-type") != "application/pdf" or not answer.content:
        return answer.content.decode("utf-8", "replace")
    pdf = PdfReader(BytesIO(answer.content))
    return "\n".join([repr(pdf.metadata), *(page.extract_text() for page in pdf.pages)])


class Walker:
    """Walks the matrix with one client per user and searches every answer."""

    def __init__(self, world: World, database: psycopg.Connection) -> None:
        self.world = world
        self.database = database
        self.clients = _Clients(self._client)
        self.last = _NO_KEY
        self._newly_logged()
        self.shown = self.shown_unlogged = self.refused = self.refused_unlogged = 0
        known = (*world.persons.items(), *world.twins.items())
        self.by_person = {person.pk: name for name, person in known}

    def _client(self, name: str) -> Client:
        client = Client(raise_request_exception=False)
        if name != "nobody":
            client.force_login(self.world.user(name))
        return client

    def leaks(self, visit: Visit) -> Iterator[Leak]:
        """Everything wrong with one answer."""
        answer = self.ask(visit)
        rows = self._newly_logged()
        if answer.status_code >= _BAD:
            yield Leak(visit, f"answered {answer.status_code}")
            return
        met = found_in(_text_of(answer) + repr(list(answer.headers.items())))
        yield from (
            Leak(visit, f"met {marker}")
            for marker in sorted(met, key=str)
            if not self._allowed(visit, marker)
        )
        if visit.user == "nobody" and met:
            yield Leak(visit, "met someone without logging in")
        unlogged = {HOUSEHOLDS.get(marker.person, marker.person) for marker in met} - self._whom(rows)
        self.shown += bool(met)
        self.shown_unlogged += bool(unlogged)
        self._count_refusal(visit, answer.status_code, was_logged=bool(rows))
        if unlogged:
            yield Leak(visit, f"met {', '.join(sorted(unlogged))} without a row in the read log")
        judges = (visit.user, visit.address) in JUDGES
        if visit.method == "POST" and visit.person and not judges and answer.status_code not in _REFUSALS:
            yield Leak(visit, f"a write about somebody out of reach was answered {answer.status_code}")

    def ask(self, visit: Visit) -> HttpResponse:
        """What the application answers to a visit."""
        client, way = self.clients[visit.user], visit.way
        self._be_first(visit)
        ask = getattr(client, way.method.lower())
        # The language is a choice of the user's and kept in a cookie; each visit makes its own.
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = way.language
        answer: HttpResponse = ask(visit.path, dict(way.sent), headers=way.headers)
        return answer

    def _be_first(self, visit: Visit) -> None:
        """Whoever guesses links is made to wait; here every guess is to be looked at, so each is the first one."""
        if "<str:" in visit.address:
            self.database.execute("DELETE FROM access_failed_log_in")

    def _count_refusal(self, visit: Visit, status: int, *, was_logged: bool) -> None:
        """A page about somebody that was refused to a user is a look that was tried, and must be in the log."""
        if visit.person and visit.user != "nobody" and visit.method == "GET" and status in _DENIED:
            self.refused += 1
            self.refused_unlogged += not was_logged

    def _allowed(self, visit: Visit, marker: Marker) -> bool:
        return marker.data_class.value in may_see(visit.user, marker.person)

    def _newly_logged(self) -> list[Logged]:
        """The rows that were committed since the last time this was asked: keys sort by when they were made."""
        rows = self.database.execute(
            "SELECT id, person_ids, view FROM audit_reading WHERE id > %s ORDER BY id", [self.last]
        ).fetchall()
        if rows:
            self.last = rows[-1][0]
        return [(person_ids, view) for _, person_ids, view in rows]

    def _whom(self, rows: Sequence[Logged]) -> frozenset[str]:
        """Whom the log says was shown: by their keys, or as a row of a file that is named."""
        known = {self.by_person.get(person_id, "") for person_ids, _ in rows for person_id in person_ids}
        filed = {
            name for _, view in rows for load_id, name in self.world.loads.items() if str(load_id) in view
        }
        return frozenset(known | filed)


class _Clients(dict[str, Client]):
    """A browser for each user, logged in when it is first asked for."""

    def __init__(self, make: Callable[[str], Client]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, name: str) -> Client:
        self[name] = client = self.make(name)
        return client


def undeclared() -> list[str]:
    """Addresses whose view has no row in the registry."""
    return [address for address, view in every_address() if not isinstance(rule_of(view), PageRule)]
