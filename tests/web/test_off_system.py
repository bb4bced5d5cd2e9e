"""The pages of the slips: write one, pass it on, answer, finish; and Today shows it to whoever has it."""

from __future__ import annotations

from tests.cast import Cast
from tests.web.conftest import ClientFor, read

from stafet.offsystem.api import Slip

LIST = "/off-system/"


def write(cast: Cast, client_for: ClientFor) -> str:
    said = {
        "organisation": str(cast.guidance.pk),
        "mark": "The green one",
        "words": "Call, and agree on the next talk",
        "phone": "70 00 00 01",
        "due_on": "3.9.2026",
    }
    assert client_for(cast.bo).post(f"{LIST}new/", said).status_code == 302
    return f"{LIST}{Slip.objects.get().pk}/"


def test_it_is_on_the_list_and_on_today_of_whoever_has_it(everyone: Cast, client_for: ClientFor) -> None:
    write(everyone, client_for)
    bo = client_for(everyone.bo)
    for page in (read(bo.get(LIST)), read(bo.get("/"))):
        assert "The green one" in page
        assert "70 00 00 01" in page
    assert "The green one" not in read(client_for(everyone.freja).get(LIST))


def test_it_is_handed_over_and_finished(everyone: Cast, client_for: ClientFor) -> None:
    where = write(everyone, client_for)
    bo, freja = client_for(everyone.bo), client_for(everyone.freja)
    bo.post(f"{where}hand-over/", {"organisation": str(everyone.vocational.pk)})
    assert "offered to Hedeby Tekniske Skole" in read(bo.get(LIST))
    assert "The green one" in read(freja.get("/"))
    freja.post(f"{where}answer/", {"answer": "accept"})
    assert bo.get(f"{where}finish/").status_code == 404
    freja.post(f"{where}finish/", {"outcome": "They have talked"})
    assert "No slip lies with you" in read(freja.get(LIST))


def test_an_offer_is_taken_back(everyone: Cast, client_for: ClientFor) -> None:
    where = write(everyone, client_for)
    bo = client_for(everyone.bo)
    bo.post(f"{where}hand-over/", {"organisation": str(everyone.vocational.pk)})
    assert "Take the offer back?" in read(bo.get(f"{where}answer/"))
    bo.post(f"{where}answer/")
    assert "offered to" not in read(bo.get(LIST))
    assert client_for(everyone.freja).get(f"{where}answer/").status_code == 404
