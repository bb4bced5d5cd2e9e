"""The fewest moves that keep every rule: proposed by a relaxation, decided by an exact search, lexicographic.

First as few soft lessons on the company day as possible, then as few moves as possible. The relaxation gives a bound nobody can
beat. The aim is set there and raised by one move at a time: for each aim only those columns are searched that an answer within
the aim could use. The first answer within an aim is the best there is. What is not decided by then is closed in on from both
sides: from the school's own week, in which protected lessons stay at a price, to better and better ones; then from the bound
upwards, below the best week known. When the time is up, that week is returned with its bound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from stafet.kernel.timetables.clock import Clock
from stafet.kernel.timetables.exact import Found, How, Search, Searched, search
from stafet.kernel.timetables.patterns import Pattern, patterns_of
from stafet.kernel.timetables.problem import Question
from stafet.kernel.timetables.program import Program, Row, program_of
from stafet.kernel.timetables.proposal import Cost, Outcome, Proposal
from stafet.kernel.timetables.relaxation import Relaxed, relax
from stafet.kernel.timetables.rooms import assign
from stafet.kernel.timetables.rules import rules_of

_SHARE_OF_RELAXATIONS = 0.5
"""How much of the time may be gone when the last relaxation ends."""
_PART_FOR_AIMS, _PART_FOR_IMPROVING = 0.35, 0.5
"""How much of what is left goes into each, if it is not decided earlier; the rest raises the bound."""
_LEFT_FOR_ROOMS = 0.05
"""How much of the time is kept for giving every lesson its room."""
_SHORTEST = 1.0
"""Seconds that rooms may take even if nothing is left: without them, what was found would be lost."""
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class _Answer:
    """The columns of the best answer known (none: ``None``), the bound of all answers, and whether that is all there is."""

    taken: frozenset[int] | None
    bound: Cost
    is_decided: bool


def solve(question: Question, *, seconds: float = 10.0) -> Proposal:
    """The cheapest week that keeps every rule, or the best known when the time is up.

    ``seconds`` are all of them: reading the rules, the relaxation, every search, and giving rooms. One worker searches: it has the
    tightest bounds, and leaves the other processors to other people.
    """
    clock = Clock(seconds)
    patterns = patterns_of(question)
    said = tuple(rules_of(question, patterns))
    proposal = None
    for has_rooms in (False, True):
        # There may be rooms enough at every hour, and none free for all hours of some longer lesson: then they are searched too.
        program = program_of(question, patterns, said, has_rooms=has_rooms, bends=True)
        clock.seconds = max(clock.seconds, clock.spent + _SHORTEST if has_rooms else 0.0)
        proposal = _proposal(question, patterns, _Solving(program, clock))
        if proposal is not None:
            break
    return proposal or Proposal(Outcome.UNKNOWN, Cost(0, 0), clock.spent)


def _proposal(question: Question, patterns: Sequence[Pattern], solving: _Solving) -> Proposal | None:
    answer, clock = solving.answer(), solving.clock
    if answer.taken is None:
        outcome = Outcome.IMPOSSIBLE if answer.is_decided else Outcome.UNKNOWN
        return Proposal(outcome, answer.bound, clock.spent)
    starts = dict(_starts(patterns, solving.program, answer.taken))
    rooms = assign(question.week, starts, seconds=max(clock.left(1.0), _SHORTEST))
    if rooms is None:
        return None
    cost = solving.cost(answer.taken)
    outcome = Outcome.PROVEN if answer.is_decided else Outcome.FEASIBLE
    return Proposal(outcome, cost if answer.is_decided else answer.bound, clock.spent, cost, starts, rooms)


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
    """A program being solved."""

    program: Program
    clock: Clock
    best: frozenset[int] | None = None
    """The columns of the best week known."""

    def answer(self) -> _Answer:
        """The cheapest answer, or the best known."""
        bound = Cost(0, 0)
        for soft in self._soft_levels():
            bound = max(bound, Cost(soft, 0))
            aims = _Aims(self, soft)
            if aims.relaxed is None:
                return self.improve(bound, until=1 - _LEFT_FOR_ROOMS)
            if not aims.relaxed.is_impossible:
                answer = aims.answer()
                if answer.is_decided or answer.bound.soft == soft:
                    return answer
                bound = answer.bound
        if self._is_impossible():
            return _Answer(None, bound, is_decided=True)
        return self.improve(bound, until=1 - _LEFT_FOR_ROOMS)

    def improve(self, bound: Cost, *, until: float) -> _Answer:
        """Better and better weeks from the school's own on, until a share of the time is gone.

        A protected lesson that stays costs more than anything else can: a week in which one does is none to show.
        """
        program, step = self.program, self.program.lessons + 1
        price = Counter({column: step * soft for column, soft in program.soft.items()})
        price.update(
            {column: step * (sum(program.soft.values()) + 1) * hard for column, hard in program.hard.items()}
        )
        price.subtract(program.kept)
        least = step * bound.soft + bound.moved - program.lessons
        asked = Search(price, self.clock.left(until), least=least, begin=program.now, how=How.IMPROVE)
        found = search(program, asked)
        self.note(found)
        lowest = max(least, ceil(found.bound - _SLACK)) + program.lessons
        if lowest >= step * (sum(program.soft.values()) + 1):
            return _Answer(None, bound, is_decided=True)
        return self.known(Cost(*divmod(lowest, step)))

    def note(self, found: Searched) -> None:
        """Keep a week that was found, if it may be shown and is better than the one known."""
        may_be_shown = found.found in {Found.BEST, Found.SOME} and self.program.hard.keys().isdisjoint(
            found.taken
        )
        if may_be_shown and (self.best is None or self.cost(found.taken) < self.cost(self.best)):
            self.best = found.taken

    def known(self, bound: Cost) -> _Answer:
        """The best week known, and whether the bound says that it is the best there is."""
        is_decided = self.best is not None and self.cost(self.best) <= bound
        return _Answer(self.best, bound, is_decided=is_decided)

    def _is_impossible(self) -> bool:
        """Whether what no relaxation allows is impossible in whole numbers too."""
        if self.best is not None:
            return False
        asked = Search(
            {}, self.clock.left(self.clock.after(_PART_FOR_AIMS)), more=self.nothing_protected_stays
        )
        return search(self.program, asked).found is Found.NONE

    def cost(self, taken: frozenset[int]) -> Cost:
        """What an answer costs."""
        soft = sum(self.program.soft.get(column, 0) for column in taken)
        return Cost(soft, self.program.moved(taken))

    def relax(self, price: Mapping[int, int], rows: Sequence[Row]) -> Relaxed | None:
        """The cheapest answer with halves allowed, as far as the time for that goes."""
        program = replace(self.program, rows=[*self.program.rows, *rows])
        return relax(program, price, seconds=self.clock.left(_SHARE_OF_RELAXATIONS))

    @property
    def nothing_protected_stays(self) -> Sequence[Row]:
        """What is asked for, as a row."""
        return [Row(self.program.hard, 0, 0)] if self.program.hard else []

    def _soft_levels(self) -> Iterator[int]:
        """How many soft lessons may stay, from none upwards.

        The fewest moves of a week without any are relaxed from where the week stands now, in a step per clash. Asked for the
        fewest soft lessons alone the relaxation wanders, so it is asked that only where none is impossible.
        """
        yield 0
        if not self.program.soft:
            return
        relaxed = self.relax(self.program.soft, self.nothing_protected_stays)
        if relaxed is not None and not relaxed.is_impossible:
            yield from range(max(1, relaxed.least), sum(self.program.soft.values()) + 1)


class _Aims:
    """Looking for an answer with a number of soft lessons left, from the fewest moves upwards."""

    def __init__(self, solving: _Solving, soft: int) -> None:
        self.solving, self.soft = solving, soft
        program = solving.program
        self.price = {column: -kept for column, kept in program.kept.items()}
        self.rows = [*solving.nothing_protected_stays]
        if program.soft:
            self.rows.append(Row(program.soft, soft, soft))
        self.relaxed = solving.relax(self.price, self.rows)

    def answer(self) -> _Answer:
        """The cheapest answer at this level, or the best known; with a bound beyond it where there is none at this level."""
        relaxed, lessons = self.relaxed, self.solving.program.lessons
        assert relaxed is not None  # noqa: S101 - who has no relaxation is improved only
        until = self.solving.clock.after(_PART_FOR_AIMS)
        for aim in range(relaxed.least, 1):
            found = self._within(relaxed, aim, until)
            if found.found in {Found.BEST, Found.SOME}:
                return _Answer(found.taken, Cost(self.soft, lessons + aim), is_decided=True)
            if found.found is Found.TIME_UP:
                return self._closed_in(relaxed, aim)
        return _Answer(None, Cost(self.soft + 1, 0), is_decided=False)

    def _within(self, relaxed: Relaxed, aim: int, until: float) -> Searched:
        """An answer that costs no more than the aim. Aims count from below zero: what is kept is a gain."""
        return search(self.solving.program, self._search(relaxed, aim, until))

    def _closed_in(self, relaxed: Relaxed, least: int) -> _Answer:
        """What is not decided at an aim, from above and from below."""
        solving, lessons = self.solving, self.solving.program.lessons
        bound = Cost(self.soft, lessons + least)
        until = solving.clock.after(_PART_FOR_IMPROVING)
        answer = solving.known(bound) if solving.best else solving.improve(bound, until=until)
        if answer.is_decided or answer.bound.soft > self.soft:
            return answer
        known = solving.best and solving.cost(solving.best)
        most = known.moved - lessons - 1 if known and known.soft == self.soft else 0
        asked = self._search(relaxed, most, 1 - _LEFT_FOR_ROOMS)
        found = search(solving.program, replace(asked, least=least, begin=solving.best, how=How.RISE))
        if found.found is Found.NONE:
            return (
                _Answer(solving.best, known, is_decided=True)
                if known and known.soft == self.soft
                else _Answer(None, Cost(self.soft + 1, 0), is_decided=False)
            )
        solving.note(found)
        return solving.known(Cost(self.soft, max(bound.moved, ceil(found.bound - _SLACK) + lessons)))

    def _search(self, relaxed: Relaxed, most: int, until: float) -> Search:
        """All answers at this level that cost no more than so much, until a share of the time is gone."""
        return Search(
            self.price,
            self.solving.clock.left(until),
            more=(*self.rows, Row(self.price, -self.solving.program.lessons, most)),
            unused=relaxed.unused(most),
            used=relaxed.used(most),
        )
