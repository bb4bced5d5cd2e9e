"""While a file is at work the page counts; what stopped says so, and begins again."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from uuid import UUID

from tests.conftest import NOW
from tests.registers.desk import Desk, pupils
from tests.registers.worker import work
from tests.web.conftest import tree
from tests.web.registers.desk_pages import (
    YES,
    Keeper,
    Sent,
    members,
)

from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.records import Place, Rejection
from stafet.kernel.sentences import sentence
from stafet.registers import api as registers


def stopped(at: Desk, load_id: UUID) -> None:
    """A fault of ours stops the reading."""
    with at.job():
        registers.begin_reading(load_id=load_id, by=SYSTEM, at=NOW)
    what = Rejection(Place(""), sentence("A fault of ours stopped the work."), sentence("Try again."))
    with at.job():
        registers.stop_load(load_id=load_id, problem=what, by=SYSTEM, at=NOW)


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
