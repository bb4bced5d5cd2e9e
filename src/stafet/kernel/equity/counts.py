"""How many of how many, unit by unit, and three years put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stafet.kernel.sentences import SentenceError, sentence

YEARS = 3
"""So many years are put together: with one year and 60 leavers, a unit ten points below is missed more often than not."""


class ImpossibleCount(SentenceError):
    """More were counted than there are."""


@dataclass(frozen=True, slots=True)
class Counted:
    """``cases`` of ``people`` in one unit."""

    unit: str
    cases: int
    people: int

    def __post_init__(self) -> None:
        if not 0 <= self.cases <= self.people:
            raise ImpossibleCount(
                sentence("%(count)s of %(base)s is no share.", count=self.cases, base=self.people)
            )

    @property
    def share(self) -> float | None:
        """From 0 to 1; ``None`` where there is nobody."""
        return self.cases / self.people if self.people else None


@dataclass(frozen=True, slots=True)
class Year:
    """A unit in a year, named by the year in which it starts."""

    year: int
    counted: Counted


@dataclass(frozen=True, slots=True)
class Pooled:
    """A unit's last three years together, and the last of them alone, to be shown as a lighter mark.

    ``years``: those there are figures for; fewer than three are said.
    """

    together: Counted
    last: Counted | None
    years: tuple[int, ...]


def pooled(rows: Sequence[Year], *, last: int, years: int = YEARS) -> tuple[Pooled, ...]:
    """Put the ``years`` years up to ``last`` together; units in the order in which they first come."""
    wanted = [row for row in rows if last - years < row.year <= last]
    units = dict.fromkeys(row.counted.unit for row in wanted)
    return tuple(_of_unit(unit, [row for row in wanted if row.counted.unit == unit], last) for unit in units)


def _of_unit(unit: str, rows: Sequence[Year], last: int) -> Pooled:
    latest = [row.counted for row in rows if row.year == last]
    return Pooled(
        _sum(unit, [row.counted for row in rows]),
        _sum(unit, latest) if latest else None,
        tuple(sorted({row.year for row in rows})),
    )


def _sum(unit: str, these: Sequence[Counted]) -> Counted:
    return Counted(unit, sum(each.cases for each in these), sum(each.people for each in these))
