"""Faults of workbooks."""

from __future__ import annotations

import random
import re

from tests.integrations.building import sheet
from tests.integrations.malformed.sound import FIELDS, Maker, MalformedFile, sound_rows, word
from tests.integrations.workbooks import handmade, inline


def error_formula(chance: random.Random) -> MalformedFile:
    row = chance.randint(2, 40)
    cell = f"<c r='B{row}' t='e'><v>#REF!</v></c>"
    rows = f"<row r='1'>{inline('A1', 'Elev-id')}{inline('B1', 'Fornavn')}</row><row r='{row}'>{inline(f'A{row}', '1')}{cell}</row>"
    return MalformedFile("formula with an error", "elever.xlsx", handmade(_with_headings(rows)))


def uncalculated_formula(chance: random.Random) -> MalformedFile:
    row = chance.randint(2, 40)
    rows = (
        f"<row r='1'>{inline('A1', 'Elev-id')}</row><row r='{row}'><c r='A{row}'><f>A{row + 1}</f></c></row>"
    )
    return MalformedFile("formula never calculated", "elever.xlsx", handmade(_with_headings(rows)))


def far_cell(chance: random.Random) -> MalformedFile:
    reference = chance.choice(["XFD1048576", "A1048576", "ZZ2", "GR199999", "ZZZZZZ99999999"])
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = f"<row r='1'>{inline('A1', 'Elev-id')}</row><row r='{row}'>{inline(reference, 'x')}</row>"
    return MalformedFile("cell far out", "elever.xlsx", handmade(rows))


def macros(chance: random.Random) -> MalformedFile:
    content = handmade(f"<row r='1'>{inline('A1', word(chance))}</row>", extra={"xl/vbaProject.bin": "x"})
    return MalformedFile("macros", "elever.xlsm", content)


def entities(chance: random.Random) -> MalformedFile:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, chance.randint(5, 9)))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{levels}]><sst><si><t>&a4;</t></si></sst>'
    content = handmade(f"<row r='1'>{inline('A1', 'Navn')}</row>", shared_text=text)
    return MalformedFile("entities", "elever.xlsx", content)


def damaged_workbook(chance: random.Random) -> MalformedFile:
    """A part of the workbook is gone or is no XML; the reading process may die of what the parser makes of it."""
    part = chance.choice(
        ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "xl/worksheets/sheet1.xml"]
    )
    damage = chance.choice(["", "<", "<a><b>", "\x00\x01", "<worksheet><sheetData><row><c><v>"])
    content = handmade(f"<row r='1'>{inline('A1', 'Navn')}</row>", extra={part: damage})
    return MalformedFile("damaged workbook", "elever.xlsx", content, needs_child=True)


def formula_texts(chance: random.Random) -> MalformedFile:
    """A workbook of the right columns with one impossible value among spreadsheet formulas written as text."""
    rows: list[list[object]] = [list(row) for row in sound_rows(chance)]
    rows[1][2] = chance.choice(["'=1+1", "@SUM(A1)", "+45"])
    rows[2][4] = chance.choice([99_999_999, "32-01-2010", True])
    return MalformedFile("impossible value in a workbook", "elever.xlsx", sheet(rows))


def _with_headings(rows: str) -> str:
    """The same sheet with every heading of the mapping, so that the formula is the only fault."""
    headings = "".join(
        inline(f"{'ABCDEFGH'[number]}1", heading) for number, (heading, _) in enumerate(FIELDS)
    )
    return re.sub(r"<row r='1'>.*?</row>", f"<row r='1'>{headings}</row>", rows, count=1)


def template_with_another_heading(chance: random.Random) -> MalformedFile:
    heading: list[object] = [
        "Personnummer",
        "Förnamn",
        "Efternamn",
        "EPPN",
        "Skolenhetskod",
        "Klass",
        "Ta bort",
    ]
    heading[chance.choice([1, 2, 4])] = word(chance)
    rows: list[list[object]] = [
        heading,
        ["", word(chance), word(chance), "a@edu.example", 12345678, "9A", ""],
    ]
    return MalformedFile("template with another heading", "mall.xlsx", sheet(rows, name="Elevinskrivningar"))


def template_with_a_doubtful_deletion(chance: random.Random) -> MalformedFile:
    heading: list[object] = ["Förnamn", "Efternamn", "EPPN", "Skolenhetskod", "Ta bort"]
    doubtful = chance.choice(["kanske", "Ja?", "2027-01-01", "ja nej"])
    rows: list[list[object]] = [heading, [word(chance), word(chance), "a@edu.example", 12345678, doubtful]]
    return MalformedFile(
        "template with a doubtful deletion", "mall.xlsx", sheet(rows, name="Elevinskrivningar")
    )


FAULTS: tuple[Maker, ...] = (
    template_with_another_heading,
    template_with_a_doubtful_deletion,
    error_formula,
    uncalculated_formula,
    far_cell,
    macros,
    entities,
    damaged_workbook,
    formula_texts,
)
