"""The bank of places in the browser, and the two-minute link of a company without an account; and the town's models."""

from __future__ import annotations

from django.test import Client
from tests.cast import Cast
from tests.placements.conftest import place, scheme
from tests.web.conftest import ClientFor, read
from tests.web.test_placements import post, way

from stafet.access import api as access
from stafet.messages import api as messages
from stafet.placements.api import Host, Place, Scheme

__all__ = ["place", "scheme"]

COMPANY = {
    "name": "Bageriet",
    "kind": "company",
    "register": "cvr",
    "number": "10 00 00 09",
    "branch": "food",
    "town": "Hedeby",
    "contact_name": "Berit",
    "contact_email": "berit@bageriet.example",
    "suits": "Calm in the morning",
}
ANSWER = {
    "willing": "yes",
    "schemes": ["junior_apprenticeship"],
    "capacity": "2",
    "weekdays": ["3", "4"],
    "from_age": "15",
    "tasks": "Bread and cakes",
    "contact_name": "Berit",
    "contact_email": "berit@bageriet.example",
}


def test_a_company_is_written_down_asked_and_answers_without_an_account(
    everyone: Cast, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    wrong = post(bo, "/placements/hosts/new/", {**COMPANY, "number": "10000008"})
    assert "eight digits that fit together" in read(wrong)
    assert "Calm in the morning" in wrong.content.decode(), "nothing typed is lost"
    page = post(bo, "/placements/hosts/new/", COMPANY)
    assert "Bageriet" in read(page)
    asked = read(post(bo, way(page, "/ask/")))
    assert "Not answered yet" in asked

    with access.job_scope(everyone.hedeby.pk):
        sent = messages.OutgoingMessage.objects.get(template=messages.Template.PLACE_ASKED)
    assert sent.opens is not None
    berit, link = (
        Client(headers={"accept-language": "en"}),
        f"/placements/answer/{messages.link_for(sent.opens)}/",
    )
    assert "What can Bageriet offer" in read(berit.get(link))
    assert "for how many" in read(post(berit, link, {**ANSWER, "capacity": ""}))
    assert "Your answer stands in the bank" in read(post(berit, link, ANSWER))
    assert "opens nothing any more" in read(berit.get(link, follow=True))

    found = read(bo.get("/placements/hosts/?branch=food&weekday=3&age=15&free=1"))
    assert "Bageriet" in found
    assert "2 places free" in found
    assert "No host fits" in read(bo.get("/placements/hosts/?age=14"))
    assert "Bageriet" in read(post(bo, "/placements/hosts/", {"search": "bager"}))


def test_a_host_of_another_town_is_not_there(everyone: Cast, place: Place, client_for: ClientFor) -> None:
    host = Host.objects.get(pk=place.host_id)
    assert client_for(everyone.carl).get(f"/placements/hosts/{host.pk}/").status_code == 404
    changed = {**COMPANY, "name": "Værk og Datter", "branch": "building"}
    bo = client_for(everyone.bo)
    assert "Værk og Datter" in read(post(bo, f"/placements/hosts/{host.pk}/change/", changed))
    told = read(post(bo, f"/placements/hosts/{host.pk}/contact/", {**COMPANY, "contact_name": "Vibe"}))
    assert "Vibe" in told
    assert "Villy Værk" in told


def test_the_town_reads_and_sets_its_model(everyone: Cast, scheme: Scheme, client_for: ClientFor) -> None:
    gro, bo = client_for(everyone.gro), client_for(everyone.bo)
    read_by_bo = read(bo.get(f"/placements/models/{scheme.pk}/"))
    assert "Danish, or Swedish, Mathematics" in read_by_bo
    assert "never refused because of them" in read_by_bo
    assert bo.get("/placements/models/new/").status_code == 404
    assert "Juniormesterlære, to dage om ugen" in read(gro.get("/placements/models/"))
    begun = gro.get("/placements/models/new/?from=two-days")
    assert "Halsnæs" in begun.content.decode()
    sent = {
        "kind": "junior_apprenticeship", "starts_in": "2026", "name": "Two days", "grades": ["8", "9"], "days_a_week": "2",
        "weekdays": ["2", "3"], "school_hours": "19", "school_weeks": "40", "place_kinds": ["company"], "consent_of": "all",
        "consequence": "Read this", "criteria": "Wants to\nCan", "decided": "The council, 1 May",
    }  # fmt: skip
    silent = read(post(gro, f"/placements/models/{scheme.pk}/change/", {**sent, "consequence": ""}))
    assert "what this choice means" in silent
    assert "Two days, 2026/27" in read(post(gro, f"/placements/models/{scheme.pk}/change/", sent))
    old = read(bo.get(f"/placements/models/{scheme.pk}/"))
    assert "It does not hold any more" in old
