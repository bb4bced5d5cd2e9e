"""Conversations, and the days of possibilities and measures, stand on Today when they have come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, covered
from tests.offers.conftest import acting
from tests.web.conftest import Answer, ClientFor, tree
from tests.web.test_conversations import LATER, plan, written
from tests.web.test_rechoice import NEXT, OPTION, TODAYS, broken_off, post, way

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.kernel import clock
from stafet.rechoice import api as rechoice

WORRY = {"reason": "absence", "words": "Away on Mondays", "own_words": ""}
IN_A_WEEK = TODAY + timedelta(days=7)


def section(answer: Answer, name: str) -> str:
    """What a list of Today says; nothing when it is not there."""
    found = tree(answer).all("section", aria_labelledby=f"{name}-heading")
    return found[0].text if found else ""


def test_a_conversation_stands_on_the_day_it_is_and_until_somebody_says_what_came_of_it(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    here, _ = plan(bo, amina, on=written(LATER), at_time="15.30")
    assert "Amina" not in section(bo.get("/"), "talks")
    with clock.at_moment(NOW + timedelta(days=6)):
        page = client_for(everyone.bo).get("/")
        assert "Amina Holm" in section(page, "talks")
        assert "Library" in section(page, "talks")
        assert here in tree(page).one("main").values("href")
    with clock.at_moment(NOW + timedelta(days=8)):
        late = client_for(everyone.bo).get("/")
        assert "nobody has said what came of it" in section(late, "talks")
        assert "2 days overdue" in section(late, "talks")
        assert f"{here}hold/" in tree(late).one("main").values("href")


def test_a_colleague_s_conversation_is_not_on_my_day(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    plan(client_for(everyone.bo), amina)
    assert "Amina" in section(client_for(everyone.bo).get("/"), "talks")
    assert "Amina" not in section(client_for(everyone.ditte).get("/"), "talks")


def test_a_trial_is_on_the_day_it_begins_and_from_the_day_it_is_over(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo, case = client_for(everyone.bo), broken_off(everyone, amina)
    post(bo, f"{case}talk/", {**TODAYS, **NEXT})
    page = post(bo, f"{case}options/new/", OPTION)
    post(bo, way(page, "/try/"), {"starts_on": written(TODAY), "until": written(IN_A_WEEK)})
    today = bo.get("/")
    assert "The trial begins today: A general course" in section(today, "dates")
    assert case in tree(today).one("main").values("href")
    with clock.at_moment(NOW + timedelta(days=3)):
        assert not section(client_for(everyone.bo).get("/"), "dates")
    with clock.at_moment(NOW + timedelta(days=9)):
        over = section(client_for(everyone.bo).get("/"), "dates")
        assert "The trial is over: how was it? (A general course)" in over
        assert "2 days overdue" in over


def test_what_was_agreed_about_a_concern_and_the_concern_itself_have_their_days(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    post(bo, f"/people/{amina.person.pk}/concerns/new/", WORRY | {"organisation": str(everyone.guidance.pk)})
    with acting(everyone.bo):
        concern = f"/concerns/{rechoice.Concern.objects.get().pk}/"
    agreed = {"kind": "three_party", "words": "A meeting on Friday", "done_by": "All three"}
    post(bo, f"{concern}measures/new/", agreed | {"starts_on": written(TODAY), "ends_on": written(IN_A_WEEK)})
    assert not section(bo.get("/"), "dates")
    with clock.at_moment(NOW + timedelta(days=7)):
        page = client_for(everyone.bo).get("/")
        assert "Was to end: what came of it? (A meeting on Friday)" in section(page, "dates")
        assert concern in tree(page).one("main").values("href")
        assert "Amina" not in section(client_for(everyone.viggo).get("/"), "dates")
    with clock.at_moment(NOW + timedelta(days=400)):
        assert "The concern has run out" in section(client_for(everyone.bo).get("/"), "dates")


def test_what_began_and_has_lasted_is_closed(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    bo, case = client_for(everyone.bo), broken_off(everyone, amina)
    post(bo, f"{case}talk/", {**TODAYS, **NEXT})
    page = post(bo, way(post(bo, f"{case}options/new/", OPTION), "/choose/"))
    page = post(bo, way(page, "/receive/"), {**TODAYS, "who": "Head of year"})
    post(bo, way(page, "/start/"), {**TODAYS, **dict.fromkeys(NEXT, "")})
    with clock.at_moment(NOW + timedelta(days=100)):
        assert "What began has lasted" in section(client_for(everyone.bo).get("/"), "dates")


def test_ten_times_as_many_dates_cost_no_more_queries(
    everyone: Cast, amina: Held, client_for: ClientFor, queries: Callable[[], int]
) -> None:
    bo = client_for(everyone.bo)

    def more(how_many: int) -> None:
        for number in range(how_many):
            with access.job_scope(everyone.hedeby.pk):
                person = a_person(everyone.hedeby, "Barn", f"Nummer{number}")
                held = covered(person, everyone.guidance, user=everyone.bo, due_on=TODAY)
            _busy(everyone, held)

    more(2)
    bo.get("/")
    queries()
    bo.get("/")
    few = queries()
    more(10)
    queries()
    bo.get("/")
    assert queries() == few


def _busy(everyone: Cast, held: Held) -> None:
    """A conversation of today, and a measure that ends today."""
    draft = conversations.ConversationDraft(
        kind=conversations.ConversationKind.GUIDANCE,
        planned_at=NOW,
        way=conversations.ConversationWay.MEETING,
        organisation_id=everyone.guidance.pk,
        guests=[conversations.Guest(conversations.Party.YOUNG_PERSON)],
    )
    worry = rechoice.ConcernDraft(everyone.guidance.pk, rechoice.ConcernReason.OTHER, "Quiet")
    agreed = rechoice.MeasureDraft(rechoice.MeasureKind.OTHER, "A walk", "Bo", TODAY, TODAY)
    with acting(everyone.bo) as bo:
        conversations.plan_conversation(person=held.person, draft=draft, by=bo, at=NOW)
        concern = rechoice.raise_concern(person=held.person, draft=worry, by=bo, at=NOW)
        rechoice.agree_measure(concern=concern, draft=agreed, by=bo, at=NOW)
