"""Keys that sort by the moment they were made."""

from __future__ import annotations

import secrets
import threading
import time
from uuid import UUID

_PARTS = 1 << 12
"""In how many parts a millisecond is counted: as many as twelve bits can say."""
_NANOSECONDS = 1_000_000
_lock = threading.Lock()
_latest = [0]


def uuid7() -> UUID:
    """A UUID version 7 (RFC 9562, sections 5.7 and 6.2, method 3): 48 bits of Unix milliseconds, 12 of their parts, then random.

    Keys made one after the other by one process are in that order. A key tells when it was made, so it is never
    a secret and never a public link.
    """
    parts = time.time_ns() * _PARTS // _NANOSECONDS
    with _lock:
        _latest[0] = parts = max(parts, _latest[0] + 1)
    milliseconds, part = divmod(parts, _PARTS)
    value = (milliseconds << 80) | (0x7 << 76) | (part << 64) | (0b10 << 62) | secrets.randbits(62)
    return UUID(int=value)
