"""What every reader of a format looks like, so that whoever takes records in need not know which it was.

A reading is a stream: first a ``Reading`` that says what the upload is, then records, rejections and
notices in an order that is the same every time, at the end ``Finished``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from stafet.integrations.dates import DateOrder
from stafet.integrations.findings import Unreadable
from stafet.integrations.mapping import ColumnMapping
from stafet.integrations.upload import Upload
from stafet.kernel.countries import Country
from stafet.kernel.records import LoadMode, Notice, Record, Rejection


class RecordKind(StrEnum):
    """The kinds of record a reading can give."""

    ORGANISATIONS = "organisations"
    GROUPS = "groups"
    PERSONS = "persons"
    ENROLMENTS = "enrolments"
    EVENTS = "events"


class EndDates(StrEnum):
    """How a source writes the end of something: its last day, or the first day it no longer holds."""

    LAST_DAY = "last_day"
    DAY_AFTER = "day_after"


@dataclass(frozen=True, slots=True)
class KindMode:
    """How complete an upload is about one kind of record."""

    kind: RecordKind
    mode: LoadMode


@dataclass(frozen=True, slots=True)
class Reading:
    """What an upload turned out to be: the first thing a reading says."""

    reader: str
    format_name: str
    version: str
    modes: tuple[KindMode, ...]
    files: tuple[str, ...]

    def mode_of(self, kind: RecordKind) -> LoadMode | None:
        """Whether the upload is the whole truth about a kind, a set of changes, or silent about it."""
        return next((each.mode for each in self.modes if each.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Finished:
    """The last thing a reading says.

    ``whole``: every file was read to its end. When it is false, nothing may be concluded from what is
    missing, and the upload should not be taken in.
    """

    whole: bool


Item = Reading | Record | Rejection | Notice | Finished


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """What people have said about a source, so that a reader need not guess.

    ``key`` is the source's own secret: where a file has no identifiers, people are recognised by a keyed
    hash of what identifies them. ``activity_kind`` is an ``ActivityKind`` value for all enrolments, or empty
    when it follows from the organisation. ``longest_holiday_days``: a shorter gap between two enrolments at
    the same school is a holiday, not a leaving. ``national_number_column`` is the column of OneRoster's
    users that holds the national number, such as ``identifier``; without it only an identifier whose type
    says so is taken for one. ``has_own_place``: the source is one school's or institution's own, and rows of a
    table that name none are about that one.
    """

    country: Country | None = None
    date_order: DateOrder | None = None
    end_dates: EndDates | None = None
    activity_kind: str = ""
    mapping: ColumnMapping | None = None
    key: str = ""
    longest_holiday_days: int = 75
    national_number_column: str = ""
    has_own_place: bool = False


class Reader(Protocol):
    """A format we can read. ``name`` is how settings call it; ``versions`` are those it was made for."""

    @property
    def name(self) -> str:
        """The reader's short name, kept with the source."""

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions of the format it reads."""

    def recognises(self, upload: Upload) -> bool:
        """Whether the upload looks like this format; decided by names and headings, not by content."""

    def read(self, upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
        """The upload's records. Never raises: what can't be read becomes rejections."""


def to_the_end(items: Iterator[Item]) -> Iterator[Item]:
    """The same items, closed by ``Finished``; what stops the reading becomes its rejections."""
    try:
        yield from items
    except Unreadable as stop:
        yield from stop.rejections
        yield Finished(whole=False)
    else:
        yield Finished(whole=True)
