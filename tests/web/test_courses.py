"""Practical courses in the browser: written down, shared between two towns, proposed, answered at home; and what nobody meets."""

from __future__ import annotations

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.own.conftest import Joins, joins
from tests.placements.conftest import acting, mother, place, placement, scheme, seen_by_ditte
from tests.practicalcourses.conftest import (
    FIND_BY,
    course,
    dropped,
    plan,
    proposed,
    seeking,
    taken,
)
from tests.web.conftest import Answer, ClientFor, read
from tests.web.test_mine import custody_of, way
from tests.web.test_placements import page_of, post
from tests.web.test_placements import way as act

from stafet.access import api as access
from stafet.placements.api import Holder, Placement
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import Course, SeatState

__all__ = [
    "course",
    "dropped",
    "joins",
    "mother",
    "place",
    "placement",
    "plan",
    "scheme",
    "seeking",
    "seen_by_ditte",
]

CATALOGUE, NEEDS = "/placements/courses/", "/placements/courses/needs/"


@pytest.fixture
def rita(everyone: Cast) -> access.User:
    """Rita organises for the other town."""
    with access.job_scope(everyone.elsewhere.pk):
        user = access.User(email="rita@example.org", name="Rita Rask", language="en")
        user.set_unusable_password()
        user.save()
        access.Membership.objects.create(
            user=user,
            organisation=everyone.other_guidance,
            role=access.Role.COORDINATOR,
            starts_at=NOW,
        )
        return user


def sent(everyone: Cast, **changes: object) -> dict[str, object]:
    """The form of a course."""
    return {
        "name": "Wood and metal",
        "words": "A stool and a lamp",
        "branch": "building",
        "provider": str(everyone.vocational.pk),
        "place": "Workshop 2",
        "starts_on": "9.9.2026",
        "last_day": "31.5.2027",
        "weekdays": ["3"],
        "weeks": "30",
        "grades": ["8", "9"],
        "seats": "4",
        "price": "800",
        "paid_for": "every_seat",
        "split": "quota",
        "contact_name": "Villy Værk",
        "contact_phone": "70 11 11 11",
        **changes,
    }


def test_a_course_is_written_down_changed_and_cancelled(everyone: Cast, client_for: ClientFor) -> None:
    gro = client_for(everyone.gro)
    assert "No course is written down" in read(gro.get(CATALOGUE))
    wrong = read(post(gro, f"{CATALOGUE}new/", sent(everyone, last_day="1.9.2026")))
    assert "The last day is not before the first." in wrong
    made = post(gro, f"{CATALOGUE}new/", sent(everyone))
    page = read(made)
    assert "96,000 DKK" in page
    assert "800 DKK for a seat and a week, 30 weeks" in page
    assert "0 of 4 seats are held now." in page
    assert "already" in read(post(gro, f"{CATALOGUE}new/", sent(everyone)))
    page = read(post(gro, act(made, "/change/"), sent(everyone, seats="5", place="Workshop 3")))
    assert "Workshop 3" in page
    assert "120,000 DKK" in page
    gone = post(gro, act(made, "/cancel/"), {"because": "The master joiner is ill"})
    assert "This course is cancelled" in read(gone)
    assert "Cancelled" in read(gro.get(CATALOGUE))


def test_seats_are_shared_and_another_town_reads_no_number_of_ours(
    everyone: Cast, dropped: Placement, course: Course, rita: access.User, client_for: ClientFor
) -> None:
    proposed(everyone, dropped, course)
    gro, hers = client_for(everyone.gro), client_for(rita)
    here = f"{CATALOGUE}{course.pk}/"
    assert hers.get(here).status_code == 404
    too_many = post(gro, f"{here}share/", {"town": str(everyone.elsewhere.pk), "quota": "4"})
    assert "From 1 to 3 seats can be given" in read(too_many)
    page = read(post(gro, f"{here}share/", {"town": str(everyone.elsewhere.pk), "quota": "2"}))
    assert "Anden Kommune" in page
    assert "2 seats on “Wood and metal” are offered to your municipality" in read(hers.get(CATALOGUE))
    terms = read(hers.get(f"{here}answer/"))
    assert "If every seat is used" in terms
    assert "48,000 DKK" in terms
    assert "2 seats free of 2" in read(post(hers, f"{here}answer/", {"answer": "yes"}))
    theirs = read(hers.get(here))
    assert "48,000 DKK" in theirs
    assert "not shown" in theirs
    assert "seats are held now" not in theirs
    assert "Amina" not in theirs
    assert "1 of 4 seats are held now." in read(gro.get(here))
    assert hers.get(f"{here}change/").status_code == 404
    assert "Agreed" in read(hers.get(f"{here}answer/"))


def test_the_provider_reads_how_many_and_nobody(
    everyone: Cast, dropped: Placement, course: Course, client_for: ClientFor
) -> None:
    proposed(everyone, dropped, course)
    page = read(client_for(everyone.freja).get(f"{CATALOGUE}{course.pk}/"))
    assert "1 of 4 seats are held now." in page
    assert "A seat opens nobody to a provider." in page
    assert "Amina" not in page


def test_the_towns_day_is_set_and_whoever_has_no_company_stands_in_the_list(
    everyone: Cast, seeking: Placement, course: Course, client_for: ClientFor
) -> None:
    gro, bo = client_for(everyone.gro), client_for(everyone.bo)
    assert "Everybody you may see has a place" in read(bo.get(NEEDS))
    told = {
        "kind": "junior_apprenticeship",
        "starts_in": "2026",
        "find_by": f"{FIND_BY.day}.{FIND_BY.month}.{FIND_BY.year}",
        "first_day": f"{FIND_BY.day}.{FIND_BY.month}.{FIND_BY.year}",
        "decided": "The council",
    }
    assert "after the last day to find one" in read(post(gro, f"{CATALOGUE}day/", told))
    page = read(post(gro, f"{CATALOGUE}day/", {**told, "first_day": "9.9.2026"}))
    assert (
        "Pupils look for a company until 29 August 2026. The first company day is 9 September 2026." in page
    )
    listed = bo.get(NEEDS)
    assert "The first company day is lost on Wednesday 9 September, in 8 days" in read(listed)
    assert bo.get(f"{CATALOGUE}day/").status_code == 404
    page = read(
        post(bo, act(listed, f"{seeking.pk}/course/"), {"course": str(course.pk), "why_this": "Wood"})
    )
    assert "Practical course: Wood and metal" in page
    assert "These have not said yes:" in page
    assert "Mona Holm" in page
    assert "“Wood and metal” is proposed. An answer is due on" in read(bo.get(NEEDS))


def test_an_answer_on_paper_and_the_way_through_the_course(
    everyone: Cast, dropped: Placement, course: Course, mother: Holder, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    proposed(everyone, dropped, course)
    page: Answer = bo.get(page_of(amina))
    answer = act(page, "/answer/")
    post(bo, answer, {"who": "young_person", "answer": "yes"})
    page = post(bo, answer, {"who": str(mother.custody_id), "answer": "yes"})
    assert "On a practical course" in read(page)
    assert "This is “Has the seat” now." in read(bo.get(answer))
    on = {"on": f"{TODAY.day}.{TODAY.month}.{TODAY.year}"}
    page = post(bo, act(page, "/move/start/"), on)
    assert "Has begun on the course" in read(page)
    leave = act(page, "/move/leave/")
    assert "Say why, in a few words" in read(post(bo, leave, on))
    page = post(bo, leave, {**on, "words": "Would rather cook"})
    assert "Would rather cook" in read(page)
    assert "Needs another place" in read(bo.get("/placements/"))
    assert bo.get(leave.replace("leave", "accept")).status_code == 404
    assert bo.get(f"/placements/{dropped.pk}/move/take_course/").status_code == 404


def test_nothing_that_fits_says_whom_to_ask(
    everyone: Cast, dropped: Placement, client_for: ClientFor
) -> None:
    page = read(client_for(everyone.bo).get(f"/placements/{dropped.pk}/course/"))
    assert "No course with a free seat fits" in page


def test_everybody_at_home_answers_for_themselves(
    everyone: Cast, dropped: Placement, course: Course, amina: Held, joins: Joins, client_for: ClientFor
) -> None:
    young = client_for(joins(amina))
    father = client_for(joins(amina, custody_of(amina, "Far Lund"), email="far@example.org"))
    seat = proposed(everyone, dropped, course)
    page = read(young.get(way(amina, "placement/")))
    assert "A practical course is proposed: read it, and answer" in page
    here = way(amina, f"placement/course/{seat.pk}/")
    assert "You need not: you can go on looking for a company." in read(young.get(here))
    page = read(post(young, here, {"answer": "yes"}))
    assert "Your answer is written down." not in page  # it stands above the page
    assert "read it, and answer" not in page
    theirs = read(father.get(way(amina, "placement/")))
    assert "read it, and answer" in theirs
    assert "Mona Holm" not in theirs
    page = read(post(father, here, {"answer": "no"}))
    assert "Practical course: Wood and metal" not in page
    assert "This is" not in page
    assert read(young.get(here)).count("Said no to") == 1
    with acting(everyone.bo):
        assert courses.seats_of_person(amina.person.pk)[0].state == SeatState.DECLINED


def test_nobody_opens_the_seat_of_another(
    everyone: Cast, dropped: Placement, course: Course, amina: Held, client_for: ClientFor
) -> None:
    seat = proposed(everyone, dropped, course)
    carl = client_for(everyone.carl)
    for end in ("answer/", "move/take_back/"):
        assert carl.get(f"{CATALOGUE}seats/{seat.pk}/{end}").status_code == 404
    assert carl.get(f"/placements/{dropped.pk}/course/").status_code == 404


def test_a_late_answer_and_a_cancelled_course_are_said_in_the_list(
    everyone: Cast, dropped: Placement, course: Course, client_for: ClientFor, database: psycopg.Connection
) -> None:
    bo, seat = client_for(everyone.bo), proposed(everyone, dropped, course)
    assert "“Wood and metal” is proposed. An answer is due on" in read(bo.get(NEEDS))
    database.execute(
        "UPDATE practicalcourses_courseseat SET proposed_on = '2026-08-01', answer_by = '2026-08-31'"
    )
    assert "An answer was due on 31 August 2026: call, or take it back" in read(bo.get(NEEDS))
    with acting(everyone.gro) as gro:
        courses.cancel_course(course=course, because="The master joiner is ill", by=gro, at=NOW)
    assert "The course is cancelled: The master joiner is ill" in read(bo.get(NEEDS))
    assert "Nothing waits" not in read(bo.get(f"{CATALOGUE}seats/{seat.pk}/answer/"))
    page = post(bo, f"{CATALOGUE}seats/{seat.pk}/answer/", {"who": "young_person", "answer": "yes"})
    assert "The course is cancelled" in read(page)


def test_whose_course_is_cancelled_while_they_are_there_is_said_in_the_list(
    everyone: Cast, dropped: Placement, course: Course, mother: Holder, client_for: ClientFor
) -> None:
    taken(everyone, proposed(everyone, dropped, course), mother)
    with acting(everyone.gro) as gro:
        courses.cancel_course(course=course, because="The master joiner is ill", by=gro, at=NOW)
    assert "The course they were on is cancelled" in read(client_for(everyone.bo).get(NEEDS))
