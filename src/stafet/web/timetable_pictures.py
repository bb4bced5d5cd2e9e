"""One class's or teacher's week, before and after a proposal, as a picture and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext

from stafet.kernel.timetables.changes import Move, PartyWeek
from stafet.kernel.timetables.problem import Lesson, PartyKind, Week
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.components.week_picture import Box, BoxState, WeekFigure, WeekPicture, draw_week
from stafet.web.timetable_parts import day_short, day_words, hour_name, lesson_words

Standing = Mapping[int, tuple[Lesson, ...]]


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a proposal: what stands where, and what to say about lessons that move."""

    week: Week
    standing: Standing
    moved: Mapping[str, str]
    state: BoxState
    for_class: bool


def before_and_after(
    week: Week, of: PartyWeek, changed: tuple[Move, ...], away: frozenset[str]
) -> tuple[WeekFigure, WeekFigure]:
    """Somebody's week as it is and as it would be. ``away``: the days on which the class's apprentices are not there."""
    in_time = [move for move in changed if move.is_in_time]
    to = {move.before.key: f"→ {_short(week, move.after.start)}" for move in in_time}
    since = {move.before.key: f"← {_short(week, move.before.start)}" for move in in_time}
    for_class = of.party.id.kind is PartyKind.CLASS
    before = _Side(week, of.before, to, BoxState.LEAVES, for_class)
    after = _Side(week, of.after, since, BoxState.CAME, for_class)
    who = {"who": of.party.shown}
    return (
        _figure(before, gettext("%(who)s now") % who, away),
        _figure(after, gettext("%(who)s as proposed") % who, away),
    )


def _figure(side: _Side, caption: str, away: frozenset[str]) -> WeekFigure:
    week = side.week
    return draw_week(
        WeekPicture(
            caption=caption,
            days=tuple(capfirst(day_words(week, day)) for day in week.days),
            hours=_hours(week),
            boxes=tuple(_boxes(side)),
            table=_table(side, caption),
            away=frozenset(number for number, day in enumerate(week.days) if day in away),
        )
    )


def _hours(week: Week) -> tuple[str, ...]:
    longest = max(week.hours_of.values(), key=len, default=range(0))
    return tuple(hour_name(week, hour) for hour in longest)


def _boxes(side: _Side) -> Iterator[Box]:
    lanes = {hour: [each.key for each in lessons] for hour, lessons in side.standing.items()}
    for lesson in {each.key: each for lessons in side.standing.values() for each in lessons}.values():
        day = side.week.day_of(lesson.start)
        beside = max((lanes[hour] for hour in lesson.run), key=len)
        yield Box(
            text=lesson.subject,
            note=side.moved.get(lesson.key, _who(lesson, for_class=side.for_class)),
            day=side.week.days.index(day),
            hour=lesson.start - side.week.hours_of[day].start,
            length=lesson.length,
            lane=beside.index(lesson.key),
            lanes=len(beside),
            state=side.state if lesson.key in side.moved else BoxState.STAYS,
        )


def _who(lesson: Lesson, *, for_class: bool) -> str:
    return ", ".join(lesson.teachers if for_class else lesson.classes)


def _table(side: _Side, caption: str) -> Table:
    week, hours = side.week, side.week.hours_of
    columns = [
        Column(gettext("Hour"), numeric=True),
        *(Column(capfirst(day_words(week, day))) for day in week.days),
    ]
    rows = []
    for number, name in enumerate(_hours(week)):
        places = [hours[day][number] if number < len(hours[day]) else -1 for day in week.days]
        rows.append([name, *(_cell(side, side.standing.get(place, ())) for place in places)])
    return make_table(caption, columns, rows)


def _cell(side: _Side, lessons: tuple[Lesson, ...]) -> str:
    named = ((each.key, each.subject if side.for_class else lesson_words(each)) for each in lessons)
    return ", ".join(f"{name} {side.moved[key]}" if key in side.moved else name for key, name in named)


def _short(week: Week, hour: int) -> str:
    return f"{day_short(week, week.day_of(hour))} {hour_name(week, hour)}"
