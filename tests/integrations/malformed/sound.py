"""Uploads without a fault, made differently every time, for putting faults into."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from stafet.integrations.mapping import ColumnMapping, Field, MappedColumn
from stafet.integrations.protocol import ReaderSettings
from stafet.kernel.countries import Country
from tests.integrations.building import sheet, small_set, zipped
from tests.kernel.numbers import danish_number

KEY = "the key of a made-up source"
NUMBER = danish_number(date(2011, 3, 4), 7)
FIELDS = (
    ("Elev-id", Field.PERSON_ID),
    ("CPR", Field.NATIONAL_NUMBER),
    ("Fornavn", Field.GIVEN_NAMES),
    ("Efternavn", Field.FAMILY_NAME),
    ("Født", Field.BIRTH_DATE),
    ("Skole", Field.SCHOOL_NAME),
    ("Klasse", Field.CLASS_NAME),
    ("Startdato", Field.STARTS_ON),
)
MAPPING = ColumnMapping(tuple(MappedColumn(*field) for field in FIELDS), header_row=1)
SETTINGS = ReaderSettings(country=Country.DK, mapping=MAPPING, key=KEY)
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøåäö"
EVENTS_HEADER = "Hændelse;Dato;Institutionsnummer;CPR;Årsagskode"


@dataclass(frozen=True, slots=True)
class MalformedFile:
    """One upload with a fault. ``needs_child``: reading it in this process could take the tests down."""

    fault: str
    name: str
    content: bytes
    needs_child: bool = False


Maker = Callable[[random.Random], MalformedFile]
"""Makes one malformed file, differently every time."""


def sound_files(*, seed: int) -> Iterator[MalformedFile]:
    """The same kinds of file without a fault."""
    chance = random.Random(seed)  # noqa: S311  a corpus must be the same every time
    rows = sound_rows(chance)
    yield as_set("none", sound_set(chance), chance)
    yield as_set("none", dict(base_set("1.2")), chance)
    yield as_table("none", text_of_rows(rows))
    yield MalformedFile("none", "elever.xlsx", sheet(rows))
    yield MalformedFile("none", "h.csv", f"{EVENTS_HEADER}\nafbrudt;2026-11-17;280051;{NUMBER};30\n".encode())


@cache
def base_set(version: str) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        return small_set(Path(folder), version=version)


def sound_set(chance: random.Random) -> dict[str, str]:
    """A valid set, with pupils added so that faults do not always stand in the same row."""
    files = dict(base_set(chance.choice(["1.1", "1.2"])))
    header, amina, *_ = files["users.csv"].splitlines()
    more = [
        amina.replace("p1", f"x{number}").replace("Amina", word(chance))
        for number in range(chance.randint(0, 9))
    ]
    files["users.csv"] = "\n".join([files["users.csv"].rstrip("\n"), *more]) + "\n"
    assert header
    return files


def word(chance: random.Random, length: int = 8) -> str:
    return "".join(chance.choice(_LETTERS) for _ in range(length)).capitalize()


def sound_row(chance: random.Random, identifier: str) -> list[str]:
    born = date(2009 + chance.randint(0, 5), chance.randint(1, 12), chance.randint(1, 28))
    number = danish_number(born, chance.randint(0, 999))
    names = [word(chance), word(chance)]
    return [identifier, number, *names, born.isoformat(), "Åskolen", "9A", "2026-08-10"]


def sound_rows(chance: random.Random) -> list[list[str]]:
    rows = [[heading for heading, _ in FIELDS]]
    return rows + [sound_row(chance, str(number)) for number in range(chance.randint(3, 30))]


def text_of_rows(rows: list[list[str]], separator: str = ";") -> str:
    return "\n".join(separator.join(row) for row in rows) + "\n"


def somewhere(chance: random.Random, rows: list[list[str]]) -> list[str]:
    return rows[chance.randint(1, len(rows) - 1)]


def as_set(fault: str, files: dict[str, str] | dict[str, bytes], chance: random.Random) -> MalformedFile:
    folder = chance.choice(["", "", "Eksport/"])
    return MalformedFile(fault, "saet.zip", zipped(files, folder=folder))


def as_table(fault: str, content: str | bytes) -> MalformedFile:
    return MalformedFile(fault, "elever.csv", content.encode() if isinstance(content, str) else content)
