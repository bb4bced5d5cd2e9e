"""What a load tells people: the report to mend by, rows page by page, health, and the age of a register."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest

from stafet.access import api as access
from stafet.kernel.records import Notice, Place
from stafet.kernel.sentences import Sentence, sentence
from stafet.registers import api as registers
from stafet.registers.wording import notice_of, sentence_of, stored_notice, stored_sentence
from tests.cast import Cast
from tests.conftest import NOW
from tests.kernel.numbers import danish_number
from tests.registers.desk import Desk, desk, group, place, pupil, pupils, school


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


def report(at: Desk, load_id: UUID, say: registers.Say = str) -> list[list[str]]:
    with access.user_scope(at.by.user_id):
        text = registers.load_report(load_id, say=say)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_the_report_names_file_row_what_and_how_to_mend(at: Desk) -> None:
    load_id = at.preview([*pupils(2), place(7), replace(pupil(3), birth_date=date(2030, 1, 1))])
    head, *rows = report(at, load_id)
    assert head == ["File", "Row", "Column", "About", "What is wrong", "How to mend it"]
    assert sorted(rows) == [
        [
            "enrollments.csv",
            "8",
            "",
            "P7",
            "There is no person with the key “P7”, neither in the file nor here.",
            "Load the people together with this file, or correct the key.",
        ],
        [
            "users.csv",
            "4",
            "",
            "P3",
            "Nobody at school was born on 2030-01-01.",
            "Correct the date, or check in which order the register writes day, month and year.",
        ],
    ]


def test_the_report_is_in_the_reader_s_language(at: Desk) -> None:
    load_id = at.preview([school(), place(7)])

    def danish(said: Sentence) -> str:
        return f"[da] {said}"

    head, row = report(at, load_id, danish)
    assert all(cell.startswith("[da] ") for cell in [*head, *row[4:]])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_report_begins_a_formula(at: Desk, start: str) -> None:
    wicked = Place(f"{start}cmd|' /C calc'!A0", 2, f"{start}1")
    load_id = at.preview([school(), replace(place(7), place=wicked, person_external_id="=1+1")])
    for cell in report(at, load_id)[1]:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_rows_come_page_by_page_in_the_order_of_the_file(at: Desk) -> None:
    load_id = at.preview(pupils(60))
    seen: list[int] = []
    after: int | None = 0
    while after is not None:
        with access.user_scope(at.by.user_id):
            page = registers.rows_page(load_id, verdict=registers.Verdict.NEW, after=after, limit=50)
        seen += [row.position for row in page.rows]
        after = page.next_after
    assert seen == sorted(seen)
    assert len(seen) == 120


def test_a_place_s_row_is_about_a_person_by_name(at: Desk) -> None:
    load_id = at.preview(pupils(1))
    assert {row.about for row in at.rows(load_id)} == {"Bakkeskolen", "Elev1 Hansen"}


def test_health_counts_each_figure_of_how_many(at: Desk) -> None:
    told = [
        school(),
        group(),
        pupil(1, national_number=danish_number(date(2011, 5, 4), 7)),
        pupil(2, birth_date=None),
        pupil(3),
        place(1, group_external_id="G1"),
        place(2, starts_on=None),
    ]
    at.load(told)
    with access.user_scope(at.by.user_id):
        health = registers.data_health(at.source_id, at=NOW)
    assert {(each.figure.value, each.count, each.base) for each in health.figures} == {
        ("birth_date", 2, 3),
        ("national_number", 1, 3),
        ("class", 1, 2),
        ("known_start", 1, 2),
        ("inferred_start", 1, 2),
        ("missing", 0, 2),
        ("without_place", 1, 3),
        ("not_taken", 0, 7),
    }


def test_a_register_is_stale_after_as_long_as_the_rule_says(at: Desk) -> None:
    at.load(pupils(1))
    with access.user_scope(at.by.user_id):
        fresh, stale = (
            registers.data_health(at.source_id, at=NOW + timedelta(days=days)).line for days in (9, 10)
        )
    assert (fresh.is_stale, stale.is_stale) == (False, True)
    assert fresh.stale_on == date(2026, 9, 11)


def test_a_register_may_have_its_own_patience(at: Desk) -> None:
    at.load(pupils(1))
    at.database.execute("UPDATE registers_source SET stale_after_days = 100")
    with access.user_scope(at.by.user_id):
        assert not registers.data_health(at.source_id, at=NOW + timedelta(days=99)).line.is_stale


def test_a_register_that_never_told_anything_is_stale_and_has_no_figures(at: Desk) -> None:
    with access.user_scope(at.by.user_id):
        health = registers.data_health(at.source_id, at=NOW)
    assert (health.line.is_stale, health.figures) == (True, ())


def test_the_list_of_registers_names_the_load_that_waits(at: Desk) -> None:
    load_id = at.preview(pupils(1))
    with access.user_scope(at.by.user_id):
        (line,) = registers.sources(at.by, at=NOW)
        (load,) = registers.loads(at.by)
    assert line.open_load_id == load_id
    assert (load.load_id, load.state) == (load_id, registers.LoadState.PREVIEWED)


def test_files_of_decided_loads_go_and_rows_go_when_their_time_is_up(at: Desk) -> None:
    applied = at.load(pupils(1))
    waiting = at.preview([*pupils(1), pupil(2)])
    with at.job():
        assert registers.clear_away(municipality_id=at.everyone.hedeby.pk, by=at.by, at=NOW) == 1
    assert at.value("SELECT load_id FROM registers_loadfile") == waiting
    assert at.count("registers_stagedrow", f"load_id = '{applied}'") == 3
    with at.job():
        registers.clear_away(municipality_id=at.everyone.hedeby.pk, by=at.by, at=NOW + timedelta(days=91))
    assert at.count("registers_loadfile") == 0
    assert at.count("registers_stagedrow", f"load_id = '{applied}'") == 0
    assert at.count("registers_load") == 2


def test_a_sentence_is_stored_and_said_again() -> None:
    said = sentence(
        "Due on %(due_on)s: %(count)s of %(name)s.", due_on=date(2026, 9, 1), count=3, name="10 C"
    )
    assert sentence_of(stored_sentence(said)) == said
    notice = Notice(Place("users.csv", 3, "phone"), said, 7)
    assert notice_of(stored_notice(notice)) == notice
