"""The rules that make a look-up a question: plain functions of what was looked at, nothing of it about the young person.

Looks that a task explains are never asked about. Each rule names the one look-up that stands for what it found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from statistics import median
from uuid import UUID

from stafet.logcontrol.states import Ground

_ROW_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class LookUp:
    """One page that showed one young person to one colleague. ``at`` is in local time."""

    reading_id: UUID
    at: datetime
    user_id: UUID
    organisation_id: UUID
    person_id: UUID
    view: str
    purpose: str
    data_classes: str
    granted: bool
    acted: bool
    same_name: bool
    protected: bool

    @property
    def is_explained(self) -> bool:
        """The organisation had a grant, and the colleague did something about the person within a week."""
        return self.granted and self.acted


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers the rules go by, from the rule book."""

    times_median: int
    night_from: int
    night_until: int
    row_of_people: int


@dataclass(frozen=True, slots=True)
class Week:
    """The look-ups of a week in order of time, and how many people each colleague opened on each day of the weeks before."""

    look_ups: Sequence[LookUp]
    before: Mapping[UUID, Sequence[int]]
    limits: Limits


Rule = Callable[[Week], Iterator[LookUp]]


def same_name(week: Week) -> Iterator[LookUp]:
    """Colleague and young person have one family name: kin, or a common name."""
    yield from _first_each(look for look in week.look_ups if look.same_name)


def protected(week: Week) -> Iterator[LookUp]:
    """Somebody protected was opened."""
    yield from (look for look in week.look_ups if look.protected)


def no_act(week: Week) -> Iterator[LookUp]:
    """Nothing was done about the person within a week, before or after."""
    yield from _first_each(look for look in week.look_ups if not look.acted)


def night(week: Week) -> Iterator[LookUp]:
    """Between late evening and early morning."""
    late, early = week.limits.night_from, week.limits.night_until
    yield from (look for look in week.look_ups if look.at.hour >= late or look.at.hour < early)


def many(week: Week) -> Iterator[LookUp]:
    """Many more people on one day than on the colleague's own median day. The day's last look-up stands for it."""
    by_day: defaultdict[tuple[UUID, date], list[LookUp]] = defaultdict(list)
    for look in week.look_ups:
        by_day[look.user_id, look.at.date()].append(look)
    for (user_id, _), looks in by_day.items():
        ordinary = median(week.before.get(user_id) or [1])
        if len({look.person_id for look in looks}) > week.limits.times_median * max(ordinary, 1):
            yield from [look for look in looks if not look.is_explained][-1:]


def row(week: Week) -> Iterator[LookUp]:
    """One person after the other within minutes. The first look-up stands for the row."""
    for _, looks in groupby(sorted(week.look_ups, key=lambda look: (look.user_id, look.at)), _user):
        run: list[LookUp] = []
        for look in looks:
            run = [each for each in run if look.at - each.at <= _ROW_WITHIN]
            run.append(look)
            if len({each.person_id for each in run}) >= week.limits.row_of_people:
                yield run[0]
                run = []


RULES: Mapping[Ground, Rule] = {
    Ground.SAME_NAME: same_name,
    Ground.PROTECTED: protected,
    Ground.MANY: many,
    Ground.NO_ACT: no_act,
    Ground.NIGHT: night,
    Ground.ROW: row,
}


def found(week: Week) -> dict[UUID, tuple[Ground, ...]]:
    """The look-ups that are a question, by their key, each with every rule that found it."""
    grounds: defaultdict[UUID, list[Ground]] = defaultdict(list)
    for ground, rule in RULES.items():
        for look in rule(week):
            if not look.is_explained and ground not in grounds[look.reading_id]:
                grounds[look.reading_id].append(ground)
    return {key: tuple(each) for key, each in grounds.items() if each}


def _first_each(looks: Iterable[LookUp]) -> Iterator[LookUp]:
    """The first look-up of each colleague at each person."""
    met: set[tuple[UUID, UUID]] = set()
    for look in looks:
        if (look.user_id, look.person_id) not in met:
            met.add((look.user_id, look.person_id))
            yield look


def _user(look: LookUp) -> UUID:
    return look.user_id
