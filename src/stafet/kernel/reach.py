"""Who can reach an installation: only whoever sits at its machine, or others too."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from stafet.kernel.sentences import SentenceError, sentence


class ReachedFromOutside(SentenceError):
    """Something that is for this machine only was asked for where others can come."""


def is_this_machine(host: str) -> bool:
    """Whether a name or an address can only mean the machine it is said on."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def ways_from_outside(*, hosts: Iterable[str], address: str, https: bool) -> tuple[str, ...]:
    """What says that others can come: names it answers to, its address in messages, TLS."""
    named = {*hosts, urlsplit(address).hostname or ""}
    outside = sorted(name for name in named if not is_this_machine(name))
    return (*outside, *(["HTTPS"] if https else []))


def refuse_from_outside(outside: tuple[str, ...]) -> None:
    """Raise ``ReachedFromOutside`` unless only this machine can come: then a password alone may let in."""
    if outside:
        raise ReachedFromOutside(
            sentence(
                "STAFET_PASSWORD_ONLY switches the second factor off, and others can reach this Stafet: %(ways)s. "
                "Take it away, or let STAFET_HOSTS, STAFET_ADDRESS and --host name this machine only.",
                ways=", ".join(outside),
            )
        )
