"""The timeline of a young person: one lane per kind of spell, today marked, plans lighter, gaps seen.

``Timeline`` is what a view hands in; ``draw_timeline`` gives two pictures of it (wide and narrow;
the style sheet shows the one that fits) and the same content as entries for the list below, which
is what screen readers and paper get.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from stafet.web.components.days import write_day, write_length, write_period
from stafet.web.components.timeline_layout import NARROW, WIDE, Bar, Track, lay_out
from stafet.web.components.timeline_svg import draw


class SpellState(StrEnum):
    """How a spell stands. The value is the name of its CSS class."""

    RUNNING = "running"
    PLANNED = "planned"
    COMPLETED = "completed"
    ENDED = "ended"
    BROKEN_OFF = "broken-off"
    NOTHING = "nothing"
    """Nothing is registered; made here from a gap, never handed in as a spell."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of time ``[starts_on, ends_on)`` in something; ``None`` means no end is known."""

    label: str
    starts_on: date
    ends_on: date | None
    state: SpellState
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """All spells of one kind."""

    title: str
    spells: tuple[Spell, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch ``[starts_on, ends_on)`` in which nothing is registered; the room says what counts."""

    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is to be drawn. ``name`` makes the ids on the page unique.

    ``drawn_from`` cuts the pictures off at a day, so that ten years of basic school do not press
    the last two together; the list always holds everything.
    """

    lanes: tuple[Lane, ...]
    today: date
    gaps: tuple[Gap, ...] = ()
    drawn_from: date = date.min
    name: str = "timeline"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of the list under the picture, in words ready to show."""

    anchor: str
    when: str
    kind: str
    label: str
    state: str
    state_words: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class TimelineFigure:
    """Both pictures and the list: context of ``components/timeline.html``."""

    wide: SafeString
    narrow: SafeString
    entries: tuple[TimelineEntry, ...]


def draw_timeline(timeline: Timeline) -> TimelineFigure:
    """Draw the timeline. Costs no look-up; a person with twenty spells takes about a millisecond."""
    tracks, entries = _tracks_and_entries(timeline)
    wide, narrow = (
        lay_out(tracks, today=timeline.today, drawn_from=timeline.drawn_from, canvas=canvas)
        for canvas in (WIDE, NARROW)
    )
    return TimelineFigure(
        wide=draw(wide, f"{timeline.name}-wide"),
        narrow=draw(narrow, f"{timeline.name}-narrow"),
        entries=entries,
    )


def _tracks_and_entries(
    timeline: Timeline,
) -> tuple[tuple[Track, ...], tuple[TimelineEntry, ...]]:
    lanes = (*timeline.lanes, *_gap_lane(timeline))
    dated = sorted(
        ((spell.starts_on, lane.title, spell) for lane in lanes for spell in lane.spells),
        key=lambda item: item[:2],
    )
    anchors = {id(spell): f"{timeline.name}-{n}" for n, (_, _, spell) in enumerate(dated, 1)}
    tracks = tuple(
        Track(lane.title, tuple(_bar(spell, anchors[id(spell)]) for spell in drawn))
        for lane in lanes
        if (drawn := _drawn(lane, timeline.drawn_from))
    )
    entries = tuple(_entry(spell, title, anchors[id(spell)]) for _, title, spell in dated)
    return tracks, entries


def _drawn(lane: Lane, drawn_from: date) -> tuple[Spell, ...]:
    return tuple(s for s in lane.spells if s.ends_on is None or s.ends_on > drawn_from)


def _gap_lane(timeline: Timeline) -> tuple[Lane, ...]:
    if not timeline.gaps:
        return ()
    spells = tuple(_gap_spell(gap, timeline.today) for gap in timeline.gaps)
    return (Lane(gettext("Nothing registered"), spells),)


def _gap_spell(gap: Gap, today: date) -> Spell:
    ends_on = gap.ends_on or today
    length = write_length((ends_on - gap.starts_on).days)
    return Spell(length, gap.starts_on, ends_on, SpellState.NOTHING)


def _bar(spell: Spell, anchor: str) -> Bar:
    return Bar(
        label=spell.label,
        starts_on=spell.starts_on,
        ends_on=spell.ends_on,
        css=spell.state.value,
        anchor=anchor,
        hint=f"{spell.label}, {write_period(spell.starts_on, spell.ends_on)}",
    )


def _entry(spell: Spell, kind: str, anchor: str) -> TimelineEntry:
    return TimelineEntry(
        anchor=anchor,
        when=_when(spell),
        kind=kind,
        label=spell.label,
        state=spell.state.value,
        state_words=_state_words(spell.state),
        note=spell.note,
        href=spell.href,
    )


def _when(spell: Spell) -> str:
    if spell.state is SpellState.PLANNED and spell.ends_on is None:
        return gettext("from %(day)s") % {"day": write_day(spell.starts_on, "short")}
    return write_period(spell.starts_on, spell.ends_on)


def _state_words(state: SpellState) -> str:
    if state is SpellState.NOTHING:
        return ""
    if state is SpellState.PLANNED:
        return gettext("planned")
    if state is SpellState.COMPLETED:
        return gettext("completed")
    if state is SpellState.ENDED:
        return gettext("ended")
    if state is SpellState.BROKEN_OFF:
        return gettext("broken off")
    return gettext("running")
