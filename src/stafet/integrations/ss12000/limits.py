"""How much a school system may answer, how long it may take, and how often it is asked again."""

from __future__ import annotations

from dataclasses import dataclass

from stafet.integrations.limits import MEGABYTE, STANDARD


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost. Seconds are by the clock on the wall."""

    page_entities: int = 200
    """How many entities are asked for at once; a system may give fewer."""
    answer_bytes: int = 8 * MEGABYTE
    """One answer. Parsed, it may take some thirty times as much memory at worst."""
    all_bytes: int = 2_000 * MEGABYTE
    """Everything that comes over the wire in one fetch."""
    kept_bytes: int = STANDARD.unpacked_text_bytes - MEGABYTE
    """What is kept of it: the reading process takes no more."""
    pages: int = 50_000
    connect_seconds: float = 10
    silent_seconds: float = 60
    """How long nothing may come while an answer is waited for."""
    answer_seconds: float = 180
    """One answer from its first byte to its last."""
    fetch_seconds: float = 3 * 60 * 60
    tries: int = 5
    first_wait_seconds: float = 1
    longest_wait_seconds: float = 60


USUAL = FetchLimits()
