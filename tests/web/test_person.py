"""One person's page: who has them, what comes next, what has been, and what this reader may not see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, a_spell, a_step, covered, granted, hidden
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.activities import ActivityKind
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import HandoverKind, Receiver


def page_of(held: Held) -> str:
    return f"/people/{held.person.pk}/"


def offered(cast: Cast, held: Held) -> responsibility.Handover:
    with access.user_scope(cast.bo.pk):
        return responsibility.offer_handover(
            person=held.person,
            to=Receiver(cast.vocational.pk, user_id=cast.freja.pk),
            kind=HandoverKind.START,
            basis="dk.sharing.transition",
            by=access.actor_for(cast.bo, at=NOW),
            at=NOW,
        )


def test_the_relay_shows_who_has_them_who_is_offered_and_the_next_step(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    offered(everyone, amina)
    line = tree(client_for(everyone.bo).get(page_of(amina))).one("ol", css="relay--large")
    assert [leg.one("strong").text for leg in line.all("li")] == [
        "Ungevejledningen Hedeby",
        "Hedeby Tekniske Skole",
        "Hold a conversation",
    ]


def test_the_next_steps_come_with_what_can_be_done(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    steps = tree(client_for(everyone.bo).get(page_of(amina))).one("section", aria_labelledby="steps-heading")
    key = amina.step.pk
    assert {f"/steps/{key}/finish/", f"/steps/{key}/postpone/", f"/steps/{key}/reassign/"} <= set(
        steps.values("href")
    )


def test_whoever_only_follows_sees_the_steps_and_nothing_to_press(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    page = tree(client_for(everyone.gro).get(page_of(amina)))
    assert "Hold a conversation" in page.text
    assert not [href for href in page.values("href") if href.startswith("/steps/")]
    assert not [href for href in page.values("href") if href.endswith("/hand-over/")]


def test_what_has_been_is_drawn_and_listed(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        a_spell(
            amina.person,
            everyone.vocational,
            ActivityKind.VOCATIONAL_EDUCATION,
            starts_on=date(2027, 8, 9),
            confirmed_on=None,
        )
    listed = tree(client_for(everyone.bo).get(page_of(amina))).one("ol", css="timeline__list").text
    assert "since 1 Aug 2025 Bakkeskolen, 9.A School, running" in listed
    assert "from 9 Aug 2027 Hedeby Tekniske Skole Youth education, planned" in listed


def test_a_gap_is_said(everyone: Cast, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby)
        a_spell(person, everyone.school, ends_on=TODAY - timedelta(days=10), end_reason="broken_off")
        held = covered(person, everyone.guidance, user=everyone.bo)
    page = read(client_for(everyone.bo).get(page_of(held)))
    assert "10 days Nothing registered" in page
    assert "School, broken off" in page


def test_nothing_is_said_of_an_unknown_birth_date_but_that(everyone: Cast, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        held = covered(a_person(everyone.hedeby, birth_date=None), everyone.guidance, user=everyone.bo)
    assert "Birth date unknown" in read(client_for(everyone.bo).get(page_of(held)))


def test_what_the_reader_may_not_see_is_named(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        source = access.Grant.Source.WINDOW
        granted(amina.person, everyone.school, access.Purpose.HANDOVER, "A", source, amina.holding.pk)
    page = tree(client_for(everyone.ditte).get(page_of(amina)))
    withheld = page.one("section", css="not-shown").text
    assert "What is agreed, who has the responsibility, and what they do" in withheld
    assert "How to reach them" in withheld
    assert "Hold a conversation" not in page.text


@pytest.mark.parametrize("tail", ["", "history/", "looks/", "steps/new/", "hand-over/"])
def test_whom_i_may_not_see_does_not_exist(
    everyone: Cast, amina: Held, client_for: ClientFor, tail: str
) -> None:
    answer = client_for(everyone.carl).get(page_of(amina) + tail)
    assert answer.status_code == 404
    assert "Amina" not in answer.content.decode()


def test_a_protected_person_exists_for_named_readers_only_and_is_marked(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hidden(amina.person, everyone.bo)
    assert client_for(everyone.gro).get(page_of(amina)).status_code == 404
    page = read(client_for(everyone.bo).get(page_of(amina)))
    assert "Amina Holm Protected" in page
    assert "whereabouts are protected" in page


def test_whoever_was_registered_twice_is_one(
    everyone: Cast, amina: Held, client_for: ClientFor, database: psycopg.Connection
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        twice = covered(a_person(everyone.hedeby, "Amina", "Holmm"), everyone.guidance)
    database.execute(
        "UPDATE people_person SET merged_into_id = %s WHERE id = %s", [amina.person.pk, twice.person.pk]
    )
    assert client_for(everyone.bo).get(page_of(twice)).headers["Location"] == page_of(amina)


def test_whoever_has_looked_is_told_by_organisation_and_purpose_never_by_name(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    client_for(everyone.gro).get(page_of(amina))
    row = tree(client_for(everyone.bo).get(page_of(amina) + "looks/")).one("tbody").one("tr").text
    assert row.startswith("1 Sept 2026 at 10:00 Hedeby Kommune: Coordinator Guidance Name and age")
    assert "Gro Gram" not in row


def test_older_looks_are_reached_by_their_time(
    everyone: Cast, amina: Held, client_for: ClientFor, database: psycopg.Connection
) -> None:
    database.execute(
        "INSERT INTO audit_reading (id, at, purpose, view, person_ids, data_classes, result, request_id)"
        " SELECT gen_random_uuid(), %s::timestamptz - n * interval '1 hour', 'guidance', 'web.person.person',"
        "        ARRAY[%s::uuid], 'AD', 'shown', gen_random_uuid() FROM generate_series(1, 150) n",
        [NOW, amina.person.pk],
    )
    client = client_for(everyone.bo)
    first = tree(client.get(page_of(amina) + "looks/"))
    older = next(href for href in first.values("href") if href.startswith("?before="))
    second = tree(client.get(f"{page_of(amina)}looks/{older}"))
    assert (len(first.one("tbody").all("tr")), len(second.one("tbody").all("tr"))) == (100, 50)


def test_history_keeps_what_was_believed_before(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    with clock.at_moment(NOW + timedelta(days=1)):
        client_for(everyone.bo).post(
            f"/steps/{amina.step.pk}/postpone/", {"to": "20.9.2026", "because": "Exams"}
        )
        rows = tree(client_for(everyone.bo).get(page_of(amina) + "history/")).one("tbody")
    believed = [row.text for row in rows.all("tr", css="superseded")]
    assert any("Due on 15 September 2026" in text for text in believed)
    assert any(
        "Due on 20 September 2026" in row.text and "Bo Bertelsen" in row.text for row in rows.all("tr")
    )


def test_who_was_responsible_then_as_known_then(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    address = f"{page_of(amina)}history/?true_on=20.8.2026&known_on=21.8.2026"
    page = read(client_for(everyone.bo).get(address))
    assert "On 20 August 2026, as it was known on 21 August 2026" in page
    assert "Ungevejledningen Hedeby, Bo Bertelsen had the responsibility." in page
    assert "Hold a conversation, due 15 Sept 2026, Bo Bertelsen" in page


def test_a_day_that_is_none_is_said_at_its_field(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    page = tree(client_for(everyone.bo).get(f"{page_of(amina)}history/?true_on=31.2.2026"))
    assert "Write the day as day, month and year" in page.one("div", css="error-summary").text
    assert page.one("input", name="true_on").get("value") == "31.2.2026"


def test_twenty_steps_cost_no_more_queries_than_two(
    everyone: Cast, amina: Held, client_for: ClientFor, queries: Callable[[], int]
) -> None:
    client = client_for(everyone.bo)
    client.get(page_of(amina))
    queries()
    client.get(page_of(amina))
    few = queries()
    with access.job_scope(everyone.hedeby.pk):
        for number in range(20):
            a_step(amina.person, everyone.guidance, words=f"no {number}", assignee=everyone.bo)
    queries()
    client.get(page_of(amina))
    assert queries() == few
