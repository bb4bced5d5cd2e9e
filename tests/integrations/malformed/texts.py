"""Faults of text tables: signs, separators, quotes, headings."""

from __future__ import annotations

import random

from tests.integrations.malformed.sound import (
    Maker,
    MalformedFile,
    as_table,
    somewhere,
    sound_rows,
    text_of_rows,
    word,
)


def nul_signs(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    somewhere(chance, rows)[chance.randint(0, 6)] = "A\x00B"
    return as_table("NUL", text_of_rows(rows))


def utf16_without_mark(chance: random.Random) -> MalformedFile:
    return as_table("UTF-16 without a mark", text_of_rows(sound_rows(chance)).encode("utf-16-le"))


def mixed_encodings(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    somewhere(chance, rows)[2] = "S\ue000ren"
    return as_table("bad encoding", text_of_rows(rows).encode().replace("\ue000".encode(), b"\xf8"))


def wrong_separator(chance: random.Random) -> MalformedFile:
    separator = chance.choice([":", " ", "~", "^"])
    return as_table("wrong separator", text_of_rows(sound_rows(chance), separator))


def changed_separator(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    at = chance.randint(1, len(rows) - 1)
    return as_table("separator that changes", text_of_rows(rows[:at]) + text_of_rows(rows[at:], "|"))


def broken_quotes(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    row = somewhere(chance, rows)
    row[2] = chance.choice(['"Åse', '"Åse" Marie', '"', '"""'])
    return as_table("broken quotes", text_of_rows(rows))


def ragged_row(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    row = somewhere(chance, rows)
    row[:] = chance.choice([row[:-1], [*row, "mere"]])
    return as_table("ragged row", text_of_rows(rows))


def doubled_heading(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    rows[0][chance.randint(1, 7)] = chance.choice(["elev-id", "Elev-id ", "ELEV-ID"])
    return as_table("doubled heading", text_of_rows(rows))


def empty_heading(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    rows[0][chance.randint(0, 6)] = ""
    return as_table("empty heading", text_of_rows(rows))


def missing_heading(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    rows[0][chance.randint(0, 7)] = word(chance)
    return as_table("missing column", text_of_rows(rows))


def only_a_header_of_another_table(chance: random.Random) -> MalformedFile:
    return as_table("another table", f"{word(chance)};{word(chance)}\n1;2\n")


def too_many_columns(chance: random.Random) -> MalformedFile:
    return as_table(
        "too many columns", ";".join(f"k{number}" for number in range(chance.randint(201, 900))) + "\n"
    )


def huge_cell(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    somewhere(chance, rows)[2] = "x" * chance.randint(100_001, 300_000)
    return as_table("huge cell", text_of_rows(rows))


FAULTS: tuple[Maker, ...] = (
    nul_signs,
    utf16_without_mark,
    mixed_encodings,
    wrong_separator,
    changed_separator,
    broken_quotes,
    ragged_row,
    doubled_heading,
    empty_heading,
    missing_heading,
    only_a_header_of_another_table,
    too_many_columns,
    huge_cell,
)
