"""A colleague who was invited and may not see the young person comes all the same, and learns nothing about whom it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, hidden
from tests.offers.conftest import acting
from tests.web.conftest import ClientFor, read
from tests.web.test_conversations import LATER, plan, post, written

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.messages import api as messages

EVERYBODY = ("bo", "carl", "ditte", "freja", "gro", "tove", "viggo")
SECRET = "Whether the rumour is true"


def invited(everyone: Cast, amina: Held, client_for: ClientFor, **changed: object) -> str:
    """Bo invites Ditte, who may not see Amina, to a three-party meeting with a point in his own words."""
    three = {"kind": "three_party", "on": written(LATER), "guide": "three_party"}
    parties = ["young_person", "institution", "school"]
    here, _ = plan(
        client_for(everyone.bo),
        amina,
        **{**three, "parties": parties, "colleagues": [str(everyone.ditte.pk)], **changed},
    )
    with acting(everyone.bo) as bo:
        row = conversations.Conversation.objects.get()
        conversations.set_agenda(
            conversation=row,
            topics=[conversations.Topic(topic) for topic in row.topics],
            own_points=[SECRET],
            by=bo,
            at=NOW,
        )
    return here


def test_the_link_in_the_mail_opens_what_the_invited_need_and_no_more(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    here = invited(everyone, amina, client_for)
    with access.job_scope(everyone.hedeby.pk):
        (message,) = messages.OutgoingMessage.objects.filter(template=messages.Template.CONVERSATION)
    ditte = client_for(everyone.ditte)
    answer = ditte.get(f"/go/{message.pk}/", follow=True)
    assert answer.redirect_chain[-1][0] == f"{here}invitation/"
    page = read(answer)
    for words in (
        "Three-party meeting",
        "7 Sept 2026 at 08:30",
        "Library",
        "The youth education",
        "Bo Bertelsen",
    ):
        assert words in page
    for words in ("Amina", "Holm", SECRET, str(amina.person.pk)):
        assert words not in answer.content.decode()


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_but_the_invited_is_told(everyone: Cast, amina: Held, client_for: ClientFor, who: str) -> None:
    here = invited(everyone, amina, client_for)
    client = client_for(getattr(everyone, who))
    is_there = {"bo", "ditte"}
    assert client.get(f"{here}invitation/").status_code == (200 if who in is_there else 404)
    if who == "ditte":
        for part in ("", "hold/", "cancel/", "move/", "agenda/", "agreed/", "note/", "own-note/"):
            assert client.get(f"{here}{part}").status_code == 404
        assert client.get(f"/people/{amina.person.pk}/").status_code == 404


def test_a_place_at_home_and_a_telephone_are_not_told(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    here = invited(everyone, amina, client_for, way="home_visit", place="Lindevej 4")
    page = read(client_for(everyone.ditte).get(f"{here}invitation/"))
    assert "Lindevej" not in page
    assert "Ask whoever leads it" in page


def test_what_is_cancelled_says_so_and_a_day_after_it_is_gone(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    here = invited(everyone, amina, client_for)
    post(client_for(everyone.bo), f"{here}cancel/", {"because": "Amina is away"})
    page = read(client_for(everyone.ditte).get(f"{here}invitation/"))
    assert "This conversation is cancelled" in page
    assert "away" not in page
    with access.job_scope(everyone.hedeby.pk):
        conversations.Conversation.objects.update(planned_at=NOW - timedelta(days=2))
    assert client_for(everyone.ditte).get(f"{here}invitation/").status_code == 404


def test_of_somebody_who_is_hidden_nothing_is_told(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    here = invited(everyone, amina, client_for)
    with access.job_scope(everyone.hedeby.pk):
        hidden(amina.person)
    assert client_for(everyone.ditte).get(f"{here}invitation/").status_code == 404
