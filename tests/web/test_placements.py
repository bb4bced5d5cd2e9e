"""Placements in the browser: from a thought to the first day, with a company that has no account and a leader who decides."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
import pytest
from django.test import Client
from tests.benchmarks.asked import listening
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, a_spell, covered
from tests.placements.conftest import (
    a_holder,
    acting,
    applied,
    approved,
    consented,
    drafted,
    mother,
    place,
    placement,
    scheme,
    seen_by_ditte,
    signed,
    there,
)
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access
from stafet.messages import api as messages
from stafet.placements import api as placements
from stafet.placements.api import Agreement, Holder, Place, Placement, Scheme, WayMove

__all__ = ["a_holder", "mother", "place", "placement", "scheme", "seen_by_ditte"]

TODAYS = {"on": f"{TODAY.day}.{TODAY.month}.{TODAY.year}"}
TIMES = {
    "starts_on": "1.9.2026",
    "last_day": "30.5.2027",
    "weekdays": ["3"],
    "begins_at": "8:00",
    "stops_at": "15:00",
    "break_minutes": "30",
    "contact_name": "Villy Værk",
    "contact_email": "villy@vaerk.example",
}
TASKS = {
    "tasks": "Saws and measures",
    "aims": "To calculate",
    "subjects": ["mathematics"],
    "evaluations": "1.12.2026",
}
SAFETY = {
    "heaviest_lift": "10",
    "risk_words": "Ear protection",
    "risk_assessed_on": "20.8.2026",
    "instruction": "Half a day",
    "supervisor": "Villy Værk",
    "certificate": "not_needed",
    "insurance": "state",
}
PRACTICAL = {"is_unpaid": "on", "absence": "Villy and the school"}


def post(client: Client, path: str, sent: Mapping[str, object] | None = None) -> Answer:
    answer: Answer = client.post(path, sent or {}, follow=True)
    return answer


def way(answer: Answer, end: str) -> str:
    """The address of the act that ends so."""
    hrefs = [link.get("href") or "" for link in tree(answer).one("main").all("a")]
    return next(href for href in hrefs if href.endswith(end))


def page_of(held: Held) -> str:
    return f"/people/{held.person.pk}/placement/"


def host_link(everyone: Cast) -> str:
    """The address the host was sent."""
    with access.job_scope(everyone.hedeby.pk):
        sent = messages.OutgoingMessage.objects.filter(template=messages.Template.PLACEMENT_TO_SIGN).latest(
            "queued_at"
        )
        assert sent.opens is not None
        return f"/placements/sign/{messages.link_for(sent.opens)}/"


def test_what_it_means_is_read_before_applying_and_then_those_at_home_consent(
    everyone: Cast, amina: Held, scheme: Scheme, mother: Holder, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    begun = post(bo, f"{page_of(amina)}new/", {"scheme": str(scheme.pk), "words": "Likes wood"})
    assert "Somebody thought of it" in read(begun)
    sent = {"direction": "Carpenter", "consequence": scheme.consequence}
    unread = read(post(bo, way(begun, "/apply/"), sent))
    assert "Read what this choice means" in unread
    page = post(bo, way(begun, "/apply/"), {**sent, "acknowledged": "on"})
    assert "The consent of these is missing" in read(page)
    assert "Mona Holm" in read(page)
    page = post(bo, way(page, "/consent/"), {"holder": str(mother.custody_id), "answer": "yes"})
    assert "Looks for a place" in read(page)


def test_an_agreement_says_what_is_not_in_order_until_it_is(
    everyone: Cast, placement: Placement, place: Place, mother: Holder, amina: Held, client_for: ClientFor
) -> None:
    applied(everyone, placement, mother)
    consented(everyone, placement, mother)
    bo = client_for(everyone.bo)
    page = post(bo, way(bo.get(page_of(amina)), "/place/"), {"place": str(place.pk)})
    agreement = next(href for href in _hrefs(page) if href.startswith("/agreements/"))
    told = read(bo.get(agreement))
    assert "This is not in order yet" in told
    assert "Insurance: Say which insurance the pupil is under." in told
    for part, sent in (("times", TIMES), ("tasks", TASKS), ("safety", SAFETY), ("practical", PRACTICAL)):
        page = post(bo, f"{agreement}change/{part}/", sent)
    assert "This is not in order yet" not in read(page)
    page = post(bo, way(page, "/send/"))
    assert "Villy Værk has not signed yet" in read(page)


def test_the_host_signs_by_its_link_the_others_on_paper_and_the_leader_decides(
    everyone: Cast, placement: Placement, place: Place, mother: Holder, client_for: ClientFor
) -> None:
    row = drafted(everyone, placement, place, mother)
    bo, ditte, agreement = client_for(everyone.bo), client_for(everyone.ditte), f"/agreements/{row.pk}/"
    post(bo, f"{agreement}send/")
    _sign_as_host(everyone)
    page: Answer = bo.get(agreement)
    for end in [href for href in _hrefs(page) if "/sign/" in href]:
        page = post(bo, end)
    assert "Signed by all" in read(page)
    assert "/approve/" not in str(_hrefs(page))
    listed = ditte.get("/placements/")
    assert "Signed by all: it waits for the leader" in read(listed)
    assert agreement in _hrefs(listed)
    half = read(post(ditte, f"{agreement}approve/", {"supports_school": "on"}))
    assert "has to have stated" in half
    page = post(ditte, f"{agreement}approve/", {"supports_school": "on", "host_declares": "on"})
    assert "Approved by Ditte Dam on 1 September 2026" in read(page)


def test_it_is_reported_and_then_they_begin(
    everyone: Cast, amina: Held, placement: Placement, place: Place, mother: Holder, client_for: ClientFor
) -> None:
    row = signed(everyone, drafted(everyone, placement, place, mother), mother)
    approved(everyone, row)
    bo = client_for(everyone.bo)
    page: Answer = bo.get(page_of(amina))
    assert "It has not been reported to the register of pupils yet." in read(page)
    page = post(bo, way(page, "/register/"), TODAYS)
    page = post(bo, way(page, "/start/"), TODAYS)
    assert "Is there" in read(page)
    assert bo.get(f"/agreements/{row.pk}/agreement.pdf").content.startswith(b"%PDF")


def _hrefs(answer: Answer) -> list[str]:
    return [link.get("href") or "" for link in tree(answer).one("main").all("a")]


def _sign_as_host(everyone: Cast) -> None:
    """Villy follows his link: a given name, the days, his own part; and nothing of the family."""
    villy, link = Client(headers={"accept-language": "en"}), host_link(everyone)
    told = read(villy.get(link))
    assert "Amina" in told
    for hidden in ("Holm", "Mona", "2010"):
        assert hidden not in told
    assert "known and kept" in read(post(villy, link, {"declares": ""}))
    assert "You have signed" in read(post(villy, link, {"declares": "on"}))
    assert "opens nothing any more" in read(villy.get(link, follow=True))


def test_a_look_by_link_stands_in_the_log(
    everyone: Cast, placement: Placement, place: Place, mother: Holder, database: psycopg.Connection
) -> None:
    row = drafted(everyone, placement, place, mother)
    with acting(everyone.bo) as bo:
        placements.send_agreement(agreement=row, holders=[mother], by=bo, at=NOW)
    Client().get(host_link(everyone))
    row_of_log = database.execute(
        "SELECT person_ids, data_classes, roles FROM audit_reading WHERE view = 'web.agreement_link.sign_as_host'"
    ).fetchone()
    assert row_of_log == ([placement.person_id], "AD", ["host"])


def test_a_change_after_it_went_out_says_what_it_does(
    everyone: Cast, placement: Placement, place: Place, mother: Holder, client_for: ClientFor
) -> None:
    row = signed(everyone, drafted(everyone, placement, place, mother), mother)
    bo = client_for(everyone.bo)
    assert "begins a new one that everybody signs anew" in read(bo.get(f"/agreements/{row.pk}/change/tasks/"))
    page = read(post(bo, f"/agreements/{row.pk}/change/tasks/", {**TASKS, "tasks": "Paints"}))
    assert "Being written" in page
    assert "It has not gone out to be signed yet" in page
    assert "Version 1: Replaced by a newer version" in page


def test_a_rule_that_is_broken_is_named_with_its_doubt(
    everyone: Cast, placement: Placement, place: Place, mother: Holder, client_for: ClientFor
) -> None:
    row = drafted(everyone, placement, place, mother)
    page = read(
        post(client_for(everyone.bo), f"/agreements/{row.pk}/change/times/", {**TIMES, "begins_at": "5:00"})
    )
    assert "Not at night" in page
    assert "Nobody is at a placement before 6 or after 20 o’clock." in page


def test_whoever_is_no_leader_of_the_school_finds_nothing_to_approve(
    everyone: Cast, placement: Placement, place: Place, mother: Holder, client_for: ClientFor
) -> None:
    row = signed(everyone, drafted(everyone, placement, place, mother), mother)
    for user in (everyone.bo, everyone.gro, everyone.carl):
        assert client_for(user).get(f"/agreements/{row.pk}/approve/").status_code == 404
    refused = post(
        client_for(everyone.ditte),
        f"/agreements/{row.pk}/refuse/",
        {"because": "Too far from what she is taught"},
    )
    assert "Refused by Ditte Dam" in read(refused)


def test_who_leaves_early_has_a_next_step(
    everyone: Cast, amina: Held, placement: Placement, place: Place, mother: Holder, client_for: ClientFor
) -> None:
    there(everyone, placement, place, mother)
    bo = client_for(everyone.bo)
    page: Answer = bo.get(page_of(amina))
    page = post(bo, way(page, "/withdraw/"), {"reason": "company_stopped", "words": "They close"})
    assert "Withdrawn on 1 September 2026: The company could not go on" in read(page)
    assert "Find what comes next" in read(bo.get(f"/people/{amina.person.pk}/"))


@pytest.mark.parametrize("group", ["before", "consent", "seeking", "agreement", "there"])
def test_the_list_narrows_to_where_they_stand(
    everyone: Cast, placement: Placement, client_for: ClientFor, group: str
) -> None:
    page = read(client_for(everyone.bo).get(f"/placements/?group={group}"))
    assert ("Amina Holm" in page) == (group == "before")


def test_a_long_list_asks_no_more_than_a_short_one(
    everyone: Cast, placement: Placement, scheme: Scheme, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    bo.get("/placements/")
    with listening() as few:
        bo.get("/placements/")
    with access.job_scope(everyone.hedeby.pk):
        more = [a_person(everyone.hedeby, f"Nr{number}") for number in range(4)]
        for person in more:
            a_spell(person, everyone.school, unit=everyone.class_9a)
            covered(person, everyone.guidance, user=everyone.bo)
    with acting(everyone.bo) as by:
        for person in more:
            placements.begin_placement(person=person, scheme=scheme, by=by, at=NOW)
    with listening() as many:
        page = read(bo.get("/placements/"))
    assert "Nr3" in page
    assert len(many) == len(few)


def test_the_register_finds_what_runs_out_and_is_a_file(
    everyone: Cast, placement: Placement, place: Place, mother: Holder, client_for: ClientFor
) -> None:
    approved(everyone, signed(everyone, drafted(everyone, placement, place, mother), mother))
    with access.job_scope(everyone.hedeby.pk):
        held = Agreement.objects.get()
    bo = client_for(everyone.bo)
    assert "Amina Holm" in read(bo.get("/agreements/?which=in_force"))
    assert "There is no agreement here" in read(bo.get("/agreements/?which=soon"))
    file = bo.get("/agreements/register.csv")
    assert file.headers["Content-Type"].startswith("text/csv")
    line = file.content.decode().splitlines()[1]
    assert '"Amina Holm"' in line
    assert f'"{held.host_number}"' in line


def test_a_move_that_is_no_longer_possible_says_so(
    everyone: Cast, placement: Placement, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    assert "This is “Somebody thought of it” now." in read(bo.get(f"/placements/{placement.pk}/move/pause/"))
    assert bo.get(f"/placements/{placement.pk}/move/{WayMove.APPROVE}/").status_code == 404
