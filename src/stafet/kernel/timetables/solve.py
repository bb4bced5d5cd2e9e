"""The fewest moves that keep every rule: proposed by a relaxation, decided by an exact search, lexicographic.

First as few soft lessons on the company day as possible, then as few moves as possible. The relaxation gives a bound nobody can
beat. The aim is set there and raised by one move at a time: for each aim only those columns are searched that an answer within
the aim could use. The first answer within an aim is the best there is. What is not decided in half of the time is searched as
a whole for the rest, and the best known is returned with its bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from stafet.kernel.timetables.exact import Found, Search, Searched, search
from stafet.kernel.timetables.patterns import Pattern, patterns_of
from stafet.kernel.timetables.problem import Question
from stafet.kernel.timetables.program import Program, Row, program_of
from stafet.kernel.timetables.proposal import Cost, Outcome, Proposal
from stafet.kernel.timetables.relaxation import Relaxed, relax
from stafet.kernel.timetables.rooms import assign
from stafet.kernel.timetables.rules import rules_of

_SHARE_OF_AIMS = 0.5
"""How much of the time may go into aims before the whole is searched."""
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class _Answer:
    """The columns of the best answer known (none: ``None``), the bound of all answers, and whether that is all there is."""

    taken: frozenset[int] | None
    bound: Cost
    is_decided: bool


def solve(question: Question, *, seconds: float = 10.0, workers: int = 1) -> Proposal:
    """The cheapest week that keeps every rule, or the best known when the time is up.

    ``seconds`` are those of the exact searches; building the program and relaxing it come on top (together some two seconds of
    processor time for 1,900 lessons). An aim is searched by one worker, which has the tightest bounds; ``workers`` search the whole.
    """
    patterns = patterns_of(question)
    said = tuple(rules_of(question, patterns))
    solving = _Solving(program_of(question, patterns, said), seconds, workers)
    proposal = _proposal(question, patterns, solving)
    if proposal is None:
        # There are rooms enough at every hour, but none is free for all hours of some longer lesson.
        left = max(1.0, seconds - solving.spent)
        solving = _Solving(program_of(question, patterns, said, has_rooms=True), left, workers, solving.spent)
        proposal = _proposal(question, patterns, solving)
    return proposal or Proposal(Outcome.UNKNOWN, Cost(0, 0), solving.spent)


def _proposal(question: Question, patterns: Sequence[Pattern], solving: _Solving) -> Proposal | None:
    answer = solving.answer()
    if answer.taken is None:
        outcome = Outcome.IMPOSSIBLE if answer.is_decided else Outcome.UNKNOWN
        return Proposal(outcome, answer.bound, solving.spent)
    starts = dict(_starts(patterns, solving.program, answer.taken))
    rooms = assign(question.week, starts)
    if rooms is None:
        return None
    cost = solving.cost(answer.taken)
    outcome = Outcome.PROVEN if answer.is_decided else Outcome.FEASIBLE
    return Proposal(outcome, cost if answer.is_decided else answer.bound, solving.spent, cost, starts, rooms)


def _starts(
    patterns: Sequence[Pattern], program: Program, taken: frozenset[int]
) -> Iterator[tuple[str, int]]:
    """Where each lesson begins: those that can stay stay, the others in their order."""
    for pattern in patterns:
        chosen = {start for start in pattern.starts if program.places.get((pattern.number, start)) in taken}
        staying = [block for block in pattern.blocks if block.start in chosen]
        moving = [block for block in pattern.blocks if block.start not in chosen]
        free = sorted(chosen - {block.start for block in staying})
        for block, start in (*((block, block.start) for block in staying), *zip(moving, free, strict=True)):
            yield from ((lesson.key, start) for lesson in block.lessons)


@dataclass(slots=True)
class _Solving:
    """A program being solved. ``spent``: seconds of all searches so far."""

    program: Program
    seconds: float
    workers: int
    spent: float = 0.0

    def answer(self) -> _Answer:
        """The cheapest answer, or the best known."""
        bound = Cost(0, 0)
        for soft in self._soft_levels():
            bound = Cost(soft, 0)
            aims = _Aims(self, soft)
            if aims.relaxed is None:
                break
            if aims.relaxed.is_impossible:
                continue
            answer = aims.answer()
            if answer.is_decided:
                return answer
            bound = answer.bound
            break
        return self._whole(bound)

    def cost(self, taken: frozenset[int]) -> Cost:
        """What an answer costs."""
        soft = sum(self.program.soft.get(column, 0) for column in taken)
        return Cost(soft, self.program.moved(taken))

    def search(self, asked: Search, *, share: float = 1.0) -> Searched:
        """Search for as long as there is time, and note how long it took."""
        found = search(self.program, replace(asked, seconds=share * self.seconds - self.spent))
        self.spent += found.seconds
        return found

    def _soft_levels(self) -> Iterator[int]:
        """How many soft lessons may stay, from none upwards.

        The fewest moves of a week without any are relaxed from where the week stands now, in a step per clash. Asked for the
        fewest soft lessons alone the relaxation wanders, so it is asked that only where none is impossible.
        """
        yield 0
        if not self.program.soft:
            return
        relaxed = relax(self.program, self.program.soft, seconds=self.seconds)
        if relaxed is not None and not relaxed.is_impossible:
            yield from range(max(1, relaxed.least), sum(self.program.soft.values()) + 1)

    def _whole(self, bound: Cost) -> _Answer:
        """Search everything at once for the rest of the time, above what is already known."""
        step = self.program.lessons + 1
        price = {column: step * soft for column, soft in self.program.soft.items()}
        for column, kept in self.program.kept.items():
            price[column] = price.get(column, 0) - kept
        floor = step * bound.soft + bound.moved - self.program.lessons
        above = Row(price, floor, step * sum(self.program.soft.values())) if price else None
        found = self.search(Search(price, workers=self.workers, more=(above,) if above else ()))
        if found.found is Found.NONE:
            return _Answer(None, bound, is_decided=True)
        lowest = max(floor, ceil(found.bound - _SLACK)) + self.program.lessons
        known = Cost(*divmod(lowest, step))
        taken = None if found.found is Found.TIME_UP else found.taken
        return _Answer(taken, known, is_decided=found.found is Found.BEST)


class _Aims:
    """Looking for an answer with a number of soft lessons left, from the fewest moves upwards."""

    def __init__(self, solving: _Solving, soft: int) -> None:
        self.solving, self.soft = solving, soft
        program = solving.program
        self.price = {column: -kept for column, kept in program.kept.items()}
        self.rows = [Row(program.soft, soft, soft)] if program.soft else []
        self.relaxed: Relaxed | None = relax(
            replace(program, rows=[*program.rows, *self.rows]), self.price, seconds=solving.seconds
        )

    def answer(self) -> _Answer:
        """The cheapest answer at this level, if the share of time allows; else what is known by then."""
        relaxed, lessons = self.relaxed, self.solving.program.lessons
        assert relaxed is not None  # noqa: S101 - who has no relaxation is searched as a whole
        for aim in range(relaxed.least, 1):
            found = self._within(relaxed, aim)
            if found.found in {Found.BEST, Found.SOME}:
                return _Answer(found.taken, Cost(self.soft, lessons + aim), is_decided=True)
            if found.found is Found.TIME_UP:
                return _Answer(None, Cost(self.soft, lessons + aim), is_decided=False)
        return _Answer(None, Cost(self.soft + 1, 0), is_decided=False)

    def _within(self, relaxed: Relaxed, aim: int) -> Searched:
        """An answer that costs no more than the aim. Aims count from below zero: what is kept is a gain."""
        asked = Search(
            self.price,
            more=(*self.rows, Row(self.price, -self.solving.program.lessons, aim)),
            unused=relaxed.unused(aim),
            used=relaxed.used(aim),
        )
        return self.solving.search(asked, share=_SHARE_OF_AIMS)
