"""How these tests are run: no database, no clock, and no stopwatch on a single example."""

from __future__ import annotations

from hypothesis import settings

# A shared machine is slow at times; a slow example is no wrong example. Sixty of each keep the whole
# suite under five seconds.
settings.register_profile("kernel", deadline=None, max_examples=60)
settings.load_profile("kernel")
