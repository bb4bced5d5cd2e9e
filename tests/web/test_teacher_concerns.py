"""A contact teacher raises a concern about their own pupils, in their own name, and the young person is heard."""

from __future__ import annotations

from tests.cast import Cast
from tests.conversations.conftest import taught
from tests.factories import Held
from tests.offers.conftest import acting
from tests.web.conftest import ClientFor, read
from tests.web.test_rechoice import post

from stafet.rechoice import api as rechoice

__all__ = ["taught"]
WORRY = {"reason": "well_being", "words": "Sits alone since May", "own_words": ""}


def test_a_teacher_raises_it_and_whoever_has_the_responsibility_goes_on(
    everyone: Cast, taught: Held, client_for: ClientFor
) -> None:
    tove, tab = client_for(everyone.tove), f"/people/{taught.person.pk}/re-choice/"
    page = read(tove.get(tab))
    assert "Raise a concern" in page
    assert "Write down a break-off" not in page
    sent = WORRY | {"organisation": str(everyone.school.pk)}
    raised = read(post(tove, f"/people/{taught.person.pk}/concerns/new/", sent))
    assert "The concern is raised." in raised or "They do not seem well here" in raised
    with acting(everyone.bo):
        concern = f"/concerns/{rechoice.Concern.objects.get().pk}/"

    page = read(tove.get(concern))
    assert "Raised by" in page
    assert "Write down what the young person says" in page
    assert "Agree on something" not in page
    assert tove.get(f"{concern}measures/new/").status_code == 404
    assert tove.get(f"{concern}end/").status_code == 404
    heard = read(post(tove, f"{concern}own-words/", {"own_words": "I miss my old class"}))
    assert "I miss my old class" in heard
    assert "Change what the young person says" in heard
    bo = read(client_for(everyone.bo).get(concern))
    assert "I miss my old class" in bo
    assert "Agree on something" in bo


def test_a_teacher_of_another_class_and_whoever_counsels_nobody_find_no_way_to_it(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    there = f"/people/{amina.person.pk}/concerns/new/"
    for user in (everyone.tove, everyone.viggo):
        client = client_for(user)
        assert client.get(there).status_code == 404
        assert client.post(there, WORRY).status_code == 404


def test_what_the_young_person_says_is_not_lost_when_it_is_too_long(
    everyone: Cast, taught: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    sent = WORRY | {"organisation": str(everyone.guidance.pk)}
    post(bo, f"/people/{taught.person.pk}/concerns/new/", sent)
    with acting(everyone.bo):
        concern = f"/concerns/{rechoice.Concern.objects.get().pk}/"
    words = "long " * 200
    assert words.strip() in bo.post(f"{concern}own-words/", {"own_words": words}).content.decode()
