"""What has been released, and whether more may be: two filters, two days, and what somebody learns who subtracts.

Filters of one day are cells of one table. Several days of one table are one table with a dimension more: of everybody who was
counted, on which of the days. Between two days the stricter thing is taken for granted: that a reader knows whether a finest
cell grew or shrank, so that every difference is a number of people who came, or who went.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stafet.kernel.disclosure.primary import PrimaryRule
from stafet.kernel.disclosure.proof import Suppression
from stafet.kernel.disclosure.suppress import CannotBeProtected, suppress
from stafet.kernel.disclosure.table import Cell, Dimension, ImpossibleTable, Table
from stafet.kernel.sentences import Sentence, sentence


@dataclass(frozen=True)
class Release:
    """What was released on a day: the table as it was counted then, and the cells that were shown of it.

    It holds what was hidden, too, so it is as confidential as the counts.
    """

    on: date
    table: Table
    shown: frozenset[Cell]


@dataclass(frozen=True)
class Judgement:
    """Whether a table may be released. ``also_hidden``: what must be hidden only because of earlier releases.

    ``suppression``: the proof, over all days together; its cells have the day before their codes.
    """

    suppression: Suppression | None
    also_hidden: frozenset[Cell]
    words: Sentence

    @property
    def may_be_released(self) -> bool:
        """Whether it may, with what it hides."""
        return self.suppression is not None

    @property
    def shown(self) -> Mapping[Cell, int]:
        """What is published, as cells of the day's own table; nothing when it may not be released."""
        found = self.suppression.shown if self.suppression else {}
        return {cell[1:]: count for cell, count in found.items()}


def judge(
    table: Table, rule: PrimaryRule, *, asked: frozenset[Cell], ledger: Sequence[Release], on: date
) -> Judgement:
    """Judge a release of one day's table beside all earlier ones.

    Raises
    ------
    ImpossibleTable
        When an earlier release counted by other dimensions: nobody can say what subtracting tells.
    """
    for release in ledger:
        if release.table.dimensions != table.dimensions:
            raise ImpossibleTable(
                sentence("The release of %(day)s counts by other things. Compare them first.", day=release.on)
            )
    alone = suppress(table, rule, asked=asked)
    days = _days([*ledger, Release(on, table, frozenset())])
    try:
        found = _beside(days, rule, asked)
    except CannotBeProtected as refused:
        return Judgement(None, frozenset(), refused.sentence)
    also = frozenset(cell[1:] for cell in found.hidden) - frozenset(alone.hidden)
    if not also:
        return Judgement(
            found, also, sentence("It may be released: earlier releases give nothing away beside it.")
        )
    return Judgement(
        found,
        also,
        sentence(
            "It may be released with %(count)s more cells hidden: whoever subtracts what was released earlier would"
            " learn about few people.",
            count=len(also),
        ),
    )


def _days(releases: Sequence[Release]) -> list[Release]:
    """One for each count: what was shown of the same count of the same day stands together. The last is the asked one's."""
    last = releases[-1]
    found: list[Release] = []
    for each in [*(one for one in releases if not _is_same(one, last)), last]:
        shown = frozenset().union(*(one.shown for one in releases if _is_same(one, each)))
        if not any(_is_same(one, each) for one in found):
            found.append(Release(each.on, each.table, shown))
    return found


def _is_same(one: Release, other: Release) -> bool:
    return one.on == other.on and one.table == other.table


def _beside(days: Sequence[Release], rule: PrimaryRule, asked: frozenset[Cell]) -> Suppression:
    """Hide so that all days together are safe; told as a table of the last day."""
    joined, last = joined_days([day.table for day in days]), str(len(days) - 1)
    earlier = frozenset((f"day {place}", *cell) for place, day in enumerate(days) for cell in day.shown)
    wanted = frozenset((f"day {last}", *cell) for cell in asked - days[-1].table.absent)
    # An answer that everybody gave is judged on its own day: of those who came later it would say nothing new.
    found = suppress(joined, PrimaryRule(rule.k), asked=wanted, earlier=earlier)
    own = suppress(days[-1].table, rule, asked=asked) if rule.hides_everybody_in else None
    if own is not None and set(own.hidden) - {cell[1:] for cell in found.hidden}:
        also = frozenset((f"day {last}", *cell) for cell in own.hidden)
        found = suppress(joined, PrimaryRule(rule.k), asked=wanted - also, earlier=earlier)
    return found


def joined_days(tables: Sequence[Table]) -> Table:
    """Several days' counts as one table. Its first dimension is on which of the days somebody was counted."""
    patterns: dict[str, frozenset[int]] = {}
    counts: dict[Cell, int] = {}
    for cell in tables[0].finest:
        known = [_known(table, cell) for table in tables]
        first = next((count for count in known if count is not None), None)
        if first is None:
            continue
        # A day on which nobody knew it has no number to subtract; any will do.
        for pattern, count in _layers([first if each is None else each for each in known]):
            key = ",".join(map(str, sorted(pattern)))
            patterns[key] = pattern
            counts[(key, *cell)] = count
    groups = {
        f"day {place}": frozenset(key for key, pattern in patterns.items() if place in pattern)
        for place in range(len(tables))
    }
    days = Dimension("days", tuple(sorted(patterns)), groups, has_whole=False)
    absent = frozenset.intersection(*(table.absent for table in tables))
    impossible = frozenset(
        (key, *cell)
        for key in days.codes
        for cell in tables[0].finest
        if (key, *cell) not in counts and cell not in absent
    )
    return Table((days, *tables[0].dimensions), counts, impossible)


def _known(table: Table, cell: Cell) -> int | None:
    return None if cell in table.absent else table.counts.get(cell, 0)


def _layers(counts: Sequence[int]) -> list[tuple[frozenset[int], int]]:
    """Of whom each day's count is made, with as few comings and goings as can be."""
    found: list[tuple[frozenset[int], int]] = []
    order = sorted(range(len(counts)), key=lambda place: (-counts[place], place))
    for rank, place in enumerate(order):
        following = counts[order[rank + 1]] if rank + 1 < len(order) else 0
        found.append((frozenset(order[: rank + 1]), counts[place] - following))
    return found
