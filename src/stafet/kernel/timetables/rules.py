"""The rules of a week, each with a name a school leader understands, as bounds on how many lessons stand where.

A rule knows no solver. It says *limits*: of these places, at least so many and at most so many are taken. What the school's own
week breaks already is never held against a proposal: a limit is as wide as that week needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from stafet.kernel.sentences import Sentence, sentence
from stafet.kernel.timetables.patterns import Pattern, Place, occupied, parties
from stafet.kernel.timetables.problem import Frame, PartyId, PartyKind, Question

_MOST_CHOICES = 8
"""Of how many different choices of rooms every union is counted; beyond, each choice and all together."""


class RuleKind(StrEnum):
    """What a rule is about."""

    PROTECTED = "protected"
    FIXED = "fixed"
    AVAILABLE = "available"
    PREFERRED = "preferred"
    ONE_PLACE = "one_place"
    FRAME = "frame"
    SPREAD = "spread"
    ROOMS = "rooms"


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """One rule about one thing: that teacher, that class, that course."""

    kind: RuleKind
    about: str
    day: str = ""

    @property
    def shown(self) -> Sentence:
        """The rule as people say it."""
        return Sentence(_SHOWN[self.kind].text, {"about": self.about, "day": self.day})


_SHOWN = {
    RuleKind.PROTECTED: sentence("All lessons in %(about)s outside the company day (%(day)s)"),
    RuleKind.FIXED: sentence("%(about)s is fixed and stays where it is"),
    RuleKind.AVAILABLE: sentence("%(about)s can only be there at certain hours"),
    RuleKind.PREFERRED: sentence("%(about)s only at the hours the school has chosen for it"),
    RuleKind.ONE_PLACE: sentence("%(about)s can't be in two lessons at once"),
    RuleKind.FRAME: sentence("The day of %(about)s begins and ends as agreed, without new holes"),
    RuleKind.SPREAD: sentence("%(about)s spread over the week as now"),
    RuleKind.ROOMS: sentence("Only one lesson at a time in each of the rooms %(about)s"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """Of some places at least ``least`` and at most ``most`` are taken. A place may count more than once."""

    rule: Rule
    places: tuple[Place, ...]
    most: int
    least: int = 0


@dataclass(frozen=True, slots=True)
class DayShapes:
    """That a class's day has one of several shapes.

    ``hours``: hour → the places that stand in it, how many at most, and whether it was a hole before and so may stay one.
    ``shapes`` are the runs of hours the day may fill; their first and last hour are never holes.
    """

    rule: Rule
    hours: Mapping[int, ShapedHour]
    shapes: tuple[range, ...]


@dataclass(frozen=True, slots=True)
class ShapedHour:
    """One hour of a day whose shape is free within limits."""

    places: tuple[Place, ...]
    most: int
    was_hole: bool


Said = Limit | DayShapes
Standing = Mapping[int, tuple[Place, ...]]
"""Hour → the places that stand in it."""


def rules_of(question: Question, patterns: Sequence[Pattern]) -> Iterator[Said]:
    """Everything that must hold, in the order in which people think of it."""
    standing = _standing(patterns)
    yield from _protected(question, patterns)
    yield from _fixed(patterns)
    yield from _available(question, patterns)
    yield from _preferred(patterns)
    yield from _spread(question, patterns)
    yield from _rooms(question, patterns)
    yield from _one_place(question, patterns, standing)
    yield from _frames(question, patterns, standing)


# --- one lesson ----------------------------------------------------------------------------------------


def _protected(question: Question, patterns: Sequence[Pattern]) -> Iterator[Limit]:
    """No lesson of a protected subject on the company day."""
    for pattern in patterns:
        for lesson in pattern.example:
            if lesson.subject in question.hard:
                for day in sorted(question.company_days_of(lesson)):
                    hours = question.week.hours_of[day]
                    rule = Rule(RuleKind.PROTECTED, lesson.subject, question.week.shown_day(day))
                    places = tuple(place for place in pattern.places if place[1] in hours)
                    yield Limit(rule, places, most=0)


def _fixed(patterns: Sequence[Pattern]) -> Iterator[Limit]:
    """What is fixed or locked stays."""
    for pattern in patterns:
        if pattern.is_kept:
            rule = Rule(RuleKind.FIXED, _shown_course(pattern))
            for start, count in pattern.base.items():
                yield Limit(rule, ((pattern.number, start),), most=count, least=count)


def _available(question: Question, patterns: Sequence[Pattern]) -> Iterator[Limit]:
    """Nobody is asked to be there when they can't."""
    for pattern in patterns:
        for lesson in pattern.example:
            for who in parties(lesson):
                party = question.week.party[who]
                closed = [
                    start for start in pattern.starts if not party.away.isdisjoint(occupied(lesson, start))
                ]
                yield from _forbid(Rule(RuleKind.AVAILABLE, party.shown), pattern, closed)


def _preferred(patterns: Sequence[Pattern]) -> Iterator[Limit]:
    """A lesson begins where the school lets it begin."""
    for pattern in patterns:
        for lesson in pattern.example:
            if lesson.preferred is not None:
                closed = [start for start in pattern.starts if start not in lesson.preferred]
                yield from _forbid(Rule(RuleKind.PREFERRED, lesson.subject), pattern, closed)


def _forbid(rule: Rule, pattern: Pattern, starts: Iterable[int]) -> Iterator[Limit]:
    for start in starts:
        yield Limit(rule, ((pattern.number, start),), most=pattern.base.get(start, 0))


# --- several lessons -----------------------------------------------------------------------------------


def _spread(question: Question, patterns: Sequence[Pattern]) -> Iterator[Limit]:
    """A course is not crowded into one day."""
    of_lesson = {
        lesson.key: pattern for pattern in patterns for block in pattern.blocks for lesson in block.lessons
    }
    for spread in question.week.spreads:
        concerned = {pattern.number: pattern for pattern in map(of_lesson.__getitem__, spread.lessons)}
        places = tuple(
            place
            for pattern in concerned.values()
            for place in pattern.places
            if place[1] in spread.hours
            for lesson in pattern.example
            if lesson.key in spread.lessons
        )
        now = _now(patterns, places)
        rule = Rule(RuleKind.SPREAD, spread.name)
        yield Limit(rule, places, most=max(spread.most, now), least=min(spread.fewest, now))


def _one_place(
    question: Question, patterns: Sequence[Pattern], standing: Mapping[PartyId, Standing]
) -> Iterator[Limit]:
    """Nobody is in two lessons at once."""
    for who, hours in standing.items():
        rule = Rule(RuleKind.ONE_PLACE, question.week.party[who].shown)
        for places in hours.values():
            yield Limit(rule, places, most=max(1, _now(patterns, places)))


def _rooms(question: Question, patterns: Sequence[Pattern]) -> Iterator[Limit]:
    """There is a room for every lesson (Hall): of any set of rooms, no more lessons need one of it than there are."""
    wanted = _wanted(patterns)
    for rooms in _unions({choice for choice, _ in wanted if len(choice) > 1}):
        rule = Rule(
            RuleKind.ROOMS,
            ", ".join(sorted(question.week.party[PartyId(PartyKind.ROOM, room)].shown for room in rooms)),
        )
        for hour in range(len(question.week.hours)):
            places = tuple(
                place
                for (choice, at), each in wanted.items()
                if at == hour and choice <= rooms
                for place in each
            )
            free = sum(hour not in question.week.party[PartyId(PartyKind.ROOM, room)].away for room in rooms)
            yield Limit(rule, places, most=max(free, _now(patterns, places)))


def _wanted(patterns: Sequence[Pattern]) -> Mapping[tuple[frozenset[str], int], tuple[Place, ...]]:
    """Choice of rooms and hour → the places that need one of them then."""
    found: dict[tuple[frozenset[str], int], list[Place]] = defaultdict(list)
    for pattern in patterns:
        for lesson in pattern.example:
            for need in lesson.rooms:
                for start in pattern.starts:
                    for hour in occupied(lesson, start):
                        found[need.choice, hour].append((pattern.number, start))
    return {key: tuple(places) for key, places in found.items()}


def _unions(choices: set[frozenset[str]]) -> Iterable[frozenset[str]]:
    """Every union of choices; where there are very many, each choice and all together, and the rooms are tried afterwards."""
    if len(choices) > _MOST_CHOICES:
        return {*choices, frozenset[str]().union(*choices)}
    several = (some for many in range(1, len(choices) + 1) for some in combinations(choices, many))
    return {frozenset[str]().union(*some) for some in several}


# --- a class's day -------------------------------------------------------------------------------------


def _frames(
    question: Question, patterns: Sequence[Pattern], standing: Mapping[PartyId, Standing]
) -> Iterator[Said]:
    """Every class keeps its days, or nearly."""
    for party in question.week.of_kind(PartyKind.CLASS):
        rule = Rule(RuleKind.FRAME, party.shown)
        hours = standing.get(party.id, {})
        for day in question.week.hours_of.values():
            places = {hour: hours.get(hour, ()) for hour in day}
            now = {hour: _now(patterns, each) for hour, each in places.items()}
            if question.frame is Frame.STRICT or not any(now.values()):
                yield from _same_hours(rule, places, now)
            else:
                yield _nearly_same_day(rule, day, places, now)


def _same_hours(rule: Rule, places: Standing, now: Mapping[int, int]) -> Iterator[Limit]:
    for hour, each in places.items():
        if each:
            yield Limit(rule, each, most=now[hour] and max(1, now[hour]), least=now[hour])


def _nearly_same_day(rule: Rule, day: range, places: Standing, now: Mapping[int, int]) -> DayShapes:
    busy = [hour for hour in day if now[hour]]
    first, last = busy[0], busy[-1]
    shapes = tuple(
        range(begin, end + 1)
        for begin in range(max(day.start, first - 1), first + 2)
        for end in range(last - 1, min(day.stop, last + 2))
        if begin <= end and abs((end - begin) - (last - first)) <= 1
    )
    hours = {
        hour: ShapedHour(places[hour], max(1, now[hour]), was_hole=first < hour < last and not now[hour])
        for hour in day
    }
    return DayShapes(rule, hours, shapes)


# --- counting ------------------------------------------------------------------------------------------


def _standing(patterns: Sequence[Pattern]) -> Mapping[PartyId, Standing]:
    """Who, and at which hour → the places in which they would be then."""
    found: dict[PartyId, dict[int, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for pattern in patterns:
        for lesson in pattern.example:
            for who in parties(lesson):
                for start in pattern.starts:
                    for hour in occupied(lesson, start):
                        found[who][hour].append((pattern.number, start))
    return {who: {hour: tuple(places) for hour, places in hours.items()} for who, hours in found.items()}


def _now(patterns: Sequence[Pattern], places: Iterable[Place]) -> int:
    """How many of some places the school's own week takes."""
    return sum(patterns[number].base.get(start, 0) for number, start in places)


def _shown_course(pattern: Pattern) -> str:
    lesson = pattern.example[0]
    return f"{lesson.subject} {', '.join(lesson.classes)}".strip()
