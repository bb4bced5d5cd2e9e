"""An installation that is not safe does not start, and says everything that is wrong at once."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from stafet.operation import api as operation

KEYS = {f"STAFET_{name}_KEY": secrets.token_hex(32) for name in ("SESSION", "CONTEXT", "NUMBER", "SEAL")}


@pytest.fixture
def at_home(tmp_path: Path) -> operation.Installation:
    """A demonstration on one's own machine."""
    return operation.Installation(
        home=tmp_path,
        hosts=("localhost", "127.0.0.1"),
        address="http://localhost:8000",
        https=False,
        keys=KEYS,
        mail_by="django.core.mail.backends.filebased.EmailBackend",
        mail_from="stafet@localhost",
        journal=tmp_path / "deletions.jsonl",
    )


@pytest.fixture
def public(at_home: operation.Installation) -> operation.Installation:
    """A municipality's."""
    return replace(
        at_home,
        hosts=("stafet.hedeby.example",),
        address="https://stafet.hedeby.example",
        https=True,
        mail_by="django.core.mail.backends.smtp.EmailBackend",
        mail_from="stafet@hedeby.example",
        listens="127.0.0.1",
    )


def said(installation: operation.Installation) -> list[str]:
    return [str(reason) for reason in operation.wrong_settings(installation)]


def test_a_demonstration_at_home_and_a_municipalitys_own_are_both_safe(
    at_home: operation.Installation, public: operation.Installation
) -> None:
    assert said(at_home) == []
    assert said(public) == []


UNSAFE: dict[str, tuple[dict[str, object], str]] = {
    "others come without TLS": ({"https": False}, r"does not ask for TLS.*STAFET_HTTPS=1"),
    "links go past TLS": ({"address": "http://stafet.hedeby.example"}, r"links in messages go past TLS"),
    "links lead elsewhere": ({"address": "https://old.example"}, r"STAFET_HOSTS does not name it"),
    "any host": ({"hosts": ("*", "stafet.hedeby.example")}, r"lets any name in \('\*'\)"),
    "any host below": ({"hosts": (".example", "stafet.hedeby.example")}, r"lets any name in"),
    "an empty host": ({"hosts": ("", "stafet.hedeby.example")}, r"lets any name in"),
    "a short key": ({"keys": KEYS | {"STAFET_SESSION_KEY": "abc"}}, r"STAFET_SESSION_KEY is too short"),
    "a plain key": (
        {"keys": KEYS | {"STAFET_NUMBER_KEY": "ab" * 32}},
        r"STAFET_NUMBER_KEY is too short or too plain",
    ),
    "an empty key": ({"keys": KEYS | {"STAFET_CONTEXT_KEY": ""}}, r"STAFET_CONTEXT_KEY is too short"),
    "one key for two": (
        {"keys": KEYS | {"STAFET_SESSION_KEY": KEYS["STAFET_NUMBER_KEY"]}},
        r"Two of the keys are the same",
    ),
    "a seal key that seals nothing": (
        {"keys": KEYS | {"STAFET_SEAL_KEY": secrets.token_urlsafe(48)}},
        r"not 32 bytes in hexadecimal.*openssl rand -hex 32",
    ),
    "mail stays here": (
        {"mail_by": "django.core.mail.backends.filebased.EmailBackend"},
        r"nobody invited gets the link.*STAFET_EMAIL_HOST",
    ),
    "mail from nowhere": ({"mail_from": "stafet@localhost"}, r"STAFET_EMAIL_FROM"),
    "a journal that is no file": (
        {"journal": Path("/")},
        r"can't be written.*STAFET_JOURNAL",
    ),
}


@pytest.mark.parametrize("fault", UNSAFE)
def test_each_fault_is_said_with_its_mend_and_nothing_else_is(
    public: operation.Installation, fault: str
) -> None:
    changes, words = UNSAFE[fault]
    (only,) = said(replace(public, **changes))  # type: ignore[arg-type]
    assert re.search(words, only)


def test_listening_to_everybody_is_no_demonstration_any_more(at_home: operation.Installation) -> None:
    found = said(replace(at_home, listens="0.0.0.0"))  # noqa: S104
    assert any("does not ask for TLS" in each for each in found)
    assert any("Mail does not leave" in each for each in found)


def test_keys_that_others_may_read_are_refused(at_home: operation.Installation) -> None:
    file = at_home.home / "keys.json"
    file.touch(mode=0o600)
    assert said(at_home) == []
    file.chmod(0o640)
    (only,) = said(at_home)
    assert only.endswith(f"chmod 600 {file}.")


@pytest.mark.parametrize(("whole", "refusals"), [(True, 0), (False, 1)])
def test_on_a_database_that_was_restored_by_half_stafet_does_not_start(
    at_home: operation.Installation, whole: bool, refusals: int
) -> None:
    (at_home.home / "operation").mkdir()
    (at_home.home / "operation" / "last-restore.json").write_text(json.dumps({"whole": whole}))
    found = said(at_home)
    assert len(found) == refusals
    assert all("last restore did not end well" in each for each in found)


def test_everything_is_said_at_once(public: operation.Installation, database: psycopg.Connection) -> None:
    unsafe = replace(public, https=False, mail_from="", hosts=("*", "stafet.hedeby.example"))
    with pytest.raises(operation.UnsafeInstallation) as refused:
        operation.refuse_unsafe(unsafe)
    words = str(refused.value)
    assert all(part in words for part in ("lets any name in", "does not ask for TLS", "STAFET_EMAIL_FROM"))
    assert "gate.now() is not the one" in words, "the tests' own clock is a changed one"
    assert f"{len(refused.value.reasons)} things are not safe" in words


Plant = Callable[[psycopg.Connection], Iterator[None]]


def asked(connection: psycopg.Connection, also: dict[str, str] | None = None) -> operation.Ask:
    """Ask as the connection that planted the fault; ``also``: settings that no connection can change for itself."""

    def ask(statement: str, values: list[object] | None = None) -> list[tuple[object, ...]]:
        if also and values and str(values[0]) in also:
            return [(also[str(values[0])],)]
        return connection.execute(statement, values).fetchall()

    return ask


@contextmanager
def planted(connection: psycopg.Connection, statement: str) -> Iterator[None]:
    """A fault in a transaction of its own, which nobody else ever sees."""
    with connection.transaction(force_rollback=True):
        connection.execute(statement)
        yield


FAULTS = {
    "ALTER ROLE stafet_app BYPASSRLS": r"stafet_app may more than it must \(BYPASSRLS\)",
    "ALTER ROLE stafet_job SUPERUSER": r"stafet_job may more than it must \(SUPERUSER",
    "ALTER TABLE people_person OWNER TO stafet_app": r"stafet_app.*owner of tables",
    "GRANT stafet_owner TO stafet_app": r"stafet_app.*member of another role",
    "ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY": r"lack row-level security.*people_person",
    "ALTER TABLE pathways_spell DISABLE ROW LEVEL SECURITY": r"lack row-level security.*pathways_spell",
    "CREATE VIEW public.everybody AS SELECT * FROM people_person": r"Views.*everybody",
    "CREATE MATERIALIZED VIEW public.copied AS SELECT 1": r"Views.*copied",
    "CREATE FUNCTION gate.peep(uuid) RETURNS boolean LANGUAGE sql LEAKPROOF AS 'SELECT true'": r"LEAKPROOF.*peep",
    "SET LOCAL log_min_error_statement = 'error'": r"log_min_error_statement = error.*= panic",
    "SET LOCAL log_parameter_max_length_on_error = -1": r"log_parameter_max_length_on_error",
    "SET LOCAL log_error_verbosity = 'default'": r"log_error_verbosity = default",
    "SET LOCAL log_statement = 'all'": r"log_statement = all",
    "SET LOCAL log_min_duration_statement = 100; SET LOCAL log_parameter_max_length = -1": r"slow statements",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fence_that_is_down_is_said(database: psycopg.Connection, fault: str) -> None:
    assert list(operation.wrong_fences(asked(database))) == []
    with planted(database, fault):
        found = [str(each) for each in operation.wrong_fences(asked(database))]
    assert any(re.search(FAULTS[fault], each) for each in found)


@pytest.mark.parametrize(
    ("number", "refused"),
    [("150013", 1), ("150014", 0), ("160009", 1), ("170006", 0), ("180000", 0), ("140020", 1)],
)
def test_a_server_whose_policies_have_known_holes_is_refused(
    database: psycopg.Connection, number: str, refused: int
) -> None:
    found = list(operation.wrong_fences(asked(database, {"server_version_num": number})))
    assert len(found) == refused
    assert all("known holes" in str(each) for each in found)


def test_what_a_power_cut_would_take_and_who_decides_what_time_it_is(database: psycopg.Connection) -> None:
    """The throw-away server of the tests has both faults: it forgets, and its clock can be set."""
    found = [str(each) for each in operation.wrong_where_others_come(asked(database))]
    assert [each.split(" ")[0] for each in found[:3]] == ["fsync", "full_page_writes", "synchronous_commit"]
    assert "gate.now()" in found[3]
    durable = dict.fromkeys(("fsync", "full_page_writes", "synchronous_commit"), "on")
    own = "CREATE OR REPLACE FUNCTION gate.now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT pg_catalog.now()'"
    with planted(database, own):
        assert list(operation.wrong_where_others_come(asked(database, durable))) == []
