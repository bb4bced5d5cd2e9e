"""How these tests are run: no database, no clock, and no stopwatch on a single example."""

from __future__ import annotations

from hypothesis import settings

# A shared machine is slow at times; a slow example is no wrong example.
settings.register_profile("kernel", deadline=None)
settings.load_profile("kernel")
