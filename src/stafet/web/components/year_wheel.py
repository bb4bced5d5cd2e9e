"""A school year as a wheel: twelve months from August on, and a numbered dot for each thing that is due.

The picture is for eyes only and silent for those who hear the page: the list beside it has the same numbers and says all. What
is done is told by a dashed ring, never by colour alone; lines and letters take the colour of the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_SIZE, _MIDDLE = 520, 260
_OUTER, _MONTHS_AT, _INNER = 250, 225, 60
_FIRST_RING, _RING = 190, 26
_RINGS = 5
_TWELVE = 12
_AUGUST = 8


@dataclass(frozen=True, slots=True)
class WheelDot:
    """One thing in the wheel."""

    number: int
    due_on: date
    is_done: bool


def draw_wheel(months: tuple[str, ...], dots: Iterable[WheelDot], year: str) -> SafeString:
    """The wheel; ``months`` are twelve short names from August on."""
    parts = [
        f'<svg class="year-wheel" viewBox="0 0 {_SIZE} {_SIZE}" aria-hidden="true" focusable="false">',
        *(_circle(radius) for radius in (_OUTER, _OUTER - 45, _INNER)),
        *(_spoke(n) for n in range(_TWELVE)),
        *(_text((n + 0.5) / _TWELVE, _MONTHS_AT, name, 16) for n, name in enumerate(months)),
        f'<text x="{_MIDDLE}" y="{_MIDDLE + 6}" text-anchor="middle" font-size="18" fill="currentColor">{escape(year)}</text>',
    ]
    for place, dot in enumerate(dots):
        parts.append(_dot(dot, _FIRST_RING - _RING * (place % _RINGS)))
    # Every word in it was escaped where it was put in; the rest are numbers.
    return mark_safe("".join((*parts, "</svg>")))  # noqa: S308


def _point(turn: float, radius: float) -> tuple[float, float]:
    angle = 2 * pi * turn - pi / 2
    return _MIDDLE + radius * cos(angle), _MIDDLE + radius * sin(angle)


def _circle(radius: int) -> str:
    return f'<circle cx="{_MIDDLE}" cy="{_MIDDLE}" r="{radius}" fill="none" stroke="currentColor" stroke-width="1"/>'


def _spoke(n: int) -> str:
    (x1, y1), (x2, y2) = _point(n / _TWELVE, _INNER), _point(n / _TWELVE, _OUTER)
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="currentColor" stroke-width="1"/>'


def _text(turn: float, radius: float, words: str, size: int) -> str:
    x, y = _point(turn, radius)
    return (
        f'<text x="{x:.1f}" y="{y + size / 3:.1f}" text-anchor="middle" font-size="{size}"'
        f' fill="currentColor">{escape(words)}</text>'
    )


def _dot(dot: WheelDot, radius: int) -> str:
    month = (dot.due_on.month - _AUGUST) % _TWELVE
    turn = (month + (dot.due_on.day - 0.5) / 31) / _TWELVE
    x, y = _point(turn, radius)
    dashed = ' stroke-dasharray="3 3"' if dot.is_done else ""
    weight = 1 if dot.is_done else 2.5
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11" fill="none" stroke="currentColor" stroke-width="{weight}"{dashed}/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle" font-size="12" fill="currentColor">{dot.number}</text>'
    )
