"""The search for somebody in the browser: from the first attempt to a decision, and who has not been reached."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast
from tests.conversations.conftest import first_contact
from tests.factories import TODAY, Held, a_person, a_step, covered
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access
from stafet.responsibility.api import NextStep, StepKind, StepState

__all__ = ["first_contact"]
TODAYS = f"{TODAY.day}.{TODAY.month}.{TODAY.year}"
NO_ANSWER = {"way": "letter", "on": TODAYS, "result": "no_answer", "note": ""}


def post(client: object, path: str, sent: dict[str, str] | None = None) -> Answer:
    answer: Answer = client.post(path, sent or {}, follow=True)  # type: ignore[attr-defined]
    return answer


def test_the_ladder_is_climbed_and_a_decision_ends_it(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo, contact = client_for(everyone.bo), f"/people/{amina.person.pk}/contact/"
    assert "Nobody is being sought" in read(bo.get(contact))
    begun = read(post(bo, f"{contact}new/", {**NO_ANSWER, "note": "Came to the flat"}))
    assert "On the ladder" in begun
    assert "Came to the flat" in begun
    assert "1 attempt" in begun
    for way in ("message", "home", "home_visit"):
        post(bo, f"{contact}new/", {**NO_ANSWER, "way": way})
    page = tree(bo.get(contact)).one("main")
    assert "Everything was tried, no answer" in page.text
    assert "Whoever has the responsibility decides" in next(
        node.text for node in page.all("li") if node.get("aria-current") == "step"
    )
    decided = read(
        post(
            bo,
            f"{contact}decide/",
            {
                "because": "Works abroad until spring",
                "kind": "follow_up",
                "words": "Look in the youth database",
                "due_on": "1.12.2026",
                "assignee": "",
            },
        )
    )
    assert "Bo Bertelsen decided: Works abroad until spring" in decided
    assert "Nobody is being sought" in decided
    assert "Nobody is sought here now." in read(bo.get(f"{contact}decide/"))
    assert "Look in the youth database" in read(bo.get(f"/people/{amina.person.pk}/"))


def test_a_decision_needs_a_reason_and_a_new_day(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo, contact = client_for(everyone.bo), f"/people/{amina.person.pk}/contact/"
    post(bo, f"{contact}new/", NO_ANSWER)
    sent = {"because": "", "kind": "follow_up", "words": "Look again", "due_on": "", "assignee": ""}
    answer = bo.post(f"{contact}decide/", sent)
    assert 'value="Look again"' in answer.content.decode()
    assert "On the ladder" in read(bo.get(contact))


def test_an_attempt_that_reached_closes_the_step_of_first_contact(
    everyone: Cast, amina: Held, first_contact: NextStep, client_for: ClientFor
) -> None:
    bo, contact = client_for(everyone.bo), f"/people/{amina.person.pk}/contact/"
    assert "First contact is to be made" in read(bo.get(contact))
    page = read(bo.get(f"{contact}new/"))
    assert "Which step is done with it?" in page
    sent = {
        **NO_ANSWER,
        "way": "telephone",
        "result": "reached",
        "closes": str(first_contact.pk),
        "kind": "conversation",
        "words": "Meet at the library",
        "due_on": "14.9.2026",
        "assignee": "",
    }
    assert "The attempt is written down." in post(bo, f"{contact}new/", sent).content.decode()
    with access.job_scope(everyone.hedeby.pk):
        first_contact.refresh_from_db()
    assert first_contact.state == StepState.DONE
    assert "Meet at the library" in read(bo.get(f"/people/{amina.person.pk}/"))


def test_nothing_typed_is_lost_when_the_step_is_refused(
    everyone: Cast, amina: Held, first_contact: NextStep, client_for: ClientFor
) -> None:
    bo, contact = client_for(everyone.bo), f"/people/{amina.person.pk}/contact/"
    sent = {
        **NO_ANSWER,
        "note": "Rang twice",
        "closes": str(first_contact.pk),
        "kind": "conversation",
        "words": "",
        "due_on": "1.8.2026",
        "assignee": "",
    }
    answer = bo.post(f"{contact}new/", sent)
    assert 'value="Rang twice"' in answer.content.decode()
    assert "A next step lies ahead" in read(answer)
    assert "Rang twice" not in read(bo.get(contact))


def test_a_next_step_without_a_step_that_is_done_is_asked_about(
    everyone: Cast, amina: Held, first_contact: NextStep, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    sent = {**NO_ANSWER, "closes": "", "kind": "wait", "words": "", "due_on": "14.9.2026", "assignee": ""}
    answer = bo.post(f"/people/{amina.person.pk}/contact/new/", sent)
    assert "Choose which step is done" in read(answer)


def test_who_has_not_been_reached_is_listed_with_what_is_next(
    everyone: Cast, amina: Held, first_contact: NextStep, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    with access.job_scope(everyone.hedeby.pk):
        bilal = covered(a_person(everyone.hedeby, "Bilal"), everyone.guidance, user=everyone.bo)
    contact = f"/people/{bilal.person.pk}/contact/new/"
    post(bo, contact, {**NO_ANSWER, "on": "25.8.2026", "result": "wrong_contact_data"})
    page = read(bo.get("/contact/"))
    assert "Bilal Holm" in page
    assert "1 attempt. Next: Text message or telephone" in page
    assert "sought for 7 days" in page
    assert "Nobody has tried yet" in page
    assert "Amina Holm" in page
    chosen = read(bo.get("/contact/?situation=unreachable"))
    assert "Bilal Holm" not in chosen
    assert "Nobody here" in chosen
    post(bo, contact, {**NO_ANSWER, "way": "telephone", "result": "reached"})
    assert "Bilal Holm" not in read(bo.get("/contact/"))


def test_the_list_asks_as_often_for_many_as_for_few(
    everyone: Cast, client_for: ClientFor, queries: Callable[[], int]
) -> None:
    bo = client_for(everyone.bo)

    def seek(how_many: int) -> int:
        with access.job_scope(everyone.hedeby.pk):
            held = [
                covered(a_person(everyone.hedeby, f"Barn {number}"), everyone.guidance, user=everyone.bo)
                for number in range(how_many)
            ]
            for one in held:
                a_step(one.person, everyone.guidance, kind=StepKind.FIRST_CONTACT)
        for one in held[1:]:
            post(
                bo,
                f"/people/{one.person.pk}/contact/new/",
                {**NO_ANSWER, "closes": "", "kind": "", "due_on": ""},
            )
        bo.get("/contact/")
        queries()
        bo.get("/contact/")
        return queries()

    assert seek(2) == seek(6)


@pytest.mark.parametrize(("who", "path"), [("viggo", "/contact/"), ("carl", None), ("freja", None)])
def test_whoever_has_no_task_here_meets_nothing(
    everyone: Cast, amina: Held, client_for: ClientFor, who: str, path: str | None
) -> None:
    client = client_for(getattr(everyone, who))
    assert client.get(path or f"/people/{amina.person.pk}/contact/").status_code == 404


def test_whoever_does_not_hold_is_offered_no_decision(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    contact = f"/people/{amina.person.pk}/contact/"
    post(client_for(everyone.bo), f"{contact}new/", NO_ANSWER)
    gro = client_for(everyone.gro)
    assert "Decide what happens instead" not in read(gro.get(contact))
    assert gro.get(f"{contact}decide/").status_code == 404
