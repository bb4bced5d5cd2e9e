"""Tables of data and lists of facts, in words ready to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what it is; ``change_href`` where it can be changed."""

    term: str
    value: str
    change_href: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one thing: ``components/facts.html``."""

    label: str
    items: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a data table; numbers stand to the right."""

    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table, with its column's title for narrow screens."""

    text: str
    title: str
    numeric: bool
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A data table that becomes a list on a phone: ``components/table.html``."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str = ""


def make_table(
    caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]], *, source: str = ""
) -> Table:
    """A table of words and numbers already written; every row has one text for each column."""
    cells = tuple(
        tuple(Cell(text, column.title, column.numeric) for text, column in zip(row, columns, strict=True))
        for row in rows
    )
    return Table(caption, tuple(columns), cells, source)
