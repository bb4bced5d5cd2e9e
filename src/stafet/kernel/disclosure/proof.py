"""What came of hiding: which cells, why, and the other tables that might be true as far as anybody can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from stafet.kernel.disclosure.primary import PrimaryRule
from stafet.kernel.disclosure.table import Cell, Table
from stafet.kernel.sentences import Sentence, sentence

Change = Mapping[Cell, int]
"""How another table that might be true differs: finest cell → how many more or fewer."""


class Why(StrEnum):
    """Why a cell is not shown."""

    SMALL = "small"
    EVERYBODY = "everybody"
    COMPLEMENTARY = "complementary"


class State(StrEnum):
    """How a cell stands in what is published."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    ABSENT = "absent"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class Suppression:
    """A table ready to be published. ``proof``: other tables, each agreeing with all that is shown.

    ``earlier``: cells that are known already, from earlier releases.
    """

    table: Table
    rule: PrimaryRule
    asked: frozenset[Cell]
    hidden: Mapping[Cell, Why]
    proof: tuple[Change, ...]
    earlier: frozenset[Cell] = frozenset()

    def state(self, cell: Cell) -> State:
        """How a cell stands."""
        if cell not in self.asked:
            return State.NOT_ASKED
        if cell in self.table.absent:
            return State.ABSENT
        return State.HIDDEN if cell in self.hidden else State.SHOWN

    @property
    def shown(self) -> Mapping[Cell, int]:
        """Everything that is published, and nothing else."""
        values = self.table.values
        return {cell: values[cell] for cell in self.asked if self.state(cell) is State.SHOWN}

    @property
    def known(self) -> Mapping[Cell, int]:
        """What is published together with what was published earlier."""
        return {**self.shown, **{cell: self.table.values[cell] for cell in self.earlier}}

    def words(self, cell: Cell) -> Sentence:
        """What readers are told. Whether a cell is small or hides another one is not for them: it would give it away."""
        match self.state(cell):
            case State.SHOWN:
                return sentence("%(count)s people", count=self.table.values[cell])
            case State.HIDDEN:
                return sentence("Not shown, so that nobody can be recognised")
            case State.ABSENT:
                return sentence("Not known")
            case State.NOT_ASKED:
                return sentence("Not part of this table")

    def explain(self, cell: Cell) -> Sentence:
        """Why a cell is not shown, for whoever releases the table; never for readers."""
        match self.hidden.get(cell):
            case Why.SMALL:
                return sentence("Hidden: fewer than %(k)s people are counted here", k=self.rule.k)
            case Why.EVERYBODY:
                return sentence("Hidden: it would say something about everybody in the group")
            case Why.COMPLEMENTARY:
                return sentence(
                    "Hidden: together with what is shown it would give away a cell that is hidden"
                )
            case None:
                return self.words(cell)
