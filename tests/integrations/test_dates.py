"""Dates: the order is proved or asked, never guessed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.integrations.dates import DateOrder, ProvenOrder, date_of, order_in
from stafet.integrations.findings import BadValue, Unreadable
from tests.integrations.test_text import grid_of

DAY, MONTH = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("cell", "order", "expected"),
    [
        ("2026-08-10", None, date(2026, 8, 10)),
        ("20260810", None, date(2026, 8, 10)),
        ("2026/8/1", None, date(2026, 8, 1)),
        ("2026-08-10T00:00:00.000Z", None, date(2026, 8, 10)),
        ("10-08-2026", None, date(2026, 8, 10)),
        ("10.8.2026", None, date(2026, 8, 10)),
        ("10/8/2026", DAY, date(2026, 8, 10)),
        ("10/8/2026", MONTH, date(2026, 10, 8)),
        ("8/10/2026 12:00:00 AM", MONTH, date(2026, 8, 10)),
        (" 2026-08-10 ", None, date(2026, 8, 10)),
        ("", None, None),
        (46244.0, None, date(2026, 8, 10)),
        (datetime(2026, 8, 10, 12, 30), None, date(2026, 8, 10)),  # noqa: DTZ001  a spreadsheet has no zones
        (date(2026, 8, 10), None, date(2026, 8, 10)),
    ],
)
def test_dates_are_read_as_registers_write_them(
    cell: str | float | date, order: DateOrder | None, expected: date | None
) -> None:
    assert date_of(cell, order) == expected


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("31-02-2026", "no such day"),
        ("2026-13-01", "no such day"),
        ("0000-01-01", "no such day"),
        ("10-08-26", "two digits"),
        ("1/2/2026", "not certain which is the day"),
        ("1726-01-01", "can't be right"),
        ("i går", "not a date"),
        ("2026-08-10 eller deromkring", "not a date"),
        ("202608", "not a date"),
        (7.0, "not a date"),
        (True, "not a date"),
        (99_999_999.0, "not a date"),
    ],
)
def test_what_is_no_date_is_said_without_repeating_it(cell: str | float, what: str) -> None:
    with pytest.raises(BadValue) as bad:
        date_of(cell, None)
    assert what in str(bad.value.what)
    assert "2026" in str(bad.value.mend) or "settings" in str(bad.value.mend)


@pytest.mark.parametrize(
    "cell", ["31/02/2026", "31.02.2026", "2026-02-31", "10/08/26", "10/08/1026", "i går"]
)
@pytest.mark.parametrize(
    ("order", "written", "not_written"),
    [
        (DAY, ("10.08.2026", "10/08/2026"), ("2026-08-10", "08/10/2026")),
        (MONTH, ("08/10/2026",), ("2026-08-10", "10.08.2026", "10/08/2026")),
    ],
)
def test_how_to_mend_a_date_is_said_in_the_order_the_register_writes_it(
    cell: str, order: DateOrder, written: tuple[str, ...], not_written: tuple[str, ...]
) -> None:
    with pytest.raises(BadValue) as bad:
        date_of(cell, order)
    mend = str(bad.value.mend)
    assert [text in mend for text in (*written, *not_written)] == [
        *[True] * len(written),
        *[False] * len(not_written),
    ]


@pytest.mark.parametrize("cell", ["2026-02-31", "10/08/26", "i går", "1726-01-01"])
def test_a_register_that_writes_the_year_first_is_told_to_mend_dates_like_that(cell: str) -> None:
    with pytest.raises(BadValue) as bad:
        date_of(cell, None)
    assert "2026-08-10" in str(bad.value.mend)


def proven(folder: Path, *dates: str, told: DateOrder | None = None) -> ProvenOrder:
    grid = grid_of(folder, "Navn;Født;Start\n" + "".join(f"Amina;{each};\n" for each in dates))
    return order_in(grid, [1, 2], told)


def test_one_date_that_can_only_be_read_one_way_decides_for_the_file(tmp_path: Path) -> None:
    assert proven(tmp_path, "1/2/2026", "13/2/2026").order is DAY
    found = proven(tmp_path, "1/2/2026", "2/13/2026")
    assert found.order is MONTH
    assert found.notice is not None
    assert (found.notice.place.row, found.notice.place.column) == (3, "Født")


def test_when_nothing_decides_the_person_is_asked_once(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as stop:
        proven(tmp_path, "1/2/2026", "3/4/2026")
    (question,) = stop.value.rejections
    assert question.place.row == 2
    assert "which comes first" in str(question.mend)
    assert proven(tmp_path, "1/2/2026", told=MONTH).order is MONTH


def test_dates_that_contradict_each_other_are_shown_with_both_rows(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as stop:
        proven(tmp_path, "13/2/2026", "2/13/2026")
    assert "Row 2 can only have the day first and row 3 only the month first" in str(stop.value)


def test_a_day_that_equals_its_month_needs_no_order(tmp_path: Path) -> None:
    with pytest.raises(BadValue):
        date_of("5/6/2026", proven(tmp_path, "5/5/2026").order)


@given(day=DAYS, order=st.sampled_from([DAY, MONTH]), separator=st.sampled_from("-/."), pads=st.booleans())
def test_a_date_survives_every_way_of_writing_it(
    day: date, order: DateOrder, separator: str, pads: bool
) -> None:
    width = 2 if pads else 1
    parts = [f"{day.day:0{width}d}", f"{day.month:0{width}d}"]
    written = separator.join([*(parts if order is DAY else parts[::-1]), str(day.year)])
    assert date_of(written, order) == day
    assert date_of(day.isoformat(), order) == day
    assert date_of(f"{day:%Y%m%d}", order) == day


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_a_sentence(text: str) -> None:
    found: date | BadValue | None
    try:
        found = date_of(text, DAY)
    except BadValue as bad:
        found = bad
    assert not isinstance(found, BadValue) or str(found.mend)
    assert (found is None) == (not text.strip())
