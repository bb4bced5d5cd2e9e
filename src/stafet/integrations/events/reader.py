"""The reader of events files. Headings and words in Danish, Swedish or English; documented for institutions."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from stafet.integrations.dates import DateOrder, date_of, order_in
from stafet.integrations.events.words import (
    FILLED_WHERE_THERE,
    REQUIRED,
    EventField,
    events_by_word,
    fields_by_heading,
    reasons,
    usual_headings,
    version,
)
from stafet.integrations.findings import BadValue, Tally, Unreadable, shown
from stafet.integrations.grid import Grid, Row
from stafet.integrations.protocol import Item, KindMode, ReaderSettings, Reading, RecordKind, to_the_end
from stafet.integrations.rows import Repeats, is_one_of
from stafet.integrations.sources import only_table
from stafet.integrations.tables.words import word_key
from stafet.integrations.text import describe_columns
from stafet.integrations.upload import Upload, UploadKind
from stafet.integrations.values import national_number_text, text_of
from stafet.kernel.names import search_key
from stafet.kernel.records import EventRecord, LoadMode, Notice, Place, RegisterEvent, Rejection
from stafet.kernel.sentences import sentence

_HASH_SIGNS = 32
_NOWHERE = Place("")


class EventsReader:
    """Reads events files, CSV or .xlsx."""

    name = "events"
    versions = (version(),)

    def recognises(self, upload: Upload) -> bool:
        """One table whose headings name the event and its day."""
        if upload.kind is UploadKind.TEXTS and len(upload.members) != 1:
            return False
        try:
            table, _ = only_table(upload, "")
            found = {fields_by_heading().get(word_key(heading)) for heading in table.grid().header}
        except Unreadable:
            return False
        return EventField.EVENT in found and EventField.ON in found

    def read(self, upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
        """The file's events."""
        return to_the_end(_items(upload, settings))


def _items(upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
    table, notices = only_table(upload, "")
    grid = table.grid()
    events = EventTable(grid, settings, _columns(grid), None)
    yield Reading(
        EventsReader.name,
        "Events file",
        version(),
        (KindMode(RecordKind.EVENTS, LoadMode.DELTA),),
        (grid.file,),
    )
    yield from (*notices, *grid.notices, *events.told_beforehand())
    dates = [
        events.columns[each] for each in (EventField.ON, EventField.BIRTH_DATE) if each in events.columns
    ]
    proven = order_in(grid, dates, settings.date_order)
    if proven.notice is not None:
        yield proven.notice
    yield from _events(replace(events, order=proven.order))


def _columns(grid: Grid) -> dict[EventField, int]:
    columns: dict[EventField, int] = {}
    for index, heading in enumerate(grid.header):
        field = fields_by_heading().get(word_key(heading))
        if field is not None:
            columns.setdefault(field, index)
    missing = [field for field in REQUIRED if field not in columns]
    if missing:
        raise Unreadable(*(_missing(grid, field) for field in missing))
    return columns


def _missing(grid: Grid, field: EventField) -> Rejection:
    headings = " / ".join(usual_headings(field))
    return Rejection(
        grid.place(grid.header_row),
        sentence("A column is missing: %(headings)s.", headings=headings),
        sentence("Add the column; the how-to about the events file lists all of them."),
    )


@dataclass(frozen=True, slots=True)
class EventTable:
    """A grid whose columns are known. ``order`` is the proved or told order of its dates."""

    grid: Grid
    settings: ReaderSettings
    columns: dict[EventField, int]
    order: DateOrder | None

    def told_beforehand(self) -> Iterator[Notice]:
        """Notices of the columns that are not part of the format, and of the one that may be left out."""
        headings = tuple(
            heading for index, heading in enumerate(self.grid.header) if index not in self.columns.values()
        )
        if headings:
            what = sentence("Columns that are not used: %(columns)s.", columns=describe_columns(headings))
            yield Notice(self.grid.place(self.grid.header_row), what, len(headings))
        if FILLED_WHERE_THERE not in self.columns:
            what = sentence(
                "No column names the institution: every event is taken as one of the institution that sends the file."
            )
            yield Notice(self.grid.place(self.grid.header_row), what)

    def text(self, row: Row, field: EventField) -> str:
        """The tidied text of a field; empty when there is no such column."""
        column = self.columns.get(field)
        return "" if column is None else text_of(row.cells[column])

    def place(self, row: Row, field: EventField | None = None) -> Place:
        """The place of a field, for sentences."""
        return self.grid.place(row.number, self.columns.get(field) if field is not None else None)

    def record(self, row: Row) -> EventRecord | Rejection:
        """The event a row tells, or why it can't be told."""
        for field in (*REQUIRED, FILLED_WHERE_THERE):
            if field in self.columns and not self.text(row, field):
                return self._empty(row, field)
        found = events_by_word().get(word_key(self.text(row, EventField.EVENT)))
        if found is None:
            return self._unknown_event(row)
        code = self.text(row, EventField.REASON_CODE)
        if code and code not in reasons():
            return self._unknown_reason(row, code)
        days: list[date | None] = []
        for field in (EventField.ON, EventField.BIRTH_DATE):
            try:
                days.append(self._day(row, field))
            except BadValue as error:
                return error.at(self.place(row, field))
        return self._told(row, found, days)

    def _told(self, row: Row, event: RegisterEvent, days: list[date | None]) -> EventRecord | Rejection:
        on, born_on = days
        person = self._person(row, born_on)
        if not person or on is None:
            return self._nobody(row)
        record = EventRecord(
            self.place(row),
            self.text(row, EventField.EVENT_ID),
            event,
            on,
            self.text(row, EventField.INSTITUTION),
            self._national_number(row)[0],
            self.text(row, EventField.PERSON_ID),
            self.text(row, EventField.GIVEN_NAMES),
            self.text(row, EventField.FAMILY_NAME),
            born_on,
            self.text(row, EventField.PROGRAMME_CODE),
            self.text(row, EventField.PROGRAMME_NAME),
            self.text(row, EventField.REASON_CODE),
            self.text(row, EventField.REASON_WORDS),
        )
        if record.external_id:
            return record
        if not self.settings.key:
            return self._without_key(row)
        return replace(record, external_id=self._named(record, person))

    def _person(self, row: Row, born_on: date | None) -> str:
        """What identifies the person: their id, their number, or their name and birth date."""
        identifier = self.text(row, EventField.PERSON_ID)
        name = search_key(
            f"{self.text(row, EventField.GIVEN_NAMES)} {self.text(row, EventField.FAMILY_NAME)}"
        )
        return (
            identifier or self._national_number(row)[0] or (f"{name} {born_on}" if name and born_on else "")
        )

    def _named(self, event: EventRecord, person: str) -> str:
        """A name for an event that has none: the same event has the same name in every file."""
        told = "|".join((event.organisation_external_id, person, event.event, event.on.isoformat()))
        return hmac.new(self.settings.key.encode(), told.encode(), hashlib.sha256).hexdigest()[:_HASH_SIGNS]

    def _national_number(self, row: Row) -> tuple[str, bool]:
        return national_number_text(self.text(row, EventField.NATIONAL_NUMBER), self.settings.country)

    def _day(self, row: Row, field: EventField) -> date | None:
        column = self.columns.get(field)
        return None if column is None else date_of(row.cells[column], self.order)

    def _empty(self, row: Row, field: EventField) -> Rejection:
        what = sentence("The cell is empty.")
        return Rejection(self.place(row, field), what, sentence("Fill it in, or take the row out."))

    def _nobody(self, row: Row) -> Rejection:
        return Rejection(
            self.place(row),
            sentence("Nothing in the row says who it is about."),
            sentence("Fill in the national number, or the name and birth date."),
        )

    def _without_key(self, row: Row) -> Rejection:
        """A name made of a national number without a key could be turned back into the number."""
        return Rejection(
            self.place(row, EventField.EVENT_ID),
            sentence("The event has no identifier, and the source has no key to make one."),
            sentence("Add a column with an identifier, or let the source be set up again."),
        )

    def _unknown_event(self, row: Row) -> Rejection:
        return Rejection(
            self.place(row, EventField.EVENT),
            sentence("“%(word)s” is no event.", word=shown(self.text(row, EventField.EVENT))),
            sentence(
                "Write one of: optaget, frafaldstruet, afbrudt, gennemført (or the Swedish or English words)."
            ),
        )

    def _unknown_reason(self, row: Row, code: str) -> Rejection:
        return Rejection(
            self.place(row, EventField.REASON_CODE),
            sentence("“%(code)s” is not in the list of reasons.", code=shown(code)),
            sentence(
                "Use one of the codes %(codes)s; the how-to about the events file lists them.",
                codes=", ".join(reasons()),
            ),
        )


def _events(table: EventTable) -> Iterator[Item]:
    repeated = _repeated(table)
    held: dict[str, list[EventRecord]] = {}
    tally = Tally()
    for row in table.grid.rows():
        found = row if isinstance(row, Rejection) else table.record(row)
        if isinstance(found, Rejection):
            yield found
        elif is_one_of(found.external_id, repeated):
            held.setdefault(found.external_id, []).append(found)
        else:
            yield found
    for events in held.values():
        yield from _judged(events, tally)
    yield from tally.notices()


def _repeated(table: EventTable) -> frozenset[int]:
    repeats = Repeats()
    for row in table.grid.rows():
        found = row if isinstance(row, Rejection) else table.record(row)
        if isinstance(found, EventRecord):
            repeats.add(found.external_id)
    return repeats.found()


def _judged(events: list[EventRecord], tally: Tally) -> Iterator[EventRecord | Rejection]:
    if len({replace(event, place=_NOWHERE) for event in events}) == 1:
        if len(events) > 1:
            tally.add(
                events[1].place, sentence("Events that stand more than once are read once."), len(events) - 1
            )
        yield events[0]
        return
    for event in events:
        other = next(each.place.row for each in events if each is not event)
        what = sentence("This row and row %(other)s tell the same event differently.", other=other)
        mend = sentence("Correct the row that is wrong, or take it out. Until then none of them is read.")
        yield Rejection(event.place, what, mend)
