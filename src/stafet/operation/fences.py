"""What the database server must be like, asked of its own catalogue: roles, policies, the gate's clock, what it logs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections

from stafet.kernel.privacy import Privacy
from stafet.kernel.sentences import Sentence, sentence
from stafet.postgres.api import Purpose

Ask = Callable[..., list[tuple[Any, ...]]]
"""Sends a statement through one connection and gives the rows."""

OLDEST_MINORS: Mapping[int, int] = {15: 14, 16: 10, 17: 6}
"""Below these, row-level security has holes that were mended (CVE-2024-10976, CVE-2025-8713)."""

CLOCK = "SELECT pg_catalog.now()"
_SERVING = (Purpose.APP, Purpose.JOB, Purpose.AUDIT, Purpose.PUBLIC)
_SILENT: Mapping[str, tuple[str, ...]] = {
    "log_min_error_statement": ("panic",),
    "log_parameter_max_length_on_error": ("0",),
    "log_error_verbosity": ("terse",),
    "log_statement": ("none", "ddl"),
}
"""What keeps names and numbers out of the server's log, with the values that do."""
_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")

_POWERS = """
    SELECT r.rolname, concat_ws(', ',
        CASE WHEN r.rolsuper THEN 'SUPERUSER' END, CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END,
        CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END, CASE WHEN r.rolcreatedb THEN 'CREATEDB' END,
        CASE WHEN r.rolreplication THEN 'REPLICATION' END,
        CASE WHEN EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid AND c.relpersistence <> 't')
             THEN 'owner of tables' END,
        CASE WHEN EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) THEN 'member of another role' END)
    FROM pg_roles r WHERE r.rolname = ANY (%s) ORDER BY 1
"""
_UNGUARDED = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relname = ANY (%s) AND NOT (c.relrowsecurity AND c.relforcerowsecurity
        AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)) ORDER BY 1
"""
_WIDE_VIEWS = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'gate') AND (c.relkind = 'm' OR (c.relispartition AND has_table_privilege(%s, c.oid, 'SELECT'))
        OR (c.relkind = 'v' AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false))) ORDER BY 1
"""
_LEAKPROOF = """
    SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('public', 'gate') AND p.proleakproof ORDER BY 1
"""
_CLOCK_BODY = "SELECT prosrc FROM pg_proc WHERE oid = to_regprocedure('gate.now()')"


def wrong_fences(ask: Ask) -> Iterator[Sentence]:
    """Every reason why Stafet may not work on this database at all. The catalogue answers any role the same."""
    yield from _roles(ask)
    yield from _tables(ask)
    yield from _version(ask)
    yield from _log(ask)


def wrong_where_others_come(ask: Ask) -> Iterator[Sentence]:
    """What is a fault only where more depends on it than a demonstration: durability and the clock of time limits."""
    for name in _DURABLE:
        if _shown(ask, name) == "off":
            yield sentence(
                "%(name)s is off: after a power cut a hand-over that was confirmed to somebody may be gone. "
                "Set %(name)s = on in postgresql.conf, and see that no role sets it otherwise.",
                name=name,
            )
    body = ask(_CLOCK_BODY)
    if not body or body[0][0].strip() != CLOCK:
        yield sentence(
            "The database's function gate.now() is not the one Stafet made: whoever changed it decides when access ends. "
            "Find out who did, then put its body back: %(body)s.",
            body=CLOCK,
        )


def personal_tables() -> list[str]:
    """Every table that holds something about a young person, and the tables of their history."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if isinstance(getattr(model, "privacy", None), Privacy) or hasattr(model, "pgh_tracked_model")
    )


def _roles(ask: Ask) -> Iterator[Sentence]:
    names = [settings.STAFET_ROLES.name(purpose) for purpose in _SERVING]
    for role, powers in ask(_POWERS, [names]):
        if powers:
            yield sentence(
                "The database role %(role)s may more than it must (%(powers)s): row-level security would not bind it. "
                "Take it away: ALTER ROLE %(role)s NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION; and what it "
                "owns or is a member of goes to %(owner)s.",
                role=role,
                powers=powers,
                owner=settings.STAFET_ROLES.name(Purpose.OWNER),
            )


def _tables(ask: Ask) -> Iterator[Sentence]:
    bare = [name for (name,) in ask(_UNGUARDED, [personal_tables()])]
    if bare:
        yield sentence(
            "Tables about people lack row-level security, its FORCE, or a policy: %(tables)s. Everybody who may log in could "
            "read them. Run stafet migrate; if they are still named, restore them from the version you run.",
            tables=", ".join(bare),
        )
    wide = [name for (name,) in ask(_WIDE_VIEWS, [settings.STAFET_ROLES.name(Purpose.APP)])]
    if wide:
        yield sentence(
            "Views or parts of tables show more than their reader may see: %(views)s. They were not made by Stafet: drop them, "
            "or make the views with security_invoker = true.",
            views=", ".join(wide),
        )
    leaking = [name for (name,) in ask(_LEAKPROOF)]
    if leaking:
        yield sentence(
            "Functions are marked LEAKPROOF and may be asked about rows before the policies are: %(functions)s. "
            "Mark them NOT LEAKPROOF.",
            functions=", ".join(leaking),
        )


def _version(ask: Ask) -> Iterator[Sentence]:
    number = int(_shown(ask, "server_version_num"))
    major, minor = divmod(number, 10_000)
    if minor < OLDEST_MINORS.get(major, 0) or major < min(OLDEST_MINORS):
        yield sentence(
            "The database server is PostgreSQL %(major)s.%(minor)s, in which row-level security has known holes. "
            "Install %(major)s.%(needed)s or later; the data stay as they are.",
            major=major,
            minor=minor,
            needed=OLDEST_MINORS.get(major, 0),
        )


def _log(ask: Ask) -> Iterator[Sentence]:
    for name, good in _SILENT.items():
        value = _shown(ask, name)
        if value not in good:
            yield sentence(
                "The database server has %(name)s = %(value)s, so that names and numbers of young people end in its log. "
                "Set %(name)s = %(good)s in postgresql.conf and reload.",
                name=name,
                value=value,
                good=good[0],
            )
    slow, parameters = _shown(ask, "log_min_duration_statement"), _shown(ask, "log_parameter_max_length")
    if slow != "-1" and parameters != "0":
        yield sentence(
            "The database server writes slow statements into its log with the values in them. "
            "Set log_min_duration_statement = -1, or log_parameter_max_length = 0, in postgresql.conf and reload."
        )


def _shown(ask: Ask, name: str) -> str:
    return str(ask("SELECT current_setting(%s)", [name])[0][0])


def asking(alias: str) -> Ask:
    """Statements through one of the application's connections."""

    def ask(statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        with connections[alias].cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())

    return ask
