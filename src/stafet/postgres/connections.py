"""How each part of the product connects, read from the environment and the state folder.

With ``DATABASE_URL`` set, the roles live on that server with random passwords, kept in the state folder
in a file only its user may read. Without it, everything is on the private cluster in the state folder,
whose socket nobody else can reach, and there are no passwords.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from stafet.kernel.sentences import sentence
from stafet.postgres.binaries import Binaries, find_binaries
from stafet.postgres.cluster import DATA_FOLDER, SUPERUSER, Cluster, ClusterFailed, private_dsn
from stafet.postgres.roles import DatabaseRoles, Purpose

DATABASE_NAME = "stafet"
_PASSWORD_FILE = "database.json"  # noqa: S105  # a file's name
_OWN_PARTS = frozenset({"host", "port", "dbname", "user", "password"})


@dataclass(frozen=True, slots=True)
class DatabaseUrls:
    """Connection strings in libpq's form, one per role, and one for whoever made the roles.

    ``administrator`` is the superuser of the private cluster or the account in ``DATABASE_URL``; it
    makes roles and databases and never serves a page. ``embedded`` says which of the two it is.
    """

    administrator: str
    owner: str
    app: str
    job: str
    audit: str
    public: str
    backup: str
    database: str
    roles: DatabaseRoles
    passwords: Mapping[Purpose, str]
    embedded: bool


@dataclass(frozen=True, slots=True)
class ConnectionParts:
    """A connection string taken apart; ``options`` is whatever else libpq is told (``sslmode`` …)."""

    host: str
    port: str
    database: str
    user: str
    password: str
    options: Mapping[str, str]


def state_folder(environ: Mapping[str, str]) -> Path:
    """Where everything that is not code lives: ``STAFET_HOME``, else ``var`` where we were started."""
    return Path(environ.get("STAFET_HOME") or "var").absolute()


def make_state_folder(home: Path) -> None:
    """Make the state folder. Others may pass through it but not look: each file in it guards itself."""
    home.mkdir(mode=0o711, parents=True, exist_ok=True)


def local_cluster(home: Path, environ: Mapping[str, str]) -> Cluster:
    """The private cluster of a state folder, made or not.

    ``STAFET_POSTGRES`` may name the folder of PostgreSQL's programs. Raises ``NoBinaries``.
    """
    return Cluster(home / DATA_FOLDER, _binaries(environ))


def connection_settings(home: Path, environ: Mapping[str, str]) -> DatabaseUrls:
    """How to connect, whether or not the server runs yet; starts and asks nothing.

    ``STAFET_ROLE_PREFIX`` tells several installations on one server apart. Raises ``ClusterFailed``
    when ``DATABASE_URL`` cannot be read.
    """
    roles = DatabaseRoles(environ.get("STAFET_ROLE_PREFIX") or "stafet")
    url = environ.get("DATABASE_URL", "")
    return _server_urls(url, home, roles) if url else _private_urls(home, roles)


def connection_parts(dsn: str) -> ConnectionParts:
    """Take a connection string apart, for frameworks that want the pieces."""
    parts = {name: str(value) for name, value in conninfo_to_dict(dsn).items() if value is not None}
    return ConnectionParts(
        host=parts.get("host", ""),
        port=parts.get("port", ""),
        database=parts.get("dbname", ""),
        user=parts.get("user", ""),
        password=parts.get("password", ""),
        options={name: value for name, value in parts.items() if name not in _OWN_PARTS},
    )


def _binaries(environ: Mapping[str, str]) -> Binaries:
    configured = environ.get("STAFET_POSTGRES", "")
    return find_binaries(Path(configured) if configured else None)


def _private_urls(home: Path, roles: DatabaseRoles) -> DatabaseUrls:
    data = home / DATA_FOLDER
    per_role = {
        purpose.value: private_dsn(data, user=roles.name(purpose), dbname=DATABASE_NAME)
        for purpose in Purpose
    }
    return DatabaseUrls(
        administrator=private_dsn(data, user=SUPERUSER, dbname=DATABASE_NAME),
        database=DATABASE_NAME,
        roles=roles,
        passwords={},
        embedded=True,
        **per_role,
    )


def _server_urls(url: str, home: Path, roles: DatabaseRoles) -> DatabaseUrls:
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ClusterFailed(
            sentence(
                "DATABASE_URL is not a PostgreSQL address such as postgresql://user:password@host/stafet."
            )
        ) from error
    database = str(parts.get("dbname") or DATABASE_NAME)
    passwords = _passwords(home, roles)
    per_role = {
        purpose.value: make_conninfo(
            url, user=roles.name(purpose), password=passwords[purpose], dbname=database
        )
        for purpose in Purpose
    }
    return DatabaseUrls(
        administrator=make_conninfo(url, dbname=database),
        database=database,
        roles=roles,
        passwords=passwords,
        embedded=False,
        **per_role,
    )


def _passwords(home: Path, roles: DatabaseRoles) -> Mapping[Purpose, str]:
    """The passwords of our roles, made the first time they are needed."""
    path = home / _PASSWORD_FILE
    known = _read(path)
    missing = {roles.name(purpose): secrets.token_urlsafe(32) for purpose in Purpose} | known
    if missing != known:
        make_state_folder(home)
        _write_privately(path, missing)
    return {purpose: missing[roles.name(purpose)] for purpose in Purpose}


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    content = json.loads(path.read_text(encoding="utf-8"))
    return {str(name): str(password) for name, password in content.items()}


def _write_privately(path: Path, content: Mapping[str, str]) -> None:
    """Write for our eyes only, whole or not at all: a half-written file would lock everyone out."""
    draft = path.with_suffix(".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
    draft.replace(path)
