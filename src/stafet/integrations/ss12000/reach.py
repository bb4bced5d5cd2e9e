"""How a school system is reached: its addresses, over TLS only, and by what it knows us."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from stafet.kernel.reach import is_this_machine
from stafet.kernel.sentences import SentenceError, sentence


class NotAnAddress(SentenceError):
    """What was given can't be the address of a school system."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A school system: where it answers, where it gives tokens, and who we are there."""

    address: str
    token_address: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = ""


def checked_address(text: str, *, field: str) -> str:
    """An address a school system may have, without the slash at its end. Raises ``NotAnAddress``.

    Over TLS; without it only on this machine, for an adapter that stands beside Stafet.
    """
    address = text.strip()
    try:
        parts = urlsplit(address)
        is_whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        raise _not_whole(field) from None
    if parts.scheme not in {"http", "https"} or not is_whole:
        raise _not_whole(field)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise NotAnAddress(
            sentence("The address holds more than where the system is. Leave out names, passwords, ? and #."),
            field=field,
        )
    if parts.scheme == "http" and not is_this_machine(parts.hostname or ""):
        raise NotAnAddress(
            sentence(
                "Without https anybody on the way could read it. Write the address that begins with https://."
            ),
            field=field,
        )
    return address.rstrip("/")


def _not_whole(field: str) -> NotAnAddress:
    return NotAnAddress(sentence("Write the whole address, beginning with https://."), field=field)
