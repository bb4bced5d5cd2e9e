"""A school system on this machine: a real server with tokens, pages, filters, and whatever faults a test plants."""

from __future__ import annotations

import base64
import json
import secrets
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from stafet.integrations.ss12000.reach import Reach
from tests.integrations.ss12000.town import Said, Town

CLIENT_ID, SECRET = "stafet-lillby", "not-in-any-log-7f3a"  # of a system that does not exist
Fault = Callable[["Asked"], "Given | None"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that reached the system."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: dict[str, str]

    @property
    def resource(self) -> str:
        """What was asked for."""
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, or a part of one: after ``pause`` seconds between its pieces."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0
    says_length: int | None = None


@dataclass(slots=True)
class System:
    """The school system and how it behaves."""

    town: Town
    page_size: int = 3
    missing: set[str] = field(default_factory=lambda: {"aggregatedAttendances"})
    refused: set[str] = field(default_factory=set)
    knows_changes: bool = True
    token_lasts: int = 3600
    uses_of_token: int = 1_000_000
    takes_header: bool = True
    client_id: str = CLIENT_ID
    secret: str = SECRET
    scope: str = ""
    faults: list[Fault] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    tokens: dict[str, int] = field(default_factory=dict)
    address: str = ""

    def questions(self, resource: str) -> list[Asked]:
        """Every question about something, in order."""
        return [each for each in self.asked if each.resource == resource]

    def reach(self, **changes: str) -> Reach:
        """How it is reached, as its supplier would say."""
        told = {
            "address": f"{self.address}/v2.0",
            "token_address": f"{self.address}/connect/token",
            "client_id": self.client_id,
            "client_secret": self.secret,
        }
        return Reach(**{**told, **changes})

    def answer(self, asked: Asked) -> Given:
        """What the system says."""
        self.asked.append(asked)
        for fault in self.faults:
            given = fault(asked)
            if given is not None:
                return given
        if asked.path == "/connect/token":
            return self._token(asked)
        if not self._is_known(asked):
            return Given(401, b'{"error":"invalid_token"}')
        return self._resource(asked)

    def _token(self, asked: Asked) -> Given:
        known = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        by_header = self.takes_header and asked.headers.get("authorization") == f"Basic {known}"
        by_form = (asked.form.get("client_id"), asked.form.get("client_secret")) == (
            self.client_id,
            self.secret,
        )
        is_asked = (
            asked.form.get("grant_type") == "client_credentials" and asked.form.get("scope", "") == self.scope
        )
        if asked.method != "POST" or not (by_header or by_form) or not is_asked:
            return Given(401, b'{"error":"invalid_client"}')
        token = secrets.token_urlsafe()
        self.tokens[token] = self.uses_of_token
        said = {"access_token": token, "token_type": "Bearer", "expires_in": self.token_lasts}
        return Given(body=json.dumps(said).encode())

    def _is_known(self, asked: Asked) -> bool:
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if self.tokens.get(token, 0) <= 0:
            return False
        self.tokens[token] -= 1
        return True

    def _resource(self, asked: Asked) -> Given:
        if asked.resource in self.missing or not asked.path.startswith("/v2.0/"):
            return Given(404, b'{"code":"404"}')
        if asked.resource in self.refused:
            return Given(403, b'{"code":"403"}')
        if "pageToken" in asked.query and set(asked.query) - {"pageToken", "limit"}:
            return Given(400, b'{"code":"400"}')
        if asked.resource == "deletedEntities":
            return self._deleted(asked)
        if "meta.modified.after" in self._question(asked) and not self.knows_changes:
            return Given(400, b'{"code":"400"}')
        found = self._found(asked)
        start = int(self._question(asked).get("from", "0"))
        size = min(self.page_size, int(asked.query.get("limit", "100")))
        token = self._page_token(asked, start + size) if start + size < len(found) else None
        return Given(body=json.dumps({"data": found[start : start + size], "pageToken": token}).encode())

    def _found(self, asked: Asked) -> list[Said]:
        everything: list[Said] = getattr(self.town, asked.resource, [])
        after = self._question(asked).get("meta.modified.after")
        if after is None:
            return everything
        since = datetime.fromisoformat(after)
        return [each for each in everything if self.town.changed_at[each["id"]] > since]

    def _deleted(self, asked: Asked) -> Given:
        after = datetime.fromisoformat(asked.query["after"])
        gone: dict[str, list[str]] = {}
        for at, kind, key in self.town.deleted:
            if at > after:
                gone.setdefault(kind, []).append(key)
        return Given(body=json.dumps({"data": gone, "pageToken": None}).encode())

    @staticmethod
    def _page_token(asked: Asked, start: int) -> str:
        question = {**System._question(asked), "from": str(start)}
        return base64.urlsafe_b64encode(json.dumps(question).encode()).decode()

    @staticmethod
    def _question(asked: Asked) -> dict[str, str]:
        """What was asked first, which a page token carries on."""
        token = asked.query.get("pageToken")
        if token is None:
            return {name: value for name, value in asked.query.items() if name != "limit"}
        said: dict[str, str] = json.loads(base64.urlsafe_b64decode(token))
        return said


def once(resource: str, given: Given, *, times: int = 1) -> Fault:
    """A fault that happens so many times when something is asked for, and then no more."""
    left = [times]

    def fault(asked: Asked) -> Given | None:
        if asked.resource != resource or not left[0]:
            return None
        left[0] -= 1
        return given

    return fault


def always(resource: str, given: Given) -> Fault:
    """A fault that does not go away."""
    return once(resource, given, times=1_000_000)


@contextmanager
def running(
    system: System, *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> Iterator[System]:
    """The system, answering for as long as the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"system": system}))
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    system.address = f"{'https' if tls else 'http'}://{host}:{server.server_port}"
    try:
        yield system
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One conversation. What is answered is the system's matter."""

    system: ClassVar[System]

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def _answer(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        query, form = _first(parse_qs(parts.query)), _first(parse_qs(body))
        self._give(self.system.answer(Asked(method, unquote(parts.path), query, headers, form)))

    def _give(self, given: Given) -> None:
        self.send_response(given.status)
        for name, value in {"content-type": "application/json", **given.headers}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(given.says_length or len(given.body)))
        self.end_headers()
        try:
            self._send(given)
        except OSError:
            self.close_connection = True

    def _send(self, given: Given) -> None:
        pieces = [bytes([each]) for each in given.body] if given.pause else [given.body]
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()
            if given.pause:
                threading.Event().wait(given.pause)

    def log_message(self, *_: Any) -> None:
        """Nothing is written."""


def _first(many: dict[str, list[str]]) -> dict[str, str]:
    return {name: values[0] for name, values in many.items()}
