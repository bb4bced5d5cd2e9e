"""The lot: who can't know the seed can't know what is drawn, and whoever has it can draw again."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from math import ceil
from uuid import UUID


def draw(look_ups: Iterable[UUID], how_many: int, *, seed: bytes) -> Sequence[UUID]:
    """So many of the look-ups: those whose keyed hash (HMAC-SHA256, RFC 2104) under the seed is smallest."""
    by_lot = sorted(look_ups, key=lambda key: hmac.digest(seed, key.bytes, hashlib.sha256))
    return by_lot[:how_many]


def size_of_sample(look_ups: int, *, at_least: int, percent: int) -> int:
    """The fixed number, or the share of all look-ups where that is more."""
    return max(at_least, ceil(look_ups * percent / 100))
