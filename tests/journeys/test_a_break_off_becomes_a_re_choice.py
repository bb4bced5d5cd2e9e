"""On the Friday before Christmas a student leaves the vocational school; in spring something else has begun and lasts."""

from __future__ import annotations

from datetime import date

from django.test import Client
from tests.cast import Cast
from tests.factories import Held, a_person, a_spell, covered
from tests.journeys.conftest import After
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind

FRIDAY, MONDAY, JANUARY, SPRING = 108, 118, 130, 240
"""Days after 1 September 2026: 18 and 28 December, 9 January, 29 April."""
NO_STEP = {"kind": "", "words": "", "due_on": "", "assignee": ""}


def student(cast: Cast) -> Held:
    with access.job_scope(cast.hedeby.pk):
        person = a_person(cast.hedeby, "Zahra", "Ali", birth_date=date(2010, 1, 12))
        a_spell(person, cast.vocational, ActivityKind.VOCATIONAL_EDUCATION, starts_on=date(2026, 8, 10))
        return covered(person, cast.vocational, user=cast.freja, duty=[cast.guidance, cast.town])


def send(client: Client, path: str, sent: dict[str, str]) -> Answer:
    answer: Answer = client.post(path, sent, follow=True)
    return answer


def way(answer: Answer, end: str) -> str:
    return next(href for href in tree(answer).one("main").values("href") if href.endswith(end))


def broken_off(freja: Client, person: str) -> str:
    """Freja writes down that Zahra has left; the address of her case."""
    radios = tree(freja.get(f"{person}break-off/")).all("input")
    place = next(radio.get("value") for radio in radios if radio.get("name") == "place")
    page = send(freja, f"{person}break-off/", {"place": place, "last_day": "18.12.2026", "reason_code": "17"})
    return next(h for h in tree(page).one("main").values("href") if h.startswith("/re-choice/"))


def talked_to_and_chosen(freja: Client, case: str) -> None:
    """Freja reaches Zahra in time, and a course is found, offered and chosen."""
    talk = {"on": "28.12.2026", "reason": "wrong_choice", "reason_words": "I want to draw", "wishes": ""}
    assert "in time" in read(send(freja, f"{case}talk/", {**talk, **NO_STEP}))
    course = {"words": "Media graphics", "kind": "vocational_education", "entry": "met", "entry_words": ""}
    page = send(freja, f"{case}options/new/", {**course, "organisation": ""})
    page = send(freja, way(page, "/offer/"), {"on": "28.12.2026", **NO_STEP})
    send(freja, way(page, "/choose/"), {})


def started(freja: Client, case: str) -> None:
    """She starts, and not before somebody there has said yes; a start that has not lasted closes nothing."""
    day = {"on": "8.1.2027", **NO_STEP}
    refused = send(freja, way(freja.get(case), "/start/"), day)
    assert "Nobody there has said yes yet" in read(refused)
    page = send(freja, way(freja.get(case), "/receive/"), {"who": "Head of media", "on": "7.1.2027"})
    assert "Counts as lasting from" in read(send(freja, way(page, "/start/"), day))
    assert "closed when it has lasted" in read(send(freja, f"{case}close/", {}))


def test_a_student_breaks_off_before_christmas_and_has_started_anew_in_spring(
    everyone: Cast, client_for: ClientFor, after: After
) -> None:
    person = f"/people/{student(everyone).person.pk}/"

    # Freja, at the school, worries in autumn. The worry has run out when Zahra leaves, on the Friday before Christmas.
    worry = {"reason": "wrong_choice", "words": "Asks about other schools", "own_words": "I want to draw"}
    freja = client_for(everyone.freja)
    send(freja, f"{person}concerns/new/", {**worry, "organisation": str(everyone.vocational.pk)})
    with after(FRIDAY):
        freja = client_for(everyone.freja)
        assert "run out" in read(freja.get(f"{person}re-choice/"))
        case = broken_off(freja, person)

        # Five weekdays without the holiday: the law's day is the Monday after Christmas.
        assert "Due on 28 December 2026" in read(freja.get(case))
        assert "Zahra Ali" in read(freja.get("/re-choice/"))

    with after(MONDAY):
        talked_to_and_chosen(client_for(everyone.freja), case)
    with after(JANUARY):
        started(client_for(everyone.freja), case)

    # In April it has lasted.
    with after(SPRING):
        freja = client_for(everyone.freja)
        assert "It has lasted" in read(freja.get("/re-choice/"))
        assert "something else has begun and lasts" in read(send(freja, f"{case}close/", {}))
        assert "something else has begun and lasts" in read(freja.get(f"{person}re-choice/"))
