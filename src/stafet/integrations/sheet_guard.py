"""Looking through a workbook's sheets as a stream before anything builds them in memory.

A workbook of a few kilobytes can claim a cell in the last row and column of the biggest sheet there is, and
whoever lays out the rectangle in between runs out of memory. So the positions of all filled cells are read
first. At the same time it is noted which cells hold an error or a formula that was never calculated: they
would otherwise read as empty.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from stafet.integrations.findings import Unreadable, unreadable
from stafet.integrations.grid import column_letter
from stafet.integrations.upload import BROKEN_ARCHIVE, Upload, broken_archive
from stafet.kernel.sentences import Sentence, sentence

_CHUNK = 1024 * 1024
_LONGEST_CELL = 4 * 1024 * 1024
_PACKAGE = "_rels/.rels"
_LONGEST_CONTENTS = 4 * 1024 * 1024
_PROLOGUE = 4096
_CELL = re.compile(rb"<(?:\w{1,20}:)?c(?=[\s/>])([^<>]*)>")
_END = b"<c>"
_LONGEST_START = 4096
"""A cell's start may be cut by the end of a chunk; this much is kept of a chunk without cells."""
_REFERENCE = re.compile(rb"\br=[\"']([A-Za-z]{1,9})(\d{1,12})[\"']")
_IS_ERROR = re.compile(rb"\bt=[\"']e[\"']")
_IS_TEXT = re.compile(rb"\bt=[\"'](?:str|s|inlineStr)[\"']")
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_HAS_VALUE = re.compile(rb"<(?:\w+:)?v>[^<]")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^<>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)=[\"']([^\"']*)[\"']")


@dataclass(frozen=True, slots=True)
class FaultyCell:
    """A cell that reads as empty but is not: an error value, or a formula without a result."""

    column: str
    is_error: bool


@dataclass(slots=True)
class SheetLook:
    """What looking through one sheet found. ``faulty`` holds the first faulty cell of each row."""

    last_row: int = 0
    last_column: int = 0
    faulty: dict[int, FaultyCell] = field(default_factory=dict)


def look_through(upload: Upload) -> Mapping[str, SheetLook]:
    """Every sheet of a workbook by its name. Raises ``Unreadable`` when one is too big or hostile."""
    try:
        with zipfile.ZipFile(upload.path) as archive:
            _refuse_entities(upload, archive)
            return MappingProxyType(
                {name: _look(upload, archive, name, part) for name, part in _parts(archive).items()}
            )
    except (*BROKEN_ARCHIVE, KeyError, StopIteration) as error:
        raise broken_archive(upload.name) from error


def _refuse_entities(upload: Upload, archive: zipfile.ZipFile) -> None:
    """A workbook never declares document types; only attacks do."""
    for entry in archive.infolist():
        with archive.open(entry) as stream:
            if b"<!DOCTYPE" in stream.read(_PROLOGUE):
                raise unreadable(
                    upload.name,
                    sentence("The workbook holds declarations that no spreadsheet program writes."),
                    sentence("Open it in Excel, save it as a new .xlsx and load that."),
                )


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The names of the sheets → the files inside that hold them."""
    book = next(
        _target("", relation)
        for relation in _attributes(archive, _PACKAGE, _RELATION)
        if relation.get("Type", "").endswith("/officeDocument")
    )
    folder, name = posixpath.split(book)
    relations = _attributes(archive, f"{folder}/_rels/{name}.rels", _RELATION)
    targets = {relation.get("Id", ""): _target(folder, relation) for relation in relations}
    sheets = {}
    for sheet in _attributes(archive, book, _SHEET):
        identifier = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        if "worksheets/" in targets.get(identifier, ""):
            sheets[html.unescape(sheet.get("name", ""))] = targets[identifier]
    return sheets


def _target(folder: str, relation: Mapping[str, str]) -> str:
    """The file a relation points to: from the folder of the one who points, or from the top."""
    target = relation.get("Target", "")
    return posixpath.normpath(
        target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    )


def _attributes(archive: zipfile.ZipFile, part: str, element: re.Pattern[str]) -> Iterator[dict[str, str]]:
    with archive.open(part) as stream:
        text = stream.read(_LONGEST_CONTENTS).decode("utf-8")
    for match in element.finditer(text):
        yield dict(_ATTRIBUTE.findall(match[1]))


def _look(upload: Upload, archive: zipfile.ZipFile, name: str, part: str) -> SheetLook:
    look = SheetLook()
    with archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            rest = _look_at_cells(look, rest + chunk)
            if len(rest) > _LONGEST_CELL:
                _look_at_cells(look, rest + _END)
                _refuse_too_big(upload, name, look, has_huge_cell=b"</" not in rest)
                rest = rest[-_LONGEST_START:]
            _refuse_too_big(upload, name, look)
        _look_at_cells(look, rest + _END)
    _refuse_too_big(upload, name, look)
    return look


def _look_at_cells(look: SheetLook, text: bytes) -> bytes:
    """Look at every cell that is followed by another one; what is left over begins with the last.

    A cell reaches to the next: looking for its own end could be made to read the whole sheet for each.
    """
    cell: re.Match[bytes] | None = None
    for following in _CELL.finditer(text):
        if cell is not None:
            _look_at_cell(look, cell[1], text[cell.end() : following.start()])
        cell = following
    return text[cell.start() :] if cell is not None else text[-_LONGEST_START:]


def _look_at_cell(look: SheetLook, attributes: bytes, content: bytes) -> None:
    if attributes.endswith(b"/") or content.startswith(b"</"):
        return
    reference = _REFERENCE.search(attributes)
    if reference is None:
        return
    row, column = int(reference[2]), _number(reference[1])
    look.last_row, look.last_column = max(look.last_row, row), max(look.last_column, column)
    is_error = _IS_ERROR.search(attributes) is not None
    if is_error or _is_uncalculated(attributes, content):
        look.faulty.setdefault(row, FaultyCell(column_letter(column), is_error))


def _is_uncalculated(attributes: bytes, content: bytes) -> bool:
    return (
        _HAS_FORMULA.search(content) is not None
        and _HAS_VALUE.search(content) is None
        and _IS_TEXT.search(attributes) is None
    )


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _refuse_too_big(upload: Upload, name: str, look: SheetLook, *, has_huge_cell: bool = False) -> None:
    if look.last_column > upload.limits.columns:
        raise _too_big(
            name, look, sentence("There is a cell beyond column %(most)s.", most=upload.limits.columns)
        )
    if look.last_row > upload.limits.workbook_rows:
        raise _too_big(
            name, look, sentence("There are more than %(most)s rows.", most=upload.limits.workbook_rows)
        )
    if look.last_row * look.last_column > upload.limits.workbook_cells:
        raise _too_big(name, look, sentence("The sheet is too big: its filled cells lie too far apart."))
    if has_huge_cell:
        raise _too_big(name, look, sentence("A cell holds far too much."))


def _too_big(name: str, look: SheetLook, what: Sentence) -> Unreadable:
    return unreadable(
        name,
        what,
        sentence("Copy the table alone into a new workbook, or export it as CSV."),
        row=look.last_row,
        column=column_letter(look.last_column),
    )
