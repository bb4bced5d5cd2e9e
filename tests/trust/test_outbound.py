"""T18: whoever tries to leave the machine is refused and seen. The tries are planted; nothing is sent."""

from __future__ import annotations

import socket
from contextlib import closing, suppress
from http.client import HTTPConnection

import pytest

from tests import outbound

ELSEWHERE = "192.0.2.1"
"""An address for documentation (RFC 5737): nobody is there."""


def test_a_connection_elsewhere_is_refused_and_seen() -> None:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as one:
        one.settimeout(0.01)
        with pytest.raises(outbound.StaysHereError):
            one.connect((ELSEWHERE, 9))
    assert outbound.tried == [f"('{ELSEWHERE}', 9)"]
    outbound.tried.clear()


def test_a_client_that_takes_a_refusal_well_is_seen_all_the_same() -> None:
    with suppress(OSError):
        HTTPConnection(ELSEWHERE, 80, timeout=0.01).connect()
    assert len(outbound.tried) == 1
    outbound.tried.clear()


@pytest.mark.parametrize(
    ("address", "is_here"),
    [
        ("/run/somewhere/.s.PGSQL.5432", True),
        (("127.0.0.1", 80), True),
        (("::1", 80, 0, 0), True),
        (("localhost", 80), True),
        (("10.0.0.3", 80), False),
        (("2001:db8::1", 443, 0, 0), False),
        (("school.example", 443), False),
    ],
)
def test_this_machine_is_itself_and_nobody_else(address: object, is_here: bool) -> None:
    assert outbound.is_here(address) is is_here
