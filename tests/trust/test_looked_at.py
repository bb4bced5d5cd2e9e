"""Every page in a browser: on a phone nothing sticks out, and whoever reads by ear or without a mouse is served."""

from __future__ import annotations

import psycopg
import pytest
from playwright.sync_api import Browser

from tests.goals.record import CAMPAIGN, measured
from tests.trust.looked_at import DESK, PHONE, Shown, as_page, faults, first_shown
from tests.trust.matrix import Visit, Walker
from tests.trust.world import World

pytestmark = pytest.mark.browser

WIDTHS, READ_EVERY = ((PHONE, DESK), 1) if CAMPAIGN else ((PHONE,), 8)
_SOMEBODY = Visit("bo", "planted/", "/planted/", "")


def test_every_page_serves_whoever_looks_at_it(
    standing_world: World, standing_database: psycopg.Connection, chromium: Browser
) -> None:
    pages = {
        shown.visit.path: shown
        for shown in first_shown(standing_world, Walker(standing_world, standing_database))
    }
    found = [str(fault) for fault in faults(chromium, pages, widths=WIDTHS, read_every=READ_EVERY)]
    measured("looked at", len(pages) * len(WIDTHS))
    measured("faults in sight", len(found))
    assert len(pages) > _AT_LEAST, "the cast is shown few pages: whoever collects them is blind"
    assert found == []


_AT_LEAST = 200


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<main><h1>A</h1><div style='width: 900px'>long</div></main>", "sticks out"),
        ("<main><h1>A</h1><input name=who></main>", "label"),
    ],
)
def test_a_page_that_does_not_is_found(chromium: Browser, body: str, what: str) -> None:
    planted: Shown = as_page(
        f"<!doctype html><html lang=en><title>A</title><body>{body}</body></html>", _SOMEBODY
    )
    found = [str(fault) for fault in faults(chromium, {"/planted/": planted}, widths=(PHONE,))]
    assert any(what in words for words in found)
