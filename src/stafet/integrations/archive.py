"""What a zip says it holds, judged before anything is unpacked."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from stafet.integrations.findings import Unreadable, unreadable
from stafet.integrations.limits import MEGABYTE, Limits
from stafet.kernel.sentences import Sentence, sentence

_END_OF_DIRECTORY = b"PK\x05\x06"
_END_LENGTH = 22
_LONGEST_COMMENT = 65_535
_WORKBOOK = "[content_types].xml"
_MACROS = "vbaproject.bin"
_ENCRYPTED = 0x1
_LINK = 0o120000
_JUNK = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_MAKE_AGAIN = sentence("Make the zip again from the CSV files alone, without folders.")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a zip holds: the names as people see them → the names inside, and the declared sizes in bytes."""

    is_workbook: bool
    has_macros: bool
    names: Mapping[str, str]
    sizes: Mapping[str, int]


def ensure_small_directory(path: Path, called: str, limits: Limits) -> None:
    """Refuse a zip whose list of contents alone would cost too much to read."""
    length = min(path.stat().st_size, _END_LENGTH + _LONGEST_COMMENT)
    with path.open("rb") as stream:
        stream.seek(-length, 2)
        tail = stream.read()
    at = tail.rfind(_END_OF_DIRECTORY)
    if at < 0 or len(tail) - at < _END_LENGTH:
        raise _broken(called)
    entries, size = struct.unpack("<HI", tail[at + 10 : at + 16])
    if entries > limits.members or size > limits.directory_bytes:
        raise _too_many(called, limits)


def contents_of(path: Path, called: str, limits: Limits) -> Contents:
    """What the zip's directory declares. Raises ``Unreadable`` when any of it is against the limits."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error, EOFError) as error:
        raise _broken(called) from error
    wanted = [entry for entry in entries if not _is_junk(entry.filename)]
    _refuse_dangerous(called, wanted, limits)
    lowered = {entry.filename.casefold() for entry in wanted}
    is_workbook = _WORKBOOK in lowered and any(name.startswith("xl/") for name in lowered)
    _refuse_bombs(
        called, wanted, path.stat().st_size, _unpacked_limit(limits, is_workbook=is_workbook), limits.ratio
    )
    sizes = {entry.filename: entry.file_size for entry in wanted}
    has_macros = any(name.endswith(_MACROS) for name in lowered)
    names = {} if is_workbook else _shown_names(called, list(sizes))
    return Contents(is_workbook, has_macros, MappingProxyType(names), MappingProxyType(sizes))


def _unpacked_limit(limits: Limits, *, is_workbook: bool) -> int:
    return limits.unpacked_workbook_bytes if is_workbook else limits.unpacked_text_bytes


def _refuse_dangerous(called: str, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if not entries:
        raise unreadable(called, sentence("The zip is empty."), _MAKE_AGAIN)
    if len(entries) > limits.members:
        raise _too_many(called, limits)
    for entry in entries:
        problem = _danger(entry)
        if problem is not None:
            raise unreadable(called, problem, _MAKE_AGAIN)
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise unreadable(called, sentence("The zip holds two files of the same name."), _MAKE_AGAIN)


def _danger(entry: zipfile.ZipInfo) -> Sentence | None:
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in entry.filename or "\x00" in entry.filename:
        return sentence("A file in the zip wants to be put outside its folder.")
    if entry.flag_bits & _ENCRYPTED:
        return sentence("The zip has a password.")
    if entry.external_attr >> 16 & 0o170000 == _LINK:
        return sentence("A file in the zip is only a link to another file.")
    if name.suffix.casefold() in {".zip", ".gz", ".7z", ".rar"}:
        return sentence("There is a zip inside the zip.")
    return None


def _refuse_bombs(called: str, entries: list[zipfile.ZipInfo], packed: int, most: int, ratio: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > most:
        raise unreadable(
            called,
            sentence("Unpacked, it is bigger than %(most)s MB.", most=most // MEGABYTE),
            sentence("Export one school year, or load it in parts as files of changes."),
        )
    if unpacked > MEGABYTE and unpacked > ratio * packed:
        raise unreadable(
            called,
            sentence(
                "It is packed more than %(ratio)s times smaller than it is, which no real export is.",
                ratio=ratio,
            ),
            sentence("Ask whoever made the file for a new export."),
        )


def _shown_names(called: str, inner: list[str]) -> dict[str, str]:
    """Names without the one folder that everything may lie in."""
    parts = {name: PurePosixPath(name.replace("\\", "/")).parts for name in inner}
    if len({each[:-1] for each in parts.values()}) > 1:
        raise unreadable(called, sentence("The files in the zip lie in several folders."), _MAKE_AGAIN)
    return {parts[name][-1]: name for name in sorted(inner)}


def _is_junk(name: str) -> bool:
    lowered = name.casefold()
    return lowered.startswith(_JUNK) or PurePosixPath(lowered).name in _JUNK or "/__macosx/" in lowered


def _too_many(called: str, limits: Limits) -> Unreadable:
    return unreadable(
        called, sentence("The zip holds more than %(most)s files.", most=limits.members), _MAKE_AGAIN
    )


def _broken(called: str) -> Unreadable:
    return unreadable(
        called,
        sentence("The zip is damaged or was cut off."),
        sentence("Make the zip again, or fetch the file once more; it may have been cut off on the way."),
    )
