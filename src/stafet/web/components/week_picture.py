"""A week as a picture: days side by side, an hour a row, a box for each lesson. Colours and lines come from the style sheet.

The picture is for eyes only and silent for those who hear the page: the table beside it says the same. What moves is told by
the line round its box and by an arrow with words, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from stafet.web.components.tables import Table
from stafet.web.components.text_width import fit_text

_INSET = 2.0


class BoxState(StrEnum):
    """What becomes of a lesson."""

    STAYS = "stays"
    LEAVES = "leaves"
    CAME = "came"


@dataclass(frozen=True, slots=True)
class Box:
    """One lesson. ``day``, ``hour`` and ``lane`` count from 0; ``lanes`` stand side by side in one hour."""

    text: str
    note: str
    day: int
    hour: int
    length: int = 1
    lane: int = 0
    lanes: int = 1
    state: BoxState = BoxState.STAYS


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """A week to be drawn. ``away``: the days on which somebody is somewhere else."""

    caption: str
    days: tuple[str, ...]
    hours: tuple[str, ...]
    boxes: tuple[Box, ...]
    table: Table
    away: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class WeekFigure:
    """A week drawn for a wide and for a narrow screen, and the same as a table."""

    caption: str
    wide: SafeString
    narrow: SafeString
    table: Table


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Where things go, in units that are pixels at full width."""

    width: float
    gutter: float
    head: float
    row: float
    font: float
    days: int

    @property
    def column(self) -> float:
        """How wide a day is."""
        return (self.width - self.gutter) / max(self.days, 1)

    def left(self, day: int) -> float:
        """Where a day begins."""
        return self.gutter + day * self.column

    def top(self, hour: int) -> float:
        """Where an hour begins."""
        return self.head + hour * self.row


def draw_week(picture: WeekPicture) -> WeekFigure:
    """The picture for both widths."""
    days = len(picture.days)
    return WeekFigure(
        picture.caption,
        _draw(picture, _Canvas(560, 24, 28, 48, 13, days)),
        _draw(picture, _Canvas(350, 14, 24, 42, 11, days)),
        picture.table,
    )


def _draw(picture: WeekPicture, canvas: _Canvas) -> SafeString:
    height = canvas.top(len(picture.hours)) + 2
    parts = (
        f'<svg class="week__picture" viewBox="0 0 {canvas.width:g} {height:g}" aria-hidden="true" focusable="false">',
        *_ground(picture, canvas),
        *(part for box in picture.boxes for part in _box(box, canvas)),
        "</svg>",
    )
    # Every text that came from outside was escaped where it was put in.
    return mark_safe("".join(parts))  # noqa: S308


def _ground(picture: WeekPicture, canvas: _Canvas) -> Iterator[str]:
    depth = canvas.row * len(picture.hours)
    for number, day in enumerate(picture.days):
        left = canvas.left(number)
        if number in picture.away:
            yield _rect("week__away", left, 0, canvas.column, canvas.head + depth)
        middle = left + canvas.column / 2
        yield _text("week__day", middle, canvas.head - 9, fit_text(day, canvas.font, canvas.column - 4))
    for number, hour in enumerate(picture.hours):
        top = canvas.top(number)
        yield f'<line class="week__rule" x1="0" y1="{top:g}" x2="{canvas.width:g}" y2="{top:g}"/>'
        yield _text("week__hour", 0, top + canvas.font + 4, fit_text(hour, canvas.font, canvas.gutter))


def _box(box: Box, canvas: _Canvas) -> Iterator[str]:
    share = (canvas.column - 2 * _INSET) / box.lanes
    left = canvas.left(box.day) + _INSET + box.lane * share
    top = canvas.top(box.hour) + _INSET
    height = canvas.row * box.length - 2 * _INSET
    yield _rect(f"week__box week__box--{box.state}", left, top, share - 1, height)
    width = share - 8
    words = fit_text(box.text, canvas.font, width)
    yield _text(f"week__text week__text--{box.state}", left + 4, top + canvas.font + 3, words)
    if box.note:
        note = fit_text(box.note, canvas.font, width)
        yield _text(f"week__note week__note--{box.state}", left + 4, top + 2 * canvas.font + 6, note)


def _rect(css: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" rx="2"/>'


def _text(css: str, x: float, y: float, words: str) -> str:
    return f'<text class="{css}" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'
