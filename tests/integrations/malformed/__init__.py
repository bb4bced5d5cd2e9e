"""A corpus of malformed uploads, as many as wanted, the same for the same seed.

Every file has one fault that must be told: a rejection that names its place and how to mend it, never an
exception, never without an end, never a whole national number repeated. Used by the commit's tests with a
few hundred files and by the campaign with thousands.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.integrations.malformed import archives, sets, texts, values, workbooks
from tests.integrations.malformed.sound import NUMBER, SETTINGS, MalformedFile, sound_files
from tests.integrations.malformed.told import assert_said_in_every_language, assert_told_well

__all__ = [
    "NUMBER",
    "SETTINGS",
    "MalformedFile",
    "assert_said_in_every_language",
    "assert_told_well",
    "fault_count",
    "malformed_files",
    "sound_files",
]

_FAULTS = (*archives.FAULTS, *texts.FAULTS, *values.FAULTS, *sets.FAULTS, *workbooks.FAULTS)


def malformed_files(*, seed: int, count: int) -> Iterator[MalformedFile]:
    """As many malformed files as wanted, every fault in turn, each time made differently."""
    chance = random.Random(seed)  # noqa: S311  a corpus must be the same every time
    for number in range(count):
        yield _FAULTS[number % len(_FAULTS)](chance)


def fault_count() -> int:
    """How many different faults there are."""
    return len(_FAULTS)
