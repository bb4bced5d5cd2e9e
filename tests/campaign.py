"""The long run of ``make campaign``: property tests try a hundred times as many cases, each time other ones."""

from __future__ import annotations

from hypothesis import settings

from tests.goals.record import part_of_it

_CASES = max(100, round(10_000 * part_of_it()))

settings.register_profile("campaign", max_examples=_CASES, deadline=None, print_blob=True)
settings.load_profile("campaign")
