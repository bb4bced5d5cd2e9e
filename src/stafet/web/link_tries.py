"""Whoever follows personal links that open nothing waits longer each time, by the link and by the address."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stafet.access import api as access
from stafet.web.entering import address_of
from stafet.web.waiting import TOO_MANY_TRIES, seconds, wait_words


def too_often(request: HttpRequest, link: str, *, at: datetime) -> HttpResponse | None:
    """The page that says how long to wait, or ``None``: look the link up now. Counted before anything is looked up."""
    wait = access.try_link(link=link, address=address_of(request), at=at)
    if not wait:
        return None
    response = render(request, "registration/wait.html", {"words": wait_words(wait)}, status=TOO_MANY_TRIES)
    response.headers["Retry-After"] = str(seconds(wait))
    return response


def opened(request: HttpRequest, link: str, *, at: datetime) -> None:
    """The link was one of ours."""
    access.link_opened(link=link, address=address_of(request), at=at)
