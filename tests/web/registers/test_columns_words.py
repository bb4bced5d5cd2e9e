"""Words nobody knows are asked about once, and read as answered."""

from __future__ import annotations

from tests.registers.worker import work
from tests.web.conftest import tree
from tests.web.registers.desk_pages import (
    Keeper,
    errors,
    filled_in,
    lines,
    waiting,
)

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
