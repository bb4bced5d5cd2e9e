"""Which cells can't be shown as they are: rules as data, with their numbers from the dated rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stafet.kernel import rules
from stafet.kernel.disclosure.table import ALL, Cell, Table
from stafet.kernel.sentences import SentenceError, sentence


class Audience(StrEnum):
    """For whom it is published; the rule belongs to the audience, not to the table."""

    INSIDE = "inside"
    PUBLIC = "public"


_SMALLEST = {
    Audience.INSIDE: "stafet.statistics.smallest_group",
    Audience.PUBLIC: "stafet.statistics.smallest_sensitive_group",
}


class TooSmallAThreshold(SentenceError):
    """A rule that hides nothing."""


@dataclass(frozen=True, slots=True)
class PrimaryRule:
    """A group of 1 … ``k - 1`` people is small and is not shown.

    ``hides_everybody_in``: the dimension whose answer says something about everybody when all of a group gave it;
    then that answer, and the zeros beside it, are not shown either. Empty = none.
    """

    k: int
    hides_everybody_in: str = ""

    def __post_init__(self) -> None:
        if self.k < 2:
            raise TooSmallAThreshold(
                sentence("A threshold of %(k)s hides nobody. Choose at least two.", k=self.k)
            )


def rule_for(audience: Audience, *, on: date, is_sensitive: bool, everybody_in: str = "") -> PrimaryRule:
    """The rule for an audience on a day. What is sensitive is judged as strictly inside as outside."""
    asked = Audience.PUBLIC if is_sensitive else audience
    return PrimaryRule(rules.value(_SMALLEST[asked], on=on), everybody_in)


def small_cells(table: Table, rule: PrimaryRule) -> Iterator[Cell]:
    """Cells of a few people, sums too."""
    return (cell for cell, count in table.values.items() if 0 < count < rule.k)


def small_finest(table: Table, rule: PrimaryRule) -> tuple[Cell, ...]:
    """Finest cells of a few people. Every small group is made of such cells, whoever adds and subtracts."""
    return tuple(cell for cell in table.finest if 0 < table.counts.get(cell, 0) < rule.k)


def everybody_cells(table: Table, rule: PrimaryRule) -> Iterator[Cell]:
    """Cells in which all of a group of ``k`` or more gave one answer."""
    if not rule.hides_everybody_in:
        return
    place = [d.key for d in table.dimensions].index(rule.hides_everybody_in)
    codes = set(table.dimensions[place].codes)
    for cell, count in table.values.items():
        base = (*cell[:place], ALL, *cell[place + 1 :])
        if cell[place] in codes and count >= rule.k and table.values.get(base) == count:
            yield cell
