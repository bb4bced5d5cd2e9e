"""Where somebody is, on the pages: at work by name, at home in one's own words, and nothing that counts."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, hidden
from tests.own.conftest import joins
from tests.progress.conftest import a_word, at_home, lines, said
from tests.web.components.tree import Node
from tests.web.conftest import Answer, ClientFor, read, tree
from tests.web.test_mine import parent, way, young

from stafet.access import api as access
from stafet.people import api as people
from stafet.progress import api as progress

__all__ = ["joins", "parent", "young"]
WORD = {"word": "begun", "on": TODAY.isoformat(), "seen_in": "Three mornings of five"}


def page_of(held: Held, part: str = "") -> str:
    return f"/people/{held.person.pk}/progress/{part}"


def post(client: Client, path: str, sent: dict[str, str]) -> Answer:
    answer: Answer = client.post(path, sent, follow=True)
    return answer


def test_at_work_somebody_says_a_word_by_name(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo = client_for(everyone.bo)
    assert "Nobody has said anything yet" in read(bo.get(page_of(amina)))
    page = read(
        post(bo, page_of(amina, "attending/new/"), {**WORD, "own_words": "It is early in the morning"})
    )
    for words in (
        "Has begun",
        "Three mornings of five",
        "Bo Bertelsen, ",
        "It is early in the morning",
        "as told to Bo Bertelsen",
        "1 September 2026",
    ):
        assert words in page


def test_what_was_typed_comes_back_with_why_not(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo = client_for(everyone.bo)
    page = read(post(bo, page_of(amina, "attending/new/"), {**WORD, "on": "2026-09-02"}))
    assert "That day has not come yet" in page
    assert "Three mornings of five" in page


def test_a_word_is_corrected_and_withdrawn_with_why(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    row, bo = said(everyone.bo, amina), client_for(everyone.bo)
    page = read(
        post(
            bo,
            f"/progress/{row.pk}/correct/",
            {**WORD, "word": "on_the_way", "because": "It was the wrong line"},
        )
    )
    assert "Is on the way" in page
    assert "Withdrawn by Bo Bertelsen on 1 September 2026: It was the wrong line" in page
    new = lines(everyone.bo, amina).words[0].row
    page = read(post(bo, f"/progress/{new.pk}/withdraw/", {"because": "Nor that"}))
    assert "Nor that" in page
    assert "This was withdrawn already" in read(bo.get(f"/progress/{new.pk}/withdraw/"))


def test_ready_is_said_with_the_note_that_it_is_no_law(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    page = read(post(bo, page_of(amina, "next/new/"), {**WORD, "word": "education", "seen_in": "Applied"}))
    assert "Ready for an education" in page
    assert "no assessment under a law" in page
    assert "to verify" in page


def test_the_young_person_reads_all_and_writes_beside_it(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    row, her = said(everyone.bo, amina), client_for(young)
    assert "Three mornings of five" in read(her.get(way(amina, "progress/")))
    address = way(amina, f"progress/{row.pk}/words/")
    page = read(post(her, address, {"words": "The bus is late"}))
    assert "The bus is late" in page
    assert "The bus is late" in her.get(address).content.decode()
    assert "The bus is late" in read(client_for(everyone.bo).get(page_of(amina)))


def test_the_young_person_says_where_they_are_and_takes_it_back(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    her = client_for(young)
    sent = {**WORD, "word": "direction", "seen_in": "Boats, since the summer"}
    page = read(post(her, way(amina, "progress/wanting/new/"), sent))
    assert "Boats, since the summer" in page
    row = lines(everyone.bo, amina, "wanting").words[0].row
    staff = read(client_for(everyone.bo).get(page_of(amina)))
    assert "Boats, since the summer" in staff
    assert f"/progress/{row.pk}/withdraw/" not in staff, "it is hers to take back"
    page = read(post(her, way(amina, f"progress/{row.pk}/take-back/"), {"because": "Cars"}))
    assert "Taken back by the young person" in page
    assert her.get(way(amina, "progress/next/new/")).status_code == 404, "that is said by others"


def test_whoever_has_custody_says_something_beside_it_and_no_word(
    everyone: Cast, amina: Held, parent: access.User, client_for: ClientFor
) -> None:
    row, her = said(everyone.bo, amina), client_for(parent)
    page = read(her.get(way(amina, "progress/")))
    assert "Three mornings of five" in page
    assert "Say where you are" not in page
    assert her.get(way(amina, "progress/wanting/new/")).status_code == 404
    post(her, way(amina, f"progress/{row.pk}/words/"), {"words": "She sleeps badly"})
    assert "At home: " in read(client_for(everyone.bo).get(page_of(amina)))
    with access.job_scope(everyone.hedeby.pk):
        people.Person.objects.filter(pk=amina.person.pk).update(birth_date=date(2008, 9, 1))
    assert her.get(way(amina, "progress/")).status_code == 404, "until the 18th birthday"


@pytest.mark.parametrize("who", ["carl", "freja", "tove", "viggo"])
def test_whoever_may_not_see_somebody_meets_nothing(
    everyone: Cast, amina: Held, client_for: ClientFor, who: str
) -> None:
    row, client = said(everyone.bo, amina), client_for(getattr(everyone, who))
    for address in (
        page_of(amina),
        page_of(amina, "attending/new/"),
        f"/progress/{row.pk}/correct/",
        f"/progress/{row.pk}/withdraw/",
    ):
        assert client.get(address).status_code == 404


def test_of_somebody_hidden_nothing_is_met(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    said(everyone.bo, amina)
    with access.job_scope(everyone.hedeby.pk):
        hidden(amina.person)
    assert client_for(everyone.bo).get(page_of(amina)).status_code == 404


def test_the_page_sets_no_word_before_another_and_counts_none(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    said(everyone.bo, amina, a_word(word="alone"))
    with at_home(young, amina) as her:
        progress.say_own_progress(person=amina.person, draft=a_word(), by=her, at=NOW)
    page = read(client_for(everyone.bo).get(page_of(amina))).lower()
    for word in ("score", "average", "out of", "%", "level", "sort"):
        assert word not in page.split("<main")[-1]


def folded(answer: Answer) -> Node:
    """What folds out: the areas nobody has spoken of."""
    return next(node for node in tree(answer).all("details") if "of which nobody has said" in node.text)


def test_what_nobody_has_spoken_of_folds_away_and_can_be_begun_there(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    empty = bo.get(page_of(amina))
    assert not tree(empty).all("section", css="progress")
    assert page_of(amina, "attending/new/") in folded(empty).values("href")
    begun = post(bo, page_of(amina, "attending/new/"), WORD)
    assert len(tree(begun).all("section", css="progress")) == 1
    assert page_of(amina, "attending/new/") not in folded(begun).values("href")
