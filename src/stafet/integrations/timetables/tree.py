"""XML as a tree that knows its lines: read in pieces, refused where it is hostile, written back as it was.

Declarations (``<!DOCTYPE``, entities) are refused before anything is expanded, so that neither a bomb nor a file of the
machine can come in through one. Comments and the spaces between elements are the only things that are not kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from stafet.integrations.findings import Unreadable, shown, unreadable
from stafet.kernel.sentences import Sentence, sentence

_PIECE = 64 * 1024
_EXPORT_AGAIN = sentence("Export the timetable again from the program it comes from, and load that file.")


@dataclass(frozen=True, slots=True)
class TreeLimits:
    """How big a file may be. The biggest of the nine schools tried has 2 MB and 33,000 elements."""

    bytes: int = 32 * 1024 * 1024
    elements: int = 600_000
    depth: int = 40
    text_signs: int = 100_000


@dataclass(slots=True)
class Element:
    """One element: its name, the line it begins in, its attributes, its text or its children."""

    name: str
    line: int = 0
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, *path: str) -> Iterator[Element]:
        """Every element at the end of a path of names."""
        first, *rest = path
        for child in self.children:
            if child.name == first:
                yield from child.all(*rest) if rest else (child,)

    def first(self, *path: str) -> Element | None:
        """The first element at the end of a path of names."""
        return next(self.all(*path), None)

    def text_of(self, *path: str) -> str:
        """The text at the end of a path of names; empty where there is none."""
        found = self.first(*path)
        return found.text.strip() if found else ""

    def add(self, name: str, text: str = "", **attributes: str) -> Element:
        """A new child at the end."""
        child = Element(name, attributes=attributes, text=text)
        self.children.append(child)
        return child


def read_tree(stream: BinaryIO, file: str, limits: TreeLimits | None = None) -> Element:
    """The root element of a file. Raises ``Unreadable`` with the line and the element where it stops."""
    return _Growing(file, limits or TreeLimits()).grown(stream)


def write_tree(root: Element) -> bytes:
    """A tree as UTF-8, indented. Reading it gives the same tree but for the lines."""
    return "".join(('<?xml version="1.0" encoding="utf-8"?>\n', *_written(root, ""))).encode()


def _written(element: Element, margin: str) -> Iterator[str]:
    head = element.name + "".join(f" {name}={quoteattr(value)}" for name, value in element.attributes.items())
    if element.children:
        yield f"{margin}<{head}>\n"
        for child in element.children:
            yield from _written(child, margin + " ")
        yield f"{margin}</{element.name}>\n"
    elif element.text:
        yield f"{margin}<{head}>{escape(element.text)}</{element.name}>\n"
    else:
        yield f"{margin}<{head}/>\n"


class _Growing:
    """A tree while it is read. ``open`` are the elements that have begun and not ended, the root first."""

    def __init__(self, file: str, limits: TreeLimits) -> None:
        self.file, self.limits = file, limits
        self.root: Element | None = None
        self.open: list[Element] = []
        self.elements = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say

    def grown(self, stream: BinaryIO) -> Element:
        size = 0
        try:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > self.limits.bytes:
                    self._stop(
                        sentence("The file is bigger than %(most)s megabytes.", most=self.limits.bytes >> 20)
                    )
                self.parser.Parse(piece, False)  # noqa: FBT003 - the library's own way to say that more comes
            self.parser.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as error:
            raise self._broken(error) from error
        assert self.root is not None  # noqa: S101 - expat has refused a file without an element
        return self.root

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > self.limits.elements:
            self._stop(sentence("The file has more than %(most)s elements.", most=self.limits.elements))
        if len(self.open) == self.limits.depth:
            self._stop(
                sentence("The elements lie more than %(most)s deep in each other.", most=self.limits.depth)
            )
        element = Element(name, self.parser.CurrentLineNumber, attributes)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, _name: str) -> None:
        element = self.open.pop()
        if element.children and element.text.strip():
            self._stop(
                sentence("Text stands between elements: “%(words)s”.", words=shown(element.text)), element
            )
        if element.children or not element.text.strip():
            element.text = ""

    def _say(self, text: str) -> None:
        element = self.open[-1]
        element.text += text
        if len(element.text) > self.limits.text_signs:
            self._stop(sentence("An element holds more than %(most)s signs.", most=self.limits.text_signs))

    def _refuse(self, *_declared: object) -> NoReturn:
        self._stop(sentence("The file declares entities or a document type, which no timetable needs."))

    def _stop(self, what: Sentence, at: Element | None = None) -> NoReturn:
        where = at or (self.open[-1] if self.open else None)
        line = at.line if at else self.parser.CurrentLineNumber
        raise unreadable(self.file, what, _EXPORT_AGAIN, row=line, column=where.name if where else "")

    def _broken(self, error: expat.ExpatError) -> Unreadable:
        return unreadable(
            self.file,
            sentence("This is not well-formed XML: %(why)s.", why=expat.ErrorString(error.code)),
            _EXPORT_AGAIN,
            row=error.lineno,
            column=self.open[-1].name if self.open else "",
        )
