"""What an attacker types: every field of every page, filled with what has broken other systems before.

The fields are read off the pages themselves, so a new form is attacked by being written. Whoever may write does write:
what it comes to must be refused in words or be allowed, never a fault of ours, and the promise holds afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from hypothesis import strategies as st

from tests.trust.expectations import USERS, may_see
from tests.trust.matrix import Visit, Walker, Way, visits
from tests.trust.world import World

_FIELD = re.compile(r'\bname="([\w-]+)"')
_ELSEWHERE = "evil.example"
_PLANTED_COOKIE = "planted=1"
_SCRIPT = '"><script>alert(1)</script>'
_FAULT = 500

NASTY: Sequence[str] = (
    "",
    " ",
    "' OR 1=1 --",
    "'; SELECT pg_sleep(9) --",
    "1) UNION SELECT given_names FROM people_person --",
    _SCRIPT,
    "{{ 7|add:7 }}{% debug %}",
    "${7*7}",
    "%s%n%(name)s%%",
    "../../../../etc/passwd",
    "a\x00b",
    f"x\r\nSet-Cookie: {_PLANTED_COOKIE}",
    f"https://{_ELSEWHERE}/",
    f"//{_ELSEWHERE}",
    f"/\\{_ELSEWHERE}",
    "javascript:alert(1)",
    "0",
    "-1",
    "2147483648",
    "99999999999999999999",
    "1e999",
    "NaN",
    "٣",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "32.13.2026",
    "00000000-0000-0000-0000-000000000000",
    "not-a-key",
    "true",
    "[]",
    '{"a": {"b": 1}}',
    "\u202eevil\u202c",
    "e\u0301" * 200,
    "🏃" * 90,
    "x" * 20_000,
)
"""Values that have broken somebody's system: injections, wrong kinds, ends of ranges, too much of everything."""


@dataclass(frozen=True, slots=True)
class Attack:
    """One request of an attacker. ``is_let`` is whether they may do there what they try."""

    visit: Visit
    files: Mapping[str, bytes]
    is_let: bool


def fields_of(walker: Walker, world: World) -> tuple[str, ...]:
    """The names of all fields of all forms, and of what addresses take after their question mark."""
    names = {"page", "next", "after", "search", "more", "day", "language"}
    paths = {
        (visit.user, visit.address): visit.path
        for visit in visits(world)
        if visit.user in {"bo", "gro", "ida"}
    }
    for (user, _), path in paths.items():
        answer = walker.clients[user].get(path)
        names |= set(_FIELD.findall(answer.content.decode("utf-8", "replace")))
    return tuple(sorted(names - {"csrfmiddlewaretoken"}))


def attacks(world: World, fields: Sequence[str]) -> st.SearchStrategy[Attack]:
    """Any address, by anybody, with a few fields filled with anything nasty or with the key of somebody."""
    somebody = st.sampled_from([str(person.pk) for person in world.persons.values()])
    value = st.sampled_from(NASTY) | st.text(max_size=60) | somebody
    return st.builds(
        _attack,
        st.sampled_from([visit for visit in visits(world) if visit.method == "GET"]),
        st.sampled_from(["GET", "POST"]),
        st.sampled_from(USERS),
        st.dictionaries(st.sampled_from(list(fields)), value, max_size=10),
        st.dictionaries(st.sampled_from(["file", "files"]), st.binary(max_size=300), max_size=1),
        st.sampled_from(["da", "sv", "en"]),
    )


def _attack(
    asked: Visit, method: str, user: str, sent: dict[str, str], files: dict[str, bytes], language: str
) -> Attack:
    is_let = method == "POST" and (not asked.person or bool(may_see(user, asked.person)))
    visit = Visit(user, asked.address, asked.path, asked.person, Way(method, language, sent=sent))
    return Attack(visit, files if method == "POST" else {}, is_let)


class Attacker(Walker):
    """Walks as the matrix does, and looks besides for what an answer must not do with what it was sent."""

    answer: HttpResponse
    fields: tuple[str, ...] = ()
    files: Mapping[str, bytes] = MappingProxyType({})

    def faults(self, attack: Attack) -> Iterator[str]:
        """Everything wrong with one answer. What somebody may do changes who may meet whom: of it only faults count."""
        self.files = attack.files
        visit, sent = attack.visit, dict(attack.visit.way.sent)
        if attack.is_let:
            answer = self.ask(visit)
            self._newly_logged()
            if answer.status_code >= _FAULT:
                yield f"{visit.user} {visit.method} {visit.address}: answered {answer.status_code}, sent {sent!r}"
        else:
            yield from (f"{leak}, sent {sent!r}" for leak in self.leaks(visit))
            answer = self.answer
        yield from (f"{visit.address}: {words}, sent {sent!r}" for words in _taken_up(answer))

    def ask(self, visit: Visit) -> HttpResponse:
        client, way = self.clients[visit.user], visit.way
        if visit.user != "nobody" and "_auth_user_id" not in client.session:
            client.force_login(self.world.user(visit.user))
        files = {name: SimpleUploadedFile("a.csv", content) for name, content in self.files.items()}
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = way.language
        self._be_first(visit)
        ask = getattr(client, way.method.lower())
        self.answer = ask(visit.path, {**way.sent, **files}, headers=way.headers)
        return self.answer


def _taken_up(answer: HttpResponse) -> Iterator[str]:
    """What was typed must stay what was typed."""
    if _ELSEWHERE in answer.headers.get("Location", "").partition("?")[0]:
        yield "leads to another site"
    if any(_PLANTED_COOKIE in str(morsel) for morsel in answer.cookies.values()):
        yield "what was typed became a header"
    if _SCRIPT in answer.content.decode("utf-8", "replace"):
        yield "what was typed became a script"
