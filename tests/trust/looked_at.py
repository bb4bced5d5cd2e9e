"""Every address as somebody meets it who may: in a browser on a phone, in one of the three languages.

The pages are those of the matrix, so a page is looked at by being written. What the application answers is collected
first; the browser is then served from what was collected and from the style sheets, and asks nobody.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from playwright.sync_api import Browser, Page, Route

from tests.trust.expectations import FILED, may_see
from tests.trust.matrix import PLAIN, Visit, Walker, Way, is_somebodys, visits
from tests.trust.world import World

LANGUAGES = ("da", "sv", "en")
PHONE, DESK = 390, 1280
_ORIGIN = "http://stafet.example"
_FOUND = 200
_SAME_FOR_ALL = frozenset({_FOUND, 405})
"""What is answered once is answered: another visitor is shown the same page, or none either."""
_STATIC = "/static/"


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer of the application: whom it was for, and its body."""

    visit: Visit
    body: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """What a page does to somebody who looks at it."""

    visit: Visit
    width: int
    words: str

    def __str__(self) -> str:
        return (
            f"{self.visit.path} ({self.visit.user}, {self.visit.way.language}, {self.width} px): {self.words}"
        )


def first_shown(world: World, walker: Walker) -> Iterator[Shown]:
    """Each address once: for the first visitor who gets a page there, in a language by turns.

    What is no page (a file, a picture) and what nobody of the cast is shown is left out.
    """
    done: set[str] = set()
    for visit in visits(world, PLAIN):
        if visit.address in done or visit.method != "GET" or not _is_worth_asking(world, visit):
            continue
        spoken = Way(language=LANGUAGES[len(done) % len(LANGUAGES)])
        asked = Visit(visit.user, visit.address, visit.path, visit.person, spoken)
        answer = walker.ask(asked)
        if answer.status_code in _SAME_FOR_ALL:
            done.add(visit.address)
        if answer.status_code == _FOUND and answer.headers.get("content-type", "").startswith("text/html"):
            yield Shown(asked, answer.content)


def _is_worth_asking(world: World, visit: Visit) -> bool:
    """Whoever may meet nobody behind an object is not shown it; the matrix asks them all the same."""
    if not is_somebodys(world, visit.address, visit.person) or visit.person in FILED:
        return True
    return bool(may_see(visit.user, visit.person))


def faults(
    browser: Browser, pages: Mapping[str, Shown], *, widths: tuple[int, ...], read_every: int = 1
) -> Iterator[Fault]:
    """What is wrong with pages as they are looked at: what sticks out to the side, and rules of accessibility.

    Rules are slow to try: with ``read_every`` of 8 they are tried on an eighth of the pages, always the same ones.
    """
    for width in widths:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=True)
        context.route("**/*", lambda route: _serve(route, pages))
        page = context.new_page()
        for path, shown in pages.items():
            page.goto(_ORIGIN + path)
            yield from (Fault(shown.visit, width, words) for words in _sticking_out(page))
            if crc32(shown.visit.address.encode()) % read_every == 0:
                yield from (Fault(shown.visit, width, words) for words in _broken_rules(page))
        context.close()


def _sticking_out(page: Page) -> Iterator[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        yield f"sticks out to the side by {wide} px"


def _broken_rules(page: Page) -> Iterator[str]:
    for rule in Axe().run(page).response["violations"]:
        yield from (f"{rule['id']}: {node['html'][:200]}" for node in rule["nodes"])


def _serve(route: Route, pages: Mapping[str, Shown]) -> None:
    path = urlsplit(route.request.url).path
    if path.startswith(_STATIC):
        _serve_file(route, path.removeprefix(_STATIC))
    elif path in pages and route.request.resource_type == "document":
        route.fulfill(body=pages[path].body, content_type="text/html; charset=utf-8")
    else:
        route.fulfill(status=204)


def _serve_file(route: Route, name: str) -> None:
    file = finders.find(name)
    if file is None:
        route.fulfill(status=404)
        return
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    route.fulfill(body=Path(str(file)).read_bytes(), content_type=kind)


def as_page(body: str, visit: Visit) -> Shown:
    """A page that was never answered, for trying whoever looks."""
    return Shown(visit, HttpResponse(body).content)
