"""How a plan of the demonstration is written down: its parts in order, by name, with who does what and what is aimed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from stafet.programme.api import Does, PartFacts, PartKind, Party, TargetFacts

Duties = Sequence[tuple[Party, Does]]


@dataclass(frozen=True, slots=True)
class Aim:
    """What an indicator is to be, so many years after the plan's first."""

    years: int
    value: int
    national: int | None = None
    is_baseline: bool = False

    def target(self, first: int) -> TargetFacts:
        """The same with its year."""
        national = None if self.national is None else Decimal(self.national)
        return TargetFacts(first + self.years, Decimal(self.value), national, self.is_baseline)


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a plan: a name to rest on, its facts, who does what, what is aimed at."""

    name: str
    facts: PartFacts
    upon: tuple[str, ...] = ()
    duties: Duties = ()
    aims: Sequence[Aim] = ()


def line(
    name: str,
    kind: PartKind,
    title: str,
    words: str = "",
    *upon: str,
    duties: Duties = (),
    aims: Sequence[Aim] = (),
    **more: object,
) -> Line:
    """One part, in few words."""
    return Line(name, PartFacts(kind, title, words, **more), upon, duties, aims)  # type: ignore[arg-type]
