"""A round in the browser: opened, filled, closed, matched, decided one by one; and what a pupil wishes for."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.matchmaking.conftest import Town, scheme, town
from tests.web.conftest import Answer, ClientFor, read, tree
from tests.web.test_placements import post

from stafet.access import api as access
from stafet.integrations import matching_jobs
from stafet.integrations.matching_jobs import work_out, work_out_supposition
from stafet.matchmaking.api import Fairness, Round, Run, RunOrder

__all__ = ["scheme", "town"]
DECLARED = {
    "name": "Autumn",
    "first_day": "1.10.2026",
    "days": "1",
    "weekdays": ["2", "3", "4"],
    "place_kinds": ["company", "practical_course"],
    "order": "worst_off",
    "good_ranks": "1",
    "nearest": "5",
    "unknown_minutes": "60",
    "seed_kind": "drawn",
    "seconds": "60",
}


def matched(town: Town) -> Run:
    town.wish("Amina", "workshop", "bakery")
    town.wish("Bilal", "workshop")
    return town.matched(town.closed())


def page_of(run: Run) -> str:
    return f"/placements/runs/{run.pk}/"


def test_from_a_declared_round_to_a_place_that_is_held(town: Town, client_for: ClientFor) -> None:
    gro, bo = client_for(town.cast.gro), client_for(town.cast.bo)
    town.wish("Amina", "workshop")
    opened = post(gro, f"/placements/rounds/of/{town.scheme.pk}/", DECLARED)
    assert "Wishes are taken in" in read(opened)
    here = f"/placements/rounds/{Round.objects.get().pk}/"
    keys = [str(row.pk) for row in town.looking.values()]
    assert "Amina" in read(post(bo, f"{here}pupils/", {"pupils": keys}))
    assert "Closed: it can be matched" in read(post(gro, f"{here}close/"))
    post(gro, f"{here}match/", {"fairness": "priorities"})
    run = Run.objects.get()
    assert "Working out who could have which place" in read(gro.get(page_of(run), follow=True))
    work_out(run.pk, town.cast.hedeby.pk)
    told = read(bo.get(page_of(run)))
    assert "Proven: no other answer is better by these priorities" in told
    assert "The workshop, wish number 1" in told
    proposal = town.proposed(run, "Amina")
    why = read(bo.get(f"/placements/proposals/{proposal.pk}/"))
    assert "They have it" in why
    accepted = read(post(bo, f"/placements/proposals/{proposal.pk}/accept/"))
    assert "Accepted: Bo Bertelsen" in accepted
    assert town.now("Amina").state == "drafted"


def test_contradictory_wishes_come_back_with_a_sentence(town: Town, client_for: ClientFor) -> None:
    bo, here = client_for(town.cast.bo), f"/placements/{town.looking['Amina'].pk}/wishes/"
    workshop = str(town.places["workshop"].pk)
    page = post(bo, here, {"place_1": workshop, "place_3": workshop, "words": "Likes wood"})
    assert "The workshop stands there as wish 1, 2. Once is enough" in read(page)
    assert "Likes wood" in page.content.decode()
    assert "It is written down" not in read(page)
    assert "the way is not known" in page.content.decode()


def test_a_pair_is_refused_locked_and_matched_again(town: Town, client_for: ClientFor) -> None:
    run = matched(town)
    bo, gro = client_for(town.cast.bo), client_for(town.cast.gro)
    cleo = town.proposed(run, "Cleo")
    refused = post(bo, f"/placements/proposals/{cleo.pk}/refuse/", {"reason": "way", "words": "No bus"})
    assert "Not this one: Bo Bertelsen" in read(refused)
    post(bo, f"{page_of(run)}lock/")
    post(gro, f"/placements/rounds/{run.round_id}/match/", {"fairness": "priorities", "earlier": str(run.pk)})
    again = Run.objects.latest("number")
    work_out(again.pk, town.cast.hedeby.pk)
    told = read(bo.get(page_of(again)))
    assert "locked" in told
    compared = read(bo.get(f"{page_of(run)}against/{again.pk}/"))
    assert "Cleo" in compared
    assert "Amina" not in compared
    assert "Yes. It was worked out again just now" in read(bo.get(f"{page_of(again)}check/"))


def test_what_if_is_worked_out_by_a_job_and_told_in_words(town: Town, client_for: ClientFor) -> None:
    run = matched(town)
    bo = client_for(town.cast.bo)
    row = town.proposed(run, "Amina")
    workshop, course = town.places["workshop"].pk, town.places["course"].pk
    here = f"/placements/proposals/{row.pk}/if/"
    assert here in bo.get(f"/placements/proposals/{row.pk}/").content.decode()
    assert "The workshop, wish number 1" in read(bo.get(here))
    assert "Select a valid choice" in read(post(bo, here, {"place": str(row.place_id)}))
    assert "Working out what would be" in read(post(bo, here, {"place": str(workshop)}))
    assert "Work it out" not in read(post(bo, here, {"place": str(course)}))
    work_out_supposition(row.pk, workshop, town.cast.hedeby.pk)
    told = read(bo.get(here))
    assert "If they had it: 1 more would be without a place." in told
    assert "If there were one more place: they would have it." in told
    assert town.outcome(run)["Amina"] == "bakery"
    work_out_supposition(row.pk, workshop, town.cast.hedeby.pk)
    assert client_for(town.cast.carl).get(here).status_code == 404


def test_what_if_says_when_it_was_not_worked_out_and_can_be_asked_again(
    town: Town, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = matched(town)
    bo, row = client_for(town.cast.bo), town.proposed(run, "Amina")
    workshop, here = town.places["workshop"].pk, f"/placements/proposals/{row.pk}/if/"
    post(bo, here, {"place": str(workshop)})
    with monkeypatch.context() as broken:
        broken.setattr(matching_jobs, "_CONSEQUENCES", "stafet.nothing")
        work_out_supposition(row.pk, workshop, town.cast.hedeby.pk)
    page = read(bo.get(here))
    assert "It was not worked out. Ask once more." in page
    assert "Work it out" in page
    post(bo, here, {"place": str(workshop)})
    work_out_supposition(row.pk, workshop, town.cast.hedeby.pk)
    assert "they would have it." in read(bo.get(here))


def test_what_if_is_not_told_where_it_would_tell_of_one_of_the_others(
    town: Town, client_for: ClientFor
) -> None:
    run = matched(town)
    proposal = town.proposed(run, "Amina")
    with access.job_scope(town.cast.hedeby.pk):
        Run.objects.filter(pk=run.pk).update(pupils=6)
    bo, here = client_for(town.cast.bo), f"/placements/proposals/{proposal.pk}/if/"
    page = read(bo.get(here))
    assert "You see too few of those in the round" in page
    assert "Work it out" not in page
    refused = read(post(bo, here, {"place": str(town.places["workshop"].pk)}))
    assert "You see too few" in refused
    assert "Working out" not in refused


def test_what_if_is_told_of_the_priorities_only(town: Town, client_for: ClientFor) -> None:
    run = town.matched(town.closed(), RunOrder(fairness=Fairness.DEFERRED))
    row = town.proposed(run, "Amina")
    page = read(client_for(town.cast.bo).get(f"/placements/proposals/{row.pk}/if/"))
    assert "This answer goes by another rule than the priorities." in page
    assert "Work it out" not in page


def test_the_file_holds_no_formula_and_everybody_once(town: Town, client_for: ClientFor) -> None:
    run = matched(town)
    sheet = client_for(town.cast.bo).get(f"{page_of(run)}matching.csv").content.decode()
    assert len(sheet.strip().splitlines()) == 5
    assert not any(cell.startswith(('"=', '"+', '"-', '"@')) for cell in sheet.split(";"))


def test_somebody_of_another_town_meets_no_round(town: Town, client_for: ClientFor) -> None:
    run = matched(town)
    carl = client_for(town.cast.carl)
    assert carl.get(page_of(run)).status_code == 404
    assert carl.get(f"/placements/rounds/{run.round_id}/").status_code == 404


def test_how_it_was_done_is_for_everybody_and_names_nobody(town: Town) -> None:
    run = matched(town)
    told = read(Client(headers={"accept-language": "en"}).get(f"/rounds/{run.round_id}/how/"))
    assert "As few as possible are left without a place" in told
    assert "a1b2c3d4" in told
    assert "fewer than" in told
    assert "Amina" not in told


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_every_page_is_there_in_three_languages(town: Town, client_for: ClientFor, language: str) -> None:
    run = matched(town)
    gro = client_for(town.cast.gro)
    proposal = town.proposed(run, "Amina")
    for path in (
        "/placements/rounds/",
        f"/placements/rounds/of/{town.scheme.pk}/",
        f"/placements/rounds/{run.round_id}/",
        f"/placements/rounds/{run.round_id}/match/",
        page_of(run),
        f"/placements/proposals/{proposal.pk}/",
        f"/placements/proposals/{proposal.pk}/refuse/",
        f"/placements/proposals/{proposal.pk}/if/",
        f"/placements/{town.looking['Amina'].pk}/wishes/",
        "/placements/ways/",
        f"/rounds/{run.round_id}/how/",
    ):
        answer: Answer = gro.get(path, headers={"accept-language": language})
        assert answer.status_code == 200, path
        assert tree(answer).one("main").one("h1").text
