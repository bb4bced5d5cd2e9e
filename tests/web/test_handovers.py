"""Hand-overs on their way: an envelope and no more, an answer, and the row both sides look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, a_person, covered, hidden
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import Handover, HandoverKind, HandoverState, Receiver

FIRST = {"kind": "first_contact", "words": "", "due_on": "4.9.2026"}


def offer(
    cast: Cast, held: Held, *, to_user: access.User | None = None, starts_on: date | None = None
) -> Handover:
    with access.user_scope(cast.bo.pk):
        return responsibility.offer_handover(
            person=held.person,
            to=Receiver(cast.vocational.pk, user_id=to_user.pk if to_user else None),
            kind=HandoverKind.START,
            basis="dk.sharing.transition",
            message="Likes wood",
            starts_on=starts_on,
            by=access.actor_for(cast.bo, at=NOW),
            at=NOW,
        )


@pytest.fixture
def offered(everyone: Cast, amina: Held) -> Handover:
    """Amina, offered to the vocational school."""
    return offer(everyone, amina, starts_on=date(2026, 9, 14))


def now(cast: Cast, handover: Handover) -> Handover:
    with access.job_scope(cast.hedeby.pk):
        return Handover.objects.get(pk=handover.pk)


def holder(cast: Cast, held: Held) -> str:
    with access.job_scope(cast.hedeby.pk):
        row = responsibility.Holding.objects.select_related("organisation").get(
            person=held.person, ends_at=None
        )
        return row.organisation.name


def test_nobody_on_the_way_is_good_news(everyone: Cast, client_for: ClientFor) -> None:
    assert "Nobody is on the way" in read(client_for(everyone.freja).get("/hand-overs/"))


def test_both_sides_see_the_same_row(everyone: Cast, offered: Handover, client_for: ClientFor) -> None:
    for who in (everyone.freja, everyone.bo):
        page = tree(client_for(who).get("/hand-overs/"))
        assert f"/hand-overs/{offered.pk}/" in page.values("href")
        assert "Amina Holm" in page.text


def test_the_receiver_sees_the_envelope_and_nothing_else(
    everyone: Cast, offered: Handover, client_for: ClientFor, database: psycopg.Connection
) -> None:
    client = client_for(everyone.freja)
    page = read(client.get(f"/hand-overs/{offered.pk}/"))
    for told in ("2010", "Ungevejledningen Hedeby, Bo Bertelsen", "70 00 00 00", "It opens when you accept"):
        assert told in page
    for secret in ("Likes wood", "Hold a conversation", "Bakkeskolen", "17 May"):
        assert secret not in page
    assert client.get(f"/people/{offered.person_id}/").status_code == 404
    rows = database.execute(
        "SELECT person_ids FROM audit_reading WHERE view = 'web.handovers.handover'"
    ).fetchall()
    assert rows == [([offered.person_id],)]


def test_accepting_takes_over_with_a_first_step_and_opens_the_package(
    everyone: Cast, amina: Held, offered: Handover, client_for: ClientFor
) -> None:
    client = client_for(everyone.freja)
    answer = client.post(
        f"/hand-overs/{offered.pk}/accept/", {**FIRST, "holder": f"user-{everyone.freja.pk}"}, follow=True
    )
    assert "You have the responsibility now." in answer.content.decode()
    assert "Make first contact" in read(answer)
    assert holder(everyone, amina) == "Hedeby Tekniske Skole"
    page = read(client.get(f"/hand-overs/{offered.pk}/"))
    for packed in (
        "Likes wood",
        "Basic school",
        "Bakkeskolen",
        "Hold a conversation",
        "Needed for the transition",
    ):
        assert packed in page


def test_what_is_known_is_filled_in(everyone: Cast, offered: Handover, client_for: ClientFor) -> None:
    page = tree(client_for(everyone.freja).get(f"/hand-overs/{offered.pk}/accept/"))
    chosen = {
        select.get("name"): option.text
        for select in page.all("select")
        for option in select.all("option")
        if "selected" in option.attributes
    }
    assert chosen == {"holder": "Freja Falk", "kind": "Make first contact"}
    assert page.one("input", name="due_on").get("value") == "8/9/2026"


def test_accepting_without_a_day_takes_nothing_over(
    everyone: Cast, amina: Held, offered: Handover, client_for: ClientFor
) -> None:
    page = tree(client_for(everyone.freja).post(f"/hand-overs/{offered.pk}/accept/", {**FIRST, "due_on": ""}))
    assert page.one("div", css="error-summary")
    assert holder(everyone, amina) == "Ungevejledningen Hedeby"


def test_declining_needs_a_reason_and_tells_it(
    everyone: Cast, amina: Held, offered: Handover, client_for: ClientFor
) -> None:
    client, address = client_for(everyone.freja), f"/hand-overs/{offered.pk}/decline/"
    assert "This field is required" in read(client.post(address, {"words": "Full"}))
    assert "Say in a few words" in read(client.post(address, {"reason": "other"}))
    client.post(address, {"reason": "no_place", "words": "Full until January"})
    page = read(client_for(everyone.bo).get(f"/hand-overs/{offered.pk}/"))
    assert "There is no place" in page
    assert "Full until January" in page
    assert holder(everyone, amina) == "Ungevejledningen Hedeby"


def test_from_what_came_to_nothing_the_sender_offers_elsewhere_and_nobody_else_does(
    everyone: Cast, amina: Held, offered: Handover, client_for: ClientFor
) -> None:
    page, elsewhere = f"/hand-overs/{offered.pk}/", f"/people/{offered.person_id}/hand-over/"
    assert elsewhere not in tree(client_for(everyone.bo).get(page)).values("href"), "they may still say yes"
    client_for(everyone.freja).post(f"{page}decline/", {"reason": "no_place", "words": ""})
    assert elsewhere in tree(client_for(everyone.bo).get(page)).values("href")
    for who in (everyone.freja, everyone.gro):
        assert elsewhere not in tree(client_for(who).get(page)).values("href")
    offer(everyone, amina)
    assert elsewhere not in tree(client_for(everyone.bo).get(page)).values("href"), "somebody else is asked"


def test_whoever_waits_for_an_answer_reads_whom_to_call(
    everyone: Cast, offered: Handover, client_for: ClientFor
) -> None:
    for who in (everyone.bo, everyone.gro):
        page = read(client_for(who).get(f"/hand-overs/{offered.pk}/"))
        assert page.count("Phone: 70 00 00 00") == 2, "the sender's and the receiver's"


def test_after_declining_the_envelope_is_empty_again(
    everyone: Cast, offered: Handover, client_for: ClientFor
) -> None:
    client = client_for(everyone.freja)
    client.post(f"/hand-overs/{offered.pk}/decline/", {"reason": "no_place"})
    page = read(client.get(f"/hand-overs/{offered.pk}/"))
    assert "Declined 1 Sept 2026 at 10:00 by Freja Falk" in page
    assert "Amina" not in page
    assert "2010" not in page


def test_the_sender_withdraws_while_nobody_has_answered(
    everyone: Cast, offered: Handover, client_for: ClientFor
) -> None:
    client_for(everyone.bo).post(f"/hand-overs/{offered.pk}/withdraw/")
    assert now(everyone, offered).state == HandoverState.WITHDRAWN


@pytest.mark.parametrize("act", ["accept", "decline"])
def test_whoever_comes_too_late_is_told_what_stands_now(
    everyone: Cast, amina: Held, offered: Handover, client_for: ClientFor, act: str
) -> None:
    client_for(everyone.bo).post(f"/hand-overs/{offered.pk}/withdraw/")
    answer = client_for(everyone.freja).post(
        f"/hand-overs/{offered.pk}/{act}/", {**FIRST, "reason": "no_place"}, follow=True
    )
    page = answer.content.decode()
    assert "Somebody was faster" in page
    assert "Withdrawn 1 Sept 2026 at 10:00 by Bo Bertelsen" in page
    assert now(everyone, offered).state == HandoverState.WITHDRAWN
    assert holder(everyone, amina) == "Ungevejledningen Hedeby"


def test_withdrawing_after_they_accepted_changes_nothing(
    everyone: Cast, amina: Held, offered: Handover, client_for: ClientFor
) -> None:
    client_for(everyone.freja).post(f"/hand-overs/{offered.pk}/accept/", FIRST)
    answer = client_for(everyone.bo).post(f"/hand-overs/{offered.pk}/withdraw/", follow=True)
    assert "Somebody was faster" in answer.content.decode()
    assert holder(everyone, amina) == "Hedeby Tekniske Skole"


def test_a_hand_over_is_done_when_they_have_been_seen(
    everyone: Cast, offered: Handover, client_for: ClientFor
) -> None:
    client = client_for(everyone.freja)
    client.post(f"/hand-overs/{offered.pk}/accept/", FIRST)
    assert "Was to start on 14 September 2026" in read(client.get("/hand-overs/"))
    client.post(f"/hand-overs/{offered.pk}/confirm/", {"on": "1.9.2026"})
    assert (now(everyone, offered).state, now(everyone, offered).confirmed_on) == (
        HandoverState.CONFIRMED,
        date(2026, 9, 1),
    )


def test_a_protected_person_is_a_phone_number_on_the_envelope(everyone: Cast, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        held = covered(a_person(everyone.hedeby, "Skjult", "Ung"), everyone.guidance, user=everyone.bo)
        hidden(held.person, everyone.bo)
    handover = offer(everyone, held, to_user=everyone.freja)
    page = client_for(everyone.freja).get("/hand-overs/")
    assert "A protected person: call Ungevejledningen Hedeby on 70 00 00 00." in read(page)
    assert "Skjult" not in page.content.decode()
    assert client_for(everyone.freja).get(f"/hand-overs/{handover.pk}/").status_code == 200


@pytest.mark.parametrize("who", ["carl", "ditte", "tove", "viggo"])
@pytest.mark.parametrize("tail", ["", "accept/", "decline/", "withdraw/", "confirm/"])
def test_a_hand_over_between_others_does_not_exist(
    everyone: Cast, offered: Handover, client_for: ClientFor, who: str, tail: str
) -> None:
    assert client_for(getattr(everyone, who)).get(f"/hand-overs/{offered.pk}/{tail}").status_code == 404


@pytest.mark.parametrize(("who", "act"), [("bo", "accept"), ("bo", "decline"), ("freja", "withdraw")])
def test_each_side_has_its_own_answers(
    everyone: Cast, offered: Handover, client_for: ClientFor, who: str, act: str
) -> None:
    client = client_for(getattr(everyone, who))
    assert client.post(f"/hand-overs/{offered.pk}/{act}/", {**FIRST, "reason": "no_place"}).status_code == 404
    assert now(everyone, offered).state == HandoverState.OFFERED


def test_ten_times_as_many_cost_no_more_queries(
    everyone: Cast, client_for: ClientFor, queries: Callable[[], int]
) -> None:
    def more(how_many: int) -> None:
        for number in range(how_many):
            with access.job_scope(everyone.hedeby.pk):
                held = covered(
                    a_person(everyone.hedeby, "Barn", f"{number}"), everyone.guidance, user=everyone.bo
                )
            offer(everyone, held)

    client = client_for(everyone.freja)
    client.get("/hand-overs/")
    more(2)
    queries()
    client.get("/hand-overs/")
    few = queries()
    more(18)
    queries()
    client.get("/hand-overs/")
    assert queries() == few
