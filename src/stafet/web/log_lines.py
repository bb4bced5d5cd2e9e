"""One line of the log for each answer: which page, how it went, how long it took; nobody's name and no address."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from stafet.kernel.identity import uuid7

log = logging.getLogger("stafet.requests")


class LogLinesMiddleware:
    """The outermost: it sees how long everything took, and gives the request the key under which other lines speak of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then write the line."""
        begun = time.perf_counter()
        # The gatekeeper gives the one that the read log has, too; a page without personal data keeps this.
        request.request_id = uuid7()  # type: ignore[attr-defined]
        response = self.get_response(request)
        match = request.resolver_match
        log.info(
            "answered",
            extra={
                "request": str(getattr(request, "request_id", "")),
                "view": match.view_name if match else "",
                "method": request.method if request.method in {"GET", "HEAD", "POST"} else "other",
                "status": response.status_code,
                "ms": round((time.perf_counter() - begun) * 1000),
            },
        )
        return response
