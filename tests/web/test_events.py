"""Events in the browser: planned, invited to, answered at home, by a company and by colleagues; who came; what nobody meets."""

from __future__ import annotations

from datetime import timedelta

import psycopg
from django.test import Client
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.conftest import (
    AFTER,
    EVENING,
    Joins,
    acting,
    berta,
    evening,
    invited,
    joins,
    mother,
    part_of,
    place,
    planned,
    session_of,
    signed_up,
)
from tests.factories import TODAY, Held
from tests.web.conftest import ClientFor, read
from tests.web.test_mine import custody_of, way
from tests.web.test_placements import post

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import Event, EventKind, Guest, PartState, Who
from stafet.kernel.actors import SYSTEM
from stafet.messages import api as messages
from stafet.placements import api as placements
from stafet.placements.api import Holder

__all__ = ["berta", "evening", "joins", "mother", "place"]
LIST = "/events/"


def page_of(event: Event, part: str = "") -> str:
    """The address of one event."""
    return f"{LIST}{event.pk}/{part}"


def sent(everyone: Cast, **changes: object) -> dict[str, object]:
    """The form of an event."""
    return {
        "kind": "parents",
        "title": "How one chooses",
        "words": "For those at home",
        "before": "",
        "scheme": "",
        "organiser": str(everyone.guidance.pk),
        "venue": "school",
        "held_by": str(everyone.school.pk),
        "host": "",
        "ask": "Bo, 70 00 00 00",
        "capacity": "30",
        "sign_up_by": "12.9.2026",
        "on": "15.9.2026",
        "begins": "19.00",
        "until": "21.00",
        "place": "The hall",
        "spoken": "",
        **changes,
    }


def later(database: psycopg.Connection, days: int) -> None:
    """The sessions lie some days earlier than they were planned."""
    database.execute(
        "UPDATE events_eventsession SET starts_at = starts_at - %s * interval '1 day', ends_at = ends_at - %s * interval '1 day'",
        [days, days],
    )


def test_an_evening_is_planned_with_everything_typed_kept_and_found_in_the_list(
    everyone: Cast, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    assert "Nothing is planned" in read(bo.get(LIST))
    wrong = read(post(bo, f"{LIST}plan/", sent(everyone, until="18.00")))
    assert "A session ends after it began." in wrong
    assert "Say in which company" in read(post(bo, f"{LIST}plan/", sent(everyone, venue="company")))
    page = read(post(bo, f"{LIST}plan/", sent(everyone)))
    assert "How one chooses" in page
    assert "0 of 30 seats taken" in page
    assert "Nobody you may see is invited yet" in page
    assert "Tuesday 15 September 2026, 19:00–21:00" in read(bo.get(LIST))
    assert "How one chooses" not in read(bo.get(f"{LIST}?kind=visit"))
    assert "How one chooses" not in read(bo.get(f"{LIST}?when=past&whose=ours"))
    assert "How one chooses" not in read(client_for(everyone.carl).get(LIST))


def test_a_class_is_invited_and_said_so_of_twice(
    everyone: Cast, evening: Event, amina: Held, mother: Holder, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    assert "Choose the class" in read(
        post(bo, page_of(evening, "invite/"), {"group": "class", "whom": "both"})
    )
    told = {"group": "class", "unit": str(everyone.class_9a.pk), "whom": "both"}
    page = read(post(bo, page_of(evening, "invite/"), told))
    assert "at home: Mona Holm" in page
    assert "Invited, not answered: 2" in page
    answer = bo.post(page_of(evening, "invite/"), told, follow=True)
    assert "0 new invitations. 2 were invited before." in answer.content.decode()
    seen = read(client_for(everyone.freja).get(page_of(evening)))
    assert "Amina" not in seen
    assert "Mona" not in seen
    assert "Invite young people" not in seen


def test_somebody_answers_from_their_own_page_and_waits_when_it_is_full(
    everyone: Cast, amina: Held, mother: Holder, berta: Held, joins: Joins, client_for: ClientFor
) -> None:
    small = planned(everyone, capacity=1)
    invited(everyone, small)
    young = client_for(joins(amina))
    mine = young.get(way(amina, "events/"))
    assert "Invited, not answered" in read(mine)
    assert "Mona" not in read(mine)
    part = part_of(everyone, small, Who(amina.person.pk))
    here = way(amina, f"events/{part.pk}/")
    assert "What is the answer?" in read(young.get(here))
    signed_up(everyone, small, Who(berta.person.pk))
    page = read(post(young, here, {"answer": "yes", "along": "0"}))
    assert "In the waiting list" in page
    assert "You get a seat when one comes free" in read(young.get(here))
    refused = read(post(young, here, {"answer": "yes", "along": "3"}))
    assert "Seats in all: 1." in refused
    page = read(post(young, here, {"answer": "no"}))
    assert "Cancelled their sign-up" in page
    session = session_of(small)
    entry = young.get(f"{here}{session.pk}/")
    assert entry.headers["content-type"].startswith("text/calendar")
    assert "Amina" not in entry.content.decode()
    theirs = part_of(everyone, small, Who(amina.person.pk, mother.custody_id))
    assert young.get(way(amina, f"events/{theirs.pk}/")).status_code == 404
    assert young.get(way(berta, "events/")).status_code == 404


def test_those_with_custody_answer_for_themselves(
    everyone: Cast, evening: Event, amina: Held, joins: Joins, client_for: ClientFor
) -> None:
    from_home = custody_of(amina, "Far Lund")
    invited(everyone, evening)
    client = client_for(joins(amina, from_home, email="far@example.org"))
    part = part_of(everyone, evening, Who(amina.person.pk, from_home.pk))
    page = read(post(client, way(amina, f"events/{part.pk}/"), {"answer": "yes", "along": "1"}))
    assert "Signed up, with 1 other" in page
    assert "2 have signed up" in read(client_for(everyone.bo).get(page_of(evening)))


def test_an_answer_is_written_down_by_a_colleague_and_only_of_whom_they_see(
    everyone: Cast, evening: Event, amina: Held, client_for: ClientFor
) -> None:
    invited(everyone, evening)
    part = part_of(everyone, evening, Who(amina.person.pk))
    here = f"{LIST}parts/{part.pk}/answer/"
    bo = client_for(everyone.bo)
    assert "Does Amina Holm come" in read(bo.get(here))
    page = read(post(bo, here, {"answer": "yes", "along": ""}))
    assert "1 has signed up" in page
    assert "They do not stand" not in read(post(bo, here, {"answer": "no"}))
    assert "They do not stand in the list" in read(post(bo, here, {"answer": "no"}))
    for other in (everyone.carl, everyone.freja):
        assert client_for(other).get(here).status_code == 404


def test_a_company_answers_by_its_own_link_without_an_account(
    everyone: Cast, evening: Event, amina: Held, place: placements.Place, client_for: ClientFor
) -> None:
    invited(everyone, evening)
    bo = client_for(everyone.bo)
    sent_out = bo.post(page_of(evening, "companies/"), {"branch": ""}, follow=True)
    assert "1 new invitation." in sent_out.content.decode()
    with acting(everyone.bo):
        guest = Guest.objects.get(event=evening)
    assert guest.link_id is not None
    link = f"{LIST}invited/{messages.link_for(guest.link_id)}/"
    company = Client(headers={"accept-language": "en"})
    page = read(company.get(link))
    assert "Værk & Søn" in page
    assert "Amina" not in page
    page = read(company.post(link, {"answer": "yes", "along": "1"}))
    assert "Thank you. Your answer is written down." in page
    assert "Signed up, with 1 other" in page
    assert company.get(f"{link}1/").headers["content-type"].startswith("text/calendar")
    assert company.get(f"{link}9/").status_code == 404
    gone = company.get(f"{LIST}invited/nothing/", follow=True)
    assert "This link opens nothing any more" in read(gone)
    assert "Værk & Søn" in read(bo.get(page_of(evening)))


def test_colleagues_are_invited_and_say_whether_they_come(
    everyone: Cast, evening: Event, client_for: ClientFor
) -> None:
    bo, tove = client_for(everyone.bo), client_for(everyone.tove)
    page = read(
        post(
            bo,
            page_of(evening, "colleagues/"),
            {"roles": ["teacher"], "organisation": str(everyone.school.pk)},
        )
    )
    assert "Tove Thy" in page
    page = read(post(tove, page_of(evening, "come/"), {"answer": "yes", "along": "0"}))
    assert "You yourself: Signed up" in page
    assert tove.get(page_of(evening, "cancel/")).status_code == 404
    with acting(everyone.bo):
        assert Guest.objects.get(event=evening).state == PartState.SIGNED_UP


def test_who_came_is_told_on_one_page_and_corrected(
    everyone: Cast,
    evening: Event,
    amina: Held,
    berta: Held,
    client_for: ClientFor,
    database: psycopg.Connection,
) -> None:
    invited(everyone, evening)
    for each in (amina, berta):
        signed_up(everyone, evening, Who(each.person.pk))
    bo, session = client_for(everyone.bo), session_of(evening)
    here = f"{LIST}sessions/{session.pk}/attendance/"
    assert bo.get(here).status_code == 404
    later(database, 15)
    assert "It was held; nobody has told who came." in read(bo.get("/"))
    keys = {each: f"p{part_of(everyone, evening, Who(each.person.pk)).pk}" for each in (amina, berta)}
    form = bo.get(here)
    assert form.content.decode().count("checked") == 2
    page = read(post(bo, here, {keys[amina]: "came", keys[berta]: "stayed_away", "others": "2"}))
    assert "Who came is told; 2 came without having signed up." in page
    page = read(bo.get(here))
    assert "was corrected" not in page
    post(bo, here, {keys[amina]: "came", keys[berta]: "excused", "others": "2"})
    assert "Berta Holm: “Stayed away” was corrected" in read(bo.get(here))
    page = read(post(bo, page_of(evening, "held/"), {"after": "Leaflets", "comes_next": "A visit"}))
    assert "This event was held" in page
    assert "Leaflets" in page
    assert "This is “Held” now." in read(bo.get(page_of(evening, "change/")))


def test_what_is_cancelled_says_why_to_those_who_signed_up(
    everyone: Cast, evening: Event, amina: Held, joins: Joins, client_for: ClientFor
) -> None:
    invited(everyone, evening)
    signed_up(everyone, evening, Who(amina.person.pk))
    bo, young = client_for(everyone.bo), client_for(joins(amina))
    page = read(post(bo, page_of(evening, "cancel/"), {"because": "The hall is flooded"}))
    assert "This event is cancelled" in page
    assert "The hall is flooded" in read(young.get(way(amina, "events/")))
    assert "Cancelled: The hall is flooded" in read(bo.get(LIST))


def test_a_session_is_added_and_moved_and_five_days_are_asked_for(
    everyone: Cast, client_for: ClientFor
) -> None:
    course = planned(everyone, kind=EventKind.INTRODUCTION)
    bo = client_for(everyone.bo)
    assert "1 of 5 days have a date: 1" in read(bo.get(page_of(course)))
    told = {"on": "16.9.2026", "begins": "8", "until": "14", "place": "Workshop 2", "spoken": ""}
    assert "2 of 5 days have a date: 2" in read(post(bo, page_of(course, "session/"), told))
    move = f"{LIST}sessions/{session_of(course).pk}/change/"
    page = read(post(bo, move, {**told, "on": "14.9.2026", "place": "Workshop 3"}))
    assert "Workshop 3" in page
    page = read(post(bo, page_of(course, "change/"), sent(everyone, kind="introduction", capacity="")))
    assert "0 have signed up" in page
    assert client_for(everyone.ditte).get(move).status_code == 404
    entry = bo.get(f"{LIST}sessions/{session_of(course).pk}/calendar/")
    assert "DTSTART" in entry.content.decode()


def test_events_of_the_week_stand_on_today_and_homes_are_counted(
    everyone: Cast, amina: Held, mother: Holder, client_for: ClientFor
) -> None:
    soon = planned(everyone, NOW + timedelta(days=3), sign_up_by=TODAY)
    invited(everyone, soon)
    bo = client_for(everyone.bo)
    assert "Events this week" in read(bo.get("/"))
    assert "No home has been invited" not in read(bo.get(f"{LIST}homes/"))
    assert "Not shown: fewer than 5" in read(bo.get(f"{LIST}homes/"))
    assert "No home has been invited" in read(client_for(everyone.freja).get(f"{LIST}homes/"))


def test_a_mail_leads_to_where_it_stands(
    everyone: Cast, evening: Event, amina: Held, joins: Joins, client_for: ClientFor
) -> None:
    user = joins(amina)
    invited(everyone, evening)
    signed_up(everyone, evening, Who(amina.person.pk))
    with access.job_scope(everyone.hedeby.pk):
        session = session_of(evening)
        told = events.SessionFacts(EVENING + timedelta(hours=1), AFTER, "Room 2")
        events.change_session(session=session, facts=told, by=SYSTEM, at=NOW)
        message = messages.OutgoingMessage.objects.get(template="event_own_changed")
        body = messages.written(message, "https://x").body
    assert evening.title not in str(body)
    assert client_for(user).get(f"/go/{message.pk}/").headers["location"] == "/mine/"


def test_somebody_who_was_not_invited_is_found_and_signed_up(
    everyone: Cast, evening: Event, berta: Held, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    custody = custody_of(amina)
    find = page_of(evening, "sign-up/")
    assert "Sign somebody up" in read(bo.get(page_of(evening)))
    found = read(post(bo, find, {"search": "Amina"}))
    assert "Amina" in found
    assert "Berta" not in found
    assert "Nobody you may see fits" in read(post(bo, find, {"search": "Zacharias"}))
    post(bo, f"{find}{amina.person.pk}/", {"who": "themselves", "along": "1"})
    assert part_of(everyone, evening, Who(amina.person.pk)).seats == 2
    post(bo, f"{find}{amina.person.pk}/", {"who": str(custody.pk)})
    assert part_of(everyone, evening, Who(amina.person.pk, custody.pk)).state == PartState.SIGNED_UP
    assert client_for(everyone.carl).get(find).status_code == 404


def test_at_the_door_somebody_is_added_who_came_unannounced(
    everyone: Cast, evening: Event, amina: Held, client_for: ClientFor, database: psycopg.Connection
) -> None:
    bo, door = client_for(everyone.bo), f"{LIST}sessions/{session_of(evening).pk}/door/"
    assert bo.get(door).status_code == 404
    later(database, 15)
    came = f"{LIST}sessions/{session_of(evening).pk}/attendance/"
    assert "Somebody came who is not in the list" in read(bo.get(came))
    assert "Amina" in read(post(bo, door, {"search": "Amina"}))
    post(bo, f"{door}{amina.person.pk}/", {"who": "themselves"})
    with acting(everyone.bo):
        part = events.Part.objects.get(event=evening, person=amina.person)
        assert events.marks_of(session_of(evening))[part.pk] is events.Mark.CAME
