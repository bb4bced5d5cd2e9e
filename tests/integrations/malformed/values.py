"""Faults of values in tables and events files."""

from __future__ import annotations

import random

from tests.integrations.malformed.sound import (
    EVENTS_HEADER,
    NUMBER,
    Maker,
    MalformedFile,
    as_table,
    somewhere,
    sound_rows,
    text_of_rows,
    word,
)


def impossible_date(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
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
    somewhere(chance, rows)[chance.choice([4, 7])] = chance.choice(wrong)
    return as_table("impossible date", text_of_rows(rows))


def undecided_dates(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    for row in rows[1:]:
        row[7] = f"{chance.randint(1, 5)}/{chance.randint(6, 12)}/2026"
    return as_table("undecided dates", text_of_rows(rows))


def contradicting_dates(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    rows[1][7], rows[2][7] = f"{chance.randint(13, 28)}/2/2026", f"2/{chance.randint(13, 28)}/2026"
    return as_table("contradicting dates", text_of_rows(rows))


def nobody(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    row = somewhere(chance, rows)
    row[0] = row[1] = row[4] = ""
    return as_table("row about nobody", text_of_rows(rows))


def nameless(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    row = somewhere(chance, rows)
    row[2] = row[3] = ""
    return as_table("row without a name", text_of_rows(rows))


def contradicting_rows(chance: random.Random) -> MalformedFile:
    rows = sound_rows(chance)
    twin = list(somewhere(chance, rows))
    twin[3] = word(chance)
    rows.insert(chance.randint(1, len(rows)), twin)
    return as_table("contradicting rows", text_of_rows(rows))


def unknown_event(chance: random.Random) -> MalformedFile:
    return MalformedFile(
        "unknown event", "h.csv", f"{EVENTS_HEADER}\n{word(chance)};2026-11-17;280051;{NUMBER};30\n".encode()
    )


def unknown_reason(chance: random.Random) -> MalformedFile:
    row = f"afbrudt;2026-11-17;280051;{NUMBER};{chance.randint(100, 999)}"
    return MalformedFile("unknown reason", "h.csv", f"{EVENTS_HEADER}\n{row}\n".encode())


def number_where_a_code_belongs(chance: random.Random) -> MalformedFile:
    """A national number slips into a column whose values are repeated in sentences."""
    written = chance.choice([NUMBER, f"{NUMBER[:6]}-{NUMBER[6:]}", f"CPR {NUMBER}"])
    row = chance.choice(
        [f"{written};2026-11-17;280051;{NUMBER};30", f"afbrudt;2026-11-17;280051;{NUMBER};{written}"]
    )
    return MalformedFile("number in a code", "h.csv", f"{EVENTS_HEADER}\n{row}\n".encode())


FAULTS: tuple[Maker, ...] = (
    impossible_date,
    undecided_dates,
    contradicting_dates,
    nobody,
    nameless,
    contradicting_rows,
    unknown_event,
    unknown_reason,
    number_where_a_code_belongs,
)
