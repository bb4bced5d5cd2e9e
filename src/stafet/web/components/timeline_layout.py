"""Where everything on a timeline goes: dates to places, and labels that never touch.

Pure functions, no markup. A bar and its label together take up a stretch of a row; two stretches
share a row only where they keep their distance, so labels cannot collide by construction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from stafet.web.components.text_width import fit_text, text_width


@dataclass(frozen=True, slots=True)
class Canvas:
    """The measures of one picture, in SVG units (about a pixel each)."""

    width: float
    gutter: float
    title_height: float
    font_size: float
    row_height: float
    bar_height: float
    most_ticks: int

    @property
    def right(self) -> float:
        """Where the last day lies."""
        return self.width - _EDGE


WIDE = Canvas(1040, 150, 0, 13, 28, 21, 12)
"""For a column of 880 pixels and more: lane titles stand to the left."""

NARROW = Canvas(360, 2, 20, 12, 27, 20, 5)
"""For a phone: lane titles stand above their lanes."""

_EDGE = 2.0
_PADDING = 6.0
_DISTANCE = 6.0
_SHORTEST_BAR = 4.0
_AHEAD = timedelta(days=92)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days to draw, its label, its state as a CSS name, and where it links."""

    label: str
    starts_on: date
    ends_on: date | None
    css: str
    anchor: str
    hint: str


@dataclass(frozen=True, slots=True)
class Track:
    """A lane: its title and its bars."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to places: ``first`` lies at ``left``, ``last`` at ``right``."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where the day begins, kept inside the picture."""
        share = (day - self.first).days / (self.last - self.first).days
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class PlacedBar:
    """A bar with its place: from ``left`` to ``right`` in ``row``, certain until ``certain_to``."""

    bar: Bar
    left: float
    right: float
    certain_to: float
    row: int
    label: str
    label_left: float

    def stretch(self, font_size: float) -> tuple[float, float]:
        """What bar and label take up together, from left to right."""
        end = self.label_left + text_width(self.label, font_size)
        return min(self.left, self.label_left), max(self.right, end)


@dataclass(frozen=True, slots=True)
class PlacedTrack:
    """A lane with its place, its height in rows, and its bars."""

    title: str
    top: float
    rows: int
    bars: tuple[PlacedBar, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole picture: where every lane, bar and tick is, and where today is."""

    canvas: Canvas
    scale: Scale
    tracks: tuple[PlacedTrack, ...]
    ticks: tuple[date, ...]
    step: int
    today: date
    top: float
    bottom: float


def lay_out(tracks: tuple[Track, ...], *, today: date, drawn_from: date, canvas: Canvas) -> Layout:
    """Place every lane below the one before it, on one common scale of days."""
    first, last = _window(tracks, today, drawn_from)
    scale = Scale(first, last, canvas.gutter, canvas.right)
    top = canvas.font_size + 14
    placed: list[PlacedTrack] = []
    bottom = top
    for track in tracks:
        bars = _place(track.bars, scale, today, canvas)
        rows = 1 + max((bar.row for bar in bars), default=0)
        placed.append(PlacedTrack(track.title, bottom, rows, bars))
        bottom += canvas.title_height + rows * canvas.row_height + _PADDING
    step = _tick_step(first, last, canvas.most_ticks)
    return Layout(canvas, scale, tuple(placed), _ticks(first, last, step), step, today, top, bottom)


def _window(tracks: tuple[Track, ...], today: date, drawn_from: date) -> tuple[date, date]:
    """From the month of the first spell to the month after the last known day or a quarter ahead."""
    starts = [bar.starts_on for track in tracks for bar in track.bars]
    ends = [bar.ends_on for track in tracks for bar in track.bars if bar.ends_on]
    first = max(min([*starts, today]), drawn_from).replace(day=1)
    last = max([*starts, *ends, today + _AHEAD])
    return first, _next_month(last)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _tick_step(first: date, last: date, most: int) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return next((step for step in _MONTH_STEPS if months / step <= most), _MONTH_STEPS[-1])


def _ticks(first: date, last: date, step: int) -> tuple[date, ...]:
    ticks = []
    day = first
    while day < last:
        if (day.year * 12 + day.month - 1) % step == 0:
            ticks.append(day)
        day = _next_month(day)
    return tuple(ticks)


def _place(bars: Iterable[Bar], scale: Scale, today: date, canvas: Canvas) -> tuple[PlacedBar, ...]:
    """First fit: each bar in the topmost row where it and its label keep their distance."""
    rows: list[list[tuple[float, float]]] = []
    placed = []
    for bar in sorted(bars, key=lambda bar: (bar.starts_on, bar.ends_on or date.max)):
        loose = _with_label(bar, scale, today, canvas)
        stretch = loose.stretch(canvas.font_size)
        row = next((n for n, taken in enumerate(rows) if _is_free(taken, stretch)), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append(stretch)
        placed.append(
            PlacedBar(bar, loose.left, loose.right, loose.certain_to, row, loose.label, loose.label_left)
        )
    return tuple(placed)


def _is_free(taken: list[tuple[float, float]], stretch: tuple[float, float]) -> bool:
    left, right = stretch
    return all(right + _DISTANCE <= start or end + _DISTANCE <= left for start, end in taken)


def _with_label(bar: Bar, scale: Scale, today: date, canvas: Canvas) -> PlacedBar:
    """The bar with its label inside where it fits, else beside it, else over its end, else cut."""
    left = min(scale.at(bar.starts_on), scale.right - _SHORTEST_BAR)
    right = scale.right if bar.ends_on is None else scale.at(bar.ends_on)
    right = max(right, left + _SHORTEST_BAR)
    certain_to = min(max(scale.at(today), left), right)
    width = text_width(bar.label, canvas.font_size)
    label, label_left = bar.label, left + _DISTANCE
    if width + 2 * _DISTANCE > right - left:
        label, label_left = _outside(bar.label, width, left, right, scale, canvas)
    return PlacedBar(bar, left, right, certain_to, 0, label, label_left)


def _outside(
    label: str, width: float, left: float, right: float, scale: Scale, canvas: Canvas
) -> tuple[str, float]:
    if right + _DISTANCE + width <= scale.right:
        return label, right + _DISTANCE
    if left - _DISTANCE - width >= scale.left:
        return label, left - _DISTANCE - width
    from_start = scale.right - left - _DISTANCE
    before = left - scale.left - _DISTANCE
    if width <= from_start or from_start >= before:
        return fit_text(label, canvas.font_size, from_start), left + _DISTANCE
    cut = fit_text(label, canvas.font_size, before)
    return cut, left - _DISTANCE - text_width(cut, canvas.font_size)
