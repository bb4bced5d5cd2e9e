"""The layout of the state report: which columns, from which facts, in which codes. Dated data, read strictly.

A layout is a YAML or a CSV file. What is wrong with it is said for each place: the column or the row of the file, and
what to write there. No layout is half read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as by_default
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from stafet.kernel.sentences import Sentence, sentence
from stafet.outreach.codes import CodeBook, CodeList, code_book
from stafet.outreach.errors import LayoutRefused
from stafet.outreach.states import GroupReason


class ReportField(StrEnum):
    """The facts that a column can hold."""

    MUNICIPALITY_CODE = "municipality_code"
    NATIONAL_NUMBER = "national_number"
    REGISTERED_ON = "registered_on"
    REGISTRATION_REASON = "registration_reason"
    CONTACT_REACHED = "contact_reached"
    CONTACT_ON = "contact_on"
    OCCUPATION = "occupation"
    MEASURE = "measure"
    MEASURES = "measures"
    EXITED_ON = "exited_on"
    EXIT_REASON = "exit_reason"


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """One column: its name in the file, the fact, whether it may be empty, and own codes → the state's."""

    name: str
    field: ReportField
    required: bool = False
    codes: Mapping[str, str] = by_default(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Layout:
    """A version of the layout and the days ``[valid_from, valid_until)`` on which it is used."""

    version: str
    is_placeholder: bool
    valid_from: date | None
    valid_until: date | None
    source: str
    columns: tuple[LayoutColumn, ...]

    def is_valid_on(self, day: date) -> bool:
        """Whether it is used for a half-year that begins on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )


@dataclass(frozen=True, slots=True)
class LayoutFault:
    """What is wrong at one place of a file."""

    place: str
    what: Sentence


class FaultyLayout(LayoutRefused):
    """A file with faults; each is in ``faults``."""

    def __init__(self, faults: Sequence[LayoutFault]) -> None:
        super().__init__(
            sentence("The file is not taken in. Faults: %(count)s.", count=len(faults)), field="file"
        )
        self.faults = tuple(faults)


CODED = MappingProxyType(
    {
        ReportField.REGISTRATION_REASON: "reasons",
        ReportField.CONTACT_REACHED: "contact",
        ReportField.OCCUPATION: CodeList.OCCUPATION,
        ReportField.MEASURE: CodeList.MEASURE,
        ReportField.EXIT_REASON: CodeList.EXIT_REASON,
    }
)
"""The facts that are codes, and from which list."""

_HEAD = ("version", "placeholder", "valid_from", "valid_until", "source", "to_verify", "columns")
_CSV_HEAD = ("column", "field", "required", "own_code", "state_code")


@cache
def placeholder_layout() -> Layout:
    """The layout that comes with the product: a placeholder until the authority's is loaded."""
    text = resources.files("stafet.outreach").joinpath("data/placeholder.yaml").read_text(encoding="utf-8")
    return read_layout(text)


def read_layout(text: str) -> Layout:
    """A layout from the text of a YAML or a CSV file. Raises ``FaultyLayout``."""
    content = _from_csv(text) if _is_csv(text) else _from_yaml(text)
    faults = list(_faults(content))
    if faults:
        raise FaultyLayout(faults)
    return Layout(
        version=str(content["version"]),
        is_placeholder=bool(content.get("placeholder", False)),
        valid_from=content.get("valid_from"),
        valid_until=content.get("valid_until"),
        source=str(content["source"]),
        columns=tuple(_column(entry) for entry in content["columns"]),
    )


def own_codes(which: ReportField, book: CodeBook | None = None) -> frozenset[str]:
    """Every code that a coded fact can have: each needs one of the state's."""
    source = CODED[which]
    if isinstance(source, CodeList):
        return frozenset(each.code for each in (book or code_book()).lists[source])
    return frozenset({"yes", "no"} if source == "contact" else [reason.value for reason in GroupReason])


def _column(entry: Mapping[str, Any]) -> LayoutColumn:
    codes = {str(own): str(state) for own, state in (entry.get("codes") or {}).items()}
    return LayoutColumn(
        name=str(entry["name"]),
        field=ReportField(entry["field"]),
        required=bool(entry.get("required", False)),
        codes=MappingProxyType(codes),
    )


def _is_csv(text: str) -> bool:
    """A CSV begins with lines ``# name: value`` and then its heading."""
    return any(
        line.replace(";", ",").startswith("column,field") for line in text.lstrip("\ufeff").splitlines()
    )


def _from_yaml(text: str) -> dict[str, Any]:
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise FaultyLayout(
            [LayoutFault(f"{mark.line + 1}" if mark else "1", sentence("This line can't be read as YAML."))]
        ) from error
    if not isinstance(content, dict):
        raise FaultyLayout([LayoutFault("1", sentence("The file must begin with “version”."))])
    return content


def _from_csv(text: str) -> dict[str, Any]:
    """Lines ``# name: value``, then one row for each column, or for each code of a column."""
    content: dict[str, Any] = {"columns": []}
    lines = text.lstrip("\ufeff").splitlines()
    for line in (line for line in lines if line.startswith("#")):
        name, _, value = line.lstrip("# ").partition(":")
        content[name.strip()] = _value(value.strip().strip(",;"))
    table = "\n".join(line for line in lines if line.strip() and not line.startswith("#"))
    reader = csv.DictReader(io.StringIO(table), delimiter=";" if ";" in table.split("\n")[0] else ",")
    if tuple(reader.fieldnames or ()) != _CSV_HEAD:
        what = sentence("The heading must be: %(head)s.", head=", ".join(_CSV_HEAD))
        raise FaultyLayout([LayoutFault("1", what)])
    columns: dict[str, dict[str, Any]] = {}
    for row in reader:
        entry = columns.setdefault(
            row["column"],
            {
                "name": row["column"],
                "field": row["field"],
                "required": row["required"].strip().lower() in {"yes", "ja", "true", "1"},
                "codes": {},
            },
        )
        if row["own_code"]:
            entry["codes"][row["own_code"]] = row["state_code"]
    content["columns"] = list(columns.values())
    return content


def _value(text: str) -> object:
    if not text or text in {"true", "yes"}:
        return bool(text) or None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return {"false": False, "no": False}.get(text, text)


def _faults(content: Mapping[str, Any]) -> Iterator[LayoutFault]:
    for name in sorted(str(name) for name in content.keys() - set(_HEAD)):
        yield LayoutFault(name, sentence("There is no field “%(field)s”.", field=name))
    for name in ("version", "source"):
        if not content.get(name):
            yield LayoutFault(name, sentence("“%(field)s” is missing.", field=name))
    for name in ("valid_from", "valid_until"):
        value = content.get(name)
        if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
            yield LayoutFault(name, sentence("“%(field)s” must be a day such as 2026-08-01.", field=name))
    columns = content.get("columns")
    if not isinstance(columns, list) or not columns:
        yield LayoutFault("columns", sentence("There must be at least one column."))
        return
    yield from _column_faults(columns)


def _column_faults(columns: Sequence[object]) -> Iterator[LayoutFault]:
    names: set[str] = set()
    for number, entry in enumerate(columns, 1):
        if not isinstance(entry, dict) or not entry.get("name"):
            yield LayoutFault(str(number), sentence("The column has no name."))
            continue
        name = str(entry["name"])
        if name in names:
            yield LayoutFault(name, sentence("The column “%(name)s” is there twice.", name=name))
        names.add(name)
        if entry.get("field") not in [each.value for each in ReportField]:
            known = ", ".join(ReportField)
            yield LayoutFault(name, sentence("The fact must be one of these: %(known)s.", known=known))
            continue
        yield from _code_faults(name, ReportField(entry["field"]), entry.get("codes") or {})


def _code_faults(name: str, which: ReportField, codes: object) -> Iterator[LayoutFault]:
    if not isinstance(codes, dict):
        yield LayoutFault(name, sentence("Codes are written as “own: state”."))
        return
    if which not in CODED:
        if codes:
            yield LayoutFault(name, sentence("This fact has no codes."))
        return
    known, given = own_codes(which), {str(code) for code in codes}
    for code in sorted(known - given) if codes else ():
        yield LayoutFault(name, sentence("There is no code of the state for “%(code)s”.", code=code))
    for code in sorted(given - known):
        yield LayoutFault(name, sentence("There is no own code “%(code)s”.", code=code))
    for code in sorted(code for code, state in codes.items() if state in (None, "")):
        yield LayoutFault(name, sentence("There is no code of the state for “%(code)s”.", code=str(code)))
