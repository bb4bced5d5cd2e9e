"""The layout of the state report is dated data, read strictly; the report checks its rows against each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import psycopg
import pytest
from tests.conftest import NOW
from tests.outreach.conftest import Sweden, acting

from stafet.access import api as access
from stafet.kernel.identity import uuid7
from stafet.outreach import api as outreach
from stafet.outreach.api import CaseFacts, CodeList, MeasureFact

HALF = outreach.half_year(date(2026, 7, 1))
FACTS = CaseFacts(
    person_id=UUID(int=1),
    name="Elsa Berg",
    municipality_code="9999",
    national_number="200905172388",
    birth_date=date(2009, 5, 17),
    registered_on=date(2026, 9, 1),
    reason="broke_off",
    contact_on=date(2026, 9, 4),
    occupation="works",
    measures=(MeasureFact("coaching", date(2026, 9, 10), date(2026, 10, 1)),),
    exited_on=None,
    exit_reason="",
)
CSV = """# version: scb-2027
# valid_from: 2027-01-01
# source: The authority
column;field;required;own_code;state_code
PNR;national_number;yes;;
KONTAKT;contact_reached;yes;yes;J
KONTAKT;contact_reached;yes;no;N
"""


def found(*facts: CaseFacts) -> list[str]:
    layout = outreach.placeholder_layout()
    return [str(each.what) for each in outreach.findings_of(layout, facts, HALF, until_age=20)]


def test_what_is_shipped_is_a_placeholder_and_says_so() -> None:
    layout = outreach.placeholder_layout()
    assert layout.is_placeholder
    assert layout.version.startswith("placeholder")


def test_every_own_code_has_words_in_each_language() -> None:
    book = outreach.code_book()
    assert [
        code.code for which in CodeList for code in book.lists[which] if set(code.words) != {"en", "da", "sv"}
    ] == []


def test_own_codes_are_finer_and_map_many_to_one() -> None:
    layout = outreach.placeholder_layout()
    (row,) = outreach.rows_of(layout, [FACTS])
    assert row == ("9999", "200905172388", "2026-09-01", "1", "1", "2026-09-04", "2", "3", "1", "", "")
    other = replace(FACTS, measures=(MeasureFact("work_practice", date(2026, 9, 10), None),))
    assert outreach.rows_of(layout, [other])[0][7] == row[7]


def test_a_layout_is_read_from_a_table_too() -> None:
    layout = outreach.read_layout(CSV)
    assert (layout.version, layout.is_placeholder, layout.valid_from) == ("scb-2027", False, date(2027, 1, 1))
    assert [(column.name, column.required) for column in layout.columns] == [("PNR", True), ("KONTAKT", True)]
    assert dict(layout.columns[1].codes) == {"yes": "J", "no": "N"}


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        (CSV.replace("contact_reached;yes;no;N", "contact_reached;yes;no;"), "KONTAKT", "for “no”"),
        (CSV + "KONTAKT;contact_reached;yes;maybe;M\n", "KONTAKT", "There is no own code “maybe”."),
        (CSV.replace("national_number", "number"), "PNR", "must be one of these"),
        (CSV.replace("# version: scb-2027\n", ""), "version", "“version” is missing."),
        (CSV.replace("2027-01-01", "soon"), "valid_from", "must be a day"),
        (CSV.replace(";own_code", ";code"), "1", "The heading must be"),
        ("version: [", "1", "can't be read as YAML"),
        ("version: a\nsource: b\ncolumns: []", "columns", "at least one column"),
        ("version: a\nsource: b\ncolour: c\ncolumns: [{name: A, field: measures}]", "colour", "no field"),
        (
            "version: a\nsource: b\ncolumns: [{name: A, field: measures}, {name: A, field: measures}]",
            "A",
            "there twice",
        ),
    ],
)
def test_what_is_wrong_with_a_layout_is_said_with_its_place(text: str, place: str, says: str) -> None:
    with pytest.raises(outreach.FaultyLayout) as refused:
        outreach.read_layout(text)
    assert [each.place for each in refused.value.faults][:1] == [place]
    assert says in str(refused.value.faults[0].what)


def test_rows_that_hold_together_have_nothing_to_mend() -> None:
    assert found(FACTS) == []


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (replace(FACTS, national_number=""), "The national number is missing, or you may not see it."),
        (replace(FACTS, occupation=""), "Nobody has assessed what they do."),
        (replace(FACTS, occupation="sleeps"), "no code of the state for “sleeps”"),
        (replace(FACTS, birth_date=None), "The birth date is not known."),
        (replace(FACTS, birth_date=date(2006, 9, 1)), "Turned 20 before the registration"),
        (replace(FACTS, birth_date=date(2006, 11, 1)), "is still registered. Write down the exit."),
        (replace(FACTS, contact_on=None), "There is a measure and no contact."),
        (replace(FACTS, exited_on=date(2026, 9, 20), exit_reason="exam"), "A measure runs on after the exit"),
        (replace(FACTS, exited_on=date(2026, 8, 1), exit_reason="exam"), "before the registration"),
    ],
)
def test_a_row_that_contradicts_itself_is_told_with_why(facts: CaseFacts, says: str) -> None:
    assert any(says in each for each in found(facts))


def test_two_registrations_at_once_are_told() -> None:
    later = replace(FACTS, registered_on=date(2026, 10, 1), measures=())
    assert found(FACTS, later) == ["Is registered twice at once, the second time on 2026-10-01."]


def test_the_last_half_year_that_is_over() -> None:
    assert outreach.half_year_before(date(2026, 6, 30)).starts_on == date(2025, 7, 1)
    assert outreach.half_year_before(date(2026, 7, 1)).starts_on == date(2026, 1, 1)


def test_a_version_is_loaded_once_and_only_by_whoever_administers(
    sweden: Sweden, database: psycopg.Connection
) -> None:
    sven, rut = (access.actor_for(user, at=NOW) for user in (sweden.sven, sweden.rut))
    assert sweden.alby.pk in outreach.municipalities_laid_out_by(rut)
    with access.job_scope(sweden.alby.pk), pytest.raises(outreach.NotYours):
        outreach.load_layout(municipality_id=sweden.alby.pk, text=CSV, by=sven, at=NOW)
    with access.job_scope(sweden.alby.pk):
        outreach.load_layout(municipality_id=sweden.alby.pk, text=CSV, by=rut, at=NOW)
    with access.job_scope(sweden.alby.pk), pytest.raises(outreach.LayoutRefused, match="loaded already"):
        outreach.load_layout(municipality_id=sweden.alby.pk, text=CSV, by=rut, at=NOW)
    with pytest.raises(psycopg.errors.UniqueViolation, match="one_layout_of_a_version"):
        database.execute(
            "INSERT INTO outreach_reportlayout SELECT %s, version, text, loaded_by_id, loaded_at, municipality_id"
            " FROM outreach_reportlayout",
            [uuid7()],
        )


def test_a_record_of_a_report_has_a_hash(sweden: Sweden, database: psycopg.Connection) -> None:
    with acting(sweden.sven) as sven:
        assert sweden.alby.pk in outreach.municipalities_reported_by(sven)
        outreach.make_report(
            municipality_id=sweden.alby.pk, period=HALF, kind=outreach.ReportFormat.CSV, by=sven, at=NOW
        )
    with pytest.raises(psycopg.errors.CheckViolation, match="report_run_has_hash"):
        database.execute("UPDATE outreach_reportrun SET sha256 = 'x'")
    with access.job_scope(sweden.alby.pk):
        assert [run.rows for run in outreach.runs_of(sweden.alby.pk)] == [0]
