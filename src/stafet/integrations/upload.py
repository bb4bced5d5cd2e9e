"""Opening what somebody uploaded: a zip of tables, a workbook, one table, or (on the command line) a folder.

Nothing is unpacked before its declared size has been read from the zip's own directory, and the sizes are
enforced again while it is read, because a directory can lie. What a file is, is told by its first bytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

from stafet.integrations.archive import contents_of, ensure_small_directory
from stafet.integrations.findings import Unreadable, unreadable
from stafet.integrations.limits import STANDARD, Limits
from stafet.kernel.sentences import sentence

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BUFFER = 256 * 1024
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_NO_TABLE = {
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "rar",
    b"{": "JSON",
    b"[": "JSON",
    b"<": "XML",
}


class UploadKind(StrEnum):
    """What was uploaded, as far as opening it goes."""

    TEXTS = "texts"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an upload: its name without folders, and its declared size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload that may be read: everything about it that can be judged without unpacking is in order.

    ``name`` is what the person called it; ``members`` are its text files, or the workbook itself.
    """

    path: Path
    name: str
    kind: UploadKind
    members: tuple[Member, ...]
    limits: Limits = STANDARD
    inner_names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    has_macros: bool = False

    def member(self, name: str) -> Member | None:
        """The file of that name, whatever its capitals."""
        wanted = name.casefold()
        return next((each for each in self.members if each.name.casefold() == wanted), None)

    def open(self, member: Member) -> BinaryIO:
        """A stream of the file's bytes that ends in ``Unreadable`` when there is more than was declared."""
        if self.path.is_dir():
            return (self.path / member.name).open("rb", buffering=_BUFFER)
        if not self.inner_names:
            return self.path.open("rb", buffering=_BUFFER)
        return io.BufferedReader(_Unpacked(self, member), _BUFFER)


def open_upload(path: Path, *, name: str = "", limits: Limits = STANDARD) -> Upload:
    """Look at an upload without unpacking it. Raises ``Unreadable`` with sentences for people.

    ``name`` is what the person called the file, when ``path`` is a temporary name.
    """
    called = name or path.name
    if path.is_dir():
        return _folder(path, called, limits)
    size = path.stat().st_size
    if size == 0:
        raise unreadable(
            called, sentence("The file is empty."), sentence("Export it again and look at it first.")
        )
    if size > limits.upload_bytes:
        raise _too_big(called, limits.upload_bytes)
    with path.open("rb") as stream:
        start = stream.read(8)
    if start.startswith((_ZIP, _EMPTY_ZIP)):
        return _archive(path, called, limits)
    _refuse_other_formats(called, start)
    return Upload(path, called, UploadKind.TEXTS, (Member(called, size),), limits)


def _folder(path: Path, called: str, limits: Limits) -> Upload:
    files = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
    members = tuple(Member(each.name, each.stat().st_size) for each in files)
    if not members:
        raise unreadable(
            called, sentence("The folder is empty."), sentence("Choose the folder that holds the files.")
        )
    if len(members) > limits.members:
        raise unreadable(
            called,
            sentence(
                "There are %(count)s files; at most %(most)s are read.",
                count=len(members),
                most=limits.members,
            ),
            sentence("Choose a folder that holds the export and nothing else."),
        )
    if sum(member.size for member in members) > limits.unpacked_text_bytes:
        raise _too_big(called, limits.unpacked_text_bytes)
    return Upload(path, called, UploadKind.TEXTS, members, limits)


def _archive(path: Path, called: str, limits: Limits) -> Upload:
    ensure_small_directory(path, called, limits)
    contents = contents_of(path, called, limits)
    if contents.is_workbook:
        members: tuple[Member, ...] = (Member(called, path.stat().st_size),)
        return Upload(path, called, UploadKind.WORKBOOK, members, limits, has_macros=contents.has_macros)
    members = tuple(Member(name, contents.sizes[inner]) for name, inner in contents.names.items())
    return Upload(path, called, UploadKind.TEXTS, members, limits, inner_names=contents.names)


def _refuse_other_formats(called: str, start: bytes) -> None:
    if start.startswith(_OLD_OFFICE):
        raise unreadable(
            called,
            sentence("This is an old Excel file, or one with a password."),
            sentence("Open it in Excel, take the password off, save it as .xlsx and load that."),
        )
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, kind in _NO_TABLE.items():
        if text.startswith(beginning):
            raise unreadable(
                called,
                sentence("This is a %(kind)s file, not a table.", kind=kind),
                sentence("Export it as CSV or .xlsx, or as a zip of CSV files."),
            )


def _too_big(called: str, most: int) -> Unreadable:
    return unreadable(
        called,
        sentence("The file is bigger than %(most)s MB.", most=most // (1024 * 1024)),
        sentence("Export fewer columns or one school year, or load it in parts as a file of changes."),
    )


class _Unpacked(io.RawIOBase):
    """One member of a zip as a stream. Broken and lying archives end in ``Unreadable``."""

    def __init__(self, upload: Upload, member: Member) -> None:
        super().__init__()
        self._member = member
        self._left = member.size
        with ExitStack() as opening:
            try:
                archive = opening.enter_context(zipfile.ZipFile(upload.path))
                self._stream = opening.enter_context(archive.open(upload.inner_names[member.name]))
            except BROKEN_ARCHIVE as error:
                raise broken_archive(member.name) from error
            self._opened = opening.pop_all()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            data = self._stream.read(len(view))
        except BROKEN_ARCHIVE as error:
            raise broken_archive(self._member.name) from error
        self._left -= len(data)
        if self._left < 0:
            raise broken_archive(self._member.name)
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._opened.close()
        super().close()


BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)
"""What Python's zip reader raises when an archive is cut off, damaged, locked or packed in an unknown way."""


def broken_archive(file: str) -> Unreadable:
    """The sentence for a member that can't be unpacked."""
    return unreadable(
        file,
        sentence("This part of the zip is damaged or cut off."),
        sentence("Make the zip again, or fetch the file once more; it may have been cut off on the way."),
    )
