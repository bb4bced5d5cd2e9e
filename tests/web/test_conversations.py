"""Conversations in the browser: planned, held, agreed upon, cancelled; and counted without content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from tests.cast import Cast
from tests.conftest import NOW
from tests.conversations.conftest import taught
from tests.factories import TODAY, Held
from tests.own.conftest import Joins, joins
from tests.placements.conftest import scheme
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.messages import api as messages
from stafet.placements.api import Placement, Scheme

__all__ = ["joins", "scheme", "taught"]
LATER = TODAY + timedelta(days=6)


def written(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


PLAN = {
    "kind": "guidance",
    "on": written(TODAY),
    "at_time": "8.30",
    "way": "meeting",
    "place": "Library",
    "parties": ["young_person"],
    "guide": "after_break_off",
    "rhythm": "",
}
HELD = {"result": "something_agreed", "shared_note": "Two schools to look at", "closes": ""}


def post(client: object, path: str, sent: Mapping[str, object] | None = None) -> Answer:
    answer: Answer = client.post(path, sent or {}, follow=True)  # type: ignore[attr-defined]
    return answer


def plan(client: object, held: Held, **changed: object) -> tuple[str, str]:
    """Plan a conversation; the address it has, and what the next page says."""
    answer = post(client, f"/people/{held.person.pk}/conversations/new/", {**PLAN, **changed})
    with access.job_scope(held.person.municipality_id):
        row = conversations.Conversation.objects.order_by("-pk").first()
    assert row is not None, read(answer)
    return f"/conversations/{row.pk}/", read(answer)


def test_a_conversation_is_planned_with_the_agenda_of_a_guide(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    there = f"/people/{amina.person.pk}/conversations/"
    assert "No conversation is planned" in read(bo.get(there))
    here, page = plan(bo, amina, on=written(LATER))
    for words in (
        "Guidance conversation: Amina Holm",
        "What happened, as you see it?",
        "Library",
        "Bo Bertelsen",
    ):
        assert words in page
    assert "It was held" not in page, "That day lies ahead."
    own = {"topics": ["first_step"], "own_points": "The bus to Skive\n\nA driving licence"}
    changed = read(post(bo, f"{here}agenda/", own))
    assert "A driving licence" in changed
    assert "What happened, as you see it?" not in changed
    moved = read(post(bo, f"{here}move/", {"on": written(LATER + timedelta(days=1)), "at_time": "14:00"}))
    assert "8 Sept 2026 at 14:00" in moved
    assert "Guidance conversation" in read(bo.get(there))
    cancelled = read(post(bo, f"{here}cancel/", {"because": "She is ill"}))
    assert "She is ill" in cancelled
    assert "The conversation is “Cancelled” now." in read(bo.get(f"{here}hold/"))


def test_a_conversation_of_today_is_told_right_away_and_closes_a_step(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    here, page = plan(bo, amina)
    assert "How did the conversation with Amina Holm go?" in page
    with access.job_scope(everyone.hedeby.pk):
        there = [
            str(each.pk)
            for each in conversations.Participant.objects.all()
            if each.party == conversations.Party.GUIDANCE
        ]
    sent = {
        **HELD,
        "there": there,
        "closes": str(amina.step.pk),
        "kind": "follow_up",
        "words": "Ask about the visit",
        "due_on": "1.10.2026",
        "assignee": "",
    }
    held = read(post(bo, f"{here}hold/", sent))
    for words in ("Held", "Two schools to look at", "Something was agreed", "Were not there"):
        assert words in held
    assert "Ask about the visit" in read(bo.get(f"/people/{amina.person.pk}/"))


def test_the_last_step_is_not_closed_without_a_next_one_and_nothing_typed_is_lost(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    here, _ = plan(bo, amina)
    sent = {**HELD, "closes": str(amina.step.pk), "kind": "", "words": "", "due_on": "", "assignee": ""}
    refused = read(bo.post(f"{here}hold/", sent))
    assert "This is the last open step" in refused
    assert "Two schools to look at" in refused
    assert "Planned" in read(bo.get(here))


def test_what_was_agreed_stands_in_the_plan(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo = client_for(everyone.bo)
    here, _ = plan(bo, amina)
    post(bo, f"{here}hold/", HELD)
    agreed = {
        "step_words": "Visit the technical school",
        "done_by": "young_person",
        "due_on": "1.10.2026",
        "new_goal": "",
    }
    assert "Say which goal this leads to" in read(bo.post(f"{here}agreed/", agreed))
    page = read(post(bo, f"{here}agreed/", {**agreed, "new_goal": "Carpenter"}))
    assert "Visit the technical school" in page
    plan_page = read(bo.get(f"/people/{amina.person.pk}/plan/"))
    assert "Carpenter" in plan_page
    assert "Visit the technical school" in plan_page


def test_own_notes_are_shown_to_few(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo = client_for(everyone.bo)
    here, _ = plan(bo, amina)
    assert "Worried" in read(post(bo, f"{here}own-note/", {"words": "Worried about home"}))
    assert "We meet again" in read(post(bo, f"{here}note/", {"words": "We meet again"}))
    gro = client_for(everyone.gro)
    duty = read(gro.get(here))
    assert "We meet again" in duty
    assert "Worried" not in duty
    assert gro.get(f"{here}own-note/").status_code == 404


def test_a_status_meeting_recurs(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo = client_for(everyone.bo)
    refused = read(bo.post(f"/people/{amina.person.pk}/conversations/new/", {**PLAN, "rhythm": "4"}))
    assert "Only status meetings recur" in refused
    here, _ = plan(bo, amina, kind="status", guide="status", rhythm="4")
    answer = post(bo, f"{here}miss/")
    assert "the next one is planned" in answer.content.decode()
    rows = read(bo.get(f"/people/{amina.person.pk}/conversations/"))
    assert "29 Sept 2026 at 08:30" in rows
    assert "The young person did not come" in rows


def test_what_was_to_be_held_stands_on_the_list_until_somebody_says_what_came_of_it(
    everyone: Cast, amina: Held, client_for: ClientFor, queries: Callable[[], int]
) -> None:
    bo = client_for(everyone.bo)
    assert "No conversation is planned with you" in read(bo.get("/conversations/"))
    here, _ = plan(bo, amina)
    queries()
    page = read(bo.get("/conversations/"))
    one = queries()
    assert "nobody has said what came of it" in page
    plan(bo, amina, on=written(LATER), place="Town hall")
    queries()
    assert "Town hall" in read(bo.get("/conversations/"))
    assert queries() == one
    post(bo, f"{here}hold/", HELD)
    assert "nobody has said what came of it" not in read(bo.get("/conversations/"))
    assert "Amina Holm" not in read(client_for(everyone.gro).get("/conversations/"))


def test_a_three_party_meeting_invites_by_a_mail_whose_link_opens_it(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    three = {"kind": "three_party", "on": written(LATER), "guide": "three_party"}
    alone = read(bo.post(f"/people/{amina.person.pk}/conversations/new/", {**PLAN, **three}))
    assert "Choose all three" in alone
    here, page = plan(
        bo,
        amina,
        **three,
        parties=["young_person", "institution", "school"],
        colleagues=[str(everyone.ditte.pk)],
    )
    assert "Ditte Dam (the school)" in page
    assert "The youth education" in page
    with access.job_scope(everyone.hedeby.pk):
        (message,) = messages.OutgoingMessage.objects.filter(template=messages.Template.CONVERSATION)
        mail = messages.written(message, "https://stafet.example")
    assert message.address == "ditte@example.org"
    for told in (mail.subject, mail.body):
        assert "Amina" not in told
    assert client_for(everyone.gro).get(f"/go/{message.pk}/").headers["location"] == here


def test_a_teacher_tells_of_talks_with_their_pupils(
    everyone: Cast, taught: Held, client_for: ClientFor
) -> None:
    tove = client_for(everyone.tove)
    page = tree(tove.get(f"/people/{taught.person.pk}/conversations/new/")).one("main")
    assert "Conversation with the contact teacher" in page.text
    assert "Guidance conversation" not in page.text
    here, _ = plan(tove, taught, kind="contact_teacher", guide="")
    held = read(post(tove, f"{here}hold/", {"result": "on_the_way", "shared_note": "Thrives"}))
    assert "Thrives" in held
    bos, _ = plan(client_for(everyone.bo), taught, on=written(LATER))
    assert tove.get(bos).status_code == 200
    assert tove.get(f"{bos}cancel/").status_code == 404


def test_conversations_are_counted_without_content(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    assert "No conversation was held yet" in read(bo.get("/conversations/counts/"))
    here, _ = plan(bo, amina)
    post(bo, f"{here}hold/", HELD)
    group = {
        "organisation": str(everyone.school.pk),
        "group": "9.A",
        "topic": "choice",
        "on": written(TODAY),
        "took_part": "22",
    }
    page = read(post(bo, "/conversations/groups/new/", group))
    assert "fewer than 5" in page
    assert "September 2026" in page
    assert "22" in page
    assert "Two schools to look at" not in page
    assert client_for(everyone.viggo).get("/conversations/counts/").status_code == 404


def test_whoever_may_not_see_somebody_meets_no_conversation(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    here, _ = plan(client_for(everyone.bo), amina, on=written((NOW + timedelta(days=1)).date()))
    for name in ("carl", "freja", "ditte"):
        client = client_for(getattr(everyone, name))
        assert client.get(here).status_code == 404
        assert client.get(f"/people/{amina.person.pk}/conversations/").status_code == 404


def test_the_young_person_reads_when_we_meet_and_what_all_wrote_down(
    everyone: Cast, amina: Held, client_for: ClientFor, joins: Joins
) -> None:
    bo = client_for(everyone.bo)
    here, _ = plan(bo, amina)
    post(bo, f"{here}own-note/", {"words": "Worried about home"})
    post(bo, f"{here}hold/", HELD)
    plan(bo, amina, on=written(LATER), guide="after_grade_9")
    page = read(client_for(joins(amina)).get(f"/mine/{amina.person.pk}/conversations/"))
    for words in (
        "When do we meet?",
        "7 Sept 2026 at 08:30",
        "What do you talk about at home?",
        "Two schools to look at",
    ):
        assert words in page
    assert "Worried" not in page, "It is in the copy of everything, and nowhere else."


def test_a_placement_that_came_up_stands_on_their_way_at_once(
    everyone: Cast, amina: Held, scheme: Scheme, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    here, _ = plan(bo, amina)
    assert bo.get(f"{here}interest/").status_code == 404, "It has not been held yet."
    held = post(bo, f"{here}hold/", HELD)
    assert "A placement came up" in read(held)
    wrong = post(bo, f"{here}interest/", {"scheme": str(scheme.pk), "words": "Likes wood"})
    assert "This field is required" in read(wrong)
    assert "Likes wood" in wrong.content.decode()
    page = read(
        post(bo, f"{here}interest/", {"whose": "interested", "scheme": str(scheme.pk), "words": "Likes wood"})
    )
    assert "Would like to hear more" in page
    assert "Likes wood" in page
    again = read(post(bo, f"{here}interest/", {"whose": "candidate", "scheme": str(scheme.pk), "words": ""}))
    assert "Would like to hear more" in again
    with access.user_scope(everyone.bo.pk):
        assert Placement.objects.filter(person=amina.person).count() == 1
    assert client_for(everyone.carl).get(f"{here}interest/").status_code == 404
