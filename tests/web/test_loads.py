"""One file of a register in the browser: taken, waited for, shown, decided about, applied, and found again."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from tests.cast import Cast
from tests.conftest import NOW
from tests.kernel.numbers import danish_number
from tests.registers.desk import Desk, Told, desk, place, pupil, pupils
from tests.registers.files import oneroster
from tests.web.conftest import ClientFor, read, tree
from tests.web.desk_pages import (
    DAY,
    Keeper,
    Sent,
    another_coordinator,
    chosen,
    errors,
    filled_in,
    keeper,
    lines,
    pupils_table,
    work,
)

from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.records import LoadMode, Place, Rejection
from stafet.kernel.sentences import sentence
from stafet.registers import api as registers

YES = {"csrfmiddlewaretoken": "as a browser sends it"}
NUMBER = danish_number(date(2011, 5, 4), 7)
EVENTS: Sent = ("haendelser.csv", lines("Institution;Elev-id;Hændelse;Dato", "Skolen;1;Afbrudt;2026-08-24"))


@pytest.fixture
def gro(everyone: Cast, client_for: ClientFor, database: psycopg.Connection) -> Keeper:
    return keeper(everyone, client_for, database)


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


@pytest.fixture
def other(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database, name="Another register")


@pytest.fixture
def roster(tmp_path: Path) -> Sent:
    """A OneRoster set of three pupils."""
    return "set.zip", oneroster(tmp_path / "set.zip", 3).read_bytes()


def members(roster: Sent) -> list[Sent]:
    """The files of a set."""
    assert isinstance(roster[1], bytes)
    with zipfile.ZipFile(io.BytesIO(roster[1])) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def wrong(*more: object) -> Told:
    """Two pupils, and a place that belongs to nobody."""
    return [*pupils(2), place(7), *more]


def stopped(at: Desk, load_id: UUID) -> None:
    """A fault of ours stops the reading."""
    with at.job():
        registers.begin_reading(load_id=load_id, by=SYSTEM, at=NOW)
    what = Rejection(Place(""), sentence("A fault of ours stopped the work."), sentence("Try again."))
    with at.job():
        registers.stop_load(load_id=load_id, problem=what, by=SYSTEM, at=NOW)


# --- taking a file ----------------------------------------------------------------------------------


def test_a_oneroster_set_is_recognised_waited_for_applied_and_lands_on_today(
    gro: Keeper, client_for: ClientFor, roster: Sent
) -> None:
    source_id = gro.add(name="School register")
    answer = gro.upload(source_id, roster)
    load_id = gro.newest()
    assert answer.headers["Location"] == f"/loads/{load_id}/waiting/"
    waiting = gro.client.get(answer.headers["Location"]).content.decode()
    assert "Recognised as OneRoster 1.2." in waiting
    assert "Waiting for its turn." in waiting
    work()
    assert gro.client.get(f"/loads/{load_id}/waiting/").headers["Location"] == f"/loads/{load_id}/"
    preview = gro.text(f"/loads/{load_id}/")
    assert "“set.zip” from School register" in preview
    assert "3 young people are taken in" in preview
    assert gro.count("people_person") == 0
    ordered = gro.client.post(f"/loads/{load_id}/apply/", YES)
    assert ordered.headers["Location"] == f"/loads/{load_id}/waiting/"
    assert "Writing what was shown" in gro.text(f"/loads/{load_id}/waiting/")
    work()
    applied = gro.text(f"/loads/{load_id}/")
    assert "“set.zip” from School register is applied." in applied
    assert "Young people taken in, each with a first step and a date" in applied
    ditte = client_for(gro.everyone.ditte)
    assert "Elev1 Hansen" in read(ditte.get("/people/"))
    with clock.at_moment(datetime(2026, 12, 1, 8, tzinfo=UTC)):
        assert "Elev1 Hansen" in read(ditte.get("/"))


def test_several_files_become_one(gro: Keeper, roster: Sent) -> None:
    load_id = gro.loaded(gro.add(), *members(roster))
    assert gro.state(load_id) == "previewed"
    page = gro.text(f"/loads/{load_id}/")
    assert f"and {len(members(roster)) - 1} more” from School register" in page
    assert "3 young people are taken in" in page


def test_a_folder_is_taken_without_what_systems_hide_in_it(gro: Keeper, roster: Sent) -> None:
    source_id = gro.add()
    hidden = [(".DS_Store", b"x"), ("Thumbs.db", b"x"), ("~$users.csv", b"x")]
    folder = {"folder": chosen([*hidden, *members(roster)])}
    answer = gro.client.post(f"/registers/{source_id}/upload/", folder)
    assert answer.status_code == 302, read(answer)
    gro.client.post(f"/loads/{gro.newest()}/discard/")
    only_hidden = gro.client.post(f"/registers/{source_id}/upload/", {"folder": chosen(hidden)})
    assert "Choose the file to load." in errors(tree(only_hidden))


@pytest.mark.parametrize(
    ("sent_to", "file", "looks_like"),
    [
        ("oneroster", EVENTS, "Events from a youth-education institution"),
        ("events", ("elever.csv", pupils_table(1)), "Any CSV or Excel file"),
        ("mapped", EVENTS, "Events from a youth-education institution"),
        ("school_data_sync", EVENTS, "Events from a youth-education institution"),
    ],
)
def test_a_file_of_another_format_is_told_what_it_looks_like(
    gro: Keeper, sent_to: str, file: Sent, looks_like: str
) -> None:
    page = tree(gro.upload(gro.add(format=sent_to), file))
    assert f"It looks like this: {looks_like}." in errors(page)
    assert gro.count("registers_load") == 0


@pytest.mark.parametrize("sent_to", ["events", "mapped"])
def test_a_oneroster_set_is_recognised_wherever_it_is_sent(gro: Keeper, roster: Sent, sent_to: str) -> None:
    page = tree(gro.upload(gro.add(format=sent_to), roster))
    assert "It looks like this: OneRoster." in errors(page)
    assert gro.count("registers_load") == 0


@pytest.mark.parametrize("sent_to", ["oneroster", "mapped"])
@pytest.mark.parametrize(
    ("name", "content", "said"), [("a.pdf", b"%PDF-1.7", "PDF"), ("b.zip", b"PK\x03\x04broken", "")]
)
def test_what_can_not_be_opened_is_refused_at_once(
    gro: Keeper, sent_to: str, name: str, content: bytes, said: str
) -> None:
    page = tree(gro.upload(gro.add(format=sent_to), (name, content)))
    assert said in errors(page)
    assert "It looks like" not in page.text
    assert gro.count("registers_load") == 0


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "Choose the file to load."),
        ([("empty.csv", b"")], "The submitted file is empty."),
        ([("a.csv", b"1"), ("A.CSV", b"2")], "Two of the files have the same name."),
        ([(f"{n}.csv", b"1") for n in range(65)], "There are 65 files; at most 64 are read together."),
    ],
)
def test_a_choice_that_can_not_be_loaded_says_why(gro: Keeper, files: list[Sent], said: str) -> None:
    assert said in errors(tree(gro.upload(gro.add(), *files)))
    assert gro.count("registers_load") == 0


def test_a_file_chosen_both_ways_is_chosen_twice(gro: Keeper) -> None:
    page = tree(gro.upload(gro.add(), ("a.csv", b"1"), folder=chosen([("a.csv", b"1")])))
    assert "Two of the files have the same name." in errors(page)


@pytest.mark.parametrize("parts", [1, 3])
def test_more_than_may_be_loaded_is_let_go_of_however_it_is_divided(gro: Keeper, parts: int) -> None:
    size = 1024 * 1024 // parts + 1024
    files = [SimpleUploadedFile(f"{number}.csv", b"x" * size) for number in range(parts)]
    with override_settings(STAFET_LARGEST_UPLOAD=1024 * 1024):
        answer = gro.client.post(f"/registers/{gro.add()}/upload/", {"file": files})
    assert "That is more than 1 MB." in errors(tree(answer))
    assert gro.count("registers_load") == 0


def test_while_a_file_waits_no_second_one_is_offered_or_taken(at: Desk, gro: Keeper, roster: Sent) -> None:
    waiting = gro.put(at.source_id, roster)
    page = gro.page(f"/registers/{at.source_id}/upload/")
    assert "A file of this register waits for a decision" in page.text
    assert page.one("main").all("form") == []
    again = tree(gro.upload(at.source_id, roster))
    assert "A file of this register waits for a decision" in again.text
    assert gro.newest() == waiting
    gro.client.post(f"/loads/{waiting}/discard/")
    assert gro.page(f"/registers/{at.source_id}/upload/").one("main").all("form")


# --- waiting ----------------------------------------------------------------------------------------


def test_while_it_is_read_the_page_counts_rows(at: Desk, gro: Keeper) -> None:
    load_id = at.receive()
    address = f"/loads/{load_id}/waiting/"
    with at.job():
        registers.begin_reading(load_id=load_id, by=at.by, at=NOW)
        registers.stage_records(load_id=load_id, records=pupils(2), by=at.by, at=NOW)
    page = gro.page(address)
    assert "Reading the file: 5 rows so far" in page.text
    assert page.one("div", id="progress").get("hx-get") == address
    assert "The work has stopped" not in page.text
    at.database.execute("UPDATE registers_load SET rows_expected = 20")
    bar = gro.page(address).one("progress")
    assert (bar.get("value"), bar.get("max")) == ("5", "20")


def test_every_page_of_a_file_at_work_leads_to_waiting_and_waiting_leads_on(at: Desk, gro: Keeper) -> None:
    load_id = at.receive()
    there, waiting = f"/loads/{load_id}/", f"/loads/{load_id}/waiting/"
    assert gro.client.get(there).headers["Location"] == waiting
    for page in ("rows/", "apply/"):
        assert gro.client.get(there + page).headers["Location"] == there
    assert gro.client.get(waiting, headers={"hx-request": "true"}).status_code == 200
    at.read(load_id, pupils(2))
    at.compare(load_id)
    assert gro.client.get(waiting).headers["Location"] == there
    asked = gro.client.get(waiting, headers={"hx-request": "true"})
    assert (asked.status_code, asked.headers["HX-Redirect"]) == (200, there)


def test_silent_work_offers_to_begin_again_and_then_goes_on(at: Desk, gro: Keeper, roster: Sent) -> None:
    load_id = gro.put(at.source_id, roster)
    with at.job():
        registers.begin_reading(load_id=load_id, by=at.by, at=NOW)
    waiting, again = f"/loads/{load_id}/waiting/", f"/loads/{load_id}/again/"
    with clock.at_moment(NOW + timedelta(minutes=15)):
        assert "The work has stopped" not in gro.text(waiting)
        gro.client.post(again)
        assert gro.count("procrastinate_jobs") == 0
    with clock.at_moment(NOW + timedelta(minutes=16)):
        page = gro.page(waiting)
        assert "The work has stopped" in page.text
        assert again in page.values("action")
        assert "It begins again." in gro.client.post(again, follow=True).content.decode()
        work()
    assert gro.state(load_id) == "previewed"


def test_silent_comparing_and_applying_begin_again_where_they_were(at: Desk, gro: Keeper) -> None:
    load_id = at.receive()
    at.read(load_id, pupils(2))
    with clock.at_moment(NOW + timedelta(minutes=16)):
        gro.client.post(f"/loads/{load_id}/again/")
        work()
        assert gro.state(load_id) == "previewed"
        gro.client.post(f"/loads/{load_id}/apply/", YES)
        at.database.execute("DELETE FROM procrastinate_jobs")
    with clock.at_moment(NOW + timedelta(minutes=33)):
        gro.client.post(f"/loads/{load_id}/again/")
        work()
    assert gro.state(load_id) == "applied"


def test_work_that_failed_says_so_and_is_begun_again(at: Desk, gro: Keeper, roster: Sent) -> None:
    load_id = gro.put(at.source_id, roster)
    stopped(at, load_id)
    page = gro.page(f"/loads/{load_id}/")
    for said in (
        "What became of this file?",
        "Stopped by a fault",
        "A fault of ours stopped the work.",
        "Try again.",
    ):
        assert said in page.text
    assert f"/loads/{load_id}/again/" in page.values("action")
    gro.client.post(f"/loads/{load_id}/again/")
    work()
    assert gro.state(load_id) == "previewed"


def test_after_failed_work_was_begun_again_its_page_waits_for_it(at: Desk, gro: Keeper, roster: Sent) -> None:
    load_id = gro.put(at.source_id, roster)
    stopped(at, load_id)
    page = tree(gro.client.post(f"/loads/{load_id}/again/", follow=True))
    assert page.all("div", id="progress"), page.one("main").text
    assert f"/loads/{load_id}/again/" not in page.values("action")


def test_a_file_that_can_not_be_read_says_why_and_where(at: Desk, gro: Keeper, roster: Sent) -> None:
    torn = [(name, b"\n" if name == "users.csv" else content) for name, content in members(roster)]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in torn:
            archive.writestr(name, content)
    load_id = gro.put(at.source_id, ("torn.zip", buffer.getvalue()))
    at.database.execute("UPDATE registers_load SET beat_at = beat_at - interval '1 hour'")
    gro.client.post(f"/loads/{load_id}/again/")
    work()
    page = gro.page(f"/loads/{load_id}/")
    assert gro.state(load_id) == "refused"
    assert "Can't be read" in page.text.replace("’", "'")
    assert "users.csv" in page.text
    assert f"/loads/{load_id}/again/" not in page.values("action")
    assert gro.page(f"/registers/{at.source_id}/upload/").one("main").all("form"), "another can be loaded"


# --- the preview ------------------------------------------------------------------------------------


def test_the_preview_counts_what_would_happen_and_says_it(at: Desk, gro: Keeper) -> None:
    page = gro.page(f"/loads/{at.preview(pupils(3))}/")
    figures = page.one("dl", css="figures").text
    assert "New 6" in figures
    assert "3 young people" in figures
    assert "3 young people are taken in, each with a first step and a date." in page.text
    assert "Bakkeskolen holds the responsibility." in page.text
    assert "are not shown or counted here" in page.text
    assert "Elev1 Hansen" in page.text
    assert "The whole register" in page.text


def test_the_preview_says_what_has_to_be_mended_how_and_where_first(at: Desk, gro: Keeper) -> None:
    load_id = at.preview([*pupils(2), place(7), place(8)])
    page = gro.page(f"/loads/{load_id}/")
    part = page.one("section", aria_labelledby="causes-heading")
    (cause,) = part.all("li", css="causes__one")
    assert "2 rows" in cause.text
    assert "There is no person with the key “…”" in cause.text
    assert "Load the people together with this file, or correct the key." in cause.text
    assert "First at enrollments.csv, row 8" in cause.text
    (there,) = cause.values("href")
    rows = gro.page(there).all("li", css="filerows__row")
    assert len(rows) == 2
    assert "There is no person with the key “P7”" in rows[0].text


def test_what_a_reader_noticed_is_worth_knowing(at: Desk, gro: Keeper) -> None:
    load_id = at.receive()
    notice = registers.Notice(Place("users.csv"), sentence("Seen: %(what)s.", what="something"), 3)
    with at.job():
        registers.begin_reading(load_id=load_id, by=at.by, at=NOW)
        registers.stage_records(load_id=load_id, records=pupils(1), by=at.by, at=NOW)
        registers.finish_reading(load_id=load_id, mode=LoadMode.BULK, notices=[notice], by=at.by, at=NOW)
    at.compare(load_id)
    assert "Seen: something. (3 rows) users.csv" in gro.text(f"/loads/{load_id}/")


def test_rows_about_protected_people_are_counted_and_never_shown(at: Desk, gro: Keeper) -> None:
    hidden = [pupil(n, protection="ja", given_names=f"Skjult{n}") for n in range(10, 16)]
    load_id = at.preview([*pupils(1), *hidden, *[place(n) for n in range(10, 16)]])
    for page in ("", "rows/", "report/", "apply/"):
        assert "Skjult" not in gro.client.get(f"/loads/{load_id}/{page}").content.decode(), page
    assert "12 rows about people under protection" in gro.text(f"/loads/{load_id}/")


def test_a_file_of_which_nothing_can_be_applied_offers_no_applying(at: Desk, gro: Keeper) -> None:
    load_id = at.preview([place(7)])
    page = gro.page(f"/loads/{load_id}/")
    assert "No row of it can be applied as it is." in page.text
    assert f"/loads/{load_id}/apply/" not in page.values("href")


def test_a_file_is_read_again_as_the_register_is_now(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    load_id = gro.described(source_id, ("e.csv", pupils_table(1).replace("Bakkeskolen", "Ny Skole")))
    assert "does not say what kind of organisation" in gro.text(f"/loads/{load_id}/")
    change = f"/registers/{source_id}/change/"
    gro.client.post(change, {**filled_in(gro.page(change)), "activity": "basic_school"})
    answer = gro.client.post(f"/loads/{load_id}/again/")
    assert answer.headers["Location"] == f"/loads/{load_id}/waiting/"
    work()
    assert "1 young person is taken in" in gro.text(f"/loads/{load_id}/")


# --- its rows ---------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    "junk", ["verdict=x", "after=-1", "after=y", "cause=zzz", "cause=%00", "after=", "verdict=&cause="]
)
def test_an_address_that_makes_no_sense_shows_every_row(at: Desk, gro: Keeper, junk: str) -> None:
    assert len(shown(gro, f"/loads/{at.preview(pupils(1))}/rows/?{junk}")) == 3


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


# --- who has looked ---------------------------------------------------------------------------------


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


# --- applying ---------------------------------------------------------------------------------------


def test_by_default_it_is_all_or_nothing(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(wrong())
    address = f"/loads/{load_id}/apply/"
    page = gro.page(address)
    assert filled_in(page) == {"rows": "all"}
    assert "1 row can’t be applied as it is." in page.text.replace("can't", "can’t")
    again = tree(gro.client.post(address, {"rows": "all"}))
    assert "nothing is applied" in errors(again)
    assert gro.state(load_id) == "previewed"
    assert gro.count("procrastinate_jobs") == 0


def test_only_the_rows_that_can_be_applied_are_when_that_is_chosen(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(wrong())
    assert "Only the 5 rows that can be applied. Left out: 1 row." in gro.text(f"/loads/{load_id}/apply/")
    gro.client.post(f"/loads/{load_id}/apply/", {"rows": "accepted_only"})
    work()
    assert gro.state(load_id) == "applied"
    assert gro.count("pathways_spell") == 2
    assert "Only the rows that can be applied" in gro.text(f"/loads/{load_id}/")


def test_before_it_is_applied_it_is_said_in_whose_lists_it_lands(at: Desk, gro: Keeper) -> None:
    page = gro.page(f"/loads/{at.preview(pupils(2))}/apply/")
    said = "2 young people held by Bakkeskolen: in the lists of Ditte Dam"
    assert said in page.text
    assert "Apply, for 2 young people" in page.text
    assert filled_in(page) == {}


@pytest.fixture
def half(at: Desk) -> UUID:
    """A file that lacks half of what the last one had."""
    at.load(pupils(20))
    return at.preview(pupils(10))


def test_half_a_file_is_applied_only_when_the_number_is_confirmed(at: Desk, gro: Keeper, half: UUID) -> None:
    losses = "10 of 20 places this register says are running would end or go missing."
    assert losses in gro.text(f"/loads/{half}/")
    address = f"/loads/{half}/apply/"
    assert f"Yes, the file is whole: {losses}" in gro.text(address)
    refused = tree(gro.client.post(address, YES))
    assert "Confirm the number, or discard the file" in errors(refused)
    assert gro.state(half) == "previewed"
    gro.client.post(address, {"losses_confirmed": "on"})
    work()
    assert gro.state(half) == "applied"
    assert at.count("pathways_spell", "missing_since IS NOT NULL") == 10
    assert "Confirmed losses 10" in gro.text(f"/loads/{half}/")


def test_a_press_on_the_button_that_sends_nothing_else_is_understood(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(pupils(1))
    assert gro.client.post(f"/loads/{load_id}/apply/").headers["Location"] == f"/loads/{load_id}/waiting/"


def test_a_second_press_orders_nothing_twice(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(pupils(1))
    for _ in range(2):
        answer = gro.client.post(f"/loads/{load_id}/apply/", YES)
        assert answer.status_code == 302
    assert gro.count("procrastinate_jobs") == 1


def test_the_same_file_again_changes_nothing(at: Desk, gro: Keeper) -> None:
    at.load(pupils(2))
    load_id = at.preview(pupils(2))
    page = gro.text(f"/loads/{load_id}/")
    assert "Unchanged 5" in page
    assert "Nobody is taken in, goes missing or has to be followed up because of this file." in page
    assert "Nobody gets new work from it." in gro.text(f"/loads/{load_id}/apply/")
    before = at.count("pathways_spell"), at.count("responsibility_nextstep"), at.count("people_person")
    gro.client.post(f"/loads/{load_id}/apply/", YES)
    work()
    assert "It said nothing that was not known already." in gro.text(f"/loads/{load_id}/")
    assert before == (
        at.count("pathways_spell"),
        at.count("responsibility_nextstep"),
        at.count("people_person"),
    )


def test_what_has_changed_since_the_preview_is_shown_before_it_is_applied(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(pupils(2))
    gro.client.post(f"/loads/{load_id}/apply/", YES)
    at.database.execute("UPDATE organisations_organisation SET name = 'Lukket' WHERE name = 'Bakkeskolen'")
    work()
    assert "changed since the preview" in gro.text(f"/loads/{load_id}/")
    assert at.count("people_person") == 0


def test_the_story_of_an_applied_file_names_who_did_it_and_the_file_itself(at: Desk, gro: Keeper) -> None:
    load_id = at.load(pupils(1))
    page = gro.text(f"/loads/{load_id}/")
    for said in (
        "roster.zip",
        "SHA-256 begins with",
        "by Gro Gram",
        "Ordered",
        "All rows",
        "New 1 place, 1 young person",
    ):
        assert said in page, said


# --- doing away with it -----------------------------------------------------------------------------


def test_a_discarded_file_changes_nothing_and_makes_room(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(pupils(1))
    assert "Discard this file?" in gro.text(f"/loads/{load_id}/discard/")
    assert gro.state(load_id) == "previewed"
    answer = gro.client.post(f"/loads/{load_id}/discard/", follow=True)
    assert "The file is discarded. Nothing has been changed." in answer.content.decode()
    page = gro.page(f"/loads/{load_id}/")
    assert "Discarded" in page.text
    assert f"/loads/{load_id}/discard/" not in page.values("href")
    assert gro.client.get(f"/loads/{load_id}/discard/").headers["Location"] == f"/loads/{load_id}/"
    assert at.count("people_person") == 0
    assert "Load a file" in gro.text(f"/registers/{at.source_id}/")


def test_what_was_applied_can_not_be_discarded(at: Desk, gro: Keeper) -> None:
    load_id = at.load(pupils(1))
    assert gro.client.post(f"/loads/{load_id}/discard/").status_code == 409
    assert gro.state(load_id) == "applied"


# --- who may ----------------------------------------------------------------------------------------

PAGES = ("", "waiting/", "rows/", "report/", "apply/", "discard/")
ACTS = ("rows/1/", "compare/", "apply/", "discard/", "again/")


@pytest.mark.parametrize("who", ["bo", "carl", "ditte", "freja", "tove", "viggo", "elsewhere"])
def test_nobody_else_meets_a_file(at: Desk, client_for: ClientFor, who: str) -> None:
    load_id = at.preview(wrong())
    client = client_for(another_coordinator(at.everyone) if who == "elsewhere" else getattr(at.everyone, who))
    for page in PAGES:
        assert client.get(f"/loads/{load_id}/{page}").status_code == 404, page
    for act in ACTS:
        typed = {"choice": "leave_out", "rows": "accepted_only"}
        assert client.post(f"/loads/{load_id}/{act}", typed).status_code == 404, act
    assert at.value("SELECT state FROM registers_load") == "previewed"
    assert at.count("registers_stagedrow", "choice <> ''") == 0
    assert at.count("procrastinate_jobs") == 0


def test_looking_changes_nothing(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(wrong())
    for act in ACTS:
        assert gro.client.get(f"/loads/{load_id}/{act}").status_code in {200, 302}, act
    assert at.value("SELECT state FROM registers_load") == "previewed"
    assert at.count("procrastinate_jobs") == 0
