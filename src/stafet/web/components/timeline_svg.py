"""A laid-out timeline as SVG. Colours and lines come from the style sheet by class, none are here.

The picture is for eyes only and silent for those who hear the page: the list below it says the same.
Its bars lead to their line of that list, for a mouse or a finger; the keyboard walks the list itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from stafet.web.components.days import write_day
from stafet.web.components.text_width import fit_text, text_width
from stafet.web.components.timeline_layout import Layout, PlacedBar, PlacedTrack

_YEAR = 12
_AXIS_HEIGHT = 22.0


def draw(layout: Layout, name: str) -> SafeString:
    """The picture as an SVG element whose ids begin with ``name``."""
    parts = (
        _opening(layout),
        _hatch(name),
        *_ground(layout),
        *_axis(layout),
        *_today(layout),
        *(part for track in layout.tracks for part in _track(track, layout, name)),
        "</svg>",
    )
    # Every text that came from outside was escaped where it was put in.
    return mark_safe("".join(parts))  # noqa: S308


def _opening(layout: Layout) -> str:
    height = layout.bottom + _AXIS_HEIGHT
    return (
        f'<svg class="timeline__picture" viewBox="0 0 {layout.canvas.width:g} {height:g}" '
        'aria-hidden="true" focusable="false">'
    )


def _hatch(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="timeline__hatch-ground" width="6" height="6"/>'
        '<line class="timeline__hatch-line" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>'
    )


def _ground(layout: Layout) -> Iterator[str]:
    now = layout.scale.at(layout.today)
    yield _rect("timeline__future", now, layout.top, layout.scale.right - now, _depth(layout))
    for track in layout.tracks:
        yield (
            f'<line class="timeline__rule" x1="0" y1="{track.top:g}" '
            f'x2="{layout.canvas.width:g}" y2="{track.top:g}"/>'
        )


def _depth(layout: Layout) -> float:
    return layout.bottom - layout.top


def _axis(layout: Layout) -> Iterator[str]:
    size = layout.canvas.font_size
    for day in layout.ticks:
        x = layout.scale.at(day)
        css = "timeline__tick timeline__tick--year" if day.month == 1 else "timeline__tick"
        yield (f'<line class="{css}" x1="{x:.1f}" y1="{layout.top:g}" x2="{x:.1f}" y2="{layout.bottom:g}"/>')
        label = _tick_label(day, layout.step)
        if x + text_width(label, size) <= layout.canvas.width:
            yield _text("timeline__axis", x, layout.bottom + size + 4, label)


def _tick_label(day: date, step: int) -> str:
    return str(day.year) if day.month == 1 or step >= _YEAR else write_day(day, "month-name")


def _track(track: PlacedTrack, layout: Layout, name: str) -> Iterator[str]:
    canvas = layout.canvas
    if canvas.title_height:
        yield _text("timeline__lane", 0, track.top + canvas.font_size + 3, track.title)
    else:
        title = fit_text(track.title, canvas.font_size, canvas.gutter - 10)
        yield _text("timeline__lane", 0, track.top + canvas.row_height / 2 + 8, title)
    for bar in track.bars:
        yield from _bar(bar, track, layout, name)


def _bar(placed: PlacedBar, track: PlacedTrack, layout: Layout, name: str) -> Iterator[str]:
    canvas = layout.canvas
    top = track.top + canvas.title_height + placed.row * canvas.row_height + 6
    css = f"timeline__bar timeline__bar--{placed.bar.css}"
    width = placed.right - placed.left
    fill = f' fill="url(#{name}-hatch)"' if placed.bar.css == "nothing" else ""
    yield f'<a href="#{placed.bar.anchor}" tabindex="-1"><title>{escape(placed.bar.hint)}</title>'
    yield _rect(css, placed.left, top, width, canvas.bar_height, fill)
    if placed.left < placed.certain_to < placed.right:
        rest = placed.right - placed.certain_to
        yield _rect("timeline__ahead", placed.certain_to, top + 1, rest - 1, canvas.bar_height - 2)
    if placed.bar.css == "broken-off":
        yield _cross(placed.right, top, canvas.bar_height)
    middle = top + canvas.bar_height / 2 + canvas.font_size * 0.36
    inside = placed.left <= placed.label_left < placed.right
    css = "timeline__label" if inside else "timeline__label timeline__label--beside"
    yield _text(css, placed.label_left, middle, placed.label)
    yield "</a>"


def _cross(right: float, top: float, height: float) -> str:
    """A stroke through the end of the bar, taller than it: seen in grey and in print."""
    return (
        f'<line class="timeline__broken" x1="{right - 4:.1f}" y1="{top + height + 3:g}" '
        f'x2="{right + 2:.1f}" y2="{top - 3:g}"/>'
    )


def _today(layout: Layout) -> Iterator[str]:
    x = layout.scale.at(layout.today)
    size = layout.canvas.font_size
    label = gettext("Today, %(day)s") % {"day": write_day(layout.today, "near")}
    half = text_width(label, size) / 2
    middle = min(max(x, half), layout.canvas.width - half)
    yield (
        f'<line class="timeline__today" x1="{x:.1f}" y1="{layout.top - 6:g}" x2="{x:.1f}" '
        f'y2="{layout.bottom:g}"/>'
    )
    yield _text("timeline__now", middle, layout.top - 10, label)


def _rect(css: str, x: float, y: float, width: float, height: float, extra: str = "") -> str:
    return (
        f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" '
        f'height="{height:.1f}" rx="2"{extra}/>'
    )


def _text(css: str, x: float, y: float, words: str) -> str:
    return f'<text class="{css}" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'
