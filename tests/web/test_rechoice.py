"""Drop-out becomes re-choice in the browser: who needs something else, from the first talk to what lasts."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.test import Client
from tests.benchmarks.asked import listening
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, a_spell, covered
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM
from stafet.responsibility import api as responsibility

NEXT = {"kind": "conversation", "words": "", "due_on": "14.9.2026", "assignee": ""}
TODAYS = {"on": f"{TODAY.day}.{TODAY.month}.{TODAY.year}"}
OPTION = {"words": "A general course", "kind": "general_upper_secondary", "organisation": "", "entry": "met"}


def post(client: Client, path: str, sent: dict[str, str] | None = None) -> Answer:
    answer: Answer = client.post(path, sent or {}, follow=True)
    return answer


def broken_off(everyone: Cast, held: Held) -> str:
    """The address of the case of somebody who broke off today."""
    with access.job_scope(everyone.hedeby.pk):
        spell = a_spell(held.person, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION)
        marker = responsibility.record_break_off(spell=spell, reason_code="17", on=TODAY, by=SYSTEM, at=NOW)
    return f"/re-choice/{marker.pk}/"


def way(answer: Answer, end: str) -> str:
    """The address of the act that ends so."""
    hrefs = [link.get("href") for link in tree(answer).one("main").all("a")]
    return next(href for href in hrefs if href.endswith(end))


def test_a_break_off_becomes_a_re_choice(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo, case = client_for(everyone.bo), broken_off(everyone, amina)
    listed = read(bo.get("/re-choice/"))
    assert "Nobody has talked to them yet" in listed
    assert "Amina Holm" in listed

    talked = {"reason": "wrong_choice", "reason_words": "It was not me", "wishes": "More books"}
    told = read(post(bo, f"{case}talk/", {**TODAYS, **talked, **NEXT}))
    assert "in time (by 8 September 2026)" in told
    assert "It was not me" in told

    page = post(bo, f"{case}options/new/", OPTION)
    assert "They can get in" in read(page)
    page = post(bo, way(page, "/offer/"), {**TODAYS, **dict.fromkeys(NEXT, "")})
    page = post(bo, way(page, "/choose/"))
    assert [link.text for link in tree(page).all("a", css="button-primary")] == ["Somebody there said yes"]
    refused = read(post(bo, way(page, "/start/"), {**TODAYS, **dict.fromkeys(NEXT, "")}))
    assert "Nobody there has said yes yet" in refused
    page = post(bo, way(page, "/receive/"), {**TODAYS, "who": "Head of year"})
    page = post(bo, way(page, "/start/"), {**TODAYS, **dict.fromkeys(NEXT, "")})
    assert "Counts as lasting from" in read(page)
    early = read(post(bo, f"{case}close/"))
    assert "closed when it has lasted" in early

    with clock.at_moment(NOW + timedelta(days=100)):
        later = client_for(everyone.bo)
        assert "It has lasted" in read(later.get("/re-choice/"))
        closed = read(post(later, f"{case}close/"))
        assert "something else has begun and lasts" in closed
        assert "something else has begun and lasts" in read(
            later.get(f"/people/{amina.person.pk}/re-choice/")
        )


def test_nothing_typed_is_lost(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo, case = client_for(everyone.bo), broken_off(everyone, amina)
    answer = bo.post(f"{case}talk/", {"on": "32.9.2026", "wishes": "More books", **NEXT})
    assert "More books" in answer.content.decode()


def test_whoever_has_no_other_step_is_asked_what_comes_next(everyone: Cast, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Bilal", birth_date=date(2005, 1, 1))
        held = covered(
            person, everyone.guidance, user=everyone.bo, kind=responsibility.StepKind.FIRST_CONTACT
        )
    case, bo = broken_off(everyone, held), client_for(everyone.bo)
    assert "Nobody is without a next step: say what comes after this." in read(bo.get(f"{case}talk/"))
    assert "Choose what comes next" in read(bo.post(f"{case}talk/", {**TODAYS, "kind": ""}))


def test_a_leader_ends_it_by_name_and_a_counsellor_does_not_find_the_way(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    case = broken_off(everyone, amina)
    assert "End it without a next step" not in read(client_for(everyone.bo).get(case))
    assert client_for(everyone.bo).get(f"{case}exempt/").status_code == 404
    gro = client_for(everyone.gro)
    assert "End it without a next step" in read(gro.get(case))
    ended = read(post(gro, f"{case}exempt/", {"because": "Agreed with the home"}))
    assert "Gro Gram: Agreed with the home" in ended
    assert "Open it again" in ended
    again = read(post(gro, f"{case}reopen/"))
    assert "In contact" in again


def test_what_came_to_nothing_is_looked_for_again(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo, case = client_for(everyone.bo), broken_off(everyone, amina)
    post(bo, f"{case}talk/", {**TODAYS, **NEXT})
    page = post(bo, way(post(bo, f"{case}options/new/", OPTION), "/choose/"))
    assert "It came to nothing" in read(page)
    page = post(bo, f"{case}fall-through/", {"because": "Too far away"})
    assert "Left aside" in read(page)
    assert "Too far away" in read(page)


def test_a_concern_is_raised_worked_on_and_ended(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo, tab = client_for(everyone.bo), f"/people/{amina.person.pk}/re-choice/"
    raise_it = f"/people/{amina.person.pk}/concerns/new/"
    sent = {"reason": "absence", "words": "Away on Mondays", "own_words": "Tired"}
    sent["organisation"] = str(everyone.guidance.pk)
    page = post(bo, raise_it, sent)
    assert "They are away more than before" in read(page)
    concern = _concern(bo.get(tab))
    agreed = {"kind": "three_party", "words": "A meeting on Friday", "done_by": "All three"}
    page = post(bo, f"{concern}measures/new/", {**agreed, "starts_on": "4.9.2026", "ends_on": ""})
    assert "A meeting on Friday" in read(page)
    going_on = read(post(bo, f"{concern}end/", {"outcome": "stays", **dict.fromkeys(NEXT, "")}))
    assert "still going on" in going_on
    post(bo, way(page, "/end/"), {"result": "She stays", **TODAYS})
    ended = read(post(bo, f"{concern}end/", {"outcome": "stays", **dict.fromkeys(NEXT, "")}))
    assert "They stay, and it goes well again" in ended


def _concern(answer: Answer) -> str:
    hrefs = [link.get("href") for link in tree(answer).one("main").all("a")]
    return next(href for href in hrefs if re.fullmatch(r"/concerns/[0-9a-f-]+/", href))


def test_the_measures_are_shown_with_their_base_and_few_are_hidden(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    broken_off(everyone, amina)
    page = read(client_for(everyone.bo).get("/re-choice/measures/"))
    assert "Not shown: fewer than 5 in one of the groups" in page
    other = read(client_for(everyone.bo).get("/re-choice/measures/?year=2025"))
    assert "Nobody to count" in other


def test_the_list_asks_as_much_for_many_as_for_few(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    broken_off(everyone, amina)
    bo = client_for(everyone.bo)
    few = _asked(bo)
    with access.job_scope(everyone.hedeby.pk):
        for number in range(10):
            person = a_person(everyone.hedeby, "Barn", f"Nummer {number}")
            covered(person, everyone.guidance, user=everyone.bo)
            spell = a_spell(person, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION)
            responsibility.record_break_off(spell=spell, reason_code="", on=TODAY, by=SYSTEM, at=NOW)
    assert _asked(bo) == few


def _asked(client: Client) -> int:
    client.get("/re-choice/")
    with listening() as heard:
        client.get("/re-choice/")
    return len(heard)
