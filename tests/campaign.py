"""The long run of ``make campaign``: property tests try a hundred times as many cases, each time other ones."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("campaign", max_examples=10_000, deadline=None, print_blob=True)
settings.load_profile("campaign")
