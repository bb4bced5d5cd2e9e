"""Where is everyone? Found however they are spelt, narrowed by questions, and no name ever in an address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import psycopg
import pytest
from django.db import connections
from django.db.utils import InternalError
from django.test import Client
from tests.cast import Cast
from tests.factories import TODAY, Held, a_person, a_spell, covered, granted, hidden, some_people
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access
from stafet.web import people
from stafet.web.registry import PageRequest

PARTS = {"hx-request": "true"}


@pytest.fixture
def sorensen(everyone: Cast) -> Held:
    """Somebody whose name is written in several ways."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Åse", "Sørensen", birth_date=date(2009, 2, 3))
        a_spell(person, everyone.school, grade=8)
        return covered(person, everyone.school, user=everyone.ditte, duty=[everyone.guidance])


@pytest.mark.parametrize(
    "typed", ["Soerensen", "ase sorensen", "sörensen", "Sørnsen", "030209", "8", "bakkeskolen"]
)
def test_somebody_is_found_as_people_type(
    everyone: Cast, sorensen: Held, client_for: ClientFor, typed: str
) -> None:
    answer = client_for(everyone.bo).post("/people/", {"search": typed})
    assert "Åse Sørensen" in read(answer)


def test_what_was_typed_stands_in_no_address(everyone: Cast, sorensen: Held, client_for: ClientFor) -> None:
    page = tree(client_for(everyone.bo).post("/people/?question=everyone", {"search": "Sørensen"}))
    addresses = [
        *page.values("href"),
        *page.values("action"),
        *page.values("hx-get"),
        *page.values("formaction"),
    ]
    assert addresses
    assert not [address for address in addresses if "rensen" in address.lower()]


def test_a_name_in_an_address_is_not_looked_up(
    everyone: Cast, sorensen: Held, amina: Held, client_for: ClientFor
) -> None:
    assert "Amina Holm" in read(client_for(everyone.bo).get("/people/?search=Sørensen"))


def test_the_search_is_in_the_log_without_its_digits(
    everyone: Cast, sorensen: Held, client_for: ClientFor, database: psycopg.Connection
) -> None:
    client_for(everyone.bo).post("/people/", {"search": "Åse 0302091234"})
    terms = database.execute("SELECT search_term, result FROM audit_reading").fetchall()
    assert [term for term, _ in terms] == ["Åse ##########"]


def test_whoever_is_not_mine_to_see_is_not_found(
    everyone: Cast, sorensen: Held, client_for: ClientFor
) -> None:
    answer = client_for(everyone.carl).post("/people/", {"search": "Sørensen"})
    assert "Nobody you may see fits what you wrote" in read(answer)


def test_a_protected_person_is_in_no_list_and_no_count(
    everyone: Cast, sorensen: Held, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hidden(sorensen.person, everyone.ditte)
    page = read(client_for(everyone.bo).get("/people/?more=yes"))
    assert "Sørensen" not in page
    assert "Everyone (0)" in page
    assert "Åse Sørensen" in read(client_for(everyone.ditte).get("/people/"))


def test_a_teacher_sees_the_own_class_and_nobody_else(everyone: Cast, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        mine, other = some_people(everyone.hedeby, 2)
        for person, unit in ((mine, everyone.class_9a), (other, None)):
            spell = a_spell(person, everyone.school, unit=unit)
            if unit:
                source = access.Grant.Source.CLASS
                granted(person, everyone.school, access.Purpose.TEACHING, "ABDG", source, spell.pk, unit=unit)
    rows = tree(client_for(everyone.tove).get("/people/")).all("li", css="work__row")
    assert [row.one("h3").text for row in rows] == [mine.name]


def test_a_question_shows_who_answers_it_and_how_many(
    everyone: Cast, sorensen: Held, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        late = a_person(everyone.hedeby, "Liv", "Lund")
        covered(late, everyone.guidance, due_on=TODAY - timedelta(days=3))
    page = tree(client_for(everyone.bo).get("/people/?question=step-overdue&more=yes"))
    assert [row.one("h3").text for row in page.all("li", css="work__row")] == ["Liv Lund"]
    assert "Whose next step is overdue? (1)" in page.one("select", id="filter-question").text


def test_places_narrow_the_list(everyone: Cast, sorensen: Held, amina: Held, client_for: ClientFor) -> None:
    client = client_for(everyone.bo)
    by_class = f"/people/?organisation={everyone.school.pk}&unit={everyone.class_9a.pk}"
    assert "Sørensen" not in read(client.get(by_class))
    assert "Amina" not in read(client.get("/people/?grade=8"))
    assert "Amina" not in read(client.get(f"/people/?holder={everyone.school.pk}"))


@pytest.mark.parametrize(
    "junk", ["question=who", "unit=x", "grade=-1", "after=1", "grade=9e9", "organisation="]
)
def test_an_address_that_makes_no_sense_shows_everyone(
    everyone: Cast, amina: Held, client_for: ClientFor, junk: str
) -> None:
    assert "Amina Holm" in read(client_for(everyone.bo).get(f"/people/?{junk}"))


def test_a_long_list_goes_on_from_a_key_and_shows_everybody_once(
    everyone: Cast, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for person in some_people(everyone.hedeby, 120):
            covered(person, everyone.guidance, user=everyone.bo)
    names = [name for page in _pages(client_for(everyone.bo)) for name in page]
    assert len(names) == 120
    assert names == sorted(set(names))


def _pages(client: Client) -> Iterator[list[str]]:
    address = "/people/"
    while address:
        page = tree(client.get(address))
        yield [row.one("h3").text for row in page.all("li", css="work__row")]
        address = next((link.get("href") for link in page.all("a", rel="next")), "")


def test_more_than_a_page_of_hits_asks_for_more_letters(everyone: Cast, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for person in some_people(everyone.hedeby, 51):
            covered(person, everyone.guidance, user=everyone.bo)
    page = tree(client_for(everyone.bo).post("/people/", {"search": "Barn"}))
    assert "More than 50 fit" in page.text
    assert page.all("a", rel="next") == []


@pytest.mark.parametrize("address", ["/people/", "/people/?question=step-overdue", "/people/?grade=9"])
def test_the_part_is_a_piece_of_its_page(
    everyone: Cast, amina: Held, client_for: ClientFor, address: str
) -> None:
    client = client_for(everyone.bo)
    whole, part = client.get(address), client.get(address, headers=PARTS)
    assert _part(whole) == _part(part)
    assert not tree(part).all("main")


def _part(answer: Answer) -> list[tuple[str, str]]:
    """The list of people as it stands on a page: every element with its words, the token of its forms left out."""
    nodes = tree(answer).one("div", id="people").walk()
    return [(node.tag, node.text) for node in nodes if node.get("name") != "csrfmiddlewaretoken"]


def test_ten_times_as_many_people_cost_no_more_queries(
    everyone: Cast, client_for: ClientFor, queries: Callable[[], int]
) -> None:
    client = client_for(everyone.bo)
    with access.job_scope(everyone.hedeby.pk):
        for person in some_people(everyone.hedeby, 4):
            covered(person, everyone.guidance, user=everyone.bo)
    client.get("/people/")
    queries()
    client.get("/people/")
    few = queries()
    with access.job_scope(everyone.hedeby.pk):
        for person in some_people(everyone.hedeby, 40):
            covered(person, everyone.guidance, user=everyone.bo)
    queries()
    client.get("/people/")
    assert queries() == few


def test_a_search_is_a_post_that_can_not_write(
    everyone: Cast, amina: Held, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def writes(request: PageRequest) -> object:
        with connections["default"].cursor() as cursor:
            cursor.execute("UPDATE responsibility_nextstep SET words = 'changed'")
        raise AssertionError("the database let it through")

    monkeypatch.setattr(people, "_search", writes)
    with pytest.raises(InternalError, match="read-only"):
        client_for(everyone.bo).post("/people/", {"search": "Amina"})


def test_without_script_the_questions_are_a_form_with_a_button(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    form = tree(client_for(everyone.bo).get("/people/")).one("form", css="filters")
    assert (form.get("method"), form.get("action")) == ("get", "/people/")
    assert [button.text for button in form.all("button")] == ["Show", "Choose a place and see numbers"]


def test_numbers_and_places_are_counted_when_they_are_asked_for(
    everyone: Cast, sorensen: Held, amina: Held, client_for: ClientFor
) -> None:
    client = client_for(everyone.bo)
    first = tree(client.get("/people/")).one("form", css="filters")
    assert "(" not in first.one("select", id="filter-question").text
    form = tree(client.get("/people/?question=&more=yes")).one("form", css="filters")
    assert "Everyone (2)" in form.one("select", id="filter-question").text
    assert [button.text for button in form.all("button")] == ["Show"]
    assert {"name": "more", "value": "yes"}.items() <= form.one("input", type_="hidden").attributes.items()


def test_questions_narrow_what_was_searched_for_without_naming_it(
    everyone: Cast, sorensen: Held, client_for: ClientFor
) -> None:
    client = client_for(everyone.bo)
    form = tree(client.post("/people/", {"search": "Sørensen"})).one("form", css="filters")
    assert (form.get("method"), form.get("action")) == ("post", "/people/")
    carried = {field.get("name"): field.get("value") for field in form.all("input", type_="hidden")}
    assert carried["search"] == "Sørensen"
    found = client.post("/people/", {"search": "Sørensen", "question": "step-overdue", "grade": ""})
    assert "Nobody you may see fits what you wrote" in read(found)
    assert "Åse Sørensen" in read(
        client.post("/people/", {"search": "Sørensen", "question": "everyone", "grade": "8"})
    )
