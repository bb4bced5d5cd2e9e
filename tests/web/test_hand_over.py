"""Handing over, one thing at a time: nothing is kept between the stages, and nothing is sent unchecked."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest
from tests.cast import Cast
from tests.factories import Held, hidden
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import Handover, HandoverKind


def filled(cast: Cast, **changes: str) -> dict[str, str]:
    """Everything the stages ask, as a form carries it."""
    return {
        "organisation": str(cast.vocational.pk),
        "kind": "start",
        "to": f"team-{cast.team.pk}",
        "starts_on": "14.9.2026",
        "basis": "dk.sharing.transition",
        "message": "Likes wood & mornings",
        **changes,
    }


def stage(answer: Answer) -> str:
    """The title of the stage a page is at."""
    return tree(answer).one("h2", css="act__stage").text


def carried(answer: Answer) -> dict[str, str]:
    """The hidden fields of a page, but for the token."""
    fields = tree(answer).all("input", type_="hidden")
    return {
        f.get("name"): f.get("value") for f in fields if f.get("name") not in {"csrfmiddlewaretoken", "next"}
    }


def test_four_stages_lead_to_one_offer(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    client, address = client_for(everyone.bo), f"/people/{amina.person.pk}/hand-over/"
    answer: Answer = client.get(address)
    assert stage(answer) == "Where to?"
    told: dict[str, str] = {}
    for go, adds, title in (
        ("whom", ("organisation", "kind"), "To whom, and when?"),
        ("what", ("to", "starts_on"), "What travels with it?"),
        ("check", ("basis", "message"), "Check, and send"),
    ):
        told |= {name: filled(everyone)[name] for name in adds}
        answer = client.post(address, {**told, "go": go})
        assert stage(answer) == title
        assert carried(answer).items() >= told.items()
    assert "to Hedeby Tekniske Skole, Intake" in read(answer)
    sent = client.post(address, carried(answer), follow=True)
    assert "The offer is sent." in sent.content.decode()
    with access.job_scope(everyone.hedeby.pk):
        handover = Handover.objects.get(person=amina.person)
        package = responsibility.HandoverPackage.objects.get(handover=handover)
    assert (handover.kind, handover.to_unit_id, handover.starts_on, package.message) == (
        HandoverKind.START,
        everyone.team.pk,
        date(2026, 9, 14),
        "Likes wood & mornings",
    )


def test_what_will_happen_is_said_before_it_does(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    page = read(
        client_for(everyone.bo).post(
            f"/people/{amina.person.pk}/hand-over/", {**filled(everyone), "go": "check"}
        )
    )
    assert "They see the envelope: name, birth year, what it is, and your phone number." in page
    assert "They are reminded until 22 September 2026; then the offer lapses." in page
    assert "You can read on for 30 days." in page
    assert "Forvaltningsloven §§ 28 og 31" in page


def test_looking_through_sends_nothing(
    everyone: Cast, amina: Held, client_for: ClientFor, database: psycopg.Connection
) -> None:
    for go in ("where", "whom", "what", "check", "", "nowhere"):
        client_for(everyone.bo).post(f"/people/{amina.person.pk}/hand-over/", {**filled(everyone), "go": go})
    assert database.execute("SELECT count(*) FROM responsibility_handover").fetchone() == (0,)


def test_nothing_that_was_typed_lies_in_the_session(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    client = client_for(everyone.bo)
    client.post(f"/people/{amina.person.pk}/hand-over/", {**filled(everyone), "go": "check"})
    assert "wood" not in str(dict(client.session))


def test_going_back_shows_what_was_chosen(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    answer = client_for(everyone.bo).post(
        f"/people/{amina.person.pk}/hand-over/", {**filled(everyone, kind="change"), "go": "where"}
    )
    page = tree(answer)
    assert page.one("input", type_="radio", value="change").attributes.get("checked") is not None
    assert carried(answer)["message"] == "Likes wood & mornings"


@pytest.mark.parametrize(
    ("changes", "title", "said"),
    [
        ({"organisation": ""}, "Where to?", "This field is required"),
        ({"organisation": "x"}, "Where to?", "Select a valid choice"),
        ({"starts_on": "soon"}, "To whom, and when?", "Write the day as day, month and year"),
        ({"to": "user-x"}, "To whom, and when?", "Select a valid choice"),
        ({"basis": ""}, "What travels with it?", "This field is required"),
        ({"message": "x" * 2001}, "What travels with it?", "at most 2000 characters"),
    ],
)
def test_what_is_wrong_leads_back_to_its_stage(
    everyone: Cast, amina: Held, client_for: ClientFor, changes: dict[str, str], title: str, said: str
) -> None:
    answer = client_for(everyone.bo).post(
        f"/people/{amina.person.pk}/hand-over/", {**filled(everyone, **changes), "go": "send"}
    )
    assert stage(answer) == title
    assert said in tree(answer).one("div", css="error-summary").text
    assert "Something must be put right" in read(answer)


def test_only_places_where_somebody_reads_can_be_chosen(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    select = tree(client_for(everyone.bo).get(f"/people/{amina.person.pk}/hand-over/")).one(
        "select", name="organisation"
    )
    offered = {option.text for option in select.all("option")}
    assert {"Hedeby Tekniske Skole", "Bakkeskolen", "Ungevejledningen Anden"} <= offered
    assert "Ungevejledningen Hedeby" not in offered, "whoever has them already"


def test_a_second_offer_is_refused_with_what_stands(
    everyone: Cast, amina: Held, client_for: ClientFor, database: psycopg.Connection
) -> None:
    client, address = client_for(everyone.bo), f"/people/{amina.person.pk}/hand-over/"
    client.post(address, {**filled(everyone), "go": "send"})
    again = client.post(address, {**filled(everyone), "go": "send"})
    assert "A hand-over of this person is already waiting for an answer." in read(again)
    assert database.execute("SELECT count(*) FROM responsibility_handover").fetchone() == (1,)


def test_a_protected_person_goes_to_one_named_colleague(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hidden(amina.person, everyone.bo)
    client, address = client_for(everyone.bo), f"/people/{amina.person.pk}/hand-over/"
    refused = client.post(address, {**filled(everyone), "go": "send"})
    assert stage(refused) == "To whom, and when?"
    assert "one named colleague" in read(refused)
    named = filled(everyone, to=f"user-{everyone.freja.pk}")
    told = read(client.post(address, {**named, "go": "check"}))
    assert "somebody protected is offered to them" in told
    assert "They see the envelope: name" not in told
    sent = client.post(address, {**filled(everyone, to=f"user-{everyone.freja.pk}"), "go": "send"})
    assert sent.headers["Location"] == f"/people/{amina.person.pk}/"


@pytest.mark.parametrize("who", ["ditte", "gro", "tove", "carl"])
def test_only_whoever_has_the_responsibility_hands_over(
    everyone: Cast, amina: Held, client_for: ClientFor, who: str
) -> None:
    client, address = client_for(getattr(everyone, who)), f"/people/{amina.person.pk}/hand-over/"
    assert client.get(address).status_code == 404
    assert client.post(address, {**filled(everyone), "go": "send"}).status_code == 404


def test_only_the_bases_that_allow_something_to_this_receiver_are_offered(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    client, address = client_for(everyone.bo), f"/people/{amina.person.pk}/hand-over/"
    page = tree(client.post(address, {**filled(everyone), "go": "what"}))
    offered = {radio.get("value") for radio in page.all("input", type_="radio", name="basis")}
    assert offered == {"dk.sharing.transition", "dk.sharing.common_data", "dk.sharing.consent"}


def test_consent_is_asked_for_where_it_is_the_basis_and_stands_with_what_travels(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    client, address = client_for(everyone.bo), f"/people/{amina.person.pk}/hand-over/"
    told = filled(everyone, basis="dk.sharing.consent")
    refused = client.post(address, {**told, "go": "check"})
    assert stage(refused) == "What travels with it?"
    assert "Consent must be on record" in read(refused)
    assert "Likes wood" in refused.content.decode()
    told |= {"consent_by": "custody", "consent_on": "1.9.2026", "consent_to": "process"}
    assert stage(client.post(address, {**told, "go": "check"})) == "Check, and send"
    client.post(address, {**told, "go": "send"})
    with access.job_scope(everyone.hedeby.pk):
        package = responsibility.HandoverPackage.objects.get()
    assert (package.consent_by, package.consent_on) == ("custody", date(2026, 9, 1))
    page = read(client.get(f"/hand-overs/{package.handover_id}/"))
    assert "Consent: Those with custody" in page


def test_words_of_ones_own_do_not_travel_on_the_common_data(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    client, address = client_for(everyone.bo), f"/people/{amina.person.pk}/hand-over/"
    told = filled(everyone, basis="dk.sharing.common_data")
    assert "no words of your own travel along" in read(client.post(address, {**told, "go": "send"}))
    sent = client.post(address, {**told, "message": "", "go": "send"}, follow=True)
    assert "The offer is sent." in sent.content.decode()
