"""A table of people: what is counted by what, which sums may be asked for, and what nobody has counted.

A *finest cell* has a code in every dimension. Every other cell is a sum of finest cells: over all codes of a dimension
(``ALL``) or over a group of them. A finest cell without a count is *absent*: nobody knows it, and it is never zero.
A sum with an absent part is absent, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from types import MappingProxyType

from stafet.kernel.sentences import SentenceError, sentence

ALL = "*"
"""The code of a dimension's whole; no dimension may have it as a code of its own."""

Cell = tuple[str, ...]
"""One code, group or ``ALL`` for each dimension, in the table's order."""

_NO_GROUPS: Mapping[str, frozenset[str]] = MappingProxyType({})


class ImpossibleTable(SentenceError):
    """A table that contradicts itself."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """What is counted by: its codes, and groups of codes. Groups may lie within each other, apart, or across."""

    key: str
    codes: tuple[str, ...]
    groups: Mapping[str, frozenset[str]] = field(default_factory=lambda: _NO_GROUPS)
    has_whole: bool = True

    @property
    def parts(self) -> Mapping[str, frozenset[str]]:
        """Every code, every group and the whole, with the codes it holds."""
        whole = {ALL: frozenset(self.codes)} if self.has_whole else {}
        return {**{code: frozenset({code}) for code in self.codes}, **self.groups, **whole}


@dataclass(frozen=True)
class Table:
    """Counts of people. ``counts``: finest cell → how many; a finest cell that is left out is absent.

    ``impossible``: finest cells that can't hold anybody, as everybody knows; their count is 0.

    Raises
    ------
    ImpossibleTable
        When a code is unknown, stands twice, or a count is below zero.
    """

    dimensions: tuple[Dimension, ...]
    counts: Mapping[Cell, int]
    impossible: frozenset[Cell] = frozenset()

    def __post_init__(self) -> None:
        for dimension in self.dimensions:
            _require_sound(dimension)
        finest = set(self.finest)
        for cell in sorted({*self.counts, *self.impossible} - finest):
            raise ImpossibleTable(
                sentence("The cell %(cell)s has a code that the table does not know.", cell=" · ".join(cell))
            )
        for cell, count in self.counts.items():
            if count < 0 or (count and cell in self.impossible):
                raise ImpossibleTable(
                    sentence(
                        "The cell %(cell)s can't hold %(count)s people.", cell=" · ".join(cell), count=count
                    )
                )

    @cached_property
    def finest(self) -> tuple[Cell, ...]:
        """Every finest cell, counted or not."""
        return tuple(product(*(dimension.codes for dimension in self.dimensions)))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell there is, sums too."""
        return tuple(product(*(dimension.parts for dimension in self.dimensions)))

    @cached_property
    def absent(self) -> frozenset[Cell]:
        """Cells nobody knows."""
        missing = [cell for cell in self.finest if cell not in self.counts and cell not in self.impossible]
        return frozenset(over for cell in missing for over in self.over(cell))

    @cached_property
    def values(self) -> Mapping[Cell, int]:
        """Every cell that is known, with its count."""
        found = dict.fromkeys(self.cells, 0)
        for cell, count in self.counts.items():
            if count:
                for over in self.over(cell):
                    found[over] += count
        return {cell: count for cell, count in found.items() if cell not in self.absent}

    @cached_property
    def _over(self) -> tuple[Mapping[str, tuple[str, ...]], ...]:
        return tuple(
            {code: tuple(key for key, codes in d.parts.items() if code in codes) for code in d.codes}
            for d in self.dimensions
        )

    def over(self, finest: Cell) -> Iterator[Cell]:
        """Every cell that counts a finest cell, itself first."""
        return product(*(over[code] for over, code in zip(self._over, finest, strict=True)))

    def view(self, *keys: str) -> frozenset[Cell]:
        """The cells of a smaller table by these dimensions alone, all its sums included."""
        return frozenset(
            cell
            for cell in self.cells
            if all(code == ALL or d.key in keys for code, d in zip(cell, self.dimensions, strict=True))
        )


def _require_sound(dimension: Dimension) -> None:
    keys = [*dimension.codes, *dimension.groups]
    unknown = frozenset().union(*dimension.groups.values()) - set(dimension.codes)
    if len(keys) != len(set(keys)) or ALL in keys or unknown:
        raise ImpossibleTable(
            sentence(
                "The dimension %(dimension)s has a code twice, or a group of codes it does not have.",
                dimension=dimension.key,
            )
        )
