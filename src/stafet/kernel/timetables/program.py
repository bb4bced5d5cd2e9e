"""The rules as rows of whole numbers, so that every solver is told the same.

A column is something that is done or not: a block begins at an hour, a day has a shape, a lesson has a room. A row bounds a sum
of columns and carries the rule it comes from. The price of an answer is the number of lessons that move.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stafet.kernel.timetables.patterns import Pattern, Place, occupied
from stafet.kernel.timetables.problem import Question
from stafet.kernel.timetables.rules import DayShapes, Limit, Rule, RuleKind, Said

Sum = Mapping[int, int]
"""Column → how often it counts."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sum of columns between two bounds. Without a ``rule`` it says how the columns hang together."""

    terms: Sum
    least: int
    most: int
    rule: Rule | None = None

    @property
    def lowest(self) -> int:
        """The smallest the sum can be."""
        return sum(count for count in self.terms.values() if count < 0)

    @property
    def highest(self) -> int:
        """The biggest the sum can be."""
        return sum(count for count in self.terms.values() if count > 0)


@dataclass(slots=True)
class Program:
    """Columns and rows. ``places``: place → its column; ``hard``, ``soft`` and ``moved`` are what an answer costs.

    ``lessons`` is how many there are: all of them move but those that ``kept`` counts. ``hard`` counts only where protected
    lessons may stay at a price. ``now``: the columns that the school's own week takes.
    """

    columns: int = 0
    rows: list[Row] = field(default_factory=list)
    places: dict[Place, int] = field(default_factory=dict)
    lessons: int = 0
    kept: dict[int, int] = field(default_factory=dict)
    soft: dict[int, int] = field(default_factory=dict)
    hard: dict[int, int] = field(default_factory=dict)
    now: set[int] = field(default_factory=set)

    def new(self) -> int:
        """One more column."""
        self.columns += 1
        return self.columns - 1

    def moved(self, taken: Iterable[int]) -> int:
        """How many lessons move in an answer."""
        return self.lessons - sum(self.kept.get(column, 0) for column in taken)


def program_of(
    question: Question,
    patterns: Sequence[Pattern],
    said: Sequence[Said],
    *,
    closes: bool = True,
    has_rooms: bool = False,
    bends: bool = False,
) -> Program:
    """The program of a question.

    ``closes``: what a rule forbids outright gets no column, which is faster; to find out which rules clash, it must have one.
    ``has_rooms``: every lesson is given its room in the program, too, instead of only being sure that there are enough.
    ``bends``: protected lessons may stay where they are, so that the school's own week is an answer too, if a dear one.
    """
    program = Program()
    bent = frozenset(_bent(patterns, said)) if bends else frozenset[Place]()
    closed = (frozenset(_closed(said)) if closes else frozenset[Place]()) - bent
    for pattern in patterns:
        _add_pattern(program, question, pattern, closed)
    for each in said:
        if isinstance(each, DayShapes):
            _add_shapes(program, patterns, each)
        elif bends and each.rule.kind is RuleKind.PROTECTED:
            program.hard |= _terms(program, each.places)
        else:
            _add_limit(program, each)
    if has_rooms:
        _add_rooms(program, patterns)
    if closes:
        program.rows = list(_merged(program.rows))
    return program


def _closed(said: Iterable[Said]) -> Iterator[Place]:
    for each in said:
        if isinstance(each, Limit) and each.most == 0:
            yield from each.places


def _bent(patterns: Sequence[Pattern], said: Iterable[Said]) -> Iterator[Place]:
    """Where protected lessons stand now, against what is asked for."""
    for each in said:
        if isinstance(each, Limit) and each.rule.kind is RuleKind.PROTECTED:
            yield from (place for place in each.places if _stands(patterns, place))


def _add_pattern(program: Program, question: Question, pattern: Pattern, closed: frozenset[Place]) -> None:
    program.lessons += pattern.weight * len(pattern.blocks)
    mine = {start: program.new() for start in pattern.starts if (pattern.number, start) not in closed}
    for start, column in mine.items():
        program.places[pattern.number, start] = column
        if pattern.base.get(start):
            program.kept[column] = pattern.weight
            program.now.add(column)
        if missed := _soft_missed(question, pattern, start):
            program.soft[column] = missed
    program.rows.append(Row(dict.fromkeys(mine.values(), 1), len(pattern.blocks), len(pattern.blocks)))


def _soft_missed(question: Question, pattern: Pattern, start: int) -> int:
    day = question.week.day_of(start)
    return sum(
        lesson.subject in question.soft and day in question.company_days_of(lesson)
        for lesson in pattern.example
    )


def _add_limit(program: Program, limit: Limit) -> None:
    terms = _terms(program, limit.places)
    if limit.least > 0 or sum(terms.values()) > limit.most:
        program.rows.append(Row(terms, limit.least, limit.most, limit.rule))


def _add_shapes(program: Program, patterns: Sequence[Pattern], day: DayShapes) -> None:
    shapes = {shape: program.new() for shape in day.shapes}
    busy = [
        hour for hour, shaped in day.hours.items() if any(_stands(patterns, place) for place in shaped.places)
    ]
    program.now.add(shapes[range(min(busy), max(busy) + 1)])
    program.rows.append(Row(dict.fromkeys(shapes.values(), 1), 1, 1))
    for hour, shaped in day.hours.items():
        taken = _terms(program, shaped.places)
        filled = [column for shape, column in shapes.items() if hour in shape]
        must = (
            [column for shape, column in shapes.items() if hour in {shape[0], shape[-1]}]
            if shaped.was_hole
            else filled
        )
        most = sum(taken.values())
        program.rows.append(Row({**taken, **dict.fromkeys(filled, -shaped.most)}, -shaped.most, 0, day.rule))
        program.rows.append(Row({**taken, **dict.fromkeys(must, -1)}, 0, most, day.rule))


def _stands(patterns: Sequence[Pattern], place: Place) -> bool:
    """Whether a block begins there in the school's own week."""
    number, start = place
    return bool(patterns[number].base.get(start))


def _add_rooms(program: Program, patterns: Sequence[Pattern]) -> None:
    """A column for every room a lesson may have at a place; a room holds one lesson at a time, as now."""
    standing: dict[tuple[str, int], list[int]] = defaultdict(list)
    for (number, start), column in list(program.places.items()):
        for lesson in patterns[number].example:
            for need in lesson.rooms:
                rooms = {room: program.new() for room in sorted(need.choice)}
                program.rows.append(Row({**dict.fromkeys(rooms.values(), 1), column: -1}, 0, 0))
                if column in program.now and need.room in rooms:
                    program.now.add(rooms[need.room])
                for room, given in rooms.items():
                    for hour in occupied(lesson, start):
                        standing[room, hour].append(given)
    program.rows += [
        Row(dict.fromkeys(columns, 1), 0, 1) for columns in standing.values() if len(columns) > 1
    ]


def _terms(program: Program, places: Iterable[Place]) -> dict[int, int]:
    return Counter(program.places[place] for place in places if place in program.places)


def _merged(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows of the same columns as one with the narrower bounds."""
    found: dict[frozenset[tuple[int, int]], Row] = {}
    for row in rows:
        key = frozenset(row.terms.items())
        other = found.get(key, row)
        found[key] = Row(row.terms, max(row.least, other.least), min(row.most, other.most), other.rule)
    return iter(found.values())
