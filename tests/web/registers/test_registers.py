"""What do the registers tell us? Each is written down once, loaded again and again, and shows how good its data are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.registers.desk import Desk, place, pupil, pupils, school
from tests.registers.same_instant import somebody_else
from tests.web.conftest import ClientFor, read, tree
from tests.web.registers.desk_pages import (
    Keeper,
    all_others,
    another_coordinator,
    errors,
    field_group,
    filled_in,
    register,
)

from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.registers import api as registers


def rows_of(gro: Keeper) -> dict[str, str]:
    """The registers of the list with what is said of each."""
    rows = gro.page("/registers/").all("li", css="work__row")
    return {row.one("h3").text: row.text for row in rows}


def test_without_registers_the_list_leads_to_the_first(gro: Keeper) -> None:
    page = gro.page("/registers/")
    assert "There is no register yet" in page.text
    assert "/registers/new/" in page.values("href")


def test_a_register_is_written_down_as_it_was_answered(everyone: Cast, gro: Keeper) -> None:
    answers = register(
        name="  Lectio  ",
        format="mapped",
        organisation=str(everyone.vocational.pk),
        mode="delta",
        country="se",
        date_order="month_first",
        end_dates="day_after",
        activity="vocational_education",
        stale_after_days="30",
    )
    page = tree(gro.client.post("/registers/new/", answers, follow=True))
    assert "The register is written down" in page.text
    assert page.one("h1").text == "Which file is it?"
    written = gro.database.execute(
        "SELECT name, format, organisation_id, mode, country, date_order, end_dates, activity, stale_after_days,"
        " municipality_id, created_by_id FROM registers_source"
    ).fetchall()
    home, by = everyone.hedeby.pk, everyone.gro.pk
    told = (
        "mapped",
        everyone.vocational.pk,
        "delta",
        "se",
        "month_first",
        "day_after",
        "vocational_education",
        30,
    )
    assert written == [("Lectio", *told, home, by)]


def test_a_new_register_is_asked_about_with_the_answers_that_are_usual_here(gro: Keeper) -> None:
    filled = filled_in(gro.page("/registers/new/"))
    assert (filled["country"], filled["mode"], filled["date_order"]) == ("dk", "bulk", "year_first")


def test_only_places_of_the_municipality_can_own_a_register(everyone: Cast, gro: Keeper) -> None:
    options = field_group(gro.page("/registers/new/"), "organisation").all("option")
    assert {option.text for option in options} >= {"Bakkeskolen", "Hedeby Tekniske Skole"}
    assert "Ungevejledningen Anden" not in {option.text for option in options}
    answer = gro.client.post("/registers/new/", register(organisation=str(everyone.other_guidance.pk)))
    assert "Select a valid choice" in errors(tree(answer))
    assert gro.count("registers_source") == 0


@pytest.mark.parametrize("name", ["School register", "  School register "])
def test_a_name_is_taken_once(gro: Keeper, name: str) -> None:
    gro.add(name="School register")
    answer = gro.client.post("/registers/new/", register(name=name))
    assert "There is already a register of this name." in errors(tree(answer))
    assert gro.count("registers_source") == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "Taken"}, "There is already a register of this name."),
        ({"name": "   "}, "This field is required"),
        ({"name": "x" * 101}, "at most 100 characters"),
        ({"stale_after_days": "0"}, "greater than or equal to 1"),
        ({"country": "no"}, "Select a valid choice"),
    ],
)
def test_nothing_that_was_filled_in_is_lost_when_something_is_wrong(
    everyone: Cast, gro: Keeper, wrong: dict[str, str], said: str
) -> None:
    gro.add(name="Taken")
    typed = register(
        name="Elev & co",
        format="events",
        organisation=str(everyone.school.pk),
        mode="delta",
        date_order="day_first",
        end_dates="last_day",
        activity="basic_school",
        stale_after_days="40",
    )
    page = tree(gro.client.post("/registers/new/", {**typed, **wrong}))
    assert said in errors(page)
    kept = {name: value for name, value in {**typed, **wrong}.items() if name not in wrong or name == "name"}
    assert {name: value.strip() for name, value in filled_in(page).items() if name in kept} == {
        name: value.strip() for name, value in kept.items()
    }
    assert gro.count("registers_source") == 1


def test_a_register_is_changed_and_keeps_its_name(everyone: Cast, gro: Keeper) -> None:
    source_id = gro.add(name="School register", stale_after_days="30")
    address = f"/registers/{source_id}/change/"
    filled = filled_in(gro.page(address))
    assert (filled["name"], filled["stale_after_days"]) == ("School register", "30")
    answer = gro.client.post(address, {**filled, "mode": "delta", "stale_after_days": ""}, follow=True)
    assert "It counts from the next file on." in answer.content.decode()
    assert gro.value("SELECT (mode, stale_after_days IS NULL)::text FROM registers_source") == "(delta,t)"


def test_a_register_can_not_be_renamed_to_another(gro: Keeper) -> None:
    gro.add(name="Taken")
    source_id = gro.add(name="Mine")
    answer = gro.client.post(f"/registers/{source_id}/change/", register(name="Taken"))
    assert "There is already a register of this name." in errors(tree(answer))
    assert filled_in(tree(answer))["name"] == "Taken"
    assert gro.value("SELECT name FROM registers_source WHERE id = %s", source_id) == "Mine"


@pytest.mark.parametrize("page", ["new/", "{mine}/change/"])
def test_a_name_somebody_else_gives_at_the_same_instant_is_refused_at_its_field(
    gro: Keeper, worker_database: str, page: str
) -> None:
    home, mine = gro.everyone.hedeby.pk, gro.add(name="Mine")
    draft = registers.SourceDraft("Lectio", registers.SourceFormat.EVENTS, Country.DK)

    def write_down() -> object:
        return registers.create_source(municipality_id=home, draft=draft, by=SYSTEM, at=NOW)

    with somebody_else(home, write_down, superuser=worker_database):
        answer = gro.client.post(f"/registers/{page.format(mine=mine)}", register(name="Lectio"))
    assert answer.status_code == 200
    assert "There is already a register of this name." in field_group(tree(answer), "name").text
    assert filled_in(tree(answer))["name"] == "Lectio"
    assert sorted(map(str, gro.values("SELECT name FROM registers_source"))) == ["Lectio", "Mine"]
    back = [link.text for link in tree(answer).all("a", href=f"/registers/{mine}/")]
    assert "Lectio" not in " ".join(back), "a name that was refused is not shown as the register's"


def test_a_retired_register_is_gone_and_its_name_is_free(gro: Keeper) -> None:
    source_id = gro.add(name="Old system")
    asked = gro.text(f"/registers/{source_id}/retire/")
    assert "Does nothing more come from Old system?" in asked
    assert rows_of(gro).keys() == {"Old system"}
    answer = gro.client.post(f"/registers/{source_id}/retire/", follow=True)
    assert "No more files are expected from it." in answer.content.decode()
    assert rows_of(gro) == {}
    for page in ("", "change/", "retire/", "upload/"):
        assert gro.client.get(f"/registers/{source_id}/{page}").status_code == 404
    assert gro.add(name="Old system") != source_id


def test_the_list_says_of_each_register_how_it_is(at: Desk, gro: Keeper) -> None:
    gro.add(name="New one")
    at.load(pupils(2))
    assert "Nothing has been loaded from it yet." in rows_of(gro)["New one"]
    assert "It last told something" in rows_of(gro)["School register"]
    assert "too long ago" not in rows_of(gro)["School register"]
    load_id = at.preview(pupils(2))
    assert "A file waits for your decision." in rows_of(gro)["School register"]
    assert f"/loads/{load_id}/" in gro.page("/registers/").values("href")


def test_a_register_becomes_too_old_when_its_own_patience_is_over(at: Desk, gro: Keeper) -> None:
    at.load(pupils(2))
    address = f"/registers/{at.source_id}/change/"
    gro.client.post(address, {**filled_in(gro.page(address)), "stale_after_days": "10"})
    with clock.at_moment(NOW + timedelta(days=9)):
        gro.comes_back()
        assert "too long ago" not in rows_of(gro)["School register"]
    with clock.at_moment(NOW + timedelta(days=10)):
        gro.comes_back()
        assert "that is too long ago" in rows_of(gro)["School register"]
        assert "that is too long ago" in gro.text(f"/registers/{at.source_id}/")


def test_what_was_loaded_is_listed_with_its_numbers_and_leads_to_its_page(at: Desk, gro: Keeper) -> None:
    load_id = at.load(pupils(2))
    for address in ("/registers/", f"/registers/{at.source_id}/"):
        page = gro.page(address)
        (row,) = [row for row in page.all("tr") if f"/loads/{load_id}/" in row.values("href")]
        for said in ("roster.zip", "School register", "Gro Gram", "Applied"):
            assert said in row.text


def test_before_the_first_file_there_is_nothing_to_measure(gro: Keeper) -> None:
    page = gro.text(f"/registers/{gro.add()}/")
    assert "There is nothing to measure yet" in page
    assert "Nothing has been loaded from it yet." in page


def test_how_good_the_data_are_is_counted_with_its_base(at: Desk, gro: Keeper) -> None:
    told = [school(), pupil(1), pupil(2, birth_date=None), place(1), place(2, starts_on=None)]
    at.load(told)
    rows = gro.page(f"/registers/{at.source_id}/").one("table", css="health__table").all("tr")
    said = " | ".join(row.text for row in rows)
    assert "1 of 2 young people of the register" in said
    assert "50 %" in said.replace("\u00a0", " ").replace("50%", "50 %")
    assert "have an inferred first day" in said


def test_rows_that_were_left_out_are_counted(at: Desk, gro: Keeper) -> None:
    told = [school(), pupil(1), place(1), place(2)]
    at.load(told, rows=registers.WhichRows.ACCEPTED_ONLY)
    assert "1 of 4 rows of the last file" in gro.text(f"/registers/{at.source_id}/")


def test_the_page_of_a_register_says_what_it_is_like_and_what_waits(at: Desk, gro: Keeper) -> None:
    page = gro.page(f"/registers/{at.source_id}/")
    for said in ("OneRoster", "The whole register", "Nobody’s in particular", "year, month, day"):
        assert said in page.text
    assert f"/registers/{at.source_id}/retire/" in page.values("href")
    load_id = at.preview(pupils(1))
    page = gro.page(f"/registers/{at.source_id}/")
    assert "A file of this register waits for a decision" in page.text
    assert f"/loads/{load_id}/" in page.values("href")
    assert f"/registers/{at.source_id}/upload/" not in page.values("href")
    assert f"/registers/{at.source_id}/retire/" not in page.values("href")


ADDRESSES = ("", "change/", "retire/", "upload/")


def test_nobody_else_meets_the_registers(at: Desk, client_for: ClientFor) -> None:
    *here, _ = all_others(at.everyone)
    for user in here:
        client = client_for(user)
        for address in ("/registers/", "/registers/new/", *_of(at.source_id)):
            assert client.get(address).status_code == 404, (user.name, address)
            posted = client.post(address, register(name="Mine"))
            assert posted.status_code in {404, 405}, (user.name, address)
    assert at.value("SELECT name, retired_at FROM registers_source") == ("School register", None)


def test_a_coordinator_elsewhere_meets_only_registers_from_there(at: Desk, client_for: ClientFor) -> None:
    client = client_for(another_coordinator(at.everyone))
    assert "There is no register yet" in read(client.get("/registers/"))
    for address in _of(at.source_id):
        assert client.get(address).status_code == 404, address
    for address in _of(at.source_id)[1:]:
        assert client.post(address, register(name="Mine")).status_code == 404, address
    assert client.post("/registers/new/", register()).status_code == 302, "a name is taken per municipality"


def _of(source_id: UUID) -> list[str]:
    return [f"/registers/{source_id}/{page}" for page in ADDRESSES]


def test_more_registers_cost_no_more_queries(gro: Keeper, queries: Callable[[], int]) -> None:
    gro.add(name="One")
    gro.text("/registers/")
    queries()
    gro.text("/registers/")
    few = queries()
    for number in range(6):
        gro.add(name=f"Register {number}")
    gro.text("/registers/")
    queries()
    gro.text("/registers/")
    assert queries() == few
