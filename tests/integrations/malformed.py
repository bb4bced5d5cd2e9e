"""A corpus of malformed uploads, as many as wanted, the same for the same seed.

Every file has one fault that must be told: a rejection that names its place and how to mend it, never an
exception, never without an end, never a whole national number repeated. Used by the commit's tests with a
few hundred files and by the campaign with thousands.
"""

from __future__ import annotations

import io
import random
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from stafet.integrations.mapping import ColumnMapping, Field, MappedColumn
from stafet.integrations.protocol import Finished, Item, ReaderSettings, Reading
from stafet.kernel.countries import Country
from stafet.registers.records import Notice, Rejection
from tests.integrations.building import sheet, small_set, zipped
from tests.integrations.workbooks import handmade, inline
from tests.kernel.numbers import danish_number

KEY = "the key of a made-up source"
NUMBER = danish_number(date(2011, 3, 4), 7)
_FIELDS = (
    ("Elev-id", Field.PERSON_ID),
    ("CPR", Field.NATIONAL_NUMBER),
    ("Fornavn", Field.GIVEN_NAMES),
    ("Efternavn", Field.FAMILY_NAME),
    ("Født", Field.BIRTH_DATE),
    ("Skole", Field.SCHOOL_NAME),
    ("Klasse", Field.CLASS_NAME),
    ("Startdato", Field.STARTS_ON),
)
MAPPING = ColumnMapping(tuple(MappedColumn(*field) for field in _FIELDS), header_row=1)
SETTINGS = ReaderSettings(country=Country.DK, mapping=MAPPING, key=KEY)
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøåäö"
_EVENTS = "Hændelse;Dato;Institutionsnummer;CPR;Årsagskode"


@dataclass(frozen=True, slots=True)
class MalformedFile:
    """One upload with a fault. ``needs_child``: reading it in this process could take the tests down."""

    fault: str
    name: str
    content: bytes
    needs_child: bool = False


Maker = Callable[[random.Random], MalformedFile]
_MAKERS: list[Maker] = []


def malformed_files(*, seed: int, count: int) -> Iterator[MalformedFile]:
    """As many malformed files as wanted, every fault in turn, each time made differently."""
    chance = random.Random(seed)  # noqa: S311  a corpus must be the same every time
    for number in range(count):
        yield _MAKERS[number % len(_MAKERS)](chance)


def sound_files(*, seed: int) -> Iterator[MalformedFile]:
    """The same kinds of file without a fault."""
    chance = random.Random(seed)  # noqa: S311  a corpus must be the same every time
    rows = _rows(chance)
    yield _as_set("none", _set(chance), chance)
    yield _as_set("none", dict(_base("1.2")), chance)
    yield _as_table("none", _text(rows))
    yield MalformedFile("none", "elever.xlsx", sheet(rows))
    yield MalformedFile("none", "h.csv", f"{_EVENTS}\nafbrudt;2026-11-17;280051;{NUMBER};30\n".encode())


def fault_count() -> int:
    """How many different faults there are."""
    return len(_MAKERS)


def assert_told_well(file: MalformedFile, items: Iterable[Item]) -> None:
    """What must hold for every malformed file, whatever its fault."""
    found = list(items)
    rejections = [item for item in found if isinstance(item, Rejection)]
    assert rejections, f"{file.fault}: nothing was rejected"
    ends = [item for item in found if isinstance(item, Finished)]
    assert ends == found[-1:], f"{file.fault}: the reading does not end as it should"
    assert not any(isinstance(item, Reading) for item in found[1:]), file.fault
    for rejection in rejections:
        assert rejection.place.file, f"{file.fault}: no file is named"
        assert rejection.place.row >= 0
        assert str(rejection.what), file.fault
        assert str(rejection.mend), file.fault
    for item in found:
        if isinstance(item, Rejection | Notice):
            said = str(item.what) + str(getattr(item, "mend", ""))
            assert not re.search(r"\d{6}-?\d{4}", said), f"{file.fault}: a number is repeated: {said}"
            assert len(said) < 700, file.fault


def _fault(maker: Maker) -> Maker:
    _MAKERS.append(maker)
    return maker


@cache
def _base(version: str) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        return small_set(Path(folder), version=version)


def _set(chance: random.Random) -> dict[str, str]:
    """A valid set, with pupils added so that faults do not always stand in the same row."""
    files = dict(_base(chance.choice(["1.1", "1.2"])))
    header, amina, *_ = files["users.csv"].splitlines()
    more = [
        amina.replace("p1", f"x{number}").replace("Amina", _word(chance))
        for number in range(chance.randint(0, 9))
    ]
    files["users.csv"] = "\n".join([files["users.csv"].rstrip("\n"), *more]) + "\n"
    assert header
    return files


def _word(chance: random.Random, length: int = 8) -> str:
    return "".join(chance.choice(_LETTERS) for _ in range(length)).capitalize()


def _row(chance: random.Random, identifier: str) -> list[str]:
    born = date(2009 + chance.randint(0, 5), chance.randint(1, 12), chance.randint(1, 28))
    number = danish_number(born, chance.randint(0, 999))
    names = [_word(chance), _word(chance)]
    return [identifier, number, *names, born.isoformat(), "Åskolen", "9A", "2026-08-10"]


def _rows(chance: random.Random) -> list[list[str]]:
    rows = [[heading for heading, _ in _FIELDS]]
    return rows + [_row(chance, str(number)) for number in range(chance.randint(3, 30))]


def _text(rows: list[list[str]], separator: str = ";") -> str:
    return "\n".join(separator.join(row) for row in rows) + "\n"


def _somewhere(chance: random.Random, rows: list[list[str]]) -> list[str]:
    return rows[chance.randint(1, len(rows) - 1)]


def _as_set(fault: str, files: dict[str, str] | dict[str, bytes], chance: random.Random) -> MalformedFile:
    folder = chance.choice(["", "", "Eksport/"])
    return MalformedFile(fault, "saet.zip", zipped(files, folder=folder))


def _as_table(fault: str, content: str | bytes) -> MalformedFile:
    return MalformedFile(fault, "elever.csv", content.encode() if isinstance(content, str) else content)


# --- archives ----------------------------------------------------------------------------------------


@_fault
def cut_off_zip(chance: random.Random) -> MalformedFile:
    content = zipped(_set(chance))
    return MalformedFile("cut off zip", "saet.zip", content[: chance.randint(30, len(content) - 1)])


@_fault
def zip_bomb(chance: random.Random) -> MalformedFile:
    size = chance.randint(2, 30) * 1_000_000
    return _as_set("zip bomb", {**_set(chance), "users.csv": "a" * size}, chance)


@_fault
def nested_zip(chance: random.Random) -> MalformedFile:
    inner = zipped(_set(chance))
    return _as_set("zip in a zip", {f"{_word(chance)}.zip": inner}, chance)


@_fault
def escaping_name(chance: random.Random) -> MalformedFile:
    name = chance.choice(["../", "a/../../", "/", "C:\\"]) + "users.csv"
    return MalformedFile("name that leaves its folder", "saet.zip", zipped({**_set(chance), name: "a,b\n"}))


@_fault
def locked_zip(chance: random.Random) -> MalformedFile:
    content = bytearray(zipped({"users.csv": _text(_rows(chance))}))
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    return MalformedFile("zip with a password", "saet.zip", bytes(content))


@_fault
def damaged_member(chance: random.Random) -> MalformedFile:
    """Bytes of the packed users are overwritten: the check sum no longer fits."""
    files = _set(chance)
    content = bytearray(zipped(files))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = archive.getinfo("users.csv")
    at = entry.header_offset + 30 + len("users.csv") + chance.randint(5, entry.compress_size - 6)
    content[at] ^= 0xFF
    return MalformedFile("damaged member", "saet.zip", bytes(content))


@_fault
def too_many_members(chance: random.Random) -> MalformedFile:
    more = {f"{_word(chance)}{number}.csv": "a\n" for number in range(chance.randint(64, 200))}
    return _as_set("too many files", {**_set(chance), **more}, chance)


@_fault
def not_a_table(chance: random.Random) -> MalformedFile:
    start = chance.choice(
        [b"%PDF-1.4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b\x08", b"<html>", b'{"a": 1}']
    )
    return _as_table("no table", start + chance.randbytes(200))


@_fault
def empty_file(chance: random.Random) -> MalformedFile:
    return _as_table("empty file", chance.choice([b"", b"\n\n\n", b"\xef\xbb\xbf", b"   \n", b";;;\n;;\n"]))


# --- text --------------------------------------------------------------------------------------------


@_fault
def nul_signs(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    _somewhere(chance, rows)[chance.randint(0, 6)] = "A\x00B"
    return _as_table("NUL", _text(rows))


@_fault
def utf16_without_mark(chance: random.Random) -> MalformedFile:
    return _as_table("UTF-16 without a mark", _text(_rows(chance)).encode("utf-16-le"))


@_fault
def mixed_encodings(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    _somewhere(chance, rows)[2] = "S\ue000ren"
    return _as_table("bad encoding", _text(rows).encode().replace("\ue000".encode(), b"\xf8"))


@_fault
def wrong_separator(chance: random.Random) -> MalformedFile:
    separator = chance.choice([":", " ", "~", "^"])
    return _as_table("wrong separator", _text(_rows(chance), separator))


@_fault
def changed_separator(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    at = chance.randint(1, len(rows) - 1)
    return _as_table("separator that changes", _text(rows[:at]) + _text(rows[at:], "|"))


@_fault
def broken_quotes(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    row = _somewhere(chance, rows)
    row[2] = chance.choice(['"Åse', '"Åse" Marie', '"', '"""'])
    return _as_table("broken quotes", _text(rows))


@_fault
def ragged_row(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    row = _somewhere(chance, rows)
    row[:] = chance.choice([row[:-1], [*row, "mere"]])
    return _as_table("ragged row", _text(rows))


@_fault
def doubled_heading(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    rows[0][chance.randint(1, 7)] = chance.choice(["elev-id", "Elev-id ", "ELEV-ID"])
    return _as_table("doubled heading", _text(rows))


@_fault
def empty_heading(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    rows[0][chance.randint(0, 6)] = ""
    return _as_table("empty heading", _text(rows))


@_fault
def missing_heading(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    rows[0][chance.randint(0, 7)] = _word(chance)
    return _as_table("missing column", _text(rows))


@_fault
def only_a_header_of_another_table(chance: random.Random) -> MalformedFile:
    return _as_table("another table", f"{_word(chance)};{_word(chance)}\n1;2\n")


@_fault
def too_many_columns(chance: random.Random) -> MalformedFile:
    return _as_table(
        "too many columns", ";".join(f"k{number}" for number in range(chance.randint(201, 900))) + "\n"
    )


@_fault
def huge_cell(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    _somewhere(chance, rows)[2] = "x" * chance.randint(100_001, 300_000)
    return _as_table("huge cell", _text(rows))


# --- values ------------------------------------------------------------------------------------------


@_fault
def impossible_date(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    wrong = [
        "2026-02-30",
        "31-04-2026",
        "2026-13-01",
        "00-00-2026",
        "1/1/26",
        "10-08-26",
        "i morgen",
        "0",
        "3026-01-01",
    ]
    _somewhere(chance, rows)[chance.choice([4, 7])] = chance.choice(wrong)
    return _as_table("impossible date", _text(rows))


@_fault
def undecided_dates(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    for row in rows[1:]:
        row[7] = f"{chance.randint(1, 5)}/{chance.randint(6, 12)}/2026"
    return _as_table("undecided dates", _text(rows))


@_fault
def contradicting_dates(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    rows[1][7], rows[2][7] = f"{chance.randint(13, 28)}/2/2026", f"2/{chance.randint(13, 28)}/2026"
    return _as_table("contradicting dates", _text(rows))


@_fault
def nobody(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    row = _somewhere(chance, rows)
    row[0] = row[1] = row[4] = ""
    return _as_table("row about nobody", _text(rows))


@_fault
def nameless(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    row = _somewhere(chance, rows)
    row[2] = row[3] = ""
    return _as_table("row without a name", _text(rows))


@_fault
def contradicting_rows(chance: random.Random) -> MalformedFile:
    rows = _rows(chance)
    twin = list(_somewhere(chance, rows))
    twin[3] = _word(chance)
    rows.insert(chance.randint(1, len(rows)), twin)
    return _as_table("contradicting rows", _text(rows))


@_fault
def unknown_event(chance: random.Random) -> MalformedFile:
    return MalformedFile(
        "unknown event", "h.csv", f"{_EVENTS}\n{_word(chance)};2026-11-17;280051;{NUMBER};30\n".encode()
    )


@_fault
def unknown_reason(chance: random.Random) -> MalformedFile:
    row = f"afbrudt;2026-11-17;280051;{NUMBER};{chance.randint(100, 999)}"
    return MalformedFile("unknown reason", "h.csv", f"{_EVENTS}\n{row}\n".encode())


@_fault
def number_where_a_code_belongs(chance: random.Random) -> MalformedFile:
    """A national number slips into a column whose values are repeated in sentences."""
    written = chance.choice([NUMBER, f"{NUMBER[:6]}-{NUMBER[6:]}", f"CPR {NUMBER}"])
    row = chance.choice(
        [f"{written};2026-11-17;280051;{NUMBER};30", f"afbrudt;2026-11-17;280051;{NUMBER};{written}"]
    )
    return MalformedFile("number in a code", "h.csv", f"{_EVENTS}\n{row}\n".encode())


# --- sets --------------------------------------------------------------------------------------------


@_fault
def missing_manifest(chance: random.Random) -> MalformedFile:
    files = _set(chance)
    del files["manifest.csv"]
    return _as_set("missing manifest", files, chance)


@_fault
def wrong_version(chance: random.Random) -> MalformedFile:
    files = _set(chance)
    version = chance.choice(["1.0", "2.0", "", "ny", "1", NUMBER])
    files["manifest.csv"] = re.sub(
        r"oneroster\.version,1\.\d", f"oneroster.version,{version}", files["manifest.csv"]
    )
    return _as_set("wrong version", files, chance)


@_fault
def promised_but_missing(chance: random.Random) -> MalformedFile:
    files = _set(chance)
    del files[chance.choice(["users.csv", "orgs.csv", "classes.csv", "enrollments.csv", "demographics.csv"])]
    return _as_set("promised but missing", files, chance)


@_fault
def missing_required_column(chance: random.Random) -> MalformedFile:
    files = _set(chance)
    name, column = chance.choice(
        [
            ("users.csv", "familyName"),
            ("orgs.csv", "name"),
            ("enrollments.csv", "userSourcedId"),
            ("classes.csv", "title"),
        ]
    )
    files[name] = files[name].replace(column, _word(chance), 1)
    return _as_set("missing required column", files, chance)


@_fault
def orphan_reference(chance: random.Random) -> MalformedFile:
    files = _set(chance)
    group, school, person = chance.choice(
        [("9a", "s1", "nobody"), ("nowhere", "s1", "p1"), ("9a", "none", "p1")]
    )
    files["enrollments.csv"] += f"e-orphan,,,{group},{school},{person},student,false,,\n"
    return _as_set("orphan reference", files, chance)


@_fault
def contradicting_set_rows(chance: random.Random) -> MalformedFile:
    files = _set(chance)
    name = chance.choice(["users.csv", "orgs.csv", "classes.csv", "enrollments.csv", "demographics.csv"])
    last = files[name].rstrip("\n").splitlines()[-1].split(",")
    last[3] = f"{last[3]}9"
    files[name] += ",".join(last) + "\n"
    return _as_set("contradicting rows in a set", files, chance)


@_fault
def change_without_status(chance: random.Random) -> MalformedFile:
    files = _set(chance)
    files["manifest.csv"] = files["manifest.csv"].replace("file.users,bulk", "file.users,delta")
    return _as_set("change without status", files, chance)


@_fault
def empty_member(chance: random.Random) -> MalformedFile:
    files = _set(chance)
    files[chance.choice(["users.csv", "orgs.csv", "enrollments.csv", "manifest.csv"])] = ""
    return _as_set("empty member", files, chance)


# --- workbooks ---------------------------------------------------------------------------------------


@_fault
def error_formula(chance: random.Random) -> MalformedFile:
    row = chance.randint(2, 40)
    cell = f"<c r='B{row}' t='e'><v>#REF!</v></c>"
    rows = f"<row r='1'>{inline('A1', 'Elev-id')}{inline('B1', 'Fornavn')}</row><row r='{row}'>{inline(f'A{row}', '1')}{cell}</row>"
    return MalformedFile("formula with an error", "elever.xlsx", handmade(_with_headings(rows)))


@_fault
def uncalculated_formula(chance: random.Random) -> MalformedFile:
    row = chance.randint(2, 40)
    rows = (
        f"<row r='1'>{inline('A1', 'Elev-id')}</row><row r='{row}'><c r='A{row}'><f>A{row + 1}</f></c></row>"
    )
    return MalformedFile("formula never calculated", "elever.xlsx", handmade(_with_headings(rows)))


@_fault
def far_cell(chance: random.Random) -> MalformedFile:
    reference = chance.choice(["XFD1048576", "A1048576", "ZZ2", "GR199999", "ZZZZZZ99999999"])
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = f"<row r='1'>{inline('A1', 'Elev-id')}</row><row r='{row}'>{inline(reference, 'x')}</row>"
    return MalformedFile("cell far out", "elever.xlsx", handmade(rows))


@_fault
def macros(chance: random.Random) -> MalformedFile:
    content = handmade(f"<row r='1'>{inline('A1', _word(chance))}</row>", extra={"xl/vbaProject.bin": "x"})
    return MalformedFile("macros", "elever.xlsm", content)


@_fault
def entities(chance: random.Random) -> MalformedFile:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, chance.randint(5, 9)))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{levels}]><sst><si><t>&a4;</t></si></sst>'
    content = handmade(f"<row r='1'>{inline('A1', 'Navn')}</row>", shared_text=text)
    return MalformedFile("entities", "elever.xlsx", content)


@_fault
def damaged_workbook(chance: random.Random) -> MalformedFile:
    """A part of the workbook is gone or is no XML; the reading process may die of what the parser makes of it."""
    part = chance.choice(
        ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "xl/worksheets/sheet1.xml"]
    )
    damage = chance.choice(["", "<", "<a><b>", "\x00\x01", "<worksheet><sheetData><row><c><v>"])
    content = handmade(f"<row r='1'>{inline('A1', 'Navn')}</row>", extra={part: damage})
    return MalformedFile("damaged workbook", "elever.xlsx", content, needs_child=True)


@_fault
def formula_texts(chance: random.Random) -> MalformedFile:
    """A workbook of the right columns with one impossible value among spreadsheet formulas written as text."""
    rows: list[list[object]] = [list(row) for row in _rows(chance)]
    rows[1][2] = chance.choice(["'=1+1", "@SUM(A1)", "+45"])
    rows[2][4] = chance.choice([99_999_999, "32-01-2010", True])
    return MalformedFile("impossible value in a workbook", "elever.xlsx", sheet(rows))


def _with_headings(rows: str) -> str:
    """The same sheet with every heading of the mapping, so that the formula is the only fault."""
    headings = "".join(
        inline(f"{'ABCDEFGH'[number]}1", heading) for number, (heading, _) in enumerate(_FIELDS)
    )
    return re.sub(r"<row r='1'>.*?</row>", f"<row r='1'>{headings}</row>", rows, count=1)
