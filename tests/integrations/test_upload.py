"""What may be uploaded is judged before it is unpacked, quickly and in little memory."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from stafet.integrations.findings import Unreadable, shape, shown
from stafet.integrations.limits import STANDARD, Limits
from stafet.integrations.upload import UploadKind, open_upload
from tests.integrations.building import put, sheet, zipped
from tests.kernel.numbers import danish_number


def read_everything(path: Path, limits: Limits = STANDARD) -> None:
    upload = open_upload(path, limits=limits)
    for member in upload.members:
        with upload.open(member) as stream:
            while stream.read(1024 * 1024):
                pass


def refusal(path: Path) -> str:
    started = time.monotonic()
    with pytest.raises(Unreadable) as stop:
        read_everything(path)
    assert time.monotonic() - started < 2
    (rejection,) = stop.value.rejections
    assert rejection.place.file
    assert str(rejection.mend)
    return str(rejection.what)


def test_a_zip_may_hold_one_folder_and_a_computers_own_litter(tmp_path: Path) -> None:
    content = zipped({"users.csv": "a,b\n1,2\n"}, folder="Eksport 2026/") + b""
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("__MACOSX/Eksport 2026/._users.csv", b"\x00\x01")
        archive.writestr("Eksport 2026/.DS_Store", b"\x00\x01")
    upload = open_upload(put(tmp_path, "a.zip", buffer.getvalue()))
    assert [member.name for member in upload.members] == ["users.csv"]
    member = upload.member("USERS.CSV")
    assert member is not None
    with upload.open(member) as stream:
        assert stream.read() == b"a,b\n1,2\n"


def test_a_folder_a_text_file_and_a_workbook_are_told_apart_by_what_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    put(folder, "users.csv", "a,b\n")
    put(folder, ".hidden", "x")
    assert [member.name for member in open_upload(folder).members] == ["users.csv"]
    assert open_upload(put(tmp_path, "elever.xlsx", "a,b\n")).kind is UploadKind.TEXTS
    assert open_upload(put(tmp_path, "elever.csv", sheet([["a"]]))).kind is UploadKind.WORKBOOK


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        (b"\x1f\x8b\x08", "gzip"),
        (b'{"persons": []}', "JSON"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "XML"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_its_name(tmp_path: Path, start: bytes, what: str) -> None:
    assert what in refusal(put(tmp_path, "elever.csv", start + b" " * 100))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert "empty" in refusal(put(tmp_path, "elever.csv", b""))


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as stream:
        stream.truncate(STANDARD.upload_bytes + 1)
    assert "bigger than 50 MB" in refusal(path)


def test_a_bomb_is_refused_by_its_declared_size(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("users.csv", "w") as stream,
    ):
        for _ in range(220):
            stream.write(b"a" * 1024 * 1024)
    assert path.stat().st_size < 300_000
    assert "bigger than 200 MB" in refusal(path)


def test_a_bomb_within_the_size_is_refused_by_its_ratio(tmp_path: Path) -> None:
    assert "packed more than 100 times" in refusal(
        put(tmp_path, "b.zip", zipped({"users.csv": "a" * 20_000_000}))
    )


def test_a_workbook_may_unpack_to_less_than_a_set(tmp_path: Path) -> None:
    parts = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>", "xl/big.xml": "a" * 60_000_000}
    assert "bigger than 50 MB" in refusal(put(tmp_path, "b.xlsx", zipped(parts)))


def test_a_directory_that_lies_about_a_size_is_caught_while_reading(tmp_path: Path) -> None:
    content = bytearray(zipped({"users.csv": "a,b\n" + "1,2\n" * 100_000}))
    directory = content.rfind(b"PK\x01\x02")
    for at in (directory + 24, 22):
        content[at : at + 4] = struct.pack("<I", 1000)
    assert "damaged" in refusal(put(tmp_path, "lie.zip", bytes(content)))


@pytest.mark.parametrize("name", ["../users.csv", "/etc/users.csv", "a/../../users.csv", "C:\\users.csv"])
def test_a_name_that_leaves_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    assert "outside its folder" in refusal(put(tmp_path, "a.zip", zipped({name: "a"})))


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"users.csv": "a,b\n"}))
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    assert "password" in refusal(put(tmp_path, "a.zip", bytes(content)))


def test_a_zip_in_a_zip_is_refused(tmp_path: Path) -> None:
    assert "zip inside the zip" in refusal(
        put(tmp_path, "a.zip", zipped({"b.zip": zipped({"users.csv": "a"})}))
    )


def test_too_many_files_are_refused_before_they_are_listed(tmp_path: Path) -> None:
    assert "more than 64 files" in refusal(
        put(tmp_path, "a.zip", zipped({f"{i}.csv": "a" for i in range(65)}))
    )
    many = zipped({f"{i:05d}.csv": "" for i in range(60_000)})
    assert "more than 64 files" in refusal(put(tmp_path, "b.zip", many))


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    assert "same name" in refusal(put(tmp_path, "a.zip", zipped({"users.csv": "a", "Users.csv": "b"})))


def test_files_in_several_folders_are_refused(tmp_path: Path) -> None:
    assert "several folders" in refusal(
        put(tmp_path, "a.zip", zipped({"a/users.csv": "a", "b/orgs.csv": "b"}))
    )


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_a_zip_that_was_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    content = zipped({f"{name}.csv": "a,b\n" * 5000 for name in "abc"})
    assert "damaged" in refusal(put(tmp_path, "a.zip", content[: int(len(content) * share)]))


def test_every_damaged_byte_of_a_zip_ends_in_a_sentence_or_in_reading(tmp_path: Path) -> None:
    content = zipped({"users.csv": "a,b\n1,2\n", "orgs.csv": "a\n1\n"})
    for at in range(len(content)):
        damaged = bytearray(content)
        damaged[at] ^= 0xFF
        with suppress(Unreadable):
            read_everything(put(tmp_path, "a.zip", bytes(damaged)))


def test_a_sentence_never_repeats_a_national_number() -> None:
    number = danish_number(date(2011, 3, 4), 1234)
    for written in (
        number,
        f"{number[:6]}-{number[6:]}",
        f"CPR {number} Hansen",
        f"20{number}",
        f"1{number}",
    ):
        assert number[-4:] not in shown(written)
        assert number[-4:] not in shape(written)
    assert shown("9. klasse") == "9. klasse"
    assert len(shown("x" * 500)) == 40
