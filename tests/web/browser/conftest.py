"""The pages in the machine's own Chromium, served by the real application on a port of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import Client, override_settings
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Browser, BrowserContext, Page
from tests.cast import Cast
from tests.conftest import NOW

from stafet.access import api as access
from stafet.kernel import clock

PHONE, DESK = 390, 1280
OpenAs = Callable[..., Page]


@dataclass(slots=True)
class Calendar:
    """The instant at which the application stands. A test may turn it on."""

    now: datetime = NOW


class _Server(ThreadingMixIn, WSGIServer):
    """One thread per request: a browser opens connections it does not use."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        """Say nothing."""


@pytest.fixture
def calendar() -> Calendar:
    """It is ``NOW`` until a test says otherwise."""
    return Calendar()


@pytest.fixture
def address(everyone: Cast, calendar: Calendar) -> Iterator[str]:
    """Where the application answers, at the calendar's instant. As in a demonstration on one machine, a password is enough."""
    ways = [*settings.AUTHENTICATION_BACKENDS, "stafet.web.ways_in.PasswordOnly"]
    with override_settings(
        ALLOWED_HOSTS=["127.0.0.1", "localhost"],
        WHITENOISE_USE_FINDERS=True,
        STAFET_PASSWORD_ONLY=True,
        AUTHENTICATION_BACKENDS=ways,
    ):
        answer = WSGIHandler()

        def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            with clock.at_moment(calendar.now):
                response = answer(environ, start_response)
                try:
                    return [b"".join(response)]
                finally:
                    response.close()
                    connections.close_all()

        with make_server("127.0.0.1", 0, application, _Server, _Quiet) as server:
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()
            thread.join()


@pytest.fixture
def open_as(chromium: Browser, address: str) -> Iterator[OpenAs]:
    """``open_as(bo, "/people/", width=390)``: the page as Bo gets it. Whatever the console complains of is a fault."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def load(
        user: access.User | None,
        path: str = "/",
        *,
        width: int = DESK,
        script: bool = True,
        language: str = "en",
    ) -> Page:
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            locale=language,
        )
        opened.append(context)
        if user is not None:
            context.add_cookies([_session(user, address)])
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(path)
        return page

    yield load
    for context in opened:
        context.close()
    assert faults == [], "The console holds errors, perhaps of the content policy."


def _session(user: access.User, address: str) -> SetCookieParam:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}
