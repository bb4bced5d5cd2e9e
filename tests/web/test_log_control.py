"""The control of the log: colleagues by name, young people by a sign, a verdict or a question to the leader."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.web.conftest import ClientFor, read

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.logcontrol import api as logcontrol
from stafet.logcontrol.api import LookUpQuestion

LIST = "/log-control/"
LATER = NOW + timedelta(days=20)


@pytest.fixture
def question(everyone: Cast, amina: Held, client_for: ClientFor) -> LookUpQuestion:
    """Gro opened Amina's page and did nothing about her; the week has been drawn."""
    client_for(everyone.gro).get(f"/people/{amina.person.pk}/")
    home = everyone.hedeby.pk
    with access.job_scope(home):
        week = (NOW - timedelta(days=NOW.weekday())).date()
        logcontrol.draw_week(municipality_id=home, week_starts_on=week, by=SYSTEM, at=LATER)
        return LookUpQuestion.objects.get()


def test_it_names_who_looked_and_why_it_is_asked_and_no_young_person(
    everyone: Cast, amina: Held, question: LookUpQuestion, client_for: ClientFor
) -> None:
    viggo = client_for(everyone.viggo)
    listed = read(viggo.get(LIST))
    assert "Gro Gram" in listed
    assert "did nothing about the young person within a week; Drawn by lot" in listed
    page = read(viggo.get(f"{LIST}{question.pk}/"))
    assert f"Young person {logcontrol.pseudonym(amina.person.pk)}" in page
    assert "Amina" not in listed + page
    assert str(amina.person.pk) not in viggo.get(f"{LIST}{question.pk}/").content.decode()


def test_explained_is_settled(everyone: Cast, question: LookUpQuestion, client_for: ClientFor) -> None:
    viggo = client_for(everyone.viggo)
    viggo.post(f"{LIST}{question.pk}/", {"verdict": "explained", "words": "She had a call"})
    assert "No look-up waits to be judged" in read(viggo.get(LIST))
    assert "Explained, Viggo Vad" in read(viggo.get(f"{LIST}{question.pk}/"))


def test_there_is_nobody_to_ask_when_the_leader_looked(
    everyone: Cast, question: LookUpQuestion, client_for: ClientFor
) -> None:
    page = read(
        client_for(everyone.viggo).post(f"{LIST}{question.pk}/", {"verdict": "asked", "words": "Why?"})
    )
    assert "There is no leader to ask" in page
    assert client_for(everyone.gro).get(f"{LIST}{question.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["bo", "gro", "ditte", "freja", "tove", "carl"])
def test_nobody_else_controls(
    everyone: Cast, question: LookUpQuestion, client_for: ClientFor, who: str
) -> None:
    client = client_for(getattr(everyone, who))
    assert client.get(LIST).status_code == 404
    assert client.get(f"{LIST}{question.pk}/").status_code == 404


def test_the_leader_is_led_to_the_question_and_answers(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    home = everyone.hedeby.pk
    client_for(everyone.bo).get(f"/people/{amina.person.pk}/")
    with access.job_scope(home):
        week = (NOW - timedelta(days=NOW.weekday())).date()
        logcontrol.draw_week(municipality_id=home, week_starts_on=week, by=SYSTEM, at=LATER)
        asked = LookUpQuestion.objects.get()
    where = f"{LIST}{asked.pk}/"
    viggo, gro = client_for(everyone.viggo), client_for(everyone.gro)
    viggo.post(where, {"verdict": "asked", "words": "What was this for?"})
    assert "What was this for?" in read(gro.get(where))
    gro.post(where, {"words": "A call from home"})
    assert "The leader has answered" in read(viggo.get(LIST))
    assert "A call from home (Gro Gram)" in read(viggo.get(where))
