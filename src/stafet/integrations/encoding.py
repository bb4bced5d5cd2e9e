"""Which encoding a text file is written in, found by looking at all of its bytes once.

Municipal exports are UTF-8 with or without a mark, UTF-16 with a mark (Excel's "Unicode text"), or
Windows-1252. A file without a mark is UTF-8 unless its letters make more nonsense than sense read that way.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import BinaryIO

_CHUNK = 1024 * 1024
_LOST = "\ufffd"
_LOST_IN_UTF8 = _LOST.encode()
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class TextShape:
    """How a text file is to be read.

    ``codec`` is Python's name of the encoding. ``is_guessed``: there was no mark and it isn't UTF-8.
    ``has_bad_signs``: somewhere stand signs that no reading makes sense of, or NULs; rows must be checked.
    ``longest_line`` is in bytes.
    """

    codec: str
    is_guessed: bool
    has_bad_signs: bool
    longest_line: int


def text_shape(stream: BinaryIO, most_line_bytes: int) -> TextShape:
    """Read the whole stream and say how it is written. Stops early at a line longer than the limit."""
    start = stream.read(4)
    codec = next((codec for mark, codec in _MARKS if start.startswith(mark)), "")
    look = _Look(codec or "utf-8")
    chunk = start
    while chunk and look.longest_line <= most_line_bytes:
        look.take(chunk)
        chunk = stream.read(_CHUNK)
    look.finish()
    if codec or look.invalid == look.written_as_lost:
        return TextShape(
            codec or "utf-8",
            is_guessed=False,
            has_bad_signs=look.has_bad_signs,
            longest_line=look.longest_line,
        )
    if look.valid >= look.invalid:
        return TextShape("utf-8", is_guessed=False, has_bad_signs=True, longest_line=look.longest_line)
    bad = look.nul or look.undefined_in_windows
    return TextShape("cp1252", is_guessed=True, has_bad_signs=bad, longest_line=look.longest_line)


class _Look:
    """What has been seen so far.

    ``valid`` and ``invalid`` count letters beyond ASCII that made sense in the codec or did not;
    ``written_as_lost`` those among the latter that an earlier program had already given up.
    """

    _UNDEFINED = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])

    def __init__(self, codec: str) -> None:
        self._decoder = codecs.getincrementaldecoder(codec)("replace")
        self._line = 0
        self.longest_line = 0
        self.valid = 0
        self.invalid = 0
        self.written_as_lost = 0
        self.nul = False
        self.undefined_in_windows = False

    @property
    def has_bad_signs(self) -> bool:
        return self.nul or self.invalid > 0

    def take(self, chunk: bytes) -> None:
        self._measure_lines(chunk)
        if chunk.isascii() and b"\x00" not in chunk:
            self._count(self._decoder.decode(chunk))
            return
        self.written_as_lost += chunk.count(_LOST_IN_UTF8)
        self.undefined_in_windows |= len(chunk.translate(None, self._UNDEFINED)) < len(chunk)
        self._count(self._decoder.decode(chunk))

    def finish(self) -> None:
        self._count(self._decoder.decode(b"", final=True))
        self.longest_line = max(self.longest_line, self._line)

    def _count(self, text: str) -> None:
        if text.isascii() and "\x00" not in text:
            return
        lost = text.count(_LOST)
        self.invalid += lost
        self.valid += len(text) - len(text.encode("ascii", "ignore")) - lost
        self.nul |= "\x00" in text

    def _measure_lines(self, chunk: bytes) -> None:
        first, last = _first_break(chunk), max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        if last < 0:
            self._line += len(chunk)
        else:
            self.longest_line = max(
                self.longest_line, self._line + first, _longest_inside(chunk, self.longest_line)
            )
            self._line = len(chunk) - last - 1
        self.longest_line = max(self.longest_line, self._line)


def _first_break(chunk: bytes) -> int:
    found = [at for at in (chunk.find(b"\n"), chunk.find(b"\r")) if at >= 0]
    return min(found, default=len(chunk))


def _longest_inside(chunk: bytes, known: int) -> int:
    """The longest line that begins and ends in the chunk; not searched where it can't change anything."""
    if len(chunk) <= known:
        return known
    return max(len(line) for line in chunk.splitlines()[:-1] or [b""])
