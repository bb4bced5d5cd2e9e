"""Next steps: agreed on, finished, moved and given away; nobody is left without one, and nothing typed is lost."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_step
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.kernel import clock
from stafet.overview import api as overview
from stafet.responsibility.api import NextStep, StepKind, StepOutcome, StepState

NEXT = {"kind": "follow_up", "words": "Call his mother", "due_on": "20.9.2026"}


def step_now(cast: Cast, key: UUID) -> NextStep:
    with access.job_scope(cast.hedeby.pk):
        return NextStep.objects.get(pk=key)


def open_steps(cast: Cast, held: Held) -> list[NextStep]:
    with access.job_scope(cast.hedeby.pk):
        return list(NextStep.objects.open().filter(person=held.person).order_by("due_on"))


def test_a_step_is_agreed_on(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    me = f"user-{everyone.bo.pk}"
    answer = client_for(everyone.bo).post(
        f"/people/{amina.person.pk}/steps/new/", {**NEXT, "assignee": me}, follow=True
    )
    assert "The next step is set." in answer.content.decode()
    added = open_steps(everyone, amina)[-1]
    assert (added.kind, added.words, added.due_on, added.assignee_id) == (
        StepKind.FOLLOW_UP,
        "Call his mother",
        date(2026, 9, 20),
        everyone.bo.pk,
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"due_on": "31.2.2026"}, "Write the day as day, month and year"),
        ({"due_on": "1.8.2026"}, "A next step lies ahead"),
        ({"due_on": ""}, "This field is required"),
        ({"kind": "other", "words": ""}, "Say in a few words what it is"),
        ({"kind": "coup"}, "Select a valid choice"),
        ({"assignee": "user-x"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_on_top_and_at_its_field_and_nothing_is_lost(
    everyone: Cast, amina: Held, client_for: ClientFor, wrong: dict[str, str], said: str
) -> None:
    typed = {**NEXT, **wrong}
    page = tree(client_for(everyone.bo).post(f"/people/{amina.person.pk}/steps/new/", typed))
    summary = page.one("div", css="error-summary")
    assert said in summary.text
    field = summary.one("a").get("href").removeprefix("#")
    assert page.all(id=field), "the way on top leads to the field"
    assert [node.text for node in page.all("span", css="form-error-message") if said in node.text]
    assert page.one("input", name="words").get("value") == typed["words"]
    assert page.one("input", name="due_on").get("value") == typed["due_on"]
    assert len(open_steps(everyone, amina)) == 1


def test_the_last_step_needs_a_next_one(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    page = read(client_for(everyone.bo).post(f"/steps/{amina.step.pk}/finish/", {"outcome": "reached_goal"}))
    assert "Nobody is without a next step" in page
    assert step_now(everyone, amina.step.pk).state == StepState.OPEN


def test_finishing_writes_what_came_of_it_and_what_comes_next(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    answer = client_for(everyone.bo).post(
        f"/steps/{amina.step.pk}/finish/", {"outcome": "agreed_next", **NEXT}, follow=True
    )
    assert "Follow up: Call his mother" in read(answer)
    done = step_now(everyone, amina.step.pk)
    assert (done.state, done.outcome, done.closed_by_id) == (
        StepState.DONE,
        StepOutcome.AGREED_NEXT,
        everyone.bo.pk,
    )


def test_while_another_step_is_open_nothing_more_need_follow(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        a_step(amina.person, everyone.guidance)
    client_for(everyone.bo).post(f"/steps/{amina.step.pk}/finish/", {"outcome": "reached_goal"})
    assert step_now(everyone, amina.step.pk).state == StepState.DONE


def test_a_next_step_that_is_begun_needs_its_day(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        a_step(amina.person, everyone.guidance)
    typed = {"outcome": "reached_goal", "kind": "follow_up"}
    assert "A next step has a date" in read(
        client_for(everyone.bo).post(f"/steps/{amina.step.pk}/finish/", typed)
    )


def test_when_a_colleague_was_faster_the_page_says_what_stands_now(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    client_for(everyone.bo).post(f"/steps/{amina.step.pk}/finish/", {"outcome": "reached_goal", **NEXT})
    for answer in (
        client_for(everyone.bo).get(f"/steps/{amina.step.pk}/finish/"),
        client_for(everyone.bo).post(f"/steps/{amina.step.pk}/finish/", {"outcome": "declined", **NEXT}),
    ):
        page = tree(answer).one("main")
        assert "This step is closed" in page.text
        assert "It was done as agreed. Closed 1 Sept 2026 at 10:00 by Bo Bertelsen." in page.text
        assert page.all("form", css="act") == []
    assert len(open_steps(everyone, amina)) == 1


def test_a_step_is_moved_with_its_reason(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    client = client_for(everyone.bo)
    client.post(f"/steps/{amina.step.pk}/postpone/", {"to": "2026-09-20", "because": "Exams"})
    moved = step_now(everyone, amina.step.pk)
    assert (moved.due_on, moved.postponed, moved.postponed_because) == (date(2026, 9, 20), 1, "Exams")
    assert "Moved once." in read(client.get(f"/people/{amina.person.pk}/"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"to": "2.9.2026", "because": "Sooner"}, "Choose a later day"),
        ({"to": "20.9.2026", "because": ""}, "This field is required"),
    ],
)
def test_moving_needs_a_later_day_and_a_reason(
    everyone: Cast, amina: Held, client_for: ClientFor, typed: dict[str, str], said: str
) -> None:
    page = read(client_for(everyone.bo).post(f"/steps/{amina.step.pk}/postpone/", typed))
    assert said in page
    assert step_now(everyone, amina.step.pk).postponed == 0


def test_a_day_set_by_law_is_not_moved(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        step = a_step(
            amina.person,
            everyone.guidance,
            kind=StepKind.OFFER_ACTIVITY,
            due_on=TODAY + timedelta(days=5),
            rule="dk.off_plan.new_offer_within",
        )
    typed = {"to": "30.9.2026", "because": "No place"}
    assert "By law this is due on 6 September 2026" in read(
        client_for(everyone.bo).post(f"/steps/{step.pk}/postpone/", typed)
    )


def test_a_step_is_given_to_whoever_is_there(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    client_for(everyone.bo).post(f"/steps/{amina.step.pk}/reassign/", {"assignee": ""})
    assert step_now(everyone, amina.step.pk).assignee_id is None


def test_only_who_works_there_can_be_given_a_step(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    page = client_for(everyone.bo).post(
        f"/steps/{amina.step.pk}/reassign/", {"assignee": f"user-{everyone.carl.pk}"}
    )
    assert "Select a valid choice" in read(page)


@pytest.mark.parametrize("act", ["finish", "postpone", "reassign"])
@pytest.mark.parametrize("who", ["carl", "ditte", "tove", "viggo", "gro"])
def test_a_step_that_is_not_mine_to_do_is_not_there(
    everyone: Cast, amina: Held, client_for: ClientFor, act: str, who: str
) -> None:
    client = client_for(getattr(everyone, who))
    assert client.get(f"/steps/{amina.step.pk}/{act}/").status_code == 404
    assert client.post(f"/steps/{amina.step.pk}/{act}/", {"outcome": "declined", **NEXT}).status_code == 404
    assert step_now(everyone, amina.step.pk).state == StepState.OPEN


def test_looking_at_the_form_changes_nothing(
    everyone: Cast, amina: Held, client_for: ClientFor, database: psycopg.Connection
) -> None:
    for act in ("finish", "postpone", "reassign"):
        assert client_for(everyone.bo).get(f"/steps/{amina.step.pk}/{act}/?to=20.9.2026").status_code == 200
    assert database.execute("SELECT count(*) FROM audit_change").fetchone() == (0,)


def test_what_is_known_is_filled_in(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    page = tree(client_for(everyone.bo).get(f"/steps/{amina.step.pk}/finish/"))
    chosen = [
        option.text
        for option in page.one("select", name="assignee").all("option")
        if "selected" in option.attributes
    ]
    assert chosen == ["Bo Bertelsen"]


def test_messages_name_nobody(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    client = client_for(everyone.bo)
    client.post(f"/steps/{amina.step.pk}/finish/", {"outcome": "reached_goal", **NEXT})
    assert "Amina" not in str(dict(client.session))


def test_two_who_finish_two_steps_at_once_can_not_leave_somebody_without_one(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        other = a_step(amina.person, everyone.guidance)
    client = client_for(everyone.bo)
    client.post(f"/steps/{amina.step.pk}/finish/", {"outcome": "reached_goal"})
    page = read(client.post(f"/steps/{other.pk}/finish/", {"outcome": "reached_goal"}))
    assert "Nobody is without a next step" in page
    with clock.at_moment(NOW + timedelta(days=1)), access.user_scope(everyone.bo.pk):
        assert overview.steps_of(amina.person.pk, day=TODAY)
