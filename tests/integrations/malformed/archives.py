"""Faults of archives and of files that are none of ours."""

from __future__ import annotations

import io
import random
import zipfile

from tests.integrations.building import zipped
from tests.integrations.malformed.sound import (
    Maker,
    MalformedFile,
    as_set,
    as_table,
    sound_rows,
    sound_set,
    text_of_rows,
    word,
)


def cut_off_zip(chance: random.Random) -> MalformedFile:
    content = zipped(sound_set(chance))
    return MalformedFile("cut off zip", "saet.zip", content[: chance.randint(30, len(content) - 1)])


def zip_bomb(chance: random.Random) -> MalformedFile:
    size = chance.randint(2, 30) * 1_000_000
    return as_set("zip bomb", {**sound_set(chance), "users.csv": "a" * size}, chance)


def nested_zip(chance: random.Random) -> MalformedFile:
    inner = zipped(sound_set(chance))
    return as_set("zip in a zip", {f"{word(chance)}.zip": inner}, chance)


def escaping_name(chance: random.Random) -> MalformedFile:
    name = chance.choice(["../", "a/../../", "/", "C:\\"]) + "users.csv"
    return MalformedFile(
        "name that leaves its folder", "saet.zip", zipped({**sound_set(chance), name: "a,b\n"})
    )


def locked_zip(chance: random.Random) -> MalformedFile:
    content = bytearray(zipped({"users.csv": text_of_rows(sound_rows(chance))}))
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    return MalformedFile("zip with a password", "saet.zip", bytes(content))


def damaged_member(chance: random.Random) -> MalformedFile:
    """Bytes of the packed users are overwritten: the check sum no longer fits."""
    files = sound_set(chance)
    content = bytearray(zipped(files))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = archive.getinfo("users.csv")
    at = entry.header_offset + 30 + len("users.csv") + chance.randint(5, entry.compress_size - 6)
    content[at] ^= 0xFF
    return MalformedFile("damaged member", "saet.zip", bytes(content))


def too_many_members(chance: random.Random) -> MalformedFile:
    more = {f"{word(chance)}{number}.csv": "a\n" for number in range(chance.randint(64, 200))}
    return as_set("too many files", {**sound_set(chance), **more}, chance)


def not_a_table(chance: random.Random) -> MalformedFile:
    start = chance.choice(
        [b"%PDF-1.4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b\x08", b"<html>", b'{"a": 1}']
    )
    return as_table("no table", start + chance.randbytes(200))


def empty_file(chance: random.Random) -> MalformedFile:
    return as_table("empty file", chance.choice([b"", b"\n\n\n", b"\xef\xbb\xbf", b"   \n", b";;;\n;;\n"]))


FAULTS: tuple[Maker, ...] = (
    cut_off_zip,
    zip_bomb,
    nested_zip,
    escaping_name,
    locked_zip,
    damaged_member,
    too_many_members,
    not_a_table,
    empty_file,
)
