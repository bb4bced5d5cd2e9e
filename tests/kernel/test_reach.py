"""What can only be reached at its own machine, and what is refused otherwise."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from stafet.kernel.reach import ReachedFromOutside, is_this_machine, refuse_from_outside, ways_from_outside

LOCAL = ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize("host", [*LOCAL, "127.8.9.1", "::1"])
def test_names_of_this_machine(host: str) -> None:
    assert is_this_machine(host)


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "192.0.2.1", "stafet.example.org", "localhost.example.org", "*", "", ".localhost"],  # noqa: S104
)
def test_names_of_others(host: str) -> None:
    assert not is_this_machine(host)


def test_what_says_that_others_can_come() -> None:
    assert ways_from_outside(hosts=LOCAL, address="http://localhost:8000", https=False) == ()
    ways = ways_from_outside(hosts=[*LOCAL, "*"], address="https://stafet.example.org", https=True)
    assert ways == ("*", "stafet.example.org", "HTTPS")
    with pytest.raises(ReachedFromOutside, match=r"\*, stafet.example.org, HTTPS"):
        refuse_from_outside(ways)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STAFET_HOSTS", "stafet.example.org"),
        ("STAFET_ADDRESS", "https://stafet.example.org"),
        ("STAFET_HTTPS", "1"),
    ],
)
def test_nothing_starts_with_the_second_factor_off_where_others_can_come(name: str, value: str) -> None:
    told = _ask_version({name: value})
    assert told.returncode == 1
    assert "switches the second factor off" in told.stderr
    assert "Traceback" not in told.stderr


def test_at_its_own_machine_it_does() -> None:
    assert _ask_version({}).returncode == 0


def _ask_version(more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"STAFET_HOSTS", "STAFET_ADDRESS"}}
    return subprocess.run(
        [sys.executable, "-m", "stafet.cli", "diagrams", "--help"],
        env=kept | {"STAFET_PASSWORD_ONLY": "1"} | more,
        capture_output=True,
        text=True,
        check=False,
    )
