"""What those do who walk a journey in a browser: read, press, write; and every page they meet is looked at."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.web.browser.keys import tab_to

expect.set_options(timeout=20_000)
"""A machine that has much to do answers late; that is no fault of the page."""


def sound(page: Page) -> Page:
    """The page keeps the rules of accessibility and sticks out nowhere."""
    page.wait_for_load_state()
    found = [
        f"{page.url} {rule['id']}: {node['html']}"
        for rule in Axe().run(page).response["violations"]
        for node in rule["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert found == []
    assert wide <= 0, f"{page.url} sticks out to the side"
    return page


def follow(page: Page, name: str) -> None:
    """Press the link of this name, and stand on a page that is sound."""
    page.get_by_role("link", name=re.compile(name)).first.click()
    sound(page)


def press(page: Page, name: str) -> None:
    """Press the button of this name."""
    page.get_by_role("button", name=re.compile(name)).first.click()


def enter(page: Page, name: str, *, then: str) -> None:
    """By keyboard alone: on to what has this name, Enter, and stand on the page that comes then, which is sound."""
    tab_to(page, name)
    page.keyboard.press("Enter")
    page.wait_for_url(then)
    sound(page)


def shows(page: Page, *words: str) -> None:
    """It stands on the page, where one reads."""
    for each in words:
        expect(page.get_by_role("main")).to_contain_text(each)


def told(page: Page, words: str) -> None:
    """The page says that something is done."""
    expect(page.get_by_role("status").first).to_contain_text(words)


def hides(page: Page, *words: str) -> None:
    """It stands nowhere on the page, seen or unseen."""
    content = page.content()
    for each in words:
        assert each not in content, f"{page.url} holds {each}"
