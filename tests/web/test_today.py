"""What waits for somebody today: why, by when and what to do; and good news when nobody waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, a_spell, a_step, covered, hidden
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.kernel import clock
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import HandoverKind, Receiver


def many_due(cast: Cast, how_many: int) -> None:
    with access.job_scope(cast.hedeby.pk):
        for number in range(how_many):
            person = a_person(cast.hedeby, "Barn", f"Nummer{number}")
            a_spell(person, cast.school)
            covered(person, cast.guidance, user=cast.bo, due_on=TODAY)


def test_nobody_waiting_is_good_news(everyone: Cast, client_for: ClientFor) -> None:
    assert "Nobody waits for you today" in read(client_for(everyone.bo).get("/"))


def test_an_overdue_step_says_what_it_is_how_late_and_what_to_do(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    with clock.at_moment(NOW + timedelta(days=16)):
        page = client_for(everyone.bo).get("/")
    row = tree(page).one("section", aria_labelledby="overdue-heading")
    assert "Amina Holm" in row.text
    assert "Hold a conversation" in row.text
    assert "2 days overdue" in row.text
    assert f"/steps/{amina.step.pk}/finish/?back=today" in row.values("href")


def test_a_step_of_today_and_one_of_this_week_stand_apart(everyone: Cast, client_for: ClientFor) -> None:
    many_due(everyone, 1)
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Karla", "Lund")
        covered(person, everyone.guidance, user=everyone.bo, due_on=TODAY + timedelta(days=3))
    page = tree(client_for(everyone.bo).get("/"))
    assert "Barn Nummer0" in page.one("section", aria_labelledby="due-heading").text
    assert "Karla Lund" in page.one("section", aria_labelledby="upcoming-heading").text


def test_a_step_further_ahead_than_a_week_waits_for_nobody_yet(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    assert "Amina" not in read(client_for(everyone.bo).get("/"))


def test_a_colleague_s_step_is_not_on_my_day(everyone: Cast, client_for: ClientFor) -> None:
    many_due(everyone, 1)
    assert "Barn" not in read(client_for(everyone.ditte).get("/"))
    assert "Barn" not in read(client_for(everyone.carl).get("/"))


def test_an_offer_waits_with_its_receiver_and_its_sender(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    with access.user_scope(everyone.bo.pk):
        handover = responsibility.offer_handover(
            person=amina.person,
            to=Receiver(everyone.vocational.pk),
            kind=HandoverKind.START,
            basis="dk.sharing.transition",
            by=access.actor_for(everyone.bo, at=NOW),
            at=NOW,
        )
    incoming = tree(client_for(everyone.freja).get("/")).one("section", aria_labelledby="incoming-heading")
    assert "Ungevejledningen Hedeby offers you the responsibility" in incoming.text
    assert f"/hand-overs/{handover.pk}/accept/" in incoming.values("href")
    outgoing = tree(client_for(everyone.bo).get("/")).one("section", aria_labelledby="outgoing-heading")
    assert "You have the responsibility until they accept" in outgoing.text


def test_whoever_has_just_lost_what_they_did_is_on_the_day_of_whoever_has_them(
    everyone: Cast, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Oskar", "Lund")
        a_spell(person, everyone.school, ends_on=TODAY - timedelta(days=3), end_reason="broken_off")
        covered(person, everyone.guidance, user=everyone.bo)
    lost = tree(client_for(everyone.bo).get("/")).one("section", aria_labelledby="without-heading")
    assert "Oskar Lund" in lost.text
    assert "nothing is known to follow" in lost.text


def test_more_than_twenty_say_how_many_and_where_to_see_all(everyone: Cast, client_for: ClientFor) -> None:
    many_due(everyone, 22)
    due = tree(client_for(everyone.bo).get("/")).one("section", aria_labelledby="due-heading")
    assert "22 people" in due.text
    assert len(due.all("li", css="work__row")) == 20
    assert "/people/?question=due-this-week" in due.values("href")


def test_a_protected_person_is_on_nobody_s_day_but_a_named_reader_s(
    everyone: Cast, client_for: ClientFor
) -> None:
    many_due(everyone, 1)
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Skjult", "Ung")
        covered(person, everyone.guidance, due_on=TODAY)
        hidden(person, everyone.bo)
    assert "Skjult Ung" in read(client_for(everyone.bo).get("/"))
    assert "Skjult" not in client_for(everyone.gro).get("/").content.decode()


@pytest.mark.parametrize("who", ["tove", "viggo"])
def test_whoever_holds_nobody_has_a_quiet_day(everyone: Cast, client_for: ClientFor, who: str) -> None:
    many_due(everyone, 1)
    assert "Nobody waits for you today" in read(client_for(getattr(everyone, who)).get("/"))


def test_everybody_shown_is_in_the_read_log(
    everyone: Cast, client_for: ClientFor, database: psycopg.Connection
) -> None:
    many_due(everyone, 3)
    client_for(everyone.bo).get("/")
    rows = database.execute("SELECT cardinality(person_ids), view, result FROM audit_reading").fetchall()
    assert rows == [(3, "web.today.today", "shown")]


def test_ten_times_as_many_people_cost_no_more_queries(
    everyone: Cast, client_for: ClientFor, queries: Callable[[], int]
) -> None:
    client = client_for(everyone.bo)
    client.get("/")
    many_due(everyone, 2)
    queries()
    client.get("/")
    few = queries()
    many_due(everyone, 18)
    queries()
    client.get("/")
    assert queries() == few


def test_the_day_is_written_in_the_reader_s_language(everyone: Cast, client_for: ClientFor) -> None:
    client = client_for(everyone.bo)
    client.post("/language/", {"language": "da", "next": "/"})
    assert date(2026, 9, 1) == TODAY
    assert "tirsdag den 1. september" in read(client.get("/")).lower()


def test_finishing_from_the_day_leads_back_to_the_day(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        a_step(amina.person, everyone.guidance, assignee=everyone.bo, due_on=TODAY)
    answer = client_for(everyone.bo).post(
        f"/steps/{amina.step.pk}/finish/?back=today", {"outcome": "reached_goal", "kind": "", "due_on": ""}
    )
    assert answer.headers["Location"] == "/"
