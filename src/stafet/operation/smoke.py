"""Whether the application answers, asked as a web server asks it, without a network in between."""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import WSGIApplication
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from stafet.operation.judging import Verdict

PAGES = ("/health/", "/log-in/")
"""What must be answered by everything that matters: the database, templates, sessions, words."""


def answered(pages: Iterable[str] = PAGES) -> list[Verdict]:
    """Each page with the status it was answered with."""
    application = WSGIHandler()
    found = [(page, _status(application, page)) for page in pages]
    return [Verdict(f"answer to {page}", status, "200 OK", status == "200 OK") for page, status in found]


def _status(application: WSGIApplication, page: str) -> str:
    told: list[str] = []
    environ: dict[str, object] = {"PATH_INFO": page, "HTTP_HOST": _host(), "HTTP_X_FORWARDED_PROTO": "https"}
    setup_testing_defaults(environ)

    def start(status: str, *_: object) -> object:
        told.append(status)
        return lambda _: None

    body = application(environ, start)  # type: ignore[arg-type]
    for _ in body:
        pass
    close = getattr(body, "close", None)
    if close is not None:
        close()
    return told[0] if told else "no answer"


def _host() -> str:
    plain = [host for host in settings.ALLOWED_HOSTS if host and "*" not in host]
    return plain[0].lstrip(".") if plain else "localhost"
