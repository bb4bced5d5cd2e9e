"""An OpenID Connect service of our own on this machine: discovery, keys, authorisation code with PKCE, tokens, user info.

It keeps to the standard unless a test asks it to lie.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "stafet-at-hedeby", "known to both"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Mock:
    """The service, who stands before it, and how it lies."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    told_later: dict[str, Any] = field(default_factory=dict)
    lie: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def token(self, asked: dict[str, str]) -> str:
        """The id token, signed with the service's key unless it lies."""
        now = datetime.now(UTC)  # noqa: TID251  # the libraries read it, too
        claims: dict[str, Any] = {
            "iss": self.address,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + timedelta(minutes=5),
            "nonce": asked["nonce"],
            **self.person,
        }
        lies: dict[str, dict[str, Any]] = {
            "issuer": {"iss": "https://elsewhere.example.org"},
            "audience": {"aud": "another-application"},
            "expired": {"exp": now - timedelta(minutes=5)},
            "nonce": {"nonce": "of another log-in"},
        }
        claims |= lies.get(self.lie, {})
        if self.lie == "unsigned":
            return jwt.encode(claims, "", algorithm="none", headers={"kid": "one"})
        if self.lie == "public key as secret":
            return jwt.encode(claims, "one" * 16, algorithm="HS256", headers={"kid": "one"})
        key = _STRANGER if self.lie == "signature" else _KEY
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "one"})


class _Handler(BaseHTTPRequestHandler):
    mock: Mock

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        """Say nothing."""

    def do_GET(self) -> None:
        """Discovery, keys, authorisation, user info."""
        parts = urlsplit(self.path)
        asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
        at = self.mock.address
        if parts.path.endswith("/openid-configuration"):
            self._say(
                {
                    "issuer": at + ("/other" if self.mock.lie == "discovery" else ""),
                    "authorization_endpoint": f"{at}/authorize",
                    "token_endpoint": f"{at}/token",
                    "userinfo_endpoint": f"{at}/userinfo",
                    "jwks_uri": f"{at}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                }
            )
        elif parts.path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_KEY.public_key()))
            self._say({"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]})
        elif parts.path == "/authorize":
            self._authorize(asked)
        elif parts.path == "/userinfo":
            self._say({"sub": self.mock.person["sub"], **self.mock.told_later})
        else:
            self.send_error(404)

    def _authorize(self, asked: dict[str, str]) -> None:
        self.mock.asked.append(asked)
        code = secrets.token_urlsafe(16)
        self.mock.codes[code] = asked
        back = {"code": code, "state": asked["state"]}
        if self.mock.lie == "gave up":
            back = {"error": "access_denied", "state": asked["state"]}
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
        self.end_headers()

    def do_POST(self) -> None:
        """The code is exchanged once, by whoever asked for it and knows the secret."""
        length = int(self.headers["Content-Length"])
        sent = {key: values[0] for key, values in parse_qs(self.rfile.read(length).decode()).items()}
        asked = self.mock.codes.pop(sent.get("code", ""), None)
        wanted = "Basic " + base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        proof = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        fits = asked and base64.urlsafe_b64encode(proof).decode().rstrip("=") == asked.get("code_challenge")
        if asked is None or not fits or self.headers["Authorization"] != wanted:
            self.send_error(400)
            return
        answer = {"access_token": "a", "token_type": "Bearer", "id_token": self.mock.token(asked)}
        if self.mock.lie == "no token":
            del answer["id_token"]
        self._say(answer)

    def _say(self, what: dict[str, Any]) -> None:
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving() -> Iterator[Mock]:
    """The service, answering."""
    mock = Mock()
    handler = type("Handler", (_Handler,), {"mock": mock})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        mock.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield mock
        server.shutdown()
        thread.join()
