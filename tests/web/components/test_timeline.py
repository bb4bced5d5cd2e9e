from datetime import date

from tests.web.components.tree import parse

from stafet.web.components.timeline import Gap, Lane, Spell, SpellState, Timeline, draw_timeline

TODAY = date(2026, 11, 24)
SCHOOL = Spell("Søndervang Skole", date(2015, 8, 1), date(2024, 7, 1), SpellState.COMPLETED)
COURSE = Spell("Carpenter <GF1>", date(2025, 8, 1), date(2026, 1, 19), SpellState.BROKEN_OFF, "Wrong trade")
PLAN = Spell("Joiner", date(2027, 1, 11), date(2027, 6, 26), SpellState.PLANNED)
TIMELINE = Timeline(
    lanes=(Lane("School", (SCHOOL,)), Lane("Youth education", (COURSE, PLAN))),
    today=TODAY,
    gaps=(Gap(date(2026, 1, 19), None),),
)


def _classes(picture: str) -> list[str]:
    return [bar.get("class") for bar in parse(picture).all("rect", css="timeline__bar")]


def test_the_list_tells_everything_in_order_of_time() -> None:
    figure = draw_timeline(TIMELINE)

    assert [(entry.label, entry.state_words) for entry in figure.entries] == [
        ("Søndervang Skole", "completed"),
        ("Carpenter <GF1>", "broken off"),
        ("10 months", ""),
        ("Joiner", "planned"),
    ]


def test_both_pictures_show_the_same_bars() -> None:
    figure = draw_timeline(TIMELINE)

    assert sorted(_classes(figure.wide)) == sorted(_classes(figure.narrow))
    assert len(_classes(figure.wide)) == 4


def test_every_bar_leads_to_its_line_of_the_list() -> None:
    figure = draw_timeline(TIMELINE)
    anchors = {f"#{entry.anchor}" for entry in figure.entries}

    assert set(parse(figure.wide).values("href")) == anchors


def test_an_open_gap_reaches_until_today_and_has_a_lane_of_its_own() -> None:
    figure = draw_timeline(TIMELINE)
    gap = next(entry for entry in figure.entries if entry.state == "nothing")

    assert (gap.kind, gap.when) == ("Nothing registered", "19 Jan 2026 – 23 Nov 2026")


def test_without_gaps_there_is_no_lane_for_them() -> None:
    assert "Nothing registered" not in draw_timeline(Timeline(TIMELINE.lanes, TODAY)).wide


def test_what_lies_before_the_picture_is_in_the_list_all_the_same() -> None:
    figure = draw_timeline(Timeline(TIMELINE.lanes, TODAY, drawn_from=date(2025, 1, 1)))

    assert "Søndervang Skole" not in figure.wide
    assert figure.entries[0].label == "Søndervang Skole"


def test_a_label_cannot_bring_markup_into_the_picture() -> None:
    figure = draw_timeline(TIMELINE)

    for picture in (figure.wide, figure.narrow):
        assert "<GF1>" not in picture
        assert "Carpenter &lt;GF1&gt;" in picture


def test_two_timelines_on_a_page_share_no_id() -> None:
    one = draw_timeline(TIMELINE)
    other = draw_timeline(Timeline(TIMELINE.lanes, TODAY, name="other"))

    def ids(picture: str) -> set[str]:
        return set(parse(picture).values("id"))

    assert not ids(one.wide) & ids(one.narrow)
    assert not ids(one.wide) & ids(other.wide)


def test_someone_with_nothing_at_all_still_has_a_picture_of_today() -> None:
    figure = draw_timeline(Timeline(lanes=(), today=TODAY))

    assert "Today, 24 Nov" in figure.wide
    assert figure.entries == ()
