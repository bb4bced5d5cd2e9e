"""T17: the command line. Whatever is typed after ``stafet`` is done or refused with a sentence; nobody meets a traceback."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stafet.cli.main import main
from tests.cast import Cast
from tests.goals.record import many, measured
from tests.trust.fuzz import NASTY
from tests.trust.invariants import broken

COMMANDS = ("import", "invite", "watch", "retention", "check", "restore", "restore-drill", "backup")
"""What a municipality's operator types. ``run`` and ``demo`` start servers, the others are for developers."""

WORDS = settings(
    max_examples=many(40, 2_000), deadline=None, suppress_health_check=list(HealthCheck), database=None
)
_OPTIONS = (
    "--source", "--municipality", "--format", "--mapping", "--apply", "--accepted-rows-only", "--losses", "--report",
    "--organisation", "--role", "--language", "--state", "--day", "--list", "--dry-run", "--safe", "--quiet", "--host",
    "--set-aside", "--journal", "--verbosity", "--settings", "--", "-",
)  # fmt: skip
_TYPABLE = [value for value in NASTY if "\x00" not in value and len(value) < 4_000]
"""No shell hands on a NUL or twenty thousand signs."""

_word = st.sampled_from(_TYPABLE) | st.sampled_from(["dk-766", "Hedeby", "2026-09-01", "oneroster", "."])
_words = st.lists(
    _word | st.sampled_from(_OPTIONS) | st.builds("{}={}".format, st.sampled_from(_OPTIONS), _word),
    max_size=6,
)


def fault_of(command: str, words: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What is our fault when this is typed: anything but an end in words."""
    monkeypatch.setattr(sys, "argv", ["stafet", command, *words])
    try:
        main()
    except SystemExit:
        return ""
    except Exception as fault:  # noqa: BLE001  # whatever it is, it is ours
        return f"stafet {command} {words!r}: {type(fault).__name__}: {fault}"
    return ""


@WORDS
@given(command=st.sampled_from(COMMANDS), words=_words)
def test_whatever_is_typed_is_done_or_refused_in_words(
    everyone: Cast,
    database: psycopg.Connection,
    tmp_path_factory: pytest.TempPathFactory,
    command: str,
    words: list[str],
) -> None:
    measured("typed", 1)
    with pytest.MonkeyPatch.context() as here:
        here.chdir(tmp_path_factory.mktemp("typed"))
        assert fault_of(command, words, here) == ""
    assert broken(database) == []


def test_a_command_that_was_written_badly_is_found(
    monkeypatch: pytest.MonkeyPatch, everyone: Cast, tmp_path: Path
) -> None:
    """Planted: a command that takes what was typed for a number."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("stafet.cli.management.commands.watch.Command.handle", lambda *_, day, **__: int(day))
    assert "Error" in fault_of("watch", ["--day", "2026-09-01"], monkeypatch)


@pytest.mark.parametrize("app", ["", "nowhere"])
def test_an_app_that_is_not_there_is_said_in_words(monkeypatch: pytest.MonkeyPatch, app: str) -> None:
    assert fault_of("check", [app], monkeypatch) == ""
