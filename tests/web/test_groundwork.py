"""What is done around a placement in the browser: advice and its answers at home, a start meeting, going on, and the town’s year."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.groundwork.conftest import mother, place, placement, ready, scheme, seen_by_ditte
from tests.groundwork.test_town import class_7a
from tests.own.conftest import Joins, joins
from tests.placements.conftest import acting
from tests.web.conftest import ClientFor, read
from tests.web.test_mine import custody_of, way
from tests.web.test_placements import page_of, post
from tests.web.test_placements import way as act

from stafet.access import api as access
from stafet.groundwork import api as groundwork
from stafet.organisations.api import Unit
from stafet.placements.api import Place, Placement, SchemeKind

__all__ = ["class_7a", "joins", "mother", "place", "placement", "ready", "scheme", "seen_by_ditte"]

MISSING, YEAR, CLASSES, MONEY = (
    "/placements/missing/",
    "/placements/year/",
    "/placements/classes/",
    "/placements/money/",
)
MEETING = {
    "on": "14.9.2026",
    "begins_at": "14:00",
    "where": "The workshop",
    "guests": ["young_person", "home", "company"],
    "agenda": "Who we are",
}


def around(placement: Placement) -> str:
    return f"/placements/{placement.pk}/around/"


def test_advice_is_asked_for_written_and_answered_at_home(
    everyone: Cast, placement: Placement, amina: Held, joins: Joins, client_for: ClientFor
) -> None:
    bo, young = client_for(everyone.bo), client_for(joins(amina))
    father = client_for(joins(amina, custody_of(amina, "Far Lund"), email="far@example.org"))
    assert "Nobody has advised yet: Teacher, Counsellor" in read(bo.get(page_of(amina)))
    assert "A teacher or a counsellor has not advised yet" in read(bo.get(MISSING))
    here = f"/placements/{placement.pk}/advice/"
    assert "nobody says no because of it" in read(bo.get(here))
    page = read(post(bo, here, {"adviser": "counsellor", "words": "You are good with your hands"}))
    assert "Counsellor, Bo Bertelsen" in page
    assert "Nobody has advised yet: Teacher" in page
    mine = young.get(way(amina, "placement/"))
    assert "You are good with your hands" in read(mine)
    assert "Bo Bertelsen" not in read(mine)
    reply = act(mine, f"/placement/advice/{groundwork_advice(everyone, placement)}/")
    assert "I can do it" in read(post(young, reply, {"words": "I can do it"}))
    page = read(post(father, reply, {"words": "He will be tired"}))
    assert "He will be tired" in page
    assert "I can do it" not in page
    assert "He will be tired" not in read(young.get(way(amina, "placement/")))
    page = read(bo.get(around(placement)))
    assert "I can do it" in page
    assert "Far Lund answered on" in page


def groundwork_advice(everyone: Cast, placement: Placement) -> str:
    with acting(everyone.bo):
        (row,) = groundwork.around([placement.pk])[placement.pk].advice
        return str(row.pk)


def test_a_start_meeting_is_the_next_step_until_it_was_held(
    everyone: Cast, ready: Placement, amina: Held, joins: Joins, client_for: ClientFor
) -> None:
    bo, young = client_for(everyone.bo), client_for(joins(amina))
    assert "Next: a start meeting by" in read(bo.get(page_of(amina)))
    assert "The agreement is approved, and no start meeting is planned" in read(bo.get(MISSING))
    here = f"/placements/{ready.pk}/start-meeting/"
    assert "Choose a day that is still to come." in read(post(bo, here, {**MEETING, "on": "1.8.2026"}))
    made = post(bo, here, MEETING)
    assert "The start meeting is on 14 September 2026." in read(made)
    assert "is planned already" in read(bo.get(here))
    assert "The workshop" in read(young.get(way(amina, "placement/")))
    missed = act(made, "/call_off/")
    page = read(post(bo, missed, {"agreed": "Villy is ill"}))
    assert "What came of it: Villy is ill" in page
    assert "Next: a start meeting by" in page
    assert "This is “Called off” now." in read(bo.get(missed))


def test_going_on_stays_open_until_they_were_there(
    everyone: Cast, ready: Placement, amina: Held, client_for: ClientFor
) -> None:
    bo, here = client_for(everyone.bo), f"/placements/{ready.pk}/go-on/"
    told = {
        "to": "vocational",
        "organisation": str(everyone.vocational.pk),
        "words": "She learns by hand",
        "first_day": "14.9.2026",
    }
    refused = read(post(bo, here, told))
    assert "only what they agree to is told" in refused
    assert "She learns by hand" in refused
    made = post(bo, here, {**told, "is_agreed": "on"})
    assert "Waits to be received. First day: 14 September 2026" in read(bo.get(MISSING))
    day = f"{NOW:%d.%m.%Y}"
    made = post(bo, act(made, "/receive/"), {"on": day, "words": "Vita Vang"})
    assert "by Vita Vang" in read(made)
    page = read(post(bo, act(made, "/arrive/"), {"on": day}))
    assert "Was there on" in page
    assert "Every transfer is received" in read(bo.get(MISSING))


def test_who_is_around_and_the_one_next_step_stand_on_one_page(
    everyone: Cast, ready: Placement, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    page = read(bo.get(around(ready)))
    assert "The company, Værk &amp; Søn" in page or "The company, Værk & Søn" in page
    assert "nobody yet" in page
    assert "What comes next, and who does it" in page
    assert "The leader has decided about the agreement" in page
    page = read(
        post(
            bo,
            f"/placements/{ready.pk}/team/",
            {"role": "contact_teacher", "name": "Tove Thy", "reached": "70"},
        )
    )
    assert "Tove Thy" in page


def test_nobody_opens_what_is_around_another(everyone: Cast, ready: Placement, client_for: ClientFor) -> None:
    carl = client_for(everyone.carl)
    for end in ("around", "advice", "team", "start-meeting", "go-on"):
        assert carl.get(f"/placements/{ready.pk}/{end}/").status_code == 404
    assert "Amina" not in read(carl.get(MISSING))


def test_a_year_is_begun_changed_and_done(everyone: Cast, client_for: ClientFor) -> None:
    gro, bo = client_for(everyone.gro), client_for(everyone.bo)
    assert "This year’s list is not begun" in read(gro.get(YEAR))
    begin = act(gro.get(YEAR), "/begin/")
    begun = post(gro, begin)
    assert "0 of 13 tasks are done" in read(begun)
    assert "already" in read(post(gro, begin))
    assert "The council has decided on the scheme and its money" in read(gro.get("/"))
    assert "The council has decided" not in read(bo.get("/"))
    change = act(begun, "/change/")
    told = {"owner": "council", "owner_name": "Gro", "due_on": "1.2.2026"}
    page = read(post(gro, change, {**told, "words": "The council has decided on the scheme and its money"}))
    assert "The council, Gro" in page
    add = act(gro.get(YEAR), "/task/")
    assert "Order buses" in read(post(gro, add, {**told, "words": "Order buses"}))
    done = act(bo.get(YEAR), "/done/")
    assert "1 of 14 tasks are done" in read(post(bo, done, {"on": f"{NOW:%d.%m.%Y}"}))
    assert bo.get(begin).status_code in {403, 404}
    assert gro.get(f"{YEAR}?kind=nothing&year=x").status_code == 200
    assert gro.get("/placements/year/nothing/2026/begin/").status_code == 404


def test_a_class_has_had_the_theme(everyone: Cast, class_7a: Unit, client_for: ClientFor) -> None:
    bo = client_for(everyone.bo)
    listed = bo.get(CLASSES)
    assert "1 class has not had it" in read(listed)
    here = act(listed, f"/{class_7a.pk}/2026/")
    page = read(post(bo, here, {"state": "planned", "on": "1.8.2026", "words": ""}))
    assert "Missed: it was to be on 1 August 2026" in page
    page = read(post(bo, here, {"state": "held", "on": "1.9.2026", "words": "At the workshop"}))
    assert "Held on 1 September 2026. At the workshop" in page
    assert "0 classes have not had it" in page
    assert client_for(everyone.carl).get(here).status_code == 404


def test_who_pays_is_said_by_the_office_and_stands_beside_the_estimate(
    everyone: Cast, client_for: ClientFor
) -> None:
    gro, bo = client_for(everyone.gro), client_for(everyone.bo)
    assert "Nobody has said who pays yet." in read(bo.get(MONEY))
    here = act(gro.get(MONEY), "/2026/")
    told = {"school": str(everyone.school.pk), "source": "school", "amount": "50000", "decided": "The board"}
    assert "50,000 DKK" in read(post(gro, here, told))
    page = read(post(gro, here, {**told, "source": "state", "amount": ""}))
    assert "not known" in page
    assert "What it is estimated to cost" in read(bo.get(MONEY))
    assert bo.get(here).status_code in {403, 404}


def test_a_host_says_when_somebody_was_in_touch(everyone: Cast, place: Place, client_for: ClientFor) -> None:
    bo, host = client_for(everyone.bo), f"/placements/hosts/{place.host_id}/"
    assert "Nobody has written anything down yet." in read(bo.get(host))
    told = {"way": "call", "on": "1.9.2026", "words": "Two places next year", "next_on": "1.8.2026"}
    assert "The next contact comes after this one." in read(post(bo, f"{host}talk/", told))
    page = read(post(bo, f"{host}talk/", {**told, "next_on": "1.10.2026"}))
    assert "Two places next year" in page
    assert "1 October 2026" in page


def test_a_company_to_call_again_stands_on_today_of_whoever_agreed_on_it(
    everyone: Cast, place: Place, client_for: ClientFor
) -> None:
    bo, gro, ditte = client_for(everyone.bo), client_for(everyone.gro), client_for(everyone.ditte)
    told = {"way": "call", "on": "20.8.2026", "words": "Has to ask the master", "next_on": f"{NOW:%d.%m.%Y}"}
    post(bo, f"/placements/hosts/{place.host_id}/talk/", told)
    today = read(bo.get("/"))
    assert "Companies to call again" in today
    assert "Call Villy Værk" in today
    assert "Last on 20 August 2026: Has to ask the master" in today
    assert "Companies to call again" not in read(gro.get("/"))
    assert "Companies to call again" in read(gro.get("/placements/hosts/"))
    assert "Companies to call again" not in read(client_for(everyone.carl).get("/placements/hosts/"))
    with access.job_scope(everyone.hedeby.pk):
        access.Membership.objects.filter(user=everyone.bo).update(ends_at=NOW)
    assert "Has to ask the master" in read(gro.get("/"))
    assert "Has to ask the master" not in read(ditte.get("/"))
    later = {**told, "on": f"{NOW:%d.%m.%Y}", "words": "Takes one", "next_on": ""}
    post(gro, f"/placements/hosts/{place.host_id}/talk/", later)
    assert "Companies to call again" not in read(gro.get("/"))


@pytest.mark.parametrize("kind", [SchemeKind.PRAO])
def test_a_year_of_another_scheme_is_its_own(everyone: Cast, kind: SchemeKind, client_for: ClientFor) -> None:
    gro = client_for(everyone.gro)
    post(gro, f"/placements/year/{kind}/2026/begin/")
    assert "0 of 13 tasks are done" in read(gro.get(f"{YEAR}?kind={kind}&year=2026"))
    assert "This year’s list is not begun" in read(gro.get(YEAR))
