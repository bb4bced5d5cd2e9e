"""Letting somebody in, after everything has been checked, and what a request says of where it comes from."""

from __future__ import annotations

from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from stafet.access import api as access
from stafet.kernel import clock
from stafet.sessions import api as sessions
from stafet.web.browsers import browser_of, network_of
from stafet.web.language import LANGUAGE_COOKIE
from stafet.web.session_store import BROWSER, NETWORK
from stafet.web.ways_in import backend_of

_A_YEAR = 365 * 24 * 60 * 60


def let_in(request: HttpRequest, user: access.User, way: sessions.Way, *, following: str) -> HttpResponse:
    """Begin the session of somebody who has proved who they are, and send them where they were going."""
    enter(request, user, way)
    return speaking(HttpResponseRedirect(way_on(request, following)), request, user.language)


def enter(request: HttpRequest, user: access.User, way: sessions.Way) -> None:
    """Begin the session. Its key is new, nothing that was laid ready before is in it, and the log says so."""
    at = clock.now()
    request.session.flush()
    request.session[BROWSER] = browser_of(request.META.get("HTTP_USER_AGENT", ""))
    request.session[NETWORK] = network_of(request.META.get("REMOTE_ADDR", ""))
    prove(request, at)
    with access.user_scope(user.pk):
        sessions.note_log_in(way=way, by=access.actor_for(user, at=at), at=at)
    login(request, user, backend=backend_of(way))


PROVED = "stafet.proved_at"


def prove(request: HttpRequest, at: datetime) -> None:
    """Remember that who it is was proved now: what is far-reaching asks how long ago that was."""
    request.session[PROVED] = at.isoformat()


def way_on(request: HttpRequest, following: str) -> str:
    """Where to go after logging in: where the reader was going, if that is a page of ours."""
    return following if is_ours(request, following) else reverse("today")


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address is a page of ours."""
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def address_of(request: HttpRequest) -> str:
    """The network address as tries are counted: a home's whole network for IPv6, where each device has thousands."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    return (
        str(ip_network(f"{address}/64", strict=False)) if isinstance(address, IPv6Address) else str(address)
    )


def speaking(response: HttpResponse, request: HttpRequest, language: str) -> HttpResponse:
    """Speak the reader's own language from now on, unless this browser has chosen another."""
    if LANGUAGE_COOKIE not in request.COOKIES:
        keep_language(response, request, language)
    return response


def keep_language(response: HttpResponse, request: HttpRequest, language: str) -> None:
    """Keep a language in a cookie."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            LANGUAGE_COOKIE,
            language,
            max_age=_A_YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
