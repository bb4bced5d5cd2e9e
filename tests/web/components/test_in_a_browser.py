"""The gallery in a real browser: every width, by day and by night, in every language, with and without script.

No server is started: the page is made by the test client, with its real headers, and handed to the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.browser

ORIGIN = "http://localhost"
PHONE, DESK = 390, 1280
Scheme = Literal["light", "dark"]
OpenGallery = Callable[..., Page]


@pytest.fixture
def open_gallery(chromium: Browser) -> Iterator[OpenGallery]:
    """``open_gallery(width=390, scheme="dark")``: the page, with what went wrong in ``page.faults``."""
    opened: list[BrowserContext] = []

    def load(
        *, width: int = DESK, scheme: Scheme = "light", language: str = "en", script: bool = True
    ) -> Page:
        answer = Client(headers={"accept-language": language}).get("/gallery/")
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        opened.append(context)
        context.route("**/*", lambda route: _answer(route, answer.content, dict(answer.headers)))
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        faults: list[str] = []
        page.goto(f"{ORIGIN}/gallery/")
        page.evaluate("document.fonts.ready")
        assert faults == [], "The console holds errors, perhaps of the content policy."
        return page

    yield load
    for context in opened:
        context.close()


def _answer(route: Route, page: bytes, headers: dict[str, str]) -> None:
    path = route.request.url.removeprefix(ORIGIN).partition("#")[0].partition("?")[0]
    if path == "/gallery/":
        route.fulfill(body=page, headers=headers)
        return
    found = finders.find(path.removeprefix("/static/"))
    if isinstance(found, str) and Path(found).is_file():
        route.fulfill(path=found)
    else:
        route.fulfill(status=404, body="")


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [
        (PHONE, "light", "da"),
        (PHONE, "dark", "en"),
        (DESK, "light", "sv"),
        (DESK, "dark", "da"),
        (DESK, "light", "en"),
    ],
)
def test_the_gallery_keeps_the_rules_of_accessibility(
    open_gallery: OpenGallery, width: int, scheme: Scheme, language: str
) -> None:
    broken = Axe().run(open_gallery(width=width, scheme=scheme, language=language)).response["violations"]

    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in broken] == []


@pytest.mark.parametrize("width", [320, PHONE, 768, DESK])
def test_nothing_sticks_out_to_the_side(open_gallery: OpenGallery, width: int) -> None:
    page = open_gallery(width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_stop_of_the_keyboard_is_the_way_past_the_menu(open_gallery: OpenGallery) -> None:
    page = open_gallery(script=False)
    page.keyboard.press("Tab")

    assert page.locator("a.skipnav").evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")


def test_the_menu_of_a_phone_opens_without_script(open_gallery: OpenGallery) -> None:
    page = open_gallery(width=PHONE, script=False)
    page.locator(".menu--phone > summary").click()

    assert page.locator(".menu--phone").get_by_role("link", name="Watch").is_visible()


def test_escape_closes_a_menu_and_returns_to_where_it_was_opened(open_gallery: OpenGallery) -> None:
    page = open_gallery()
    summary = page.locator(".menu--reader > summary")
    summary.click()
    page.keyboard.press("Escape")

    assert not page.get_by_role("button", name="Log out").is_visible()
    assert summary.evaluate("element => element === document.activeElement")


def test_one_menu_is_open_at_a_time(open_gallery: OpenGallery) -> None:
    page = open_gallery()
    page.locator(".menu--reader > summary").click()
    page.locator(".menu--row > summary").first.click()

    assert page.locator("details[open]").count() == 1


@pytest.mark.parametrize(
    ("language", "written"), [("da", "3.4.2026"), ("sv", "2026-04-03"), ("en", "3/4/2026")]
)
def test_a_picked_day_is_written_as_the_reader_would(
    open_gallery: OpenGallery, language: str, written: str
) -> None:
    page = open_gallery(language=language)
    field = page.locator("#id_filled-held_on")
    page.locator(".day-field__native").first.evaluate(
        "native => { native.value = '2026-04-03'; native.dispatchEvent(new Event('change')); }"
    )

    assert field.input_value() == written


def test_without_script_a_day_is_a_plain_field(open_gallery: OpenGallery) -> None:
    page = open_gallery(script=False)

    assert page.locator(".day-field__button").count() == 0
    page.locator("#id_filled-held_on").fill("3.4.2026")
    assert page.locator("#id_filled-held_on").input_value() == "3.4.2026"


@pytest.mark.parametrize(
    ("language", "left"),
    [
        ("da", "Du har 598 tegn tilbage"),
        ("sv", "Du har 598 tecken kvar"),
        ("en", "You have 598 characters left"),
    ],
)
def test_the_design_system_counts_in_the_readers_language(
    open_gallery: OpenGallery, language: str, left: str
) -> None:
    page = open_gallery(language=language)
    page.locator("#id_filled-agreed").press_sequentially("OK")

    assert page.locator(".character-limit").first.inner_text() == left


@pytest.mark.parametrize(("width", "shown", "hidden"), [(PHONE, "narrow", "wide"), (DESK, "wide", "narrow")])
def test_the_timeline_shows_the_picture_that_fits(
    open_gallery: OpenGallery, width: int, shown: str, hidden: str
) -> None:
    page = open_gallery(width=width)

    assert page.locator(f".timeline__{shown}").first.is_visible()
    assert not page.locator(f".timeline__{hidden}").first.is_visible()


def test_labels_drawn_by_the_browser_keep_the_width_the_server_reckoned_with(
    open_gallery: OpenGallery,
) -> None:
    page = open_gallery()
    overlapping = page.evaluate(
        """() => {
            const boxes = [...document.querySelectorAll(".timeline__wide .timeline__label")]
                .map((label) => label.getBoundingClientRect());
            return boxes.flatMap((one, n) => boxes.slice(n + 1).filter((other) =>
                one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom));
        }"""
    )

    assert overlapping == []


def test_paper_gets_what_is_to_be_read_and_nothing_to_click(open_gallery: OpenGallery) -> None:
    page = open_gallery()
    page.emulate_media(media="print")

    assert page.locator(".relay--large").first.is_visible()
    assert page.locator(".timeline__list").first.is_visible()
    for pressed in (".work__do", ".menu", ".filters", ".languages", ".button-group"):
        assert not page.locator(pressed).first.is_visible(), pressed
