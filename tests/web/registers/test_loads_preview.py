"""What a file would change: numbers, what has to be mended, what would happen."""

from __future__ import annotations

from tests.conftest import NOW
from tests.registers.desk import Desk, place, pupil, pupils
from tests.registers.worker import work
from tests.web.registers.desk_pages import (
    DAY,
    Keeper,
    filled_in,
    pupils_table,
)

from stafet.kernel.records import LoadMode, Place
from stafet.kernel.sentences import sentence
from stafet.registers import api as registers


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
    file = ("e.csv", pupils_table(1).replace("Bakkeskolen", "Ny Skole"))
    gro.knows(source_id, file)
    load_id = gro.taken(source_id, file)
    assert "does not say what kind of organisation" in gro.text(f"/loads/{load_id}/")
    change = f"/registers/{source_id}/change/"
    gro.client.post(change, {**filled_in(gro.page(change)), "activity": "basic_school"})
    answer = gro.client.post(f"/loads/{load_id}/again/")
    assert answer.headers["Location"] == f"/loads/{load_id}/waiting/"
    work()
    assert "1 young person is taken in" in gro.text(f"/loads/{load_id}/")
