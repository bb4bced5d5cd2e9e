"""A catalogue of courses as a table: read row by row under tight limits, and written so that it can be read again.

One row is one course; a further row with the same code and no title is one more material of it. Several words in a cell are
separated by a comma. What can't be understood is named with its row and column, and then nothing of the file is used.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from io import StringIO
from pathlib import Path
from typing import TypeVar

from stafet.catalogue import api as catalogue
from stafet.catalogue.api import (
    Breadth,
    CareerCourse,
    Competence,
    CourseFacts,
    Licence,
    MaterialFacts,
    PartnerKind,
    Stage,
    ToldCourse,
)
from stafet.integrations.findings import Unreadable, unreadable
from stafet.integrations.grid import Grid, Row
from stafet.integrations.limits import MEGABYTE, Limits
from stafet.integrations.text import text_table
from stafet.integrations.upload import open_upload
from stafet.kernel.records import Place, Rejection
from stafet.kernel.sentences import Sentence, sentence

COLUMNS = (
    "code",
    "title",
    "from",
    "to",
    "aims",
    "subjects",
    "competences",
    "breadth",
    "preparation",
    "reflection",
    "partners",
    "lessons",
    "material",
    "link",
    "text",
    "licence",
)
NEEDED = ("code", "title", "from", "to", "aims", "lessons")
LIMITS = Limits(upload_bytes=MEGABYTE, text_rows=2_000, columns=60, line_bytes=100_000, cell_signs=10_000)
"""A catalogue of a thousand courses has half of it."""
SHIPPED = Path(catalogue.__file__).parent / "shipped"
_STAGES = {"preschool": Stage.PRESCHOOL, "youth": Stage.YOUTH, "adult": Stage.ADULT} | {
    str(grade): Stage(grade) for grade in range(11)
}
_STAGE_WORDS = {stage: word for word, stage in _STAGES.items()}
_LESSONS_AT_MOST = 400
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = {
    "title": catalogue.LONGEST_TITLE,
    "code": catalogue.LONGEST_CODE,
    "material": catalogue.LONGEST_TITLE,
}
_FEW_FAULTS = 50
Choice = TypeVar("Choice", bound=Enum)


@dataclass(frozen=True, slots=True)
class ReadCourses:
    """What a file tells, and what is wrong with it. With one fault nothing of it is to be used."""

    courses: tuple[ToldCourse, ...]
    faults: tuple[Rejection, ...]


class _Faulty(Exception):
    def __init__(self, column: str, what: Sentence, mend: Sentence) -> None:
        super().__init__(column)
        self.column, self.what, self.mend = column, what, mend


def read_courses(path: Path, name: str) -> ReadCourses:
    """Every course of a table. Raises ``Unreadable`` where the file as a whole can't be read."""
    upload = open_upload(path, name=name, limits=LIMITS)
    if len(upload.members) != 1 or upload.members[0].name != name:
        raise unreadable(
            name,
            sentence("This is not a text table."),
            sentence("Save the sheet as CSV UTF-8, and load that file."),
        )
    grid = text_table(upload, upload.members[0]).grid()
    grid.require(NEEDED)
    return _read(grid)


def shipped_courses(country: str) -> tuple[ToldCourse, ...]:
    """The courses that come with Stafet in a country's own words."""
    path = SHIPPED / f"{country}.csv"
    found = read_courses(path, path.name)
    if found.faults:
        raise Unreadable(*found.faults)
    return found.courses


def write_courses(rows: Iterable[tuple[CareerCourse, Sequence[MaterialFacts]]]) -> str:
    """The table of courses, as ``read_courses`` reads it."""
    return _write((row.code, _course_cells(row), materials) for row, materials in rows)


def write_told(told: Iterable[ToldCourse]) -> str:
    """The table of courses that were read, so that they can be read once more."""
    return _write((each.code, (each.code, *_fact_cells(each.facts)), each.facts.materials) for each in told)


def _write(rows: Iterable[tuple[str, Sequence[str], Sequence[MaterialFacts]]]) -> str:
    out = StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for code, cells, materials in rows:
        first, *more = materials or (None,)
        writer.writerow([*map(plain, cells), *map(plain, _material_cells(first))])
        for material in more:
            writer.writerow([code, *[""] * 11, *map(plain, _material_cells(material))])
    return out.getvalue()


def plain(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _course_cells(row: CareerCourse) -> tuple[str, ...]:
    facts = CourseFacts(
        title=row.title,
        from_stage=Stage(row.from_stage),
        to_stage=Stage(row.to_stage),
        aims=row.aims,
        subjects=tuple(row.subjects),
        competences=tuple(map(Competence, row.competences)),
        breadth=Breadth(row.breadth),
        preparation=row.preparation,
        reflection=row.reflection,
        partners=tuple(map(PartnerKind, row.partners)),
        lessons=row.lessons,
    )
    return (row.code, *_fact_cells(facts))


def _fact_cells(facts: CourseFacts) -> tuple[str, ...]:
    return (
        facts.title,
        _STAGE_WORDS[facts.from_stage],
        _STAGE_WORDS[facts.to_stage],
        facts.aims,
        ", ".join(facts.subjects),
        ", ".join(facts.competences),
        facts.breadth.value,
        facts.preparation,
        facts.reflection,
        ", ".join(facts.partners),
        str(facts.lessons),
    )


def _material_cells(material: MaterialFacts | None) -> tuple[str, ...]:
    if material is None:
        return ("", "", "", "")
    return (material.title, material.link, material.words, material.licence.value)


def _read(grid: Grid) -> ReadCourses:
    found: dict[str, ToldCourse] = {}
    faults: list[Rejection] = []
    for row in grid.rows():
        if isinstance(row, Rejection):
            faults.append(row)
        else:
            try:
                _take(grid, row, found)
            except _Faulty as fault:
                faults.append(Rejection(Place(grid.file, row.number, fault.column), fault.what, fault.mend))
        if len(faults) >= _FEW_FAULTS:
            break
    if not found and not faults:
        raise unreadable(
            grid.file,
            sentence("There is no course below the headings."),
            sentence("Write one course in each row."),
        )
    return ReadCourses(tuple(found.values()), tuple(faults))


def _take(grid: Grid, row: Row, found: dict[str, ToldCourse]) -> None:
    cells = _cells(grid, row)
    code = _filled(cells, "code")
    known = found.get(code)
    material = _material(cells)
    if known is None:
        materials = (material,) if material else ()
        found[code] = ToldCourse(code, _course(cells, materials), row.number)
        return
    if cells["title"] or material is None:
        raise _Faulty(
            "code",
            sentence("The code stands in row %(row)d already.", row=known.row),
            sentence("Give the course another code. A further material of a course has no title in its row."),
        )
    found[code] = replace(known, facts=replace(known.facts, materials=(*known.facts.materials, material)))


def _cells(grid: Grid, row: Row) -> Mapping[str, str]:
    found = {}
    for name in COLUMNS:
        place = grid.column(name)
        text = "" if place is None else str(row.cells[place] or "").strip()
        most = _LONGEST.get(name, catalogue.LONGEST_WORDS)
        if len(text) > most:
            raise _Faulty(
                name,
                sentence("There are more than %(most)d signs in this cell.", most=most),
                sentence("Shorten it; a longer text is a material with a link."),
            )
        found[name] = text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
    return found


def _course(cells: Mapping[str, str], materials: tuple[MaterialFacts, ...]) -> CourseFacts:
    first, last = _one(cells, "from", _STAGES), _one(cells, "to", _STAGES)
    if last < first:
        raise _Faulty(
            "to", sentence("The last stage is not before the first."), sentence("Swap them, or correct one.")
        )
    breadth = cells["breadth"] or Breadth.WIDE.value
    return CourseFacts(
        title=_filled(cells, "title"),
        from_stage=first,
        to_stage=last,
        aims=_filled(cells, "aims"),
        subjects=_several(cells["subjects"]),
        competences=_members(cells, "competences", Competence),
        breadth=_one({"breadth": breadth}, "breadth", _by_value(Breadth)),
        preparation=cells["preparation"],
        reflection=cells["reflection"],
        partners=_members(cells, "partners", PartnerKind),
        lessons=_lessons(cells),
        materials=materials,
    )


def _material(cells: Mapping[str, str]) -> MaterialFacts | None:
    if not any(cells[name] for name in ("material", "link", "text", "licence")):
        return None
    link = cells["link"]
    if link and not link.startswith(("https://", "http://")):
        raise _Faulty(
            "link",
            sentence("“%(link)s” is no link.", link=link[:60]),
            sentence("A link begins with https://."),
        )
    if not link and not cells["text"]:
        raise _Faulty(
            "link", sentence("The material has neither a link nor a text."), sentence("Give one of them.")
        )
    return MaterialFacts(
        _filled(cells, "material"), _one(cells, "licence", _by_value(Licence)), link, cells["text"]
    )


def _lessons(cells: Mapping[str, str]) -> int:
    text = _filled(cells, "lessons")
    if not text.isdecimal() or not 1 <= int(text) <= _LESSONS_AT_MOST:
        raise _Faulty(
            "lessons",
            sentence("“%(word)s” is no number of lessons.", word=text[:20]),
            sentence("Write a whole number from 1 to %(most)d.", most=_LESSONS_AT_MOST),
        )
    return int(text)


def _filled(cells: Mapping[str, str], column: str) -> str:
    if not cells[column]:
        raise _Faulty(column, sentence("This cell is empty."), sentence("Fill it in."))
    return cells[column]


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip()[:60] for word in text.split(",") if word.strip()))


def _members(cells: Mapping[str, str], column: str, kind: type[Choice]) -> tuple[Choice, ...]:
    known = _by_value(kind)
    return tuple(_one({column: word}, column, known) for word in _several(cells[column]))


def _one(cells: Mapping[str, str], column: str, known: Mapping[str, Choice]) -> Choice:
    text = _filled(cells, column)
    found = known.get(text.lower())
    if found is None:
        raise _Faulty(
            column,
            sentence("“%(word)s” is not one of the words of this column.", word=text[:40]),
            sentence("Use one of: %(words)s.", words=", ".join(known)),
        )
    return found


def _by_value(kind: type[Choice]) -> Mapping[str, Choice]:
    return {str(each.value): each for each in kind}
