"""Cases elsewhere in the browser: a reference, for those who answer for the young person, and she reads that there is one."""

from __future__ import annotations

from django.test import Client
from tests.cast import Cast
from tests.conversations.conftest import acting
from tests.factories import TODAY, Held
from tests.own.conftest import joins
from tests.web.conftest import Answer, ClientFor, read
from tests.web.test_conversations import written
from tests.web.test_mine import ONE_FACTOR, parent, way, young

from stafet.access import api as access
from stafet.othercases import api as othercases

__all__ = ["joins", "parent", "young"]
SENT = {
    "kind": "social",
    "place": "Family department",
    "case_number": "27.24-1142",
    "ask": "on_duty",
    "unit_phone": "70 12 34 56",
    "starts_on": written(TODAY),
    "basis": "dk.sharing.other_case",
    "consent_by": "young_person",
    "consent_on": written(TODAY),
}


def post(client: Client, path: str, sent: dict[str, str]) -> Answer:
    answer: Answer = client.post(path, sent, follow=True)
    return answer


def there(held: Held, part: str = "") -> str:
    return f"/people/{held.person.pk}/other-cases/{part}"


def test_a_reference_is_written_down_and_ended(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo = client_for(everyone.bo)
    assert there(amina) in bo.get(f"/people/{amina.person.pk}/").content.decode()
    assert "None is written down." in read(bo.get(there(amina)))
    page = read(post(bo, there(amina, "new/"), SENT))
    for words in (
        "Social services legislation: Family department",
        "27.24-1142",
        "Whoever answers the telephone, 70 12 34 56",
        "Consent: the young person",
        "What a case is about stays where it is worked on",
    ):
        assert words in page
    with acting(everyone.bo):
        key = othercases.cases().get().pk
    page = read(post(bo, f"/other-cases/{key}/end/", {"on": written(TODAY), "because": "taken_back"}))
    assert "The consent was taken back" in page


def test_the_form_refuses_a_word_about_the_matter_and_keeps_what_was_typed(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    answer = post(bo, there(amina, "new/"), {**SENT, "case_number": "placed with a family"})
    assert "nothing of what the case is about" in read(answer)
    assert "Family department" in answer.content.decode()
    assert "textarea" not in bo.get(there(amina, "new/")).content.decode(), "there is no room for a text"


def test_nobody_else_finds_the_page_or_the_way_to_it(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    post(client_for(everyone.bo), there(amina, "new/"), SENT)
    with acting(everyone.bo):
        key = othercases.cases().get().pk
    for name in ("gro", "carl", "ditte", "freja", "tove", "viggo"):
        client = client_for(getattr(everyone, name))
        for path in (there(amina), there(amina, "new/"), f"/other-cases/{key}/end/"):
            assert client.get(path).status_code == 404, name
        assert "other-cases" not in client.get(f"/people/{amina.person.pk}/").content.decode()


def test_she_reads_that_there_is_one_with_two_steps_and_those_with_custody_do_not(
    everyone: Cast, amina: Held, young: access.User, parent: access.User, client_for: ClientFor
) -> None:
    post(client_for(everyone.bo), there(amina, "new/"), SENT)
    page = read(client_for(young).get(way(amina, "other-cases/")))
    assert "We have written down that you have a case: Social services legislation" in page
    assert "Family department" in page
    assert client_for(parent).get(way(amina, "other-cases/")).status_code == 404
    assert "Cases elsewhere" not in read(client_for(parent).get(way(amina)))
    client = Client(headers={"accept-language": "en"})
    client.force_login(young, backend=ONE_FACTOR)
    page = read(client.get(way(amina, "other-cases/")))
    assert "log in with two steps" in page
    assert "Family" not in page


def test_it_is_in_her_own_copy_and_in_no_copy_that_staff_make(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    post(bo, there(amina, "new/"), SENT)
    assert "Family department" in client_for(young).get(way(amina, "everything.json")).content.decode()
    made = bo.get(f"/people/{amina.person.pk}/copy.json").content.decode()
    assert "Family department" not in made
