"""The lot: numbers that nobody can foresee before the seed is published, and anybody can work out afterwards."""

from __future__ import annotations

import hashlib

DRAW_BITS = 40
"""Wide enough that no two results are equal: with a million possible pairs, less than once in a million draws."""

NO_PLACE = ""
"""The key that stands for getting none; no place may have it."""


def drawn_number(seed: str, pupil: str, place: str) -> int:
    """The number of one pupil at one place (or at none), ``0 ≤ number < 2**40``.

    The first five bytes of SHA-256 over seed, pupil and place, each on a line of its own (UTF-8). Among results
    that all priorities find equal, the one with the smallest sum is taken. Numbers like these make it the
    only one but for a chance of at most pairs / 2**40 (isolation lemma: Mulmuley, Vazirani and Vazirani 1987).
    """
    digest = hashlib.sha256(f"{seed}\n{pupil}\n{place}".encode()).digest()
    return int.from_bytes(digest[: DRAW_BITS // 8], "big")
