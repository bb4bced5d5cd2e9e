"""The view registry: no page without its row.

``@page`` declares who may enter, for which purpose, which classes of personal data the page may show and
whether it writes. The gatekeeper refuses what is not declared; the access matrix is generated from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver
from django_htmx.middleware import HtmxDetails

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country, local_day
from stafet.own import api as own

P = ParamSpec("P")
Allow = access.Permission | None


class Readers(StrEnum):
    """For whom a page is: those who work with young people, those whose own data it is, or both."""

    STAFF = "staff"
    OWN = "own"
    BOTH = "both"


class PageRequest(HttpRequest):
    """A request that the gatekeeper let in: it knows the actor, the instant and the day.

    ``about`` is the person whose address it is; then nobody else can be seen. ``None`` is everybody. ``own`` is what
    the reader's own log-ins open; only a page of one's own knows it, and on it nothing of the reader's work is seen.
    ``emergency_until``: that person is met by an emergency only, and until then.
    """

    actor: Actor
    at: datetime
    request_id: UUID
    seen: set[UUID]
    about: Sequence[UUID] | None
    own: tuple[own.OwnLogin, ...]
    rows_of: UUID | None
    emergency_until: datetime | None
    htmx: HtmxDetails
    search_term: str

    def saw(self, *person_ids: UUID) -> None:
        """Tell the read log whom this page shows. Every page that shows a person must."""
        self.seen.update(person_ids)

    def saw_rows_of(self, load_id: UUID) -> None:
        """Tell the read log that this page shows rows of an uploaded file: they name people who have no key yet."""
        self.rows_of = load_id

    @property
    def today(self) -> date:
        """The day it is where the young people live. Both countries keep the same time."""
        return local_day(Country.DK, self.at)


@dataclass(frozen=True, slots=True)
class PageRule:
    """One row of the registry.

    ``allow`` is the permission some post of the actor must carry; ``None`` lets in everyone who is logged in.
    ``public`` pages show no personal data and need no log-in. ``asks`` pages take a POST that only asks, such as
    a search: a name must not stand in an address, and nothing may be written all the same.
    """

    name: str
    purpose: access.Purpose | None
    classes: str
    allow: Allow
    writes: bool
    public: bool
    asks: bool = False
    readers: Readers = Readers.STAFF


R = TypeVar("R", bound=PageRequest)
View = Callable[Concatenate[PageRequest, P], HttpResponseBase]


def page(
    *,
    purpose: access.Purpose | None = None,
    classes: str = "",
    allow: Allow = None,
    writes: bool = False,
    asks: bool = False,
    readers: Readers = Readers.STAFF,
) -> Callable[[View[P]], View[P]]:
    """Declare a page for people who are logged in. ``classes`` are the letters of the data classes it may show."""

    def declare(view: View[P]) -> View[P]:
        view.page_rule = PageRule(  # type: ignore[attr-defined]
            name_of(view), purpose, classes, allow, writes, public=False, asks=asks, readers=readers
        )
        return view

    return declare


def own_page(*, classes: str = "", writes: bool = False) -> Callable[[View[P]], View[P]]:
    """Declare a page on which somebody meets their own data, or that of a child they have custody of."""
    return page(purpose=access.Purpose.ACCOUNTABILITY, classes=classes, writes=writes, readers=Readers.OWN)


def public_page(
    *, writes: bool = False
) -> Callable[[Callable[P, HttpResponseBase]], Callable[P, HttpResponseBase]]:
    """Declare a page for everyone: log-in, health, what this is. It never shows personal data."""

    def declare(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
        view.page_rule = PageRule(  # type: ignore[attr-defined]
            name_of(view), None, "", None, writes, public=True
        )
        return view

    return declare


def user_of(request: HttpRequest) -> access.User:
    """Who is logged in. Only a page that was let in may ask."""
    return cast("access.User", request.user)


def name_of(view: Callable[..., Any]) -> str:
    """The name of a page in the registry and in the read log: ``web.today.today``."""
    return f"{view.__module__.removeprefix('stafet.')}.{view.__name__}"


def rule_of(view: Callable[..., Any]) -> PageRule | None:
    """The row of a view, if it has one."""
    return getattr(view, "page_rule", None)


def every_address() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every URL pattern of the product with its view: what the census and the matrix walk."""
    yield from _walk(get_resolver().url_patterns, "")


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here)
        else:
            yield here, pattern.callback
