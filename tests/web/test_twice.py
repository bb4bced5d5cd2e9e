"""Was somebody registered twice? One proposes by an exact fact, another decides, and it can be undone."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, a_person, a_spell, covered
from tests.web.conftest import ClientFor, read

from stafet.access import api as access
from stafet.duplicates import api as duplicates
from stafet.people import api as people
from stafet.responsibility import api as responsibility

BORN = date(2010, 5, 17)


@pytest.fixture
def twins(everyone: Cast) -> tuple[Held, Held]:
    """Amina, whom the guidance unit has, and Amina, whom the school has."""
    with access.job_scope(everyone.hedeby.pk):
        duty = [everyone.guidance, everyone.town]
        one = covered(a_person(everyone.hedeby), everyone.guidance, user=everyone.bo, duty=duty)
        other = covered(a_person(everyone.hedeby), everyone.school, duty=duty)
        a_spell(other.person, everyone.school)
    return one, other


def propose(client: Client, one: Held, other: Held) -> str:
    """Propose to keep the first; returns the address of what waits."""
    client.post(f"/twice/{one.person.pk}/{other.person.pk}/", {"keep": str(one.person.pk)})
    with access.job_scope(one.person.municipality_id):
        merge = duplicates.Merge.objects.get()
    return f"/merges/{merge.pk}/"


def test_a_pair_is_shown_side_by_side_with_what_each_has(
    everyone: Cast, client_for: ClientFor, twins: tuple[Held, Held]
) -> None:
    one, other = twins
    client = client_for(everyone.gro)
    assert "May be one person" in read(client.get("/twice/"))
    page = read(client.get(f"/twice/{one.person.pk}/{other.person.pk}/"))
    assert "The same name and the same birth date" in page
    assert "Ungevejledningen Hedeby, Bo Bertelsen" in page
    assert "Bakkeskolen" in page
    assert "It can be undone within 30 days." in page


def test_one_proposes_another_decides_and_the_list_offers_to_undo(
    everyone: Cast, client_for: ClientFor, twins: tuple[Held, Held]
) -> None:
    one, other = twins
    gro, bo = client_for(everyone.gro), client_for(everyone.bo)
    where = propose(gro, one, other)
    own = read(gro.get(where))
    assert "You proposed it" in own
    assert "They are one: merge" not in own
    assert gro.post(where, {"decision": "merge"}).status_code == 409, "not even by hand"

    assert "They are one: merge" in read(bo.get(where))
    answer = bo.post(where, {"decision": "merge"})
    assert answer.headers["Location"] == f"/people/{one.person.pk}/"
    assert "Merged lately" in read(bo.get("/twice/"))
    assert merged_into(everyone, other) == one.person.pk

    undo = bo.get(f"{where}undo/")
    assert "Make them two again" in read(undo)
    bo.post(f"{where}undo/")
    assert merged_into(everyone, other) is None
    assert holder(everyone, other) == everyone.school.pk


def test_what_came_since_is_given_by_choice(
    everyone: Cast, client_for: ClientFor, twins: tuple[Held, Held]
) -> None:
    one, other = twins
    where = propose(client_for(everyone.gro), one, other)
    bo = client_for(everyone.bo)
    bo.post(where, {"decision": "merge"})
    with access.job_scope(everyone.hedeby.pk):
        step = responsibility.add_step(
            person=one.person,
            step=responsibility.StepDraft(responsibility.StepKind.FOLLOW_UP, date(2026, 10, 1), words="Ring"),
            by=access.actor_for(everyone.bo, at=NOW),
            at=NOW.replace(hour=9),
        )
    assert "Follow up: Ring" in read(bo.get(f"{where}undo/"))
    bo.post(f"{where}undo/", {"steps": [str(step.pk)]})
    with access.job_scope(everyone.hedeby.pk):
        assert responsibility.NextStep.objects.get(pk=step.pk).person_id == other.person.pk


def test_they_are_two_and_are_not_proposed_again(
    everyone: Cast, client_for: ClientFor, twins: tuple[Held, Held]
) -> None:
    where = propose(client_for(everyone.gro), *twins)
    client_for(everyone.bo).post(where, {"decision": "two"})
    assert "Nobody seems to be registered twice" in read(client_for(everyone.gro).get("/twice/"))


def test_a_protected_person_is_never_in_the_list(
    everyone: Cast, client_for: ClientFor, twins: tuple[Held, Held]
) -> None:
    one, other = twins
    with access.job_scope(everyone.hedeby.pk):
        access.hide_person(
            municipality_id=everyone.hedeby.pk,
            person_id=other.person.pk,
            readers=[everyone.gro.pk],
            by=access.actor_for(everyone.gro, at=NOW),
            at=NOW,
        )
    gro = client_for(everyone.gro)
    assert "Nobody seems to be registered twice" in read(gro.get("/twice/"))
    assert gro.get(f"/twice/{one.person.pk}/{other.person.pk}/").status_code == 404


def test_whoever_does_not_take_in_does_not_find_it(
    everyone: Cast, client_for: ClientFor, twins: tuple[Held, Held]
) -> None:
    one, other = twins
    for who in (everyone.ditte, everyone.freja, everyone.viggo):
        assert client_for(who).get("/twice/").status_code == 404
    assert client_for(everyone.carl).get(f"/twice/{one.person.pk}/{other.person.pk}/").status_code == 404


def test_a_choice_that_was_not_made_is_asked_for(
    everyone: Cast, client_for: ClientFor, twins: tuple[Held, Held]
) -> None:
    one, other = twins
    answer = client_for(everyone.gro).post(f"/twice/{one.person.pk}/{other.person.pk}/", {})
    assert "This field is required" in read(answer)


def merged_into(everyone: Cast, held: Held) -> object:
    with access.job_scope(everyone.hedeby.pk):
        return people.Person.objects.get(pk=held.person.pk).merged_into_id


def holder(everyone: Cast, held: Held) -> object:
    with access.job_scope(everyone.hedeby.pk):
        return responsibility.Holding.objects.get(person=held.person, ends_at=None).organisation_id
