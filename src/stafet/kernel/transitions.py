"""State machines as tables: which move leads from which state to which.

A move the table does not know raises a sentence; it never does nothing. The diagrams in the docs are
printed from the same tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from stafet.kernel.sentences import Sentence, SentenceError, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

S = TypeVar("S", bound=StrEnum)
M = TypeVar("M", bound=StrEnum)


class IllegalMove(SentenceError):
    """A move that the state does not allow."""


class EmptyTransitionTable(ValueError):
    """A table without a single move describes nothing."""


@dataclass(frozen=True, slots=True)
class TransitionTable(Generic[S, M]):
    """Which move leads from which state to which: ``{(state, move): next state}``."""

    moves: Mapping[tuple[S, M], S]
    _from: Mapping[S, tuple[M, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.moves:
            raise EmptyTransitionTable("A transition table needs at least one move.")
        object.__setattr__(self, "moves", MappingProxyType(dict(self.moves)))
        object.__setattr__(self, "_from", self._moves_by_state())

    def _moves_by_state(self) -> Mapping[S, tuple[M, ...]]:
        by_state: dict[S, list[M]] = {}
        for state, move in self.moves:
            by_state.setdefault(state, []).append(move)
        return MappingProxyType({state: tuple(moves) for state, moves in by_state.items()})

    @property
    def states(self) -> tuple[S, ...]:
        """Every state of the enum, in its order, whether a move touches it or not."""
        return tuple(type(next(iter(self._from))))

    def moves_from(self, state: S) -> tuple[M, ...]:
        """The moves a state allows, in the table's order."""
        return self._from.get(state, ())

    def is_allowed(self, state: S, move: M) -> bool:
        """Whether a state allows a move."""
        return (state, move) in self.moves

    def is_final(self, state: S) -> bool:
        """Whether nothing leads on from a state."""
        return not self.moves_from(state)

    def after(self, state: S, move: M) -> S:
        """The state a move leads to. Raises ``IllegalMove`` when the state does not allow it."""
        if not self.is_allowed(state, move):
            raise IllegalMove(self._why_not(state, move))
        return self.moves[state, move]

    def _why_not(self, state: S, move: M) -> Sentence:
        if self.is_final(state):
            return sentence(
                "“%(move)s” is not possible: this is “%(state)s”, and nothing follows after that.",
                move=move.value,
                state=state.value,
            )
        return sentence(
            "“%(move)s” is not possible while this is “%(state)s”. Possible now: %(allowed)s.",
            move=move.value,
            state=state.value,
            allowed=", ".join(move.value for move in self.moves_from(state)),
        )

    def unreachable(self, initial: S) -> frozenset[S]:
        """The states that no row of moves leads to from the first one: a fault in the table."""
        return frozenset(self.states) - frozenset(self._reachable(initial))

    def _reachable(self, initial: S) -> Iterator[S]:
        seen = {initial}
        waiting = [initial]
        while waiting:
            state = waiting.pop()
            yield state
            following = {self.moves[state, move] for move in self.moves_from(state)} - seen
            seen |= following
            waiting.extend(following)

    def as_mermaid(self, initial: S) -> str:
        """The table as a Mermaid state diagram, for the docs."""
        lines = ["stateDiagram-v2", f"    [*] --> {initial.value}"]
        lines += [f"    {a.value} --> {b.value}: {move.value}" for (a, move), b in self.moves.items()]
        lines += [f"    {state.value} --> [*]" for state in self.states if self.is_final(state)]
        return "\n".join(lines) + "\n"
