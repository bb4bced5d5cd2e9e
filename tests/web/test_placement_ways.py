"""Where one goes from the placements, and what is shared with other municipalities on which agreement."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.partnerships.conftest import adopt_next, keeping, partnership
from tests.placements.conftest import acting, mother, place, placement, scheme, seen_by_ditte
from tests.practicalcourses.conftest import course, dropped, proposed
from tests.web.conftest import ClientFor, read
from tests.web.test_courses import rita
from tests.web.test_placements import post

from stafet.access import api as access
from stafet.partnerships.api import Partnership, PartyFacts, PartyKind, add_party
from stafet.placements.api import Placement
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import Course
from stafet.web.placement_ways import placement_ways

__all__ = [
    "course",
    "dropped",
    "mother",
    "partnership",
    "place",
    "placement",
    "rita",
    "scheme",
    "seen_by_ditte",
]

SHARED = "/placements/shared/"


@pytest.fixture
def offered(everyone: Cast, course: Course) -> courses.CourseShare:
    """Two of four seats are offered to the other town."""
    with acting(everyone.gro) as gro:
        return courses.offer_share(
            course=course, municipality_id=everyone.elsewhere.pk, quota=2, by=gro, at=course.known_at
        )


def test_every_page_of_the_placements_is_one_way_from_the_first(
    everyone: Cast, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    page = bo.get("/placements/").content.decode()
    ways = placement_ways()
    hrefs = [each.href for group in ways.groups for each in group.items]
    assert len(hrefs) == len(set(hrefs))
    assert {ways.main.href, *(few.href for few in ways.few)} <= set(hrefs)
    assert len(ways.few) <= 3
    for href in hrefs:
        assert f'href="{href}"' in page
        assert bo.get(href).status_code == 200, href


def test_seats_without_an_agreement_are_said_and_nobody_is_named(
    everyone: Cast,
    dropped: Placement,
    course: Course,
    offered: courses.CourseShare,
    rita: access.User,
    client_for: ClientFor,
) -> None:
    proposed(everyone, dropped, course)
    gro, hers = client_for(everyone.gro), client_for(rita)
    ours = read(gro.get(SHARED))
    assert "No co-operation with Anden Kommune is written down" in ours
    assert "Waits for the answer of Anden Kommune" in ours
    theirs = read(hers.get(SHARED))
    assert "Waits for our answer" in theirs
    assert "Wood and metal" in theirs
    assert "Amina" not in ours + theirs
    post(hers, f"/placements/courses/{course.pk}/answer/", {"answer": "yes"})
    assert "Agreed by both" in read(gro.get(SHARED))


def test_an_agreement_stands_beside_the_seats_it_covers(
    everyone: Cast,
    offered: courses.CourseShare,
    partnership: Partnership,
    client_for: ClientFor,
) -> None:
    gro = client_for(everyone.gro)
    facts = PartyFacts(PartyKind.GUIDANCE_UNIT, organisation_id=everyone.other_guidance.pk)
    with keeping(everyone, everyone.gro) as by:
        add_party(
            partnership=partnership,
            facts=facts,
            joined_on=partnership.begun_on,
            by=by,
            at=partnership.known_at,
        )
    page = read(gro.get(SHARED))
    assert "No terms are adopted with Anden Kommune" in page
    assert "No seats are shared with them this school year." in page  # of Nabo Kommune, which is only named
    terms = adopt_next(everyone, partnership, purpose="We share seats")
    answer = gro.get(SHARED)
    assert f'href="/co-operation/terms/{terms.pk}/"' in answer.content.decode()
    page = read(answer)
    assert f"{everyone.other_guidance.name} has not signed" in page
    assert "Nobody of theirs takes part as a party" in page
    assert "No terms are adopted with" not in page


def test_what_crosses_is_said_even_where_nothing_is_shared(everyone: Cast, client_for: ClientFor) -> None:
    page = read(client_for(everyone.carl).get(SHARED))
    assert "Nothing is shared with another municipality" in page
    assert "a seat opens nobody" in page
    assert "how to reach them" in page
