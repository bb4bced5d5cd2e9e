"""Who gets in, in whose name the database is asked, and that looking is logged before it is answered.

One transaction spans the view *and* its rendering: a lazy query in a template runs in the same scope, and a
forgotten scope shows nothing. What fails is rolled back; that it was tried stays in the log, which is another
connection and another role.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import cast

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import clock
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import SentenceError
from stafet.own import api as own
from stafet.sessions import api as sessions
from stafet.web.registry import PageRequest, PageRule, Readers, rule_of
from stafet.web.ways_in import is_enough, with_one_factor

log = logging.getLogger(__name__)
SAFE = ("GET", "HEAD", "OPTIONS")
_REFUSED = 400
_PERSON = "person_id"


class GatekeeperMiddleware:
    """The innermost middleware: everything between it and the database happens in one scope."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Find the page's rule and let in, send to log in, or say that there is nothing here."""
        found = _resolved(request)
        rule = rule_of(found.func) if found else None
        if found is None or rule is None:
            return _nothing_here(request)
        if request.method not in SAFE and not (rule.writes or rule.asks):
            return HttpResponse(status=405)
        if rule.public:
            response = self.get_response(request)
            response.headers.setdefault("Cache-Control", "no-store")
            return response
        # Neither alone: the framework drops a session begun by a way that is not open any more, and so do we.
        if not request.user.is_authenticated or not is_enough(request):
            return redirect_to_login(
                request.get_full_path() if request.method == "GET" else "/", settings.LOGIN_URL
            )
        return self._let_in_as_what_they_are(_identified(request, found), rule)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """An error that is a sentence becomes a page that says it; anything else is the server's to report."""
        if isinstance(exception, SentenceError):
            return render(request, "errors/sentence.html", {"error": exception.sentence}, status=409)
        return None

    def _let_in_as_what_they_are(self, request: PageRequest, rule: PageRule) -> HttpResponseBase:
        """In own name to one's own pages, by a post to those of the work; a password alone opens no work."""
        if rule.readers is Readers.OWN:
            return self._let_own_in(request, rule)
        if request.actor.posts and not with_one_factor(request):
            if rule.readers is Readers.BOTH:  # the account says that there is an own page besides the work
                request.own = own.log_ins_of(request.actor.user_id, one_factor=False)
            return self._let_in(request, rule)
        return self._let_in_without_a_post(request, rule)

    def _let_own_in(self, request: PageRequest, rule: PageRule) -> HttpResponseBase:
        """To the pages of one's own: whoever has an own log-in, in own name, whatever posts they have besides."""
        one_factor = with_one_factor(request)
        request.own = own.log_ins_of(request.actor.user_id, one_factor=one_factor)
        about = request.about
        seen = [each.person_id for each in request.own if each.is_open]
        if not request.own or (about is not None and not set(about) <= set(seen)):
            return self._refuse(request, rule)
        scope = access.own_scope(request.actor.user_id, one_factor=one_factor, about=about)
        return self._answer(request, rule, scope)

    def _let_in_without_a_post(self, request: PageRequest, rule: PageRule) -> HttpResponseBase:
        """Whoever has an own log-in and no work here meets their account and the way to their own page, nothing else."""
        request.own = own.log_ins_of(request.actor.user_id, one_factor=with_one_factor(request))
        if not request.own and not request.actor.posts:
            return _out_of_office(request)
        if rule.readers is Readers.BOTH:
            return self._let_in(request, rule)
        return redirect("mine") if request.path == reverse("today") else self._refuse(request, rule)

    def _let_in(self, request: PageRequest, rule: PageRule) -> HttpResponseBase:
        if rule.allow is not None and not access.may(request.actor, rule.allow):
            return self._refuse(request, rule)
        writes = rule.writes and request.method not in SAFE
        scope = access.user_scope(request.actor.user_id, about=request.about, writes=writes)
        return self._answer(request, rule, scope)

    def _answer(
        self, request: PageRequest, rule: PageRule, scope: AbstractContextManager[None]
    ) -> HttpResponseBase:
        try:
            with scope:
                if request.about and not request.own:
                    request.emergency_until = access.emergency_until(request.about[0])
                response = self.get_response(request)
                if response.streaming:
                    raise RuntimeError(f"{rule.name} streams: its rows would be read outside the scope.")
                if response.status_code >= _REFUSED:
                    transaction.set_rollback(True, using=access.USER_ALIAS)
                _write_reading(request, rule, _result(request, response))
        except ReadLogUnavailable:
            return render(request, "errors/503.html", status=503)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _refuse(self, request: PageRequest, rule: PageRule) -> HttpResponseBase:
        try:
            _write_reading(request, rule, audit.ReadResult.DENIED)
        except ReadLogUnavailable:
            return render(request, "errors/503.html", status=503)
        return _nothing_here(request)


class ReadLogUnavailable(RuntimeError):
    """The look could not be logged, so nothing is shown."""


def _resolved(request: HttpRequest) -> ResolverMatch | None:
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


def _nothing_here(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def _out_of_office(request: PageRequest) -> HttpResponse:
    """Whoever has left the last post is logged out everywhere, at the first request after it."""
    with access.user_scope(request.actor.user_id):
        sessions.end_sessions(user_id=request.actor.user_id, by=request.actor, at=request.at)
    logout(request)
    return render(request, "registration/no_post.html", status=403)


def _identified(request: HttpRequest, found: ResolverMatch) -> PageRequest:
    """Give the request what only a page that was let in may use. A page under a person's address is about that person."""
    entered = cast("PageRequest", request)
    entered.at = clock.now()
    entered.actor = access.actor_for(cast("access.User", request.user), at=entered.at)
    entered.request_id = uuid7()
    entered.seen = set()
    entered.own = ()
    entered.about = [found.kwargs[_PERSON]] if _PERSON in found.kwargs else None
    entered.rows_of = None
    entered.emergency_until = None
    entered.search_term = ""
    if not isinstance(request, PageRequest):
        request.__class__ = type("PageRequest", (PageRequest, request.__class__), {})
    return entered


def _result(request: PageRequest, response: HttpResponseBase) -> audit.ReadResult:
    if response.status_code >= _REFUSED:
        return audit.ReadResult.DENIED
    return audit.ReadResult.SHOWN if request.seen or request.rows_of else audit.ReadResult.EMPTY


def _purpose(request: PageRequest, rule: PageRule) -> str:
    """What the page is for; whatever it is for, a look that only an emergency allows says so."""
    purpose = access.Purpose.EMERGENCY if request.emergency_until else rule.purpose
    return purpose.value if purpose else ""


def _classes(request: PageRequest, rule: PageRule) -> str:
    """What the page may have shown; an emergency opens fewer classes than the page has places for."""
    if request.emergency_until is None:
        return rule.classes
    return "".join(letter for letter in rule.classes if letter in access.EMERGENCY_CLASSES)


def _write_reading(request: PageRequest, rule: PageRule, result: audit.ReadResult) -> None:
    """Commit the look to the log. Pages without personal data that show nobody leave no row."""
    if result is audit.ReadResult.EMPTY and not rule.classes:
        return
    try:
        audit.log_reading(
            audit.Look(
                at=request.at,
                by=request.actor,
                purpose=_purpose(request, rule),
                view=f"{rule.name}/{request.rows_of}" if request.rows_of else rule.name,
                person_ids=tuple(sorted(request.seen)),
                data_classes=_classes(request, rule),
                capacities=_capacities(request, rule),
                search_term=request.search_term,
                result=result,
                request_id=request.request_id,
            )
        )
    except DatabaseError as error:
        log.exception("The read log can't be written.")
        raise ReadLogUnavailable from error


def _capacities(request: PageRequest, rule: PageRule) -> tuple[str, ...]:
    """As what somebody without a post looked: the young person, or whoever has custody of them."""
    if rule.readers is not Readers.OWN:
        return ()
    return tuple(sorted({each.capacity.value for each in request.own if each.person_id in request.seen}))
