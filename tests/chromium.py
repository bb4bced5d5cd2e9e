"""The machine's own Chromium, once for every module of tests that wants a browser.

A laptop may do without Chromium; a build server must have it (``STAFET_DEMAND_CHROMIUM=1``).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium, without a window.

    As long as it is there Playwright keeps a loop in this thread, and Django takes whatever runs beside one for a
    part of it, which our queries are not. Other tests start loops of their own: so it goes with the module.
    """
    program = shutil.which("chromium")
    if program is None:
        if os.environ.get("STAFET_DEMAND_CHROMIUM"):
            pytest.fail("Chromium is demanded and is not installed.")
        pytest.skip("No Chromium on this machine.")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
