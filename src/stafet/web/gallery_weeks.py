"""The gallery's week before and after: one lesson moves, two stand side by side, one name is very long. All of it is invented."""

from __future__ import annotations

from stafet.web.components.tables import Column, make_table
from stafet.web.components.week_picture import Box, BoxState, WeekFigure, WeekPicture, draw_week

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_HOURS = ("1", "2", "3", "4")
_STAYS = (
    Box("Physics and chemistry with a long name", "FP", 1, 1, 2),
    Box("German", "IT", 2, 0, lane=0, lanes=2),
    Box("French", "KA", 2, 0, lane=1, lanes=2),
    Box("English", "GR", 4, 3),
)


def pair() -> tuple[WeekFigure, WeekFigure]:
    """Danish leaves the company day."""
    return (
        _figure("8a now", Box("Danish", "→ Thu 2", 0, 0, state=BoxState.LEAVES)),
        _figure("8a as proposed", Box("Danish", "← Mon 1", 3, 1, state=BoxState.CAME)),
    )


def _figure(caption: str, moved: Box) -> WeekFigure:
    columns = [Column("Hour", numeric=True), *map(Column, _DAYS)]
    boxes = (*_STAYS, moved)
    rows = [
        [name, *(_cell(boxes, day, hour) for day in range(len(_DAYS)))] for hour, name in enumerate(_HOURS)
    ]
    table = make_table(caption, columns, rows)
    return draw_week(WeekPicture(caption, _DAYS, _HOURS, boxes, table, away=frozenset({0})))


def _cell(boxes: tuple[Box, ...], day: int, hour: int) -> str:
    here = (each for each in boxes if each.day == day and each.hour <= hour < each.hour + each.length)
    return ", ".join(each.text for each in here)
