"""The state report as a file: facts in, rows, faults and bytes out. Knows no database."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import xlsxwriter

from stafet.kernel.periods import Period, birthday, months_after
from stafet.kernel.sentences import Sentence, sentence
from stafet.outreach.layouts import CODED, Layout, LayoutColumn, ReportField


@dataclass(frozen=True, slots=True)
class MeasureFact:
    """One measure as the report looks at it. ``ends_on`` is its last day."""

    kind: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One registration as it was known for a half-year. ``name`` is for whoever mends it and never in the file."""

    person_id: UUID
    name: str
    municipality_code: str
    national_number: str
    birth_date: date | None
    registered_on: date
    reason: str
    contact_on: date | None
    occupation: str
    measures: tuple[MeasureFact, ...]
    exited_on: date | None
    exit_reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one row: whose, in which column, and why."""

    person_id: UUID
    name: str
    column: str
    what: Sentence


def half_year(starting_on: date) -> Period:
    """The half-year that begins on 1 January or 1 July."""
    return Period(starting_on, months_after(starting_on, 6))


def half_year_before(day: date) -> Period:
    """The last half-year that was over on a day."""
    begun = date(day.year, 7 if day.month > 6 else 1, 1)
    return half_year(months_after(begun, -6))


def rows_of(layout: Layout, facts: Iterable[CaseFacts]) -> Sequence[tuple[str, ...]]:
    """One row for each registration, in the order of the columns."""
    return [tuple(_cell(column, fact) for column in layout.columns) for fact in facts]


def findings_of(
    layout: Layout, facts: Sequence[CaseFacts], period: Period, *, until_age: int
) -> Sequence[Finding]:
    """What the facts say against each other, and what the layout needs and has not. Each with whose row it is."""
    found: list[Finding] = []
    for fact in facts:
        told = [*_missing(layout, fact), *_contradictions(fact, period, until_age)]
        found += [Finding(fact.person_id, fact.name, column, what) for column, what in told]
    return [*found, *_twice(facts)]


def to_csv(layout: Layout, rows: Iterable[Sequence[str]]) -> bytes:
    """Separated by semicolons, in UTF-8, with the names of the columns on top."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.name for column in layout.columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def to_workbook(layout: Layout, rows: Iterable[Sequence[str]], *, at: datetime) -> bytes:
    """A workbook with one sheet; every cell is text, so that no number loses its first nought."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": at.replace(tzinfo=None), "title": layout.version})
    sheet = book.add_worksheet("KAA")
    for number, column in enumerate(layout.columns):
        sheet.write_string(0, number, column.name)
    for line, row in enumerate(rows, 1):
        for number, text in enumerate(row):
            sheet.write_string(line, number, text)
    book.close()
    return file.getvalue()


def _cell(column: LayoutColumn, fact: CaseFacts) -> str:
    value = _value(column.field, fact)
    if isinstance(value, date):
        return value.isoformat()
    return column.codes.get(value, value) if column.field in CODED and value else value


def _value(which: ReportField, fact: CaseFacts) -> str | date:
    values: Mapping[ReportField, str | date | None] = {
        ReportField.MUNICIPALITY_CODE: fact.municipality_code,
        ReportField.NATIONAL_NUMBER: fact.national_number,
        ReportField.REGISTERED_ON: fact.registered_on,
        ReportField.REGISTRATION_REASON: fact.reason,
        ReportField.CONTACT_REACHED: "yes" if fact.contact_on else "no",
        ReportField.CONTACT_ON: fact.contact_on,
        ReportField.OCCUPATION: fact.occupation,
        ReportField.MEASURE: fact.measures[-1].kind if fact.measures else "",
        ReportField.MEASURES: str(len(fact.measures)),
        ReportField.EXITED_ON: fact.exited_on,
        ReportField.EXIT_REASON: fact.exit_reason,
    }
    return values[which] or ""


_HOW_TO_MEND = {
    ReportField.NATIONAL_NUMBER: sentence(
        "The national number is missing, or you may not see it. Let somebody make the file who may."
    ),
    ReportField.OCCUPATION: sentence("Nobody has assessed what they do. Assess the case."),
}


def _missing(layout: Layout, fact: CaseFacts) -> Iterator[tuple[str, Sentence]]:
    for column in layout.columns:
        value = _value(column.field, fact)
        if column.required and not value:
            what = _HOW_TO_MEND.get(column.field)
            yield column.name, what or sentence("The column “%(name)s” may not be empty.", name=column.name)
        elif column.field in CODED and column.codes and value and value not in column.codes:
            yield (
                column.name,
                sentence("The layout has no code of the state for “%(code)s”.", code=str(value)),
            )


def _contradictions(fact: CaseFacts, period: Period, until_age: int) -> Iterator[tuple[str, Sentence]]:
    registered, exited = fact.registered_on, fact.exited_on
    if fact.birth_date is None:
        yield "", sentence("The birth date is not known.")
    elif birthday(fact.birth_date, until_age) <= registered:
        yield (
            "",
            sentence("Turned %(age)s before the registration on %(day)s.", age=until_age, day=registered),
        )
    elif (
        exited is None
        and period.ends_on is not None
        and birthday(fact.birth_date, until_age) < period.ends_on
    ):
        yield (
            "",
            sentence(
                "Turned %(age)s in the half-year and is still registered. Write down the exit.", age=until_age
            ),
        )
    if exited is not None and exited < registered:
        yield "", sentence("Left on %(day)s, before the registration.", day=exited)
    if fact.measures and fact.contact_on is None:
        yield "", sentence("There is a measure and no contact.")
    for measure in fact.measures:
        if exited is not None and (measure.ends_on is None or measure.ends_on > exited):
            yield "", sentence("A measure runs on after the exit on %(day)s.", day=exited)


def _twice(facts: Sequence[CaseFacts]) -> Iterator[Finding]:
    """Two registrations of one person that hold at once."""
    last: dict[UUID, CaseFacts] = {}
    for fact in sorted(facts, key=lambda each: (each.registered_on, each.person_id)):
        before = last.get(fact.person_id)
        if before is not None and (before.exited_on is None or before.exited_on > fact.registered_on):
            what = sentence(
                "Is registered twice at once, the second time on %(day)s.", day=fact.registered_on
            )
            yield Finding(fact.person_id, fact.name, "", what)
        last[fact.person_id] = fact
