"""T18: no test leaves the machine. Whatever Python code connects elsewhere is refused, and the test that tried fails.

Browsers and databases are processes of their own and are not seen here; they are given sockets of this machine only.
"""

from __future__ import annotations

import sys
from ipaddress import ip_address

tried: list[str] = []
"""Where somebody tried to go, since the last test."""

_CONNECTS = frozenset({"socket.connect", "socket.sendto"})


class StaysHereError(ConnectionRefusedError):
    """A connection that would have left the machine."""


def stay_here() -> None:
    """From now on, for as long as this process lives. A hook can't be taken away."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _CONNECTS and not is_here(arguments[1]):
        tried.append(str(arguments[1]))
        raise StaysHereError(f"A test run stays on its machine: not to {arguments[1]}.")


def is_here(address: object) -> bool:
    """Whether an address is of this machine: a socket in a folder, or a loopback address."""
    if not isinstance(address, tuple):
        return True
    try:
        return ip_address(str(address[0])).is_loopback
    except ValueError:
        return str(address[0]) in {"localhost", ""}
