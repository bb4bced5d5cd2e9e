"""A table nobody has described: which column holds what is asked once, with examples, and never of the protected."""

from __future__ import annotations

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import a_person, hidden
from tests.integrations.building import sheet
from tests.kernel.numbers import danish_number
from tests.web.components.tree import Node
from tests.web.conftest import ClientFor, tree
from tests.web.desk_pages import (
    DAY,
    HEADINGS,
    Keeper,
    Sent,
    another_coordinator,
    errors,
    field_group,
    filled_in,
    keeper,
    lines,
    pupils_table,
    register,
    work,
)

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.registers import api as registers

TABLE: Sent = ("elever.csv", pupils_table(1, 2))


@pytest.fixture
def gro(everyone: Cast, client_for: ClientFor, database: psycopg.Connection) -> Keeper:
    return keeper(everyone, client_for, database)


def waiting(gro: Keeper, file: Sent, **answers: str) -> str:
    """A table of a register nobody has described, in the house. Returns the address of the page that asks."""
    source_id = gro.add(**{"name": "Tables", "format": "mapped", **DAY, **answers})
    return f"/loads/{gro.put(source_id, file)}/columns/"


def suggested(page: Node) -> dict[str, str]:
    """What each column is taken for, by its heading."""
    filled = filled_in(page)
    named = {name: field_group(page, name).one("label").text for name in filled if name.startswith("column_")}
    return {heading: filled[name] for name, heading in named.items()}


def example(page: Node, name: str) -> str:
    """What stands below the label of a field."""
    return field_group(page, name).one("span", css="form-hint").text


def test_what_is_known_by_its_heading_is_filled_in(gro: Keeper) -> None:
    page = gro.page(waiting(gro, ("elever.csv", lines("Elev-id;Navn;Født;Lærer", "1;A B;04-05-2011;Bo"))))
    assert suggested(page) == {
        "Elev-id": "person_id",
        "Navn": "full_name",
        "Født": "birth_date",
        "Lærer": "unused",
    }


def test_a_table_nobody_has_described_is_taken_and_its_columns_are_asked_about_before_it_is_read(
    gro: Keeper,
) -> None:
    answer = gro.upload(gro.add(format="mapped"), TABLE)
    address = f"/loads/{gro.newest()}/columns/"
    assert answer.headers["Location"] == address
    assert "Which column holds what?" in gro.text(address)
    assert gro.count("procrastinate_jobs") == 0
    answer = gro.client.get(address.replace("columns", "waiting"))
    assert answer.headers["Location"] == address


def test_three_examples_of_a_column_are_shown_in_an_order_that_joins_no_row(gro: Keeper) -> None:
    rows = [
        f"{n};{name};{day}-05-2011"
        for n, name, day in ((1, "Ca", "09"), (2, "Ab", "02"), (3, "Bo", "05"), (4, "Aa", "01"))
    ]
    page = gro.page(waiting(gro, ("e.csv", lines("Elev-id;Fornavn;Født;Tom", *(f"{row};" for row in rows)))))
    assert example(page, "column_1") == "For example: Ab · Bo · Ca"
    assert example(page, "column_2") == "For example: 02-05-2011 · 05-05-2011 · 09-05-2011"
    assert example(page, "column_3") == "Empty"


def test_of_a_national_number_only_the_birth_date_is_shown(gro: Keeper) -> None:
    number = danish_number(NOW.date().replace(2011), 7)
    page = gro.page(
        waiting(gro, ("e.csv", lines("CPR;Navn", f"{number};A B", f"{number[:6]}-{number[6:]};C D")))
    )
    assert suggested(page)["CPR"] == "national_number"
    assert number[:6] in example(page, "column_0")
    assert number[6:] not in page.text


def test_a_person_known_as_protected_is_no_example(everyone: Cast, gro: Keeper) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hidden(a_person(everyone.hedeby, "Skjult", "Sørensen"), everyone.ditte)
    rows = lines("Elev-id;Fornavn;Efternavn;Adresse", "1;SKJULT;SØRENSEN;Hemmelig 1", "2;Ida;Juul;Åben 2")
    page = gro.page(waiting(gro, ("e.csv", rows)))
    assert "Åben 2" in page.text
    for word in ("SKJULT", "SØRENSEN", "Hemmelig"):
        assert word not in page.text


@pytest.mark.parametrize("word", ["Ja", "Navne- og adressebeskyttelse", "x"])
def test_whoever_the_table_itself_calls_protected_is_no_example(gro: Keeper, word: str) -> None:
    rows = lines("Elev-id;Navn;Adresse;Beskyttelse", f"1;Skjult S;Hemmelig 1;{word}", "2;Ida J;Åben 2;Nej")
    page = gro.page(waiting(gro, ("e.csv", rows)))
    assert suggested(page)["Beskyttelse"] == "protection"
    assert "Åben 2" in page.text
    assert "Skjult" not in page.text
    assert "Hemmelig" not in page.text


def test_a_protected_person_is_not_shown_as_a_word_to_be_explained_either(
    everyone: Cast, gro: Keeper
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hidden(a_person(everyone.hedeby, "Skjult", "Sørensen"), everyone.ditte)
    rows = lines("Elev-id;Fornavn;Efternavn;Adresse", "1;Skjult;Sørensen;Hemmelig 1", "2;Ida;Juul;Åben 2")
    address = waiting(gro, ("e.csv", rows))
    typed = {
        "column_0": "person_id",
        "column_1": "given_names",
        "column_2": "family_name",
        "column_3": "kind",
    }
    page = tree(gro.client.post(address, typed))
    assert "What do these words mean?" in page.text
    assert "Hemmelig" not in page.text


def test_a_table_without_headings_shows_nobody_protected_as_one(everyone: Cast, gro: Keeper) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hidden(a_person(everyone.hedeby, "Skjult", "Sørensen"), everyone.ditte)
    page = gro.page(waiting(gro, ("e.csv", lines("1;Skjult;Sørensen;Hemmelig 1", "2;Ida;Juul;Åben 2"))))
    assert "Skjult" not in page.text
    assert "Hemmelig" not in page.text


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"column_2": "given_names"}, "“Fornavn” was chosen for it already."),
        ({"column_1": "unused", "column_2": "unused"}, "No column holds names."),
        ({"column_0": "unused", "column_3": "unused"}, "No column tells two people of the same name apart."),
        ({"column_0": "secret"}, "Select a valid choice"),
    ],
)
def test_what_can_not_be_read_is_refused_and_nothing_that_was_chosen_is_lost(
    gro: Keeper, answers: dict[str, str], said: str
) -> None:
    address = waiting(gro, TABLE)
    typed = {**filled_in(gro.page(address)), "column_6": "unused", **answers}
    page = tree(gro.client.post(address, typed))
    assert said in errors(page)
    assert {**filled_in(page), "column_0": ""} == {**typed, "column_0": ""}
    assert gro.count("registers_mapping") == 0
    assert gro.count("procrastinate_jobs") == 0


def test_a_described_table_is_read_and_shown(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    load_id = gro.described(source_id, TABLE)
    assert gro.state(load_id) == "previewed"
    assert "2 young people are taken in" in gro.text(f"/loads/{load_id}/")


def test_the_answers_are_remembered_and_it_is_said(gro: Keeper) -> None:
    address = waiting(gro, TABLE)
    answer = gro.client.post(address, filled_in(gro.page(address)), follow=True)
    assert "The columns are remembered." in answer.content.decode()
    assert "Version 1" in gro.text(f"/registers/{gro.value('SELECT id FROM registers_source')}/")


KINDS = lines(
    "Elev-id;Navn;Født;Skole;Type",
    "1;Ida Juul;04-05-2011;Bakkeskolen;Grundskole",
    "2;Bo Lund;05-05-2011;Bakkeskolen;Særtilbud",
    "3;Eva Holm;06-05-2011;Bakkeskolen;Ventehold",
)


def test_words_nobody_knows_are_asked_about_and_then_read_as_answered(gro: Keeper) -> None:
    address = waiting(gro, ("e.csv", KINDS))
    page = gro.page(address)
    assert "“Særtilbud”" in page.text
    assert "“Ventehold”" in page.text
    assert "“Grundskole”" not in page.text
    typed = filled_in(page)
    assert (typed["word_0"], typed["word_1"]) == ("", "")
    answer = gro.client.post(address, {**typed, "word_0": "basic_school", "word_1": "unknown"})
    assert answer.status_code == 302
    work()
    rows = gro.database.execute(
        "SELECT kind, verdict, count(*) FROM registers_stagedrow WHERE kind IN ('enrolment', 'unread')"
        " GROUP BY 1, 2 ORDER BY 1, 2"
    ).fetchall()
    assert rows == [("enrolment", "new", 2), ("unread", "rejected", 1)]
    assert "“Ventehold” is no kind of activity we know." in gro.text(
        f"/loads/{gro.newest()}/rows/?verdict=rejected"
    )


def test_a_word_without_an_answer_is_asked_about_again(gro: Keeper) -> None:
    address = waiting(gro, ("e.csv", KINDS))
    page = tree(gro.client.post(address, {**filled_in(gro.page(address)), "word_0": "basic_school"}))
    assert "Say what it means, or that nobody knows." in errors(page)
    assert filled_in(page)["word_0"] == "basic_school"


def test_words_are_asked_about_once_somebody_says_in_which_column_they_stand(gro: Keeper) -> None:
    address = waiting(gro, ("e.csv", KINDS.replace("Type", "Slags sag")))
    page = gro.page(address)
    assert "What do these words mean?" not in page.text
    page = tree(gro.client.post(address, {**filled_in(page), "column_4": "kind"}))
    assert "“Særtilbud”" in page.text
    assert "“Grundskole”" not in page.text


def test_the_next_file_of_the_same_shape_is_read_without_asking(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    gro.described(source_id, TABLE)
    gro.client.post(f"/loads/{gro.newest()}/discard/")
    other_order = "Klassetrin;klasse;SKOLE;Født;Efternavn;Fornavn;Elev-id;Ny"
    content = lines(other_order, "9;9.A;Bakkeskolen;04-05-2011;Hansen;Elev1;1;x")
    answer = gro.upload(source_id, ("naeste.csv", content))
    load_id = gro.newest()
    assert answer.headers["Location"] == f"/loads/{load_id}/waiting/"
    said = gro.client.get(answer.headers["Location"]).content.decode()
    assert "The columns are read as they were described." in said
    work()
    assert "1 young person is taken in" in gro.text(f"/loads/{load_id}/")


@pytest.mark.parametrize("name", ["elever.tsv", "elever.txt"])
def test_the_next_text_file_may_have_another_name(gro: Keeper, name: str) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    gro.described(source_id, (name, pupils_table(1)))
    gro.client.post(f"/loads/{gro.newest()}/discard/")
    answer = gro.upload(source_id, (name.replace("e", "a", 1).replace("E", "A", 1), pupils_table(1)))
    assert answer.headers["Location"] == f"/loads/{gro.newest()}/waiting/"


def test_another_heading_is_asked_about_with_the_earlier_answers_filled_in(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    gro.described(source_id, TABLE, column_6="unused")
    gro.client.post(f"/loads/{gro.newest()}/discard/")
    answer = gro.upload(
        source_id, ("e.csv", pupils_table(1, headings=HEADINGS.replace("Fornavn", "Kaldenavn")))
    )
    address = f"/loads/{gro.newest()}/columns/"
    assert answer.headers["Location"] == address
    found = suggested(gro.page(address))
    assert (found["Kaldenavn"], found["Efternavn"], found["Klassetrin"]) == (
        "unused",
        "family_name",
        "unused",
    )
    assert gro.say_columns(gro.newest(), column_1="given_names").status_code == 302
    work()
    assert gro.state(gro.newest()) == "previewed"
    assert gro.values("SELECT version FROM registers_mapping ORDER BY 1") == [1, 2]


def test_whoever_wants_to_says_the_columns_anew_with_the_next_file(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    assert "say anew which column" not in gro.text(f"/registers/{source_id}/upload/")
    gro.described(source_id, TABLE)
    gro.client.post(f"/loads/{gro.newest()}/discard/")
    assert "say anew which column" in gro.text(f"/registers/{source_id}/upload/")
    answer = gro.upload(source_id, TABLE, columns_anew="on")
    assert answer.headers["Location"] == f"/loads/{gro.newest()}/columns/"


def test_columns_said_anew_from_the_preview_read_the_file_again(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    load_id = gro.described(source_id, TABLE, column_5="unused")
    assert "/columns/" in " ".join(gro.page(f"/loads/{load_id}/").values("href"))
    before = gro.count("registers_stagedrow", "kind = 'group'")
    assert gro.say_columns(load_id, column_5="class_name").headers["Location"] == f"/loads/{load_id}/waiting/"
    assert gro.state(load_id) == "received"
    work()
    assert gro.state(load_id) == "previewed"
    assert (before, gro.count("registers_stagedrow", "kind = 'group'")) == (0, 1)
    assert gro.count("registers_stagedrow", "kind = 'person'") == 2
    assert gro.count("audit_change", "action = 'registers.put_back'") == 1


def workbook() -> Sent:
    """A workbook with notes and with pupils."""
    notes: list[list[object]] = [["Bemærkning", "Dato"], ["Husk", "i dag"]]
    rows: list[list[object]] = [
        ["Elev-id", "Navn", "Født", "Skole", "Klassetrin"],
        [1, "Ida Juul", "04-05-2011", "Bakkeskolen", 9],
    ]
    return "elever.xlsx", sheet(notes, name="Noter", others={"Elever": rows, "Mere": rows})


def test_of_a_workbook_the_sheet_with_the_best_known_headings_is_asked_about(gro: Keeper) -> None:
    page = gro.page(waiting(gro, workbook()))
    assert "Navn" in suggested(page)
    for number, name in enumerate(("Noter", "Elever", "Mere")):
        assert f"?sheet={number}" in page.values("href")
        assert name in page.text


@pytest.mark.parametrize(
    ("asked", "heading"), [("0", "Bemærkning"), ("2", "Navn"), ("99", "Navn"), ("x", "Navn"), ("-1", "Navn")]
)
def test_another_sheet_can_be_chosen(gro: Keeper, asked: str, heading: str) -> None:
    assert heading in suggested(gro.page(f"{waiting(gro, workbook())}?sheet={asked}"))


def test_the_chosen_sheet_is_read_and_the_others_are_named(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    load_id = gro.described(source_id, workbook(), sheet="?sheet=2")
    assert gro.state(load_id) == "previewed"
    page = gro.text(f"/loads/{load_id}/")
    assert "Only Mere is read; there is also Noter, Elever." in page


def test_of_several_text_files_the_chosen_one_is_read(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    notes = ("a.csv", lines("Bemærkning;Dato", "Husk;i dag"))
    gro.upload(source_id, notes, TABLE)
    load_id = gro.newest()
    assert gro.say_columns(load_id).status_code == 302
    work()
    assert "2 young people are taken in" in gro.text(f"/loads/{load_id}/")


@pytest.mark.parametrize("title", ["Udtræk 1. september;;;;;;\n\n", "Klasselister 2026/27\n"])
def test_a_table_below_a_title_is_found(gro: Keeper, title: str) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    load_id = gro.described(source_id, ("e.csv", title + pupils_table(1)))
    assert "1 young person is taken in" in gro.text(f"/loads/{load_id}/")


OWN = lines("Elev-id;Navn;Født;Klassetrin", "1;Ida Juul;04-05-2011;9", "2;Bo Lund;05-05-2011;9")


def test_rows_without_a_school_are_about_the_institution_whose_register_it_is(
    everyone: Cast, gro: Keeper
) -> None:
    source_id = gro.add(name="Own", format="mapped", organisation=str(everyone.school.pk), **DAY)
    load_id = gro.described(source_id, ("e.csv", OWN))
    assert "2 young people are taken in" in gro.text(f"/loads/{load_id}/")
    gro.client.post(f"/loads/{load_id}/apply/", {"csrfmiddlewaretoken": "x"})
    work()
    assert gro.values("SELECT DISTINCT organisation_id FROM pathways_spell") == [everyone.school.pk]
    assert gro.count("pathways_spell") == 2


def test_without_such_an_institution_rows_without_a_school_are_about_people_only(gro: Keeper) -> None:
    load_id = gro.described(gro.add(name="Any", format="mapped", **DAY), ("e.csv", OWN))
    assert gro.values("SELECT DISTINCT kind FROM registers_stagedrow WHERE load_id = %s", load_id) == [
        "person"
    ]


def test_in_a_register_of_one_institution_a_row_may_still_name_another(everyone: Cast, gro: Keeper) -> None:
    rows = lines(
        "Elev-id;Navn;Født;Skole;Klassetrin", "1;Ida Juul;04-05-2011;;9", "2;Bo Lund;05-05-2011;Bakkeskolen;9"
    )
    source_id = gro.add(
        name="Own", format="mapped", organisation=str(everyone.vocational.pk), activity="basic_school", **DAY
    )
    load_id = gro.described(source_id, ("e.csv", rows))
    gro.client.post(f"/loads/{load_id}/apply/", {"csrfmiddlewaretoken": "x"})
    work()
    places = gro.values("SELECT organisation_id FROM pathways_spell")
    assert {*places} == {everyone.school.pk, everyone.vocational.pk}


def test_looking_at_the_columns_is_in_the_read_log_with_the_file(gro: Keeper) -> None:
    address = waiting(gro, TABLE)
    gro.page(address)
    assert gro.looks() == [f"web.loads_columns.choose_columns/{gro.newest()}"]
    assert gro.value("SELECT data_classes FROM audit_reading WHERE result = 'shown'") == "ABD"


def test_a_file_that_turns_out_to_be_no_table_says_so_instead_of_asking(gro: Keeper) -> None:
    address = waiting(gro, ("a.csv", b"%PDF-1.7"))
    page = gro.page(address)
    assert "PDF" in page.text
    assert address.replace("columns", "discard") in page.values("href")


def test_the_columns_of_other_formats_and_of_decided_files_are_not_asked_about(gro: Keeper) -> None:
    address = waiting(gro, TABLE)
    source_id = gro.value("SELECT id FROM registers_source")
    gro.client.post(f"/registers/{source_id}/change/", register(name="Tables", format="events"))
    assert gro.client.get(address).headers["Location"] == address.replace("columns/", "")
    gro.client.post(f"/registers/{source_id}/change/", register(name="Tables", format="mapped"))
    assert gro.client.get(address).status_code == 200
    gro.client.post(address.replace("columns", "discard"))
    assert gro.client.get(address).headers["Location"] == address.replace("columns/", "")


@pytest.mark.parametrize("who", ["bo", "carl", "ditte", "tove", "elsewhere"])
def test_nobody_else_meets_the_columns(gro: Keeper, client_for: ClientFor, who: str) -> None:
    address = waiting(gro, TABLE)
    user = another_coordinator(gro.everyone) if who == "elsewhere" else getattr(gro.everyone, who)
    client = client_for(user)
    typed = filled_in(gro.page(address))
    assert client.get(address).status_code == 404
    assert client.post(address, typed).status_code == 404
    assert gro.count("registers_mapping") == 0


def test_only_whoever_loads_registers_puts_a_file_back(gro: Keeper) -> None:
    load_id = gro.described(gro.add(name="Tables", format="mapped", **DAY), TABLE)
    for user in (gro.everyone.bo, gro.everyone.ditte):
        by = access.actor_for(user, at=NOW)
        with access.user_scope(user.pk), pytest.raises(SentenceError):
            registers.put_back(load_id=load_id, by=by, at=NOW)
    assert gro.state(load_id) == "previewed"


def test_what_was_applied_is_not_put_back(gro: Keeper) -> None:
    load_id = gro.described(gro.add(name="Tables", format="mapped", **DAY), TABLE)
    gro.client.post(f"/loads/{load_id}/apply/", {"csrfmiddlewaretoken": "x"})
    work()
    assert gro.state(load_id) == "applied"
    by = access.actor_for(gro.everyone.gro, at=NOW)
    with access.user_scope(gro.everyone.gro.pk), pytest.raises(SentenceError):
        registers.put_back(load_id=load_id, by=by, at=NOW)
