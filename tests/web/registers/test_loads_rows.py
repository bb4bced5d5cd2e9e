"""The rows of a file: page by page, narrowed, decided about, in a report, and who has looked."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from tests.kernel.numbers import danish_number
from tests.registers.desk import Desk, place, pupil, pupils
from tests.registers.worker import work
from tests.web.conftest import read
from tests.web.registers.desk_pages import (
    Keeper,
)

from stafet.kernel.records import LoadMode, Place, Rejection
from stafet.kernel.sentences import sentence
from stafet.registers import api as registers

NUMBER = danish_number(date(2011, 5, 4), 7)


def shown(gro: Keeper, address: str) -> list[str]:
    """The names of the rows of a page."""
    return [row.one("b").text for row in gro.page(address).all("li", css="filerows__row")]


def test_rows_come_fifty_at_a_time_and_each_of_them_once(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(pupils(60))
    address, pages = f"/loads/{load_id}/rows/", []
    while address:
        page = gro.page(address)
        pages.append([row.get("id") for row in page.all("li", css="filerows__row")])
        address = next((link.get("href") for link in page.all("a", rel="next")), "")
    assert [len(page) for page in pages] == [50, 50, 21]
    assert len({row for page in pages for row in page}) == 121


def test_rows_are_narrowed_by_verdict_and_by_cause(at: Desk, gro: Keeper) -> None:
    load_id = at.preview([*pupils(2), place(7), replace(pupil(3), removed=True)])
    address = f"/loads/{load_id}/rows/"
    assert len(shown(gro, address)) == 7
    assert len(shown(gro, f"{address}?verdict=rejected")) == 1
    assert shown(gro, f"{address}?verdict=conflict") == []
    assert "There are no such rows" in gro.text(f"{address}?verdict=conflict")
    causes = gro.page(address).one("select", id="filter-cause").all("option")
    said = {option.text: option.get("value") for option in causes}
    code = next(value for text, value in said.items() if text.startswith("To be taken back"))
    assert shown(gro, f"{address}?cause={code}") == ["Elev3 Hansen"]
    assert "Elev3" not in gro.text(f"{address}?verdict=rejected&cause=zzz")


def test_an_address_that_makes_no_sense_shows_every_row(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(pupils(1))
    for junk in ("verdict=x", "after=-1", "after=y", "cause=zzz", "cause=%00", "after=", "verdict=&cause="):
        assert len(shown(gro, f"/loads/{load_id}/rows/?{junk}")) == 3, junk


def test_after_the_last_row_there_are_no_more(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(pupils(1))
    for far in ("400", "99999999999999999999"):
        assert "There are no such rows" in gro.text(f"/loads/{load_id}/rows/?after={far}")


@pytest.fixture
def conflict(at: Desk, other: Desk) -> UUID:
    """A file with one row that may be about somebody who is known."""
    at.load(pupils(1))
    return other.preview([pupil(1, external_id="X1"), pupil(2, external_id="X2")], mode=LoadMode.DELTA)


def test_a_row_in_conflict_is_decided_about_and_counts_after_comparing_again(
    gro: Keeper, conflict: UUID
) -> None:
    address = f"/loads/{conflict}/rows/?verdict=conflict"
    page = gro.page(address)
    (row,) = page.all("li", css="filerows__row")
    assert "Somebody called Elev1 Hansen" in row.text
    buttons = {button.get("value"): button.get("formaction") for button in row.all("button")}
    assert buttons.keys() == {"same", "another", "leave_out"}
    answer = gro.client.post(buttons["same"], {"choice": "same"})
    assert answer.headers["Location"].startswith(f"{address}#row-")
    back = gro.page(address)
    assert "Decided: It is the same one" in back.text
    assert "same" not in back.one("li", css="filerows__row").values("value")
    preview = gro.page(f"/loads/{conflict}/")
    assert "You have decided about 1 row." in preview.text
    assert "compare again first" in gro.text(f"/loads/{conflict}/apply/")
    assert f"/loads/{conflict}/compare/" in preview.values("action")
    gro.client.post(f"/loads/{conflict}/compare/")
    assert gro.state(conflict) == "comparing"
    work()
    assert shown(gro, address) == []
    assert "You have decided" not in gro.text(f"/loads/{conflict}/")


def test_a_decision_that_is_not_offered_is_refused_with_a_sentence(gro: Keeper, conflict: UUID) -> None:
    position = gro.value(
        "SELECT position FROM registers_stagedrow WHERE load_id = %s AND external_id = 'X2'", conflict
    )
    answer = gro.client.post(f"/loads/{conflict}/rows/{position}/", {"choice": "same"})
    assert answer.status_code == 409
    assert "There is nothing of this kind to decide about the row." in read(answer)
    nonsense = gro.client.post(f"/loads/{conflict}/rows/{position}/", {"choice": "burn"})
    assert nonsense.headers["Location"] == f"/loads/{conflict}/rows/"
    assert gro.count("registers_stagedrow", "choice <> ''") == 0


def test_the_rows_of_an_applied_file_can_be_seen_and_not_decided(
    gro: Keeper, other: Desk, conflict: UUID
) -> None:
    other.apply(conflict, rows=registers.WhichRows.ACCEPTED_ONLY)
    page = gro.page(f"/loads/{conflict}/rows/?verdict=conflict")
    assert "Elev1 Hansen" in page.text
    assert page.all("button", name="choice") == []


def report(gro: Keeper, load_id: UUID) -> list[list[str]]:
    """The downloaded report, row by row."""
    answer = gro.client.get(f"/loads/{load_id}/report/")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_report_says_file_row_column_what_and_how_to_mend_it(at: Desk, gro: Keeper) -> None:
    faulty = Rejection(
        Place("users.csv", 9, "birthDate"), sentence("There is no such day."), sentence("Correct it.")
    )
    found = report(gro, at.preview([*pupils(2), faulty, place(7)]))
    assert found == [
        ["File", "Row", "Column", "About", "What is wrong", "How to mend it"],
        ["users.csv", "9", "birthDate", "", "There is no such day.", "Correct it."],
        [
            "enrollments.csv",
            "8",
            "",
            "P7",
            "There is no person with the key “P7”, neither in the file nor here.",
            "Load the people together with this file, or correct the key.",
        ],
    ]


def test_a_national_number_used_as_a_key_is_never_shown_whole(at: Desk, gro: Keeper) -> None:
    load_id = at.preview([*pupils(1), place(7, person_external_id=NUMBER)])
    for page in ("", "rows/", "apply/"):
        assert NUMBER not in gro.client.get(f"/loads/{load_id}/{page}").content.decode(), page
    assert f"{NUMBER[:6]}-••••" in gro.text(f"/loads/{load_id}/rows/")
    assert NUMBER not in str(report(gro, load_id))


def test_ten_and_fifty_rows_cost_the_same_queries(
    at: Desk, other: Desk, gro: Keeper, queries: Callable[[], int]
) -> None:
    at.load(pupils(50))
    counted = []
    for number in (10, 50):
        rows = [pupil(n, external_id=f"X{n}") for n in range(1, number + 1)]
        load_id = other.preview(rows, mode=LoadMode.DELTA)
        gro.text(f"/loads/{load_id}/rows/")
        queries()
        assert len(shown(gro, f"/loads/{load_id}/rows/")) == number
        counted.append(queries())
        gro.client.post(f"/loads/{load_id}/discard/")
    assert counted[0] == counted[1]


def test_each_page_that_shows_rows_is_in_the_read_log_with_the_file_and_whom_it_showed(
    gro: Keeper, conflict: UUID
) -> None:
    known = gro.value("SELECT id FROM people_person")
    for page, view in (
        ("", "web.loads.load"),
        ("rows/", "web.loads_list.load_rows"),
        ("report/", "web.loads_list.load_report"),
    ):
        gro.client.get(f"/loads/{conflict}/{page}")
        found = gro.database.execute(
            "SELECT result, data_classes FROM audit_reading WHERE view = %s", [f"{view}/{conflict}"]
        )
        assert found.fetchall() == [("shown", "AD")], page
    listed = gro.values("SELECT person_ids FROM audit_reading WHERE view LIKE 'web.loads_list%%'")
    assert listed == [[known], [known]]
