"""Wishes among courses in the browser: opened, asked, answered at home and on paper, closed, worked out, said yes to; what nobody meets."""

from __future__ import annotations

from django.test import Client
from tests.events.conftest import Joins, joins
from tests.factories import TODAY
from tests.introcourses.conftest import Town, acting, town
from tests.web.conftest import ClientFor, read
from tests.web.test_mine import custody_of
from tests.web.test_placements import post

from stafet.integrations.course_jobs import work_out
from stafet.introcourses import api as introcourses
from stafet.introcourses.api import Course, Run, WishRound
from stafet.own.api import Capacity

__all__ = ["joins", "town"]
LIST = "/course-wishes/"
OPENED = {
    "name": "Introduction courses",
    "starts_in": "2026",
    "grade": "8",
    "wishes": "3",
    "each": "1",
    "only_wished": "",
    "answer_by": "15.9.2026",
    "ask": "Bo, 70 00 00 00",
}


def page_of(the_round: WishRound, part: str = "") -> str:
    """The address of one round."""
    return f"{LIST}{the_round.pk}/{part}"


def answered(town: Town) -> Run:
    """Three wishes, closed and worked out."""
    the_round = town.opened(least={"farm": 3})
    town.wish(the_round, "Amina", "forge", "bakery")
    town.wish(the_round, "Cleo", "forge")
    return town.answered(town.closed(the_round))


def test_a_round_is_opened_and_whoever_has_not_answered_stands_there(
    town: Town, client_for: ClientFor
) -> None:
    bo = client_for(town.cast.bo)
    post(bo, f"{LIST}open/", OPENED | {"organiser": str(town.cast.guidance.pk)})
    the_round = WishRound.objects.get()
    assert "Choose the courses that can be wished for." in read(bo.get(page_of(the_round)))
    marked = {f"in_{event.pk}": "on" for event in town.events.values()}
    post(bo, page_of(the_round, "courses/"), marked | {f"least_{town.events['farm'].pk}": "3"})
    assert (
        "4 more pupils are asked" in post(bo, page_of(the_round, "pupils/"), {"school": ""}).content.decode()
    )
    town.courses = {
        key: Course.objects.get(round=the_round, event=event) for key, event in town.events.items()
    }
    entry = town.entry(the_round, "Amina")
    page = post(bo, f"{LIST}pupils/{entry.pk}/", {"wish_1": str(town.courses["forge"].pk)})
    assert "1. The forge (written down by a colleague)" in read(page)
    waiting = read(bo.get(page_of(the_round), {"who": "waiting"}))
    assert "Amina" not in waiting
    assert "Bilal" in waiting
    assert "3 of 4 whom you may see have not answered" in waiting


def test_from_a_closed_round_to_pupils_who_are_signed_up(town: Town, client_for: ClientFor) -> None:
    the_round, bo = town.opened(), client_for(town.cast.bo)
    town.wish(the_round, "Amina", "forge")
    assert "Closed: courses can be given out" in read(post(bo, page_of(the_round, "close/")))
    post(bo, page_of(the_round, "answer/"))
    run = Run.objects.get()
    here = f"{LIST}answers/{run.pk}/"
    assert "Working out who could have which course" in read(bo.get(here, follow=True))
    work_out(run.pk, town.cast.hedeby.pk)
    told = read(bo.get(here))
    assert "4 of 4 have a course, 1 of them their first wish" in told
    assert "Proven: no other answer is better by these priorities" in told
    proposal = town.proposed(run, "Amina")
    assert "This one was given" in read(bo.get(f"{LIST}proposals/{proposal.pk}/"))
    post(bo, f"{LIST}proposals/{proposal.pk}/yes/")
    assert town.signed_up("Amina") == {"forge"}
    with acting(town.cast.bo):
        rest = introcourses.course_proposals_of(run).filter(state="proposed")
        keys = [str(row.pk) for row in rest]
    assert "3 are signed up" in post(bo, f"{here}yes/", {"pupils": keys}).content.decode()
    assert all(town.signed_up(who) for who in town.held)


def test_a_course_with_too_few_is_shown_and_taken_out(town: Town, client_for: ClientFor) -> None:
    run, bo = answered(town), client_for(town.cast.bo)
    told = read(bo.get(f"{LIST}answers/{run.pk}/"))
    assert "and is held for 3 at least" in told
    out = f"{LIST}courses/{town.courses['farm'].pk}/out/"
    assert "This field is required" in read(post(bo, out, {"because": ""}))
    assert "not in it any more: Too few" in read(post(bo, out, {"because": "Too few"}))


def test_not_this_one_says_why_and_is_not_proposed_again(town: Town, client_for: ClientFor) -> None:
    run, bo = answered(town), client_for(town.cast.bo)
    proposal = town.proposed(run, "Cleo")
    said = read(post(bo, f"{LIST}proposals/{proposal.pk}/no/", {"because": "No bus that day"}))
    assert "Not this one: Bo Bertelsen" in said
    assert "No bus that day" in read(bo.get(f"{LIST}proposals/{proposal.pk}/"))


def test_the_pupil_wishes_changes_it_and_reads_what_they_got_and_why(
    town: Town, client_for: ClientFor, joins: Joins
) -> None:
    the_round = town.opened()
    amina = town.held["Amina"]
    me: Client = client_for(joins(amina))
    mine, entry = f"/mine/{amina.person.pk}/", town.entry(the_round, "Amina")
    assert "Say what you wish for" in read(me.get(f"{mine}events/"))
    here = f"{mine}course-wishes/{entry.pk}/"
    both = {"wish_1": str(town.courses["forge"].pk), "wish_2": str(town.courses["forge"].pk)}
    assert "“The forge” stands there twice" in read(post(me, here, both))
    post(me, here, {"wish_1": str(town.courses["farm"].pk)})
    post(me, here, {"wish_1": str(town.courses["forge"].pk), "wish_2": str(town.courses["farm"].pk)})
    told = read(me.get(f"{mine}events/"))
    assert "1. The forge, 2. The farm (said by the pupil)" in told
    assert me.get(f"{here}why/").status_code == 404
    run = town.answered(town.closed(the_round))
    assert "This round is closed for wishes" in read(me.get(here))
    assert "Who gets which course is being settled" in read(me.get(f"{mine}events/"))
    town.accept(run, "Amina")
    told = read(me.get(f"{mine}events/"))
    assert "The forge, wish number 1" in told
    why = read(me.get(f"{here}why/"))
    assert "This one was given" in why
    assert "As few as possible are left without a course" in why


def test_the_home_answers_and_it_stands_whose_voice_it_was(
    town: Town, client_for: ClientFor, joins: Joins
) -> None:
    the_round = town.opened()
    amina, bilal = town.held["Amina"], town.held["Bilal"]
    home = client_for(joins(amina, custody_of(amina), "home@example.org"))
    entry = town.entry(the_round, "Amina")
    post(home, f"/mine/{amina.person.pk}/course-wishes/{entry.pk}/", {"wish_1": str(town.courses["farm"].pk)})
    with acting(town.cast.bo):
        view = introcourses.course_wishes([entry])[entry.pk]
        assert view.wish_list.voice == Capacity.CUSTODY_HOLDER.value
    other = town.entry(the_round, "Bilal")
    for address in (
        f"/mine/{bilal.person.pk}/course-wishes/{other.pk}/",
        f"/mine/{amina.person.pk}/course-wishes/{other.pk}/",
    ):
        assert home.get(address).status_code == 404


def test_what_the_class_did_is_written_down(town: Town, client_for: ClientFor) -> None:
    the_round, bo = town.opened(), client_for(town.cast.bo)
    sent = {"which": f"{town.cast.school.pk} ", "prepared_on": f"{TODAY:%d.%m.%Y}", "followed_up_on": ""}
    page = read(post(bo, page_of(the_round, "classes/"), sent))
    assert "1 September 2026" in page or "1 Sep" in page
    early = sent | {"followed_up_on": "1.8.2026"}
    assert "after it has prepared" in read(post(bo, page_of(the_round, "classes/"), early))


def test_somebody_of_another_town_meets_nothing_of_it(town: Town, client_for: ClientFor) -> None:
    run, carl = answered(town), client_for(town.cast.carl)
    (proposal,) = [town.proposed(run, "Cleo")]
    for address in (
        page_of(run.round),
        page_of(run.round, "close/"),
        f"{LIST}answers/{run.pk}/",
        f"{LIST}proposals/{proposal.pk}/",
        f"{LIST}courses/{town.courses['farm'].pk}/out/",
    ):
        assert carl.get(address).status_code == 404
