"""Rows of the same person in a mapped table: read once when they agree, all rejected when they contradict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from stafet.integrations.findings import Tally
from stafet.integrations.tables.records import RowRecords
from stafet.kernel.records import EnrolmentRecord, PersonRecord, Place, Rejection
from stafet.kernel.sentences import sentence

_NOWHERE = Place("")


@dataclass(slots=True)
class SamePerson:
    """The rows of one person, in the order of the file."""

    rows: list[RowRecords] = field(default_factory=list)

    def judged(self, tally: Tally) -> Iterator[RowRecords | Rejection]:
        """What the rows say together. Stays at one school get names of their own, the latest the plain one."""
        if len({_without_place(row.person) for row in self.rows}) > 1:
            for row in self.rows:
                yield _contradiction(row.person.place, self._other(row))
            return
        different = self._different_rows(tally)
        contradicting = _contradicting(different)
        for row in different:
            if row in contradicting:
                yield _contradiction(row.person.place, self._other(row))
        yield from _named([row for row in different if row not in contradicting])

    def _different_rows(self, tally: Tally) -> list[RowRecords]:
        different: dict[EnrolmentRecord | None, RowRecords] = {}
        for row in self.rows:
            key = None if row.enrolment is None else replace(row.enrolment, place=_NOWHERE)
            if key in different:
                what = sentence("Rows that say the same of the same person are read once.")
                tally.add(row.person.place, what)
            else:
                different[key] = row
        return list(different.values())

    def _other(self, row: RowRecords) -> int:
        return next(each.person.place.row for each in self.rows if each is not row)


def _contradicting(rows: list[RowRecords]) -> list[RowRecords]:
    """Rows that put the person in one school twice on the same day."""
    found = []
    for row in rows:
        others = [other for other in rows if other is not row]
        if any(_clash(row.enrolment, other.enrolment) for other in others):
            found.append(row)
    return found


def _clash(one: EnrolmentRecord | None, other: EnrolmentRecord | None) -> bool:
    if one is None or other is None or one.organisation_external_id != other.organisation_external_id:
        return False
    starts_before_end = (one.starts_on or date.min) < (other.ends_on or date.max)
    return starts_before_end and (other.starts_on or date.min) < (one.ends_on or date.max)


def _named(rows: list[RowRecords]) -> Iterator[RowRecords]:
    latest: dict[str, RowRecords] = {}
    in_order = sorted(rows, key=_start)
    for row in in_order:
        if row.enrolment is not None:
            latest[row.enrolment.external_id] = row
    for row in in_order:
        enrolment = row.enrolment
        if enrolment is None or latest[enrolment.external_id] is row:
            yield row
        else:
            name = f"{enrolment.external_id}~{enrolment.starts_on}"
            yield replace(row, enrolment=replace(enrolment, external_id=name))


def _start(row: RowRecords) -> date:
    starts_on = row.enrolment.starts_on if row.enrolment is not None else None
    return starts_on or date.min


def _without_place(person: PersonRecord) -> PersonRecord:
    return replace(person, place=_NOWHERE)


def _contradiction(place: Place, other: int) -> Rejection:
    return Rejection(
        place,
        sentence("This row and row %(other)s say different things of the same person.", other=other),
        sentence("Correct the row that is wrong, or take it out. Until then none of them is read."),
    )
