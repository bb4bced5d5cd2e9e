"""What waits about placements stands on Today: each placement once, with the first thing to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, a_spell, covered
from tests.followup.conftest import at_work
from tests.placements.conftest import (
    acting,
    amina,
    approved,
    drafted,
    mother,
    place,
    placement,
    scheme,
    seen_by_ditte,
    signed,
)
from tests.web.conftest import ClientFor, tree
from tests.web.test_today_talks import section

from stafet.access import api as access
from stafet.followup import api as followup
from stafet.kernel import clock
from stafet.placements import api as placements
from stafet.placements.api import Holder, Place, Placement, Scheme

__all__ = ["amina", "at_work", "mother", "place", "placement", "scheme", "seen_by_ditte"]


def test_a_placement_stands_once_with_the_first_thing_to_do_and_how_much_more(
    everyone: Cast, at_work: Placement, client_for: ClientFor
) -> None:
    with acting(everyone.bo) as bo:
        talk = followup.plan_check_in(
            placement=at_work,
            facts=followup.CheckInFacts(followup.Side.HOST, TODAY, "Bo Bertelsen"),
            by=bo,
            at=NOW,
        )
    page = client_for(everyone.bo).get("/")
    said = section(page, "placements")
    assert len(tree(page).one("section", id="placements").all("h3")) == 1
    assert "A talk about how it goes is due" in said
    assert "1 placement" in said
    assert f"/follow-up/talks/{talk.pk}/" in tree(page).one("main").values("href")
    with clock.at_moment(NOW + timedelta(days=14)):
        later_page = client_for(everyone.bo).get("/")
    assert len(tree(later_page).one("section", id="placements").all("h3")) == 1
    later = section(later_page, "placements")
    assert "and 2 more things at this placement" in later
    assert not section(client_for(everyone.viggo).get("/"), "placements")


def test_the_leader_decides_from_today(
    everyone: Cast, placement: Placement, place: Place, mother: Holder, client_for: ClientFor
) -> None:
    row = signed(everyone, drafted(everyone, placement, place, mother), mother)
    page = client_for(everyone.ditte).get("/")
    assert "it waits for the leader" in section(page, "placements")
    assert f"/agreements/{row.pk}/" in tree(page).one("main").values("href")
    assert "Decide" in section(page, "placements")
    assert not section(client_for(everyone.bo).get("/"), "placements")
    with clock.at_moment(NOW + timedelta(days=14)):
        said = section(client_for(everyone.bo).get("/"), "placements")
    assert "it waits for the leader" in said
    assert "Decide" not in said
    approved(everyone, row)
    assert not section(client_for(everyone.ditte).get("/"), "placements")


def test_companies_that_let_the_question_run_out_are_one_row_for_whoever_organises(
    everyone: Cast, place: Place, client_for: ClientFor
) -> None:
    with acting(everyone.bo) as bo:
        placements.ask_host(host=place.host, by=bo, at=NOW)
    assert not section(client_for(everyone.gro).get("/"), "placements")
    with clock.at_moment(NOW + timedelta(days=15)):
        said = section(client_for(everyone.gro).get("/"), "placements")
        assert "1 company" in said
        assert "the link has run out without an answer" in said
        assert not section(client_for(everyone.bo).get("/"), "placements")


def test_ten_times_as_many_placements_cost_no_more_queries(
    everyone: Cast, scheme: Scheme, client_for: ClientFor, queries: Callable[[], int]
) -> None:
    bo = client_for(everyone.bo)

    def more(how_many: int) -> None:
        for number in range(how_many):
            with access.job_scope(everyone.hedeby.pk):
                person = a_person(everyone.hedeby, "Barn", f"Nummer{number}")
                a_spell(person, everyone.school, unit=everyone.class_9a)
                held = covered(person, everyone.guidance, user=everyone.bo)
            _without_a_company(everyone, held, scheme)

    more(2)
    bo.get("/")
    queries()
    assert section(bo.get("/"), "placements")
    few = queries()
    more(10)
    queries()
    bo.get("/")
    assert queries() == few


def _without_a_company(everyone: Cast, held: Held, scheme: Scheme) -> None:
    """Somebody whose company has stopped."""
    with acting(everyone.bo) as bo:
        row = placements.begin_placement(person=held.person, scheme=scheme, by=bo, at=NOW)
    with access.job_scope(everyone.hedeby.pk):
        Placement.objects.filter(pk=row.pk).update(state="changing", started_on=TODAY)
