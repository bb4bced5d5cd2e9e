from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.web.components.text_width import text_width
from stafet.web.components.timeline_layout import (
    NARROW,
    WIDE,
    Bar,
    Canvas,
    Layout,
    PlacedTrack,
    Track,
    lay_out,
)

TODAY = date(2026, 11, 24)
_days = st.dates(date(2012, 1, 1), date(2029, 12, 31))


@st.composite
def _bars(draw: st.DrawFn) -> Bar:
    starts_on = draw(_days)
    length = draw(st.one_of(st.none(), st.integers(1, 4000)))
    ends_on = None if length is None else starts_on + timedelta(days=length)
    label = draw(st.text("abcdeWMiæøå 0123", min_size=1, max_size=42))
    return Bar(label, starts_on, ends_on, "running", "a", label)


_tracks = st.lists(
    st.lists(_bars(), min_size=1, max_size=12).map(lambda bars: Track("Lane", tuple(bars))),
    min_size=1,
    max_size=4,
).map(tuple)
_canvases = st.sampled_from([WIDE, NARROW])


def _layout(tracks: tuple[Track, ...], canvas: Canvas) -> Layout:
    return lay_out(tracks, today=TODAY, drawn_from=date.min, canvas=canvas)


def _one(starts_on: date, ends_on: date | None, label: str = "x", canvas: Canvas = WIDE) -> Layout:
    return _layout((Track("Lane", (Bar(label, starts_on, ends_on, "running", "a", label),)),), canvas)


@given(_tracks, _canvases)
def test_no_bar_and_no_label_touches_another(tracks: tuple[Track, ...], canvas: Canvas) -> None:
    for track in _layout(tracks, canvas).tracks:
        for one, other in combinations(track.bars, 2):
            left, right = one.stretch(canvas.font_size), other.stretch(canvas.font_size)
            assert one.row != other.row or left[1] < right[0] or right[1] < left[0]


@given(_tracks, _canvases)
def test_everything_stays_inside_the_picture(tracks: tuple[Track, ...], canvas: Canvas) -> None:
    for track in _layout(tracks, canvas).tracks:
        for bar in track.bars:
            left, right = bar.stretch(canvas.font_size)
            assert canvas.gutter <= left
            assert right <= canvas.width


@given(_tracks, _canvases)
def test_lanes_lie_below_each_other_and_are_as_high_as_their_rows(
    tracks: tuple[Track, ...], canvas: Canvas
) -> None:
    layout = _layout(tracks, canvas)

    def end(track: PlacedTrack) -> float:
        return track.top + canvas.title_height + track.rows * canvas.row_height

    tops = [track.top for track in layout.tracks]
    assert all(
        end(track) <= top for track, top in zip(layout.tracks, [*tops[1:], layout.bottom], strict=True)
    )
    assert all(bar.row < track.rows for track in layout.tracks for bar in track.bars)


@given(_tracks, _canvases)
def test_there_are_some_ticks_and_never_a_crowd_of_them(tracks: tuple[Track, ...], canvas: Canvas) -> None:
    assert 1 <= len(_layout(tracks, canvas).ticks) <= canvas.most_ticks + 1


def test_a_spell_that_follows_at_once_begins_where_the_one_before_ends() -> None:
    first = Bar("a", date(2025, 8, 1), date(2026, 2, 1), "completed", "a", "a")
    second = Bar("b", date(2026, 2, 1), date(2026, 8, 1), "completed", "b", "b")
    one, other = _layout((Track("Lane", (first, second)),), WIDE).tracks[0].bars

    assert one.right == other.left


def test_a_gap_between_two_spells_stays_open() -> None:
    first = Bar("a", date(2025, 8, 1), date(2026, 1, 1), "completed", "a", "a")
    second = Bar("b", date(2026, 3, 1), date(2026, 8, 1), "completed", "b", "b")
    one, other = _layout((Track("Lane", (first, second)),), WIDE).tracks[0].bars

    assert other.left - one.right > 10


def test_a_running_spell_reaches_the_edge_and_is_certain_only_until_today() -> None:
    layout = _one(date(2026, 8, 1), None)
    bar = layout.tracks[0].bars[0]

    assert (bar.right, bar.certain_to) == (layout.scale.right, layout.scale.at(TODAY))


def test_a_plan_ahead_is_nowhere_certain() -> None:
    bar = _one(date(2027, 1, 1), date(2027, 7, 1)).tracks[0].bars[0]

    assert bar.certain_to == bar.left


def test_the_picture_reaches_a_quarter_past_today() -> None:
    assert _one(date(2025, 1, 1), date(2025, 7, 1)).scale.last >= TODAY + timedelta(days=92)


def test_a_short_spell_is_still_seen() -> None:
    bar = _one(date(2012, 1, 2), date(2012, 1, 3)).tracks[0].bars[0]

    assert bar.right - bar.left >= 4


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_a_label_goes_inside_where_it_fits_and_beside_where_it_does_not(canvas: Canvas) -> None:
    inside = _one(date(2024, 1, 1), None, "Year 9", canvas).tracks[0].bars[0]
    beside = _one(date(2024, 1, 1), date(2024, 1, 8), "Nielsen & Sons", canvas).tracks[0].bars[0]

    assert inside.left < inside.label_left
    assert inside.label_left + text_width("Year 9", canvas.font_size) < inside.right
    assert beside.label_left > beside.right


def test_nothing_before_the_first_drawn_day_widens_the_picture() -> None:
    layout = lay_out(
        (Track("Lane", (Bar("a", date(2015, 8, 1), None, "running", "a", "a"),)),),
        today=TODAY,
        drawn_from=date(2024, 8, 1),
        canvas=WIDE,
    )

    assert layout.scale.first == date(2024, 8, 1)
    assert layout.tracks[0].bars[0].left == layout.scale.left
