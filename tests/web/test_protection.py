"""The pages about protected people: for those on the list; to everybody else there is nobody."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.factories import Held
from tests.web.conftest import ClientFor, read

from stafet.people.api import ProtectionKind

LIST = "/protected/"


@pytest.fixture
def marked(everyone: Cast, amina: Held, client_for: ClientFor) -> str:
    """Gro has protected Amina; the start of the addresses about it."""
    where = f"/people/{amina.person.pk}/"
    answer = client_for(everyone.gro).post(
        f"{where}protect/",
        {
            "kind": ProtectionKind.NAME_AND_ADDRESS.value,
            "words": "Letter of 3 September",
            "until_on": "1.9.2026",
        },
    )
    assert answer.headers["Location"] == f"{where}protection/"
    return where


def test_whoever_is_not_on_the_list_finds_nobody(everyone: Cast, marked: str, client_for: ClientFor) -> None:
    bo = client_for(everyone.bo)
    assert "Amina" not in read(bo.get("/people/")) + read(bo.get("/")) + read(bo.get(LIST))
    for page in ("", "protect/", "protection/", "protection/name/", "protection/unlist/"):
        assert bo.get(f"{marked}{page}").status_code == 404


def test_the_day_to_look_again_is_a_question(everyone: Cast, marked: str, client_for: ClientFor) -> None:
    page = read(client_for(everyone.gro).get(LIST))
    assert (
        "Somebody must decide 1" in page
        or "Amina Holm" in page.split("Protected, and you are on the list")[0]
    )
    kept = {"choice": "keep", "words": "Talked to the family", "until_on": "1.9.2027"}
    client_for(everyone.gro).post(f"{marked}protection/", kept)
    assert "Nothing is to be decided" in read(client_for(everyone.gro).get(LIST))


def test_a_colleague_is_named_sees_the_person_and_agrees_that_it_ends(
    everyone: Cast, marked: str, client_for: ClientFor
) -> None:
    gro, bo = client_for(everyone.gro), client_for(everyone.bo)
    gro.post(
        f"{marked}protection/name/", {"email": "BO@example.org", "reason": "Counsels her", "until_on": ""}
    )
    assert "Bo Bertelsen, Counsels her" in read(gro.get(f"{marked}protection/"))
    assert "Amina Holm" in read(bo.get(marked))
    gro.post(f"{marked}protection/", {"choice": "propose", "words": "She has written that it is over"})
    assert "Gro Gram proposes that the protection ends" in read(bo.get(LIST))
    again = gro.post(f"{marked}protection/", {"choice": "agree", "words": "Again me"})
    assert again.status_code == 200, "whoever proposed it can't agree with themself"
    bo.post(f"{marked}protection/", {"choice": "agree", "words": "I talked to her too"})
    assert "Amina Holm" in read(bo.get("/people/"))
    assert "You are on nobody" not in read(bo.get(LIST))


def test_while_nobody_who_has_the_responsibility_is_on_the_list_the_page_says_so(
    everyone: Cast, marked: str, client_for: ClientFor
) -> None:
    gro, alone = client_for(everyone.gro), "Ungevejledningen Hedeby has the responsibility, and nobody there"
    assert alone in read(gro.get(f"{marked}protection/"))
    gro.post(f"{marked}protection/name/", {"email": "bo@example.org", "reason": "Counsels her"})
    assert alone not in read(gro.get(f"{marked}protection/"))


def test_a_reader_is_taken_off(everyone: Cast, marked: str, client_for: ClientFor) -> None:
    gro, bo = client_for(everyone.gro), client_for(everyone.bo)
    gro.post(f"{marked}protection/name/", {"email": "bo@example.org", "reason": "Counsels her"})
    assert bo.get(marked).status_code == 200
    gro.post(f"{marked}protection/unlist/", {"reader": str(everyone.bo.pk)})
    assert bo.get(marked).status_code == 404


def test_only_leaders_protect(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    assert client_for(everyone.bo).get(f"/people/{amina.person.pk}/protect/").status_code == 404
