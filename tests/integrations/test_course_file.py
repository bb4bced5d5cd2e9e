"""Courses from a table: every bad cell is named with its row and column, nothing is guessed, and what is written is read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from stafet.catalogue.api import Competence, Licence, PartnerKind, Stage
from stafet.integrations import course_file
from stafet.integrations.course_file import COLUMNS, ReadCourses, read_courses, shipped_courses, write_told
from stafet.integrations.findings import Unreadable

HEAD = ";".join(COLUMNS)
GOOD = "inside;Inside;7;9;They see it;Maths, Art;options, self;wide;Read;Talk;company;8;Page;https://a.example/;;link"


def read(folder: Path, *rows: str, head: str = HEAD) -> ReadCourses:
    path = folder / "file"
    path.write_text("\n".join((head, *rows)), encoding="utf-8")
    return read_courses(path, "courses.csv")


def test_a_row_is_a_course(tmp_path: Path) -> None:
    (told,) = read(tmp_path, GOOD).courses
    assert (told.code, told.row) == ("inside", 2)
    assert (told.facts.from_stage, told.facts.to_stage) == (Stage.GRADE_7, Stage.GRADE_9)
    assert told.facts.subjects == ("Maths", "Art")
    assert told.facts.competences == (Competence.OPTIONS, Competence.SELF)
    assert told.facts.partners == (PartnerKind.COMPANY,)
    assert told.facts.materials[0].licence is Licence.LINK


def test_a_further_row_with_the_code_only_is_one_more_material(tmp_path: Path) -> None:
    (told,) = read(tmp_path, GOOD, "inside;;;;;;;;;;;;Text;;Words;cc0").courses
    assert [each.title for each in told.facts.materials] == ["Page", "Text"]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("code", ""),
        ("title", ""),
        ("title", "x" * 121),
        ("from", "seven"),
        ("to", "3"),
        ("aims", ""),
        ("competences", "options, flying"),
        ("breadth", "broad"),
        ("partners", "firm"),
        ("lessons", "0"),
        ("lessons", "-1"),
        ("lessons", "401"),
        ("link", "javascript:alert(1)"),
        ("licence", "gpl"),
        ("material", ""),
    ],
)
def test_a_bad_cell_is_named_and_nothing_of_the_file_is_used_unless_all_is_good(
    tmp_path: Path, column: str, cell: str
) -> None:
    cells = dict(zip(COLUMNS, GOOD.split(";"), strict=True)) | {column: cell}
    found = read(tmp_path, "first" + GOOD.removeprefix("inside"), ";".join(cells.values()))
    (fault,) = found.faults
    assert (fault.place.row, fault.place.column) == (3, column)


def test_the_same_code_twice_is_a_fault(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, GOOD, GOOD).faults
    assert (fault.place.row, fault.place.column) == (3, "code")


def test_a_row_with_too_few_cells_is_named(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, "inside;Inside;7").faults
    assert fault.place.row == 2


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("code;title", ("a;b",)),
        (HEAD, ()),
        ("", ()),
        (HEAD, ('"inside;never closed',)),
    ],
)
def test_a_file_that_is_no_table_of_courses_is_refused_as_a_whole(
    tmp_path: Path, head: str, rows: tuple[str, ...]
) -> None:
    with pytest.raises(Unreadable):
        read(tmp_path, *rows, head=head)


def test_a_file_that_is_too_big_or_has_too_many_rows_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read(tmp_path, *[GOOD] * 12_000)
    with pytest.raises(Unreadable):
        read(tmp_path, *[""] * 2_100, GOOD)


def test_fifty_faults_are_enough(tmp_path: Path) -> None:
    assert len(read(tmp_path, *["x;;;;;;;;;;;;;;;"] * 200).faults) == 50


@pytest.mark.parametrize(("country", "fewest"), [("dk", 15), ("se", 10)])
def test_what_comes_with_stafet_reaches_across_the_stages_and_can_be_written_and_read_again(
    tmp_path: Path, country: str, fewest: int
) -> None:
    told = shipped_courses(country)
    assert len(told) >= fewest
    path = tmp_path / "again"
    path.write_text("\ufeff" + write_told(told), encoding="utf-8")
    again = read_courses(path, "again.csv")
    assert [(each.code, each.facts) for each in again.courses] == [(each.code, each.facts) for each in told]


def test_the_danish_ones_reach_from_grade_0_to_10_and_the_swedish_from_preschool_to_adults() -> None:
    assert {
        stage
        for each in shipped_courses("dk")
        for stage in range(each.facts.from_stage, each.facts.to_stage + 1)
    } == set(range(11))
    swedish = shipped_courses("se")
    assert min(each.facts.from_stage for each in swedish) == Stage.PRESCHOOL
    assert max(each.facts.to_stage for each in swedish) == Stage.ADULT


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula_for_whoever_opens_the_table(tmp_path: Path, sign: str) -> None:
    (told,) = read(tmp_path, GOOD.replace("They see it", f"{sign}1+1")).courses
    table = write_told([told])
    assert f'"\'{sign}1+1"' in table
    path = tmp_path / "again"
    path.write_text(table, encoding="utf-8")
    assert read_courses(path, "again.csv").courses[0].facts.aims == f"{sign}1+1"
    assert course_file.plain("safe") == "safe"
