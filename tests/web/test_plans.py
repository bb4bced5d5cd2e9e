"""The plan in the browser: from the first goal to its approval, and who leaves without one."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import Cast
from tests.factories import TODAY, Held, a_person, a_spell, covered
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access

GOAL = {
    "words": "Carpenter",
    "term": "short",
    "step_words": "Visit the technical school",
    "done_by": "young_person",
    "due_on": "14.9.2027",
}
TODAYS = {"on": f"{TODAY.day}.{TODAY.month}.{TODAY.year}"}


def post(client: object, path: str, sent: dict[str, str] | None = None) -> Answer:
    answer: Answer = client.post(path, sent or {}, follow=True)  # type: ignore[attr-defined]
    return answer


def test_a_plan_goes_from_its_first_goal_to_its_approval(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo, plan = client_for(everyone.bo), f"/people/{amina.person.pk}/plan/"
    assert "There is no plan yet" in read(bo.get(plan))

    begun = read(post(bo, f"{plan}goals/new/", GOAL))
    assert "Carpenter" in begun
    assert "Visit the technical school" in begun
    post(bo, f"{plan}words/strengths/", {"voice": "counsellor", "words": "Patient with wood"})
    post(bo, f"{plan}support/", {"words": "A quiet room"})
    post(bo, f"{plan}move/discuss/", TODAYS)
    refused = read(post(bo, f"{plan}move/approve/"))
    assert "under age: those with custody see the plan" in refused
    post(bo, f"{plan}move/show/", TODAYS)
    approved = read(post(bo, f"{plan}move/approve/"))

    assert "Version 1" in approved
    assert "A quiet room" in approved
    version = read(bo.get(f"{plan}versions/1/"))
    for words in ("Carpenter", "Visit the technical school", "Patient with wood", "Approved by Bo Bertelsen"):
        assert words in version
    assert "quiet" not in version


@pytest.mark.parametrize(("who", "leads_on"), [("bo", False), ("gro", True)])
def test_the_way_to_a_rule_is_shown_to_whoever_may_go_it(
    everyone: Cast, amina: Held, client_for: ClientFor, who: str, leads_on: bool
) -> None:
    client = client_for(getattr(everyone, who))
    ways = {
        href
        for href in tree(client.get(f"/people/{amina.person.pk}/plan/")).values("href")
        if href.startswith("/administration/rules/")
    }
    assert bool(ways) is leads_on
    assert all(client.get(href).status_code == 200 for href in ways)


def test_nothing_typed_is_lost(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo = client_for(everyone.bo)
    answer = bo.post(f"/people/{amina.person.pk}/plan/goals/new/", {**GOAL, "due_on": "14.13.2027"})
    assert 'value="Carpenter"' in answer.content.decode()


def test_a_step_is_done_and_a_goal_closed(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo, plan = client_for(everyone.bo), f"/people/{amina.person.pk}/plan/"
    post(bo, f"{plan}goals/new/", GOAL)
    page = tree(bo.get(plan)).one("main")
    hrefs = [link.get("href") for link in page.all("a")]
    done, close = (next(h for h in hrefs if h.endswith(end)) for end in ("/done/", "/close/"))
    assert "done" in read(post(bo, done, TODAYS))
    closed = read(post(bo, close, {"state": "reached", "outcome": "Has a place"}))
    assert "Reached: Has a place" in closed
    assert "This step is done." in read(bo.get(done))


def test_who_leaves_without_a_plan_is_listed_with_each_school_s_base(
    everyone: Cast, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for name in ("Bilal", "Clara"):
            person = a_person(everyone.hedeby, name)
            a_spell(person, everyone.school, unit=everyone.class_9a)
            covered(person, everyone.guidance, user=everyone.bo)
    page = read(client_for(everyone.bo).get("/plans/"))
    assert "Bilal Holm" in page
    assert "Not begun" in page
    chosen = read(client_for(everyone.bo).get(f"/plans/?school={everyone.school.pk}"))
    assert "Clara Holm" in chosen
    assert "All schools" in chosen


def test_of_whoever_is_of_age_nothing_is_shown_at_home(everyone: Cast, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Bilal", birth_date=date(2008, 9, 1))
        covered(person, everyone.guidance, user=everyone.bo)
    bo, plan = client_for(everyone.bo), f"/people/{person.pk}/plan/"
    post(bo, f"{plan}goals/new/", GOAL)
    page = read(post(bo, f"{plan}move/discuss/", TODAYS))
    assert "Nobody at home, since the 18th birthday" in page
    for words in ("Seen at home", "Write down that it was seen at home", "until the 18th birthday"):
        assert words not in page
    assert "of age" in read(post(bo, f"{plan}move/show/", TODAYS))
    assert "Version 1" in read(post(bo, f"{plan}move/approve/"))


def test_whoever_writes_in_no_plan_meets_no_list(everyone: Cast, client_for: ClientFor) -> None:
    assert client_for(everyone.viggo).get("/plans/").status_code == 404
