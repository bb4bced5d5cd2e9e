"""A second pair of eyes: a proposed week read lesson by lesson, by nothing that knows a solver, a pattern or a limit.

A proposal counts only when nothing is found here. What the school's own week breaks already is allowed as often as it does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stafet.kernel.sentences import Sentence, sentence
from stafet.kernel.timetables.problem import Frame, Lesson, PartyId, PartyKind, Question, Week
from stafet.kernel.timetables.rules import RuleKind

Seat = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a proposed week, and which rule says so; without one, a lesson stands nowhere or where it can't."""

    kind: RuleKind | None
    what: Sentence


@dataclass(frozen=True, slots=True)
class _Placed:
    """A week as proposed: every lesson with its hours and its rooms."""

    question: Question
    starts: Mapping[str, int]
    rooms: Mapping[Seat, str]

    @property
    def week(self) -> Week:
        return self.question.week

    def run(self, lesson: Lesson) -> range:
        return range(self.starts[lesson.key], self.starts[lesson.key] + lesson.length)

    def moved(self, lesson: Lesson) -> bool:
        return self.starts[lesson.key] != lesson.start


def faults(question: Question, starts: Mapping[str, int], rooms: Mapping[Seat, str]) -> list[Fault]:
    """Everything that is wrong with a proposed week; empty when it may be shown to people."""
    unplaced = list(_unplaced(question.week, starts))
    if unplaced:
        return unplaced
    placed = _Placed(question, starts, rooms)
    checks = (_protected, _stays, _together, _available, _preferred, _clashes, _spread, _framed, _roomed)
    return [fault for check in checks for fault in check(placed)]


def _unplaced(week: Week, starts: Mapping[str, int]) -> Iterator[Fault]:
    for key in sorted(set(week.lesson) ^ set(starts)):
        yield Fault(None, sentence("%(lesson)s does not stand once in the proposed week.", lesson=key))
    for lesson in week.lessons:
        start = starts.get(lesson.key, lesson.start)
        run = range(start, start + lesson.length)
        if not 0 <= start <= len(week.hours) - lesson.length or len({week.day_of(hour) for hour in run}) > 1:
            yield Fault(None, sentence("%(lesson)s does not stand within one day.", lesson=lesson.key))


def _protected(placed: _Placed) -> Iterator[Fault]:
    for each in placed.question.company_days:
        for lesson in placed.week.lessons:
            is_protected = each.class_key in lesson.classes and lesson.subject in placed.question.hard
            if is_protected and placed.week.day_of(placed.starts[lesson.key]) == each.day:
                what = sentence(
                    "%(lesson)s stands on the company day (%(day)s).", lesson=lesson.key, day=each.day
                )
                yield Fault(RuleKind.PROTECTED, what)


def _stays(placed: _Placed) -> Iterator[Fault]:
    for lesson in placed.week.lessons:
        if (lesson.is_fixed or lesson.key in placed.question.locked) and placed.moved(lesson):
            yield Fault(
                RuleKind.FIXED, sentence("%(lesson)s is fixed and has been moved.", lesson=lesson.key)
            )


def _together(placed: _Placed) -> Iterator[Fault]:
    bands: dict[tuple[str, int], set[int]] = defaultdict(set)
    for lesson in placed.week.lessons:
        if lesson.band:
            bands[lesson.band, lesson.start].add(placed.starts[lesson.key])
    for (band, _), starts in bands.items():
        if len(starts) > 1:
            yield Fault(
                None, sentence("The lessons of %(band)s no longer stand at the same time.", band=band)
            )


def _available(placed: _Placed) -> Iterator[Fault]:
    for lesson in placed.week.lessons:
        for who in _everybody(placed, lesson) if placed.moved(lesson) else ():
            party = placed.week.party[who]
            if not party.away.isdisjoint(placed.run(lesson)):
                what = sentence("%(who)s can't be in %(lesson)s then.", who=party.shown, lesson=lesson.key)
                yield Fault(RuleKind.AVAILABLE, what)


def _preferred(placed: _Placed) -> Iterator[Fault]:
    for lesson in placed.week.lessons:
        if (
            placed.moved(lesson)
            and lesson.preferred is not None
            and placed.starts[lesson.key] not in lesson.preferred
        ):
            what = sentence("%(lesson)s begins at an hour the school does not want it at.", lesson=lesson.key)
            yield Fault(RuleKind.PREFERRED, what)


def _clashes(placed: _Placed) -> Iterator[Fault]:
    now = Counter(
        (who, hour) for lesson in placed.week.lessons for who in lesson.people for hour in lesson.run
    )
    then = Counter(
        (who, hour) for lesson in placed.week.lessons for who in lesson.people for hour in placed.run(lesson)
    )
    for (who, hour), many in then.items():
        if many > max(1, now[who, hour]):
            yield Fault(RuleKind.ONE_PLACE, _twice(placed, who, hour))


def _roomed(placed: _Placed) -> Iterator[Fault]:
    now: Counter[tuple[PartyId, int]] = Counter()
    then: Counter[tuple[PartyId, int]] = Counter()
    for lesson in placed.week.lessons:
        for need in lesson.rooms:
            room = placed.rooms.get((lesson.key, need.role), "")
            if room not in need.choice:
                what = sentence("%(lesson)s has no room of those it may have.", lesson=lesson.key)
                yield Fault(RuleKind.ROOMS, what)
            now.update((PartyId(PartyKind.ROOM, need.room), hour) for hour in lesson.run)
            then.update((PartyId(PartyKind.ROOM, room), hour) for hour in placed.run(lesson))
    for (who, hour), many in then.items():
        if many > max(1, now[who, hour]):
            yield Fault(RuleKind.ROOMS, _twice(placed, who, hour))


def _twice(placed: _Placed, who: PartyId, hour: int) -> Sentence:
    shown = placed.week.party[who].shown if who in placed.week.party else who.key
    return sentence(
        "%(who)s is in two lessons at once (%(hour)s).", who=shown, hour=placed.week.hours[hour].key
    )


def _spread(placed: _Placed) -> Iterator[Fault]:
    for spread in placed.week.spreads:
        now = sum(placed.week.lesson[key].start in spread.hours for key in spread.lessons)
        then = sum(placed.starts[key] in spread.hours for key in spread.lessons)
        if not min(spread.fewest, now) <= then <= max(spread.most, now):
            yield Fault(
                RuleKind.SPREAD, sentence("%(course)s is no longer spread over the week.", course=spread.name)
            )


def _framed(placed: _Placed) -> Iterator[Fault]:
    now: dict[str, set[int]] = defaultdict(set)
    then: dict[str, set[int]] = defaultdict(set)
    for lesson in placed.week.lessons:
        for key in lesson.classes:
            now[key] |= set(lesson.run)
            then[key] |= set(placed.run(lesson))
    for key, hours in now.items():
        for day, run in placed.week.hours_of.items():
            if not _is_framed(placed.question.frame, hours & set(run), then[key] & set(run)):
                shown = placed.week.party[PartyId(PartyKind.CLASS, key)].shown
                what = sentence(
                    "The day of %(class)s (%(day)s) has another shape.", **{"class": shown}, day=day
                )
                yield Fault(RuleKind.FRAME, what)


def _is_framed(frame: Frame, now: set[int], then: set[int]) -> bool:
    if frame is Frame.STRICT or not now or not then:
        return now == then
    ends_near = abs(min(then) - min(now)) <= 1 and abs(max(then) - max(now)) <= 1
    is_as_long = abs((max(then) - min(then)) - (max(now) - min(now))) <= 1
    holes_now = set(range(min(now), max(now) + 1)) - now
    holes = set(range(min(then), max(then) + 1)) - then
    return ends_near and is_as_long and holes <= holes_now


def _everybody(placed: _Placed, lesson: Lesson) -> Iterator[PartyId]:
    yield from lesson.people
    for need in lesson.rooms:
        room = placed.rooms.get((lesson.key, need.role), "")
        if room in need.choice:
            yield PartyId(PartyKind.ROOM, room)
