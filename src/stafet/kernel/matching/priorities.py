"""What counts, in which order: priorities are data that a municipality declares and a page shows.

They are compared lexicographically: the least step of a higher one outweighs everything below it, so that
no weight has to be argued about. Each priority is one or several *levels*, and each level a sum of whole numbers over
pupils that is to be as small as possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from stafet.kernel.sentences import Sentence, sentence


class Priority(StrEnum):
    """What a matching is judged by; each is a number that should be small."""

    PLACED = "placed"
    COMPANY = "company"
    WORST_OFF = "worst_off"
    TOTAL_RANK = "total_rank"
    TRAVEL = "travel"
    CHANGES = "changes"
    DRAW = "draw"


PRIORITY_WORDS: dict[Priority, Sentence] = {
    Priority.PLACED: sentence("As few as possible are left without a place"),
    Priority.COMPANY: sentence("As few as possible take a practical course instead of a company"),
    Priority.WORST_OFF: sentence(
        "Those with the lowest wish first: as few as possible at the lowest, then at the next"
    ),
    Priority.TOTAL_RANK: sentence("All wishes together are met as high up as possible"),
    Priority.TRAVEL: sentence("As few minutes of travel as possible altogether"),
    Priority.CHANGES: sentence("As few as possible get another place than before"),
    Priority.DRAW: sentence("What is still equal is drawn by lot; the lot is published and can be repeated"),
}
"""What each priority means, for a page to say."""

FROM_THE_START = (
    Priority.PLACED,
    Priority.COMPANY,
    Priority.WORST_OFF,
    Priority.TOTAL_RANK,
    Priority.TRAVEL,
    Priority.CHANGES,
)
"""The order of a first matching."""

AFTER_A_CHANGE = (
    Priority.PLACED,
    Priority.CHANGES,
    Priority.COMPANY,
    Priority.WORST_OFF,
    Priority.TOTAL_RANK,
    Priority.TRAVEL,
)
"""The order of a later one: nobody is left without, and nobody is moved who need not be."""


class Level(NamedTuple):
    """One number to be made small. ``rank`` says which one, where a priority counts pupils rank by rank."""

    priority: Priority
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Policy:
    """How a municipality wants its places given out.

    ``seed``: the published text the lot is drawn with. ``order``: the priorities, the most important first; the lot
    comes last by itself. ``good_ranks``: wishes down to this rank are not told apart by *worst off*. ``nearest``: how many
    suitable companies near home a pupil may get besides the wishes. ``unknown_minutes``: what an unknown
    journey counts as, in minutes.
    """

    seed: str
    order: tuple[Priority, ...] = FROM_THE_START
    good_ranks: int = 1
    nearest: int = 5
    unknown_minutes: int = 60

    def levels(self, lowest_rank: int) -> tuple[Level, ...]:
        """The numbers to be made small, one after the other; ranks run from 1 to ``lowest_rank``."""
        found: list[Level] = []
        for priority in (*self.order, Priority.DRAW):
            if priority is Priority.WORST_OFF:
                found += [Level(priority, rank) for rank in range(lowest_rank, self.good_ranks, -1)]
            else:
                found.append(Level(priority))
        return tuple(found)
