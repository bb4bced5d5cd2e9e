"""Asking a school system: a token by client credentials, page after page, with patience and without trust.

Follows no redirects, takes no proxies or passwords from the environment, accepts the certificates this machine trusts,
and reads no answer beyond its limits. The secret goes to the address of the tokens and nowhere else, the token to the
system's own address and nowhere else.
"""

from __future__ import annotations

import json
import random
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

import httpx

from stafet.integrations.ss12000 import says
from stafet.integrations.ss12000.errors import NotOffered, NotUnderstood
from stafet.integrations.ss12000.limits import USUAL, FetchLimits
from stafet.integrations.ss12000.reach import Reach

_RENEWED_BEFORE = 30
"""Seconds before a token ends in which it is renewed."""
_TOKEN_LASTS = 300
"""Seconds a token is used when the system does not say how long it lasts."""
_REFUSED = {HTTPStatus.FORBIDDEN}
_MISSING = {
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.GONE,
    HTTPStatus.NOT_IMPLEMENTED,
}
Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: what it holds, and the token that asks for the next, empty when there is none."""

    data: object
    next_token: str


@dataclass(slots=True)
class _Spent:
    """What a fetch has cost so far."""

    began: float
    received: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


@dataclass(slots=True)
class _Token:
    text: str = field(default="", repr=False)
    until: float = 0


class Client:
    """One conversation with one school system."""

    def __init__(self, reach: Reach, *, limits: FetchLimits = USUAL, sleep: Sleep = time.sleep) -> None:
        self._reach = reach
        self._limits = limits
        self._sleep = sleep
        self._token = _Token()
        self._spent = _Spent(time.monotonic())
        self.server_time: datetime | None = None
        """The system's own clock when it first answered, where it tells."""
        self._http = httpx.Client(
            verify=ssl.create_default_context(),
            follow_redirects=False,
            trust_env=False,
            timeout=httpx.Timeout(limits.silent_seconds, connect=limits.connect_seconds),
            headers={"accept": "application/json", "accept-encoding": "identity", "user-agent": "Stafet"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def log_in(self) -> None:
        """Get a token. Raises ``FetchFailed``."""
        self._renew()

    def pages(self, resource: str, **filters: str) -> Iterator[Page]:
        """Every page of a resource. Raises ``FetchFailed``, ``NotOffered`` and ``NotUnderstood``."""
        asked = {"limit": str(self._limits.page_entities), **filters}
        seen: set[str] = set()
        while True:
            page = self._page(resource, asked)
            yield page
            if not page.next_token:
                return
            if page.next_token in seen:
                raise says.goes_in_circles(resource)
            seen.add(page.next_token)
            # A page token stands for the question it came from: filters may not be said again.
            asked = {"limit": str(self._limits.page_entities), "pageToken": page.next_token}

    def _page(self, resource: str, asked: Mapping[str, str]) -> Page:
        self._spent.pages += 1
        if self._spent.pages > self._limits.pages:
            raise says.too_much(resource)
        answer = self._ask(resource, asked)
        said = _json(answer.body, resource)
        token = said.get("pageToken") if isinstance(said, dict) else None
        if not isinstance(said, dict) or "data" not in said or not isinstance(token, str | None):
            raise says.not_the_standard(resource)
        return Page(said["data"], token or "")

    def _ask(self, resource: str, asked: Mapping[str, str]) -> _Answer:
        """An answer that can be read. A token that ended early is renewed once."""
        answer = self._patiently(resource, lambda: self._get(resource, asked))
        if answer.status == HTTPStatus.UNAUTHORIZED:
            self._token = _Token()
            answer = self._patiently(resource, lambda: self._get(resource, asked))
        if answer.status != HTTPStatus.OK:
            raise _problem(resource, answer)
        return answer

    def _get(self, resource: str, asked: Mapping[str, str]) -> _Answer:
        if time.monotonic() >= self._token.until:
            self._renew()
        request = self._http.build_request(
            "GET",
            f"{self._reach.address}/{resource}",
            params=dict(asked),
            headers={"authorization": f"Bearer {self._token.text}"},
        )
        return self._send(request, resource)

    def _renew(self) -> None:
        """A token by client credentials (RFC 6749, 4.4): who we are in the header, else in the body."""
        where = says.TOKENS
        answer = self._patiently(where, lambda: self._send(self._token_request(in_header=True), where))
        if answer.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.BAD_REQUEST}:
            answer = self._patiently(where, lambda: self._send(self._token_request(in_header=False), where))
        if answer.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN}:
            raise says.who_are_you()
        if answer.status != HTTPStatus.OK:
            raise (
                says.moved(where)
                if _points_elsewhere(answer.status)
                else says.unexpected(where, answer.status)
            )
        said = _json(answer.body, where)
        text = said.get("access_token") if isinstance(said, dict) else None
        if not isinstance(text, str) or not text or not text.isascii() or not text.isprintable():
            raise says.not_the_standard(where)
        lasts = said.get("expires_in")
        seconds = (
            lasts if isinstance(lasts, int) and not isinstance(lasts, bool) and lasts > 0 else _TOKEN_LASTS
        )
        self._token = _Token(text, time.monotonic() + max(seconds - _RENEWED_BEFORE, seconds / 2))

    def _token_request(self, *, in_header: bool) -> httpx.Request:
        form = {"grant_type": "client_credentials"}
        if self._reach.scope:
            form["scope"] = self._reach.scope
        if not in_header:
            form |= {"client_id": self._reach.client_id, "client_secret": self._reach.client_secret}
        request = self._http.build_request("POST", self._reach.token_address, data=form)
        if in_header:
            known = httpx.BasicAuth(self._reach.client_id, self._reach.client_secret)
            request = next(known.auth_flow(request))
        return request

    def _patiently(self, where: str, ask: Callable[[], _Answer]) -> _Answer:
        """Ask again when a system is busy, restarts or does not answer, each time after twice as long."""
        wait = self._limits.first_wait_seconds
        for left in range(self._limits.tries - 1, -1, -1):
            told = None
            try:
                answer = ask()
            except httpx.TransportError as error:
                if not left or says.is_final(error):
                    raise says.unreachable(where, error) from None
            else:
                if (
                    answer.status != HTTPStatus.TOO_MANY_REQUESTS
                    and answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
                ):
                    return answer
                if not left or answer.status == HTTPStatus.NOT_IMPLEMENTED:
                    return answer
                told = _retry_after(answer.headers)
            self._sleep(min(told or wait * (1 + random.random() / 4), self._limits.longest_wait_seconds))  # noqa: S311
            wait *= 2
        raise AssertionError

    def _send(self, request: httpx.Request, where: str) -> _Answer:
        """One question and the whole answer, if it stays within the limits."""
        self._ensure_time(where)
        until = time.monotonic() + self._limits.answer_seconds
        answer = self._http.send(request, stream=True)
        try:
            if answer.headers.get("content-encoding", "identity") != "identity":
                raise says.packed(where)
            body = self._body(answer, where, until)
        finally:
            answer.close()
        if self.server_time is None:
            self.server_time = _date_of(answer.headers)
        return _Answer(answer.status_code, answer.headers, body)

    def _body(self, answer: httpx.Response, where: str, until: float) -> bytes:
        received = bytearray()
        for chunk in answer.iter_raw():
            received += chunk
            self._spent.received += len(chunk)
            if len(received) > self._limits.answer_bytes:
                raise says.answer_too_big(where, self._limits.answer_bytes)
            if self._spent.received > self._limits.all_bytes:
                raise says.too_much(where)
            if time.monotonic() > until:
                raise says.too_slow(where)
        return bytes(received)

    def _ensure_time(self, where: str) -> None:
        if time.monotonic() - self._spent.began > self._limits.fetch_seconds:
            raise says.too_slow(where)


def _problem(resource: str, answer: _Answer) -> Exception:
    """What an answer that is none means."""
    status = answer.status
    if status in _REFUSED or status in _MISSING:
        return NotOffered(refused=status in _REFUSED)
    if status == HTTPStatus.BAD_REQUEST:
        return NotUnderstood()
    if status == HTTPStatus.UNAUTHORIZED:
        return says.who_are_you()
    if _points_elsewhere(status):
        return says.moved(resource)
    return says.unexpected(resource, status)


def _points_elsewhere(status: int) -> bool:
    return HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST


def _json(body: bytes, where: str) -> Any:
    """What an answer says. Nested too deep, numbers without end, half an answer: all of it is no JSON to us."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise says.no_json(where) from None


def _retry_after(headers: httpx.Headers) -> float | None:
    told = headers.get("retry-after", "")
    return float(told) if told.isascii() and told.isdigit() and len(told) <= len("3600") else None


def _date_of(headers: httpx.Headers) -> datetime | None:
    try:
        told = parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)
