"""A colleague leaves: first it is shown what would be moved, then all of it is, and nothing is left behind."""

from __future__ import annotations

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import a_person, covered, hidden
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.responsibility.api import Holding, NextStep


@pytest.fixture
def helle(everyone: Cast, database: psycopg.Connection) -> access.User:
    """A second school leader, who can take over."""
    user = access.User(email="helle@example.org", name="Helle Hansen", language="en")
    with access.job_scope(everyone.hedeby.pk):
        user.save()
        access.Membership.objects.create(
            user=user, organisation=everyone.school, role=access.Role.SCHOOL_LEADER, starts_at=NOW
        )
    return user


@pytest.fixture(autouse=True)
def three_people(everyone: Cast) -> None:
    """Ditte has three young people at the school, one of them protected and not hers to see."""
    with access.job_scope(everyone.hedeby.pk):
        for name in ("Emil", "Ida", "Skjult"):
            held = covered(a_person(everyone.hedeby, name), everyone.school, user=everyone.ditte)
            if name == "Skjult":
                hidden(held.person, everyone.bo)


def form(cast: Cast, to: access.User | None, **changes: str) -> dict[str, str]:
    where = cast.school.pk
    return {"who": f"{where}/{cast.ditte.pk}", "to": f"{where}/{to.pk}" if to else "", **changes}


def had_by(cast: Cast, user: access.User) -> tuple[int, int]:
    with access.job_scope(cast.hedeby.pk):
        return (
            Holding.objects.filter(holder=user, ends_at=None).count(),
            NextStep.objects.open().filter(assignee=user).count(),
        )


def test_what_would_be_moved_is_shown_and_nothing_is_moved(
    everyone: Cast, helle: access.User, client_for: ClientFor
) -> None:
    page = read(client_for(everyone.ditte).post("/leaving/", form(everyone, helle)))
    for said in ("2 people", "2 open steps", "from Ditte Dam", "to Helle Hansen", "protected people"):
        assert said in page
    assert had_by(everyone, everyone.ditte) == (3, 3)


def test_moving_leaves_nothing_behind_but_what_only_named_readers_see(
    everyone: Cast, helle: access.User, client_for: ClientFor
) -> None:
    client = client_for(everyone.ditte)
    check = tree(client.post("/leaving/", form(everyone, helle)))
    carried = {f.get("name"): f.get("value") for f in check.all("input", type_="hidden", form="confirmation")}
    answer = client.post("/leaving/", carried, follow=True)
    assert "All the rest is moved." in answer.content.decode()
    assert had_by(everyone, helle) == (2, 2)
    assert had_by(everyone, everyone.ditte) == (1, 1)


def test_it_may_wait_for_everybody_there(everyone: Cast, helle: access.User, client_for: ClientFor) -> None:
    client_for(everyone.ditte).post("/leaving/", form(everyone, None, go="do"))
    assert had_by(everyone, everyone.ditte) == (1, 1)
    assert had_by(everyone, helle) == (0, 0)


@pytest.mark.parametrize(
    ("to", "said"), [("self", "somebody else than the colleague who leaves"), ("bo", "Select a valid choice")]
)
def test_it_goes_to_somebody_else_of_the_same_place(
    everyone: Cast, client_for: ClientFor, to: str, said: str
) -> None:
    heir = everyone.ditte if to == "self" else everyone.bo
    page = read(client_for(everyone.ditte).post("/leaving/", form(everyone, heir, go="do")))
    assert said in page
    assert had_by(everyone, everyone.ditte) == (3, 3)


@pytest.mark.parametrize("who", ["bo", "freja", "tove", "viggo"])
def test_only_whoever_leads_moves_the_work_of_others(everyone: Cast, client_for: ClientFor, who: str) -> None:
    client = client_for(getattr(everyone, who))
    assert client.get("/leaving/").status_code == 404
    assert client.post("/leaving/", form(everyone, None, go="do")).status_code == 404
    assert had_by(everyone, everyone.ditte) == (3, 3)


def test_a_leader_elsewhere_can_not_choose_our_colleagues(everyone: Cast, client_for: ClientFor) -> None:
    page = read(client_for(everyone.gro).post("/leaving/", form(everyone, None, go="do")))
    assert "Select a valid choice" in page
    assert had_by(everyone, everyone.ditte) == (3, 3)
