"""The list Untis exports: read into a week, written back, and refused with row and column."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stafet.integrations.findings import Unreadable
from stafet.integrations.timetables.read import ReadWeek
from stafet.integrations.timetables.untis import read_gpu001, write_gpu001
from stafet.integrations.upload import open_upload
from stafet.kernel.timetables.changes import proposed_week
from stafet.kernel.timetables.problem import CompanyDay, PartyKind, Question
from stafet.kernel.timetables.proposal import Cost
from stafet.kernel.timetables.solve import solve

ROWS = """\
11,"8a","IB","MAT","A1",1,1,,
11,"8a","IB","MAT","A1",1,2,,
12,"8a","BO","DAN","A1",1,3,,
13,"8a","EVA","ENG","A1",2,1,,
14,"8a","KIM","IDR","HAL",2,2,,
14,"8b","LIS","IDR","HAL",2,2,,
15,"8a","LIS","BIL","A2",3,2,,
16,"8a","LIS","MUS","A2",3,1,,
17,"8b","BO","DAN","A3",2,1,,
"""


def read(
    folder: Path, text: str, rooms_alike: tuple[frozenset[str], ...] = (), encoding: str = "utf-8"
) -> ReadWeek:
    path = folder / "GPU001.TXT"
    path.write_bytes(text.encode(encoding))
    return read_gpu001(open_upload(path), rooms_alike=rooms_alike)


def faults(folder: Path, text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(Unreadable) as stopped:
        read(folder, text)
    return [(each.place.row, each.place.column, str(each.what)) for each in stopped.value.rejections]


def test_hours_that_follow_each_other_are_one_lesson_and_rows_at_one_time_are_one(tmp_path: Path) -> None:
    week = read(tmp_path, ROWS).week

    assert len(week.lessons) == 7
    assert week.lesson["11/1"].length == 2
    sport = week.lesson["14/1"]
    assert (sport.classes, sport.teachers, [need.room for need in sport.rooms]) == (
        ("8a", "8b"),
        ("KIM", "LIS"),
        ["HAL"],
    )
    assert (len(week.days), len(week.hours)) == (5, 15)


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-8-sig")])
def test_every_usual_separator_and_encoding_is_read(tmp_path: Path, separator: str, encoding: str) -> None:
    text = ROWS.replace("EVA", "EVÅ").replace(",", separator)

    assert read(tmp_path, text, encoding=encoding).week.lesson["13/1"].teachers == ("EVÅ",)


def test_a_week_that_is_written_is_read_as_the_same_week(tmp_path: Path) -> None:
    week = read(tmp_path, ROWS).week

    assert read(tmp_path, write_gpu001(week)).week == week


def test_a_proposal_is_written_and_read_back(tmp_path: Path) -> None:
    alike = (frozenset({"A1", "A2"}),)
    week = read(tmp_path, ROWS, alike).week
    asked = Question(week, (CompanyDay("8a", "2"),), frozenset({"DAN", "MAT"}), frozenset({"ENG"}))
    found = solve(asked)
    assert found.cost == Cost(0, 2)

    back = read(tmp_path, write_gpu001(proposed_week(week, found)), alike).week
    assert {key: each.start for key, each in back.lesson.items()} == found.starts


def test_a_room_stays_unless_it_is_said_which_are_alike(tmp_path: Path) -> None:
    assert read(tmp_path, ROWS).week.lesson["15/1"].rooms[0].choice == {"A2"}
    assert read(tmp_path, ROWS, (frozenset({"A1", "A2"}),)).week.lesson["15/1"].rooms[0].choice == {
        "A1",
        "A2",
    }


def test_a_course_stays_at_most_once_a_day_and_the_reader_says_so(tmp_path: Path) -> None:
    twice = ROWS + '12,"8a","BO","DAN","A1",4,1,,\n'

    told = read(tmp_path, twice)
    assert {spread.name for spread in told.week.spreads} == {"DAN"}
    assert "at most once a day" in str(told.notices[0].what)


def test_every_fault_is_told_with_row_and_column(tmp_path: Path) -> None:
    assert faults(
        tmp_path,
        '11,"8a","IB","MAT","A1",8,1\n12,"8a","IB","DAN","A1",1,two\n,"8a","IB","DAN","A1",1,1\n13,"8a"\n',
    ) == [
        (1, "day", "“8” can't stand here: a whole number from 1 to 7 is needed."),
        (2, "hour", "“two” can't stand here: a whole number from 0 to 24 is needed."),
        (3, "lesson", "The cell is empty."),
        (4, "teacher", "The row has 2 cells and needs 7."),
    ]


def test_a_long_list_of_faults_is_cut(tmp_path: Path) -> None:
    assert len(faults(tmp_path, '11,"8a","IB","MAT","A1",9,1\n' * 300)) == 20


def test_a_file_without_a_lesson_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, "\n\n")[0][2] == "The file holds no lesson."
    assert faults(tmp_path, '11,"8a","IB",MAT","A1",1,1\n"x')


def test_classes_and_rooms_may_have_the_same_name(tmp_path: Path) -> None:
    week = read(tmp_path, ROWS.replace("A3", "8b")).week

    assert [party.id.kind for party in week.parties if party.id.key == "8b"] == [
        PartyKind.CLASS,
        PartyKind.ROOM,
    ]
    assert replace(week, name="x").party
