"""A placement while it lasts, in the browser: what is due, the log, days by a link, looking back, a certificate on paper."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import psycopg
import pypdf
import pytest
from django.test import Client
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.followup.conftest import (
    DAYS,
    as_bo,
    at_home,
    at_work,
    days_told,
    mother,
    place,
    placement,
    scheme,
    seen_by_bo,
    seen_by_ditte,
)
from tests.followup.test_talks import ISSUE_TOLD, WORDS
from tests.own.conftest import Joins, joins
from tests.web.conftest import ClientFor, read, tree
from tests.web.test_mine import custody_of, way, young
from tests.web.test_placements import post

from stafet.access import api as access
from stafet.followup import api as followup
from stafet.followup.api import EvaluationKind, LinkUse, Side
from stafet.messages import api as messages
from stafet.placements.api import How, Placement, Voice

__all__ = ["at_work", "joins", "mother", "place", "placement", "scheme", "seen_by_ditte", "young"]


def typed(day: date) -> str:
    """A day as people type it."""
    return f"{day.day}.{day.month}.{day.year}"


def host_link(everyone: Cast) -> str:
    """The address the company was sent last."""
    with access.job_scope(everyone.hedeby.pk):
        sent = messages.OutgoingMessage.objects.filter(template=messages.Template.PLACEMENT_FOLLOW_UP).latest(
            "queued_at"
        )
        assert sent.opens is not None
        return f"/placements/tell/{messages.link_for(sent.opens)}/"


def here(placement: Placement, end: str = "") -> str:
    return f"/placements/{placement.pk}/follow-up/{end}"


def test_the_person_s_page_and_the_list_lead_to_it(
    everyone: Cast, at_work: Placement, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    assert here(at_work) in bo.get(f"/people/{at_work.person_id}/placement/").content.decode()
    listed = bo.get("/placements/follow-up/")
    assert "No talk is planned" in read(listed)
    assert here(at_work) in listed.content.decode()
    assert "/placements/follow-up/" in bo.get("/placements/").content.decode()


def test_talks_with_the_five_are_planned_held_and_follow_one_another(
    everyone: Cast, at_work: Placement, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    page = read(post(bo, here(at_work, "talks/")))
    for side in ("Those at home", "The company", "The contact teacher", "The counsellor"):
        assert side in page
    first = seen_by_bo(everyone, at_work).planned_checks[0]
    nothing = read(post(bo, f"/follow-up/talks/{first.pk}/", {"on": typed(TODAY), "outcome": ""}))
    assert "This field" in nothing or "Write" in nothing
    sent = {"on": typed(TODAY), "outcome": "All is well", "next_on": typed(TODAY + timedelta(days=9))}
    page = read(post(bo, f"/follow-up/talks/{first.pk}/", sent))
    assert "All is well" in page
    assert "Talks so far" in page
    assert "This is “Held” now." in read(bo.get(f"/follow-up/talks/{first.pk}/off/"))


def test_a_difficulty_is_told_and_closed_on_the_page(
    everyone: Cast, at_work: Placement, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    sent = {
        "told_on": typed(TODAY),
        "told_by": "host",
        "words": "Comes late",
        "agreed": "An earlier bus",
        "follower": "Tove Thy",
        "look_again_on": typed(TODAY + timedelta(days=7)),
    }
    assert "Tove Thy follows it" in read(post(bo, here(at_work, "difficulty/"), sent))
    (issue,) = seen_by_bo(everyone, at_work).issues
    assert "Comes late" in read(client_for(everyone.ditte).get(here(at_work)))
    page = read(post(bo, f"/follow-up/difficulties/{issue.pk}/close/", {"outcome": "Comes on time"}))
    assert "Comes on time" in page


def test_what_an_accident_did_is_shown_to_few_and_its_absence_is_said(
    everyone: Cast, at_work: Placement, client_for: ClientFor
) -> None:
    bo, gro = client_for(everyone.bo), client_for(everyone.gro)
    sent = {"on": typed(TODAY), "kind": "accident", "prevented_by": "Gloves"}
    post(bo, here(at_work, "incident/"), sent)
    (incident,) = seen_by_bo(everyone, at_work).incidents
    harm = f"/follow-up/incidents/{incident.pk}/harm/"
    assert "A cut in the hand" in read(post(bo, harm, {"harm": "doctor", "words": "A cut in the hand"}))
    page = read(gro.get(here(at_work)))
    assert "Gloves" in page
    assert "A cut in the hand" not in page
    assert "is read by those who counsel them" in page
    assert gro.get(harm).status_code == 404
    told = {"must_be_reported": "yes", "reported_on": typed(TODAY), "reported_to": "The authority"}
    assert "Reported to The authority" in read(post(bo, f"/follow-up/incidents/{incident.pk}/report/", told))


def test_the_company_tells_the_days_by_a_link_that_shows_a_given_name_and_the_days(
    everyone: Cast, at_work: Placement, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    sent = {"first_day": typed(DAYS[0]), "last_day": typed(TODAY)}
    assert "has been asked which days they were there" in read(post(bo, here(at_work, "ask/days/"), sent))
    villy, link = Client(headers={"accept-language": "en"}), host_link(everyone)
    told = read(villy.get(link))
    assert "Which days was Amina at your company?" in told
    for hidden in ("Holm", "Mona", "2010"):
        assert hidden not in told
    assert "Say of one day at least" in read(post(villy, link))
    answer = {f"mark_{DAYS[0]}": "late", f"hours_{DAYS[0]}": "4.5", f"mark_{DAYS[1]}": "ill"}
    assert "Thank you" in read(post(villy, link, answer))
    assert "opens nothing any more" in read(villy.get(link, follow=True))
    page = read(bo.get(here(at_work, "days/")))
    assert "4 h 30 min" in page
    assert "There on 1 of 2 days" in page


def test_a_look_by_the_link_stands_in_the_young_person_s_log(
    everyone: Cast, at_work: Placement, database: psycopg.Connection
) -> None:
    with as_bo(everyone) as bo:
        followup.ask_host(placement=at_work, use=LinkUse.PLAN, by=bo, at=NOW)
    villy = Client(headers={"accept-language": "en"})
    assert "Is this the plan for Amina?" in read(villy.get(host_link(everyone)))
    row_of_log = database.execute(
        "SELECT person_ids, data_classes, roles FROM audit_reading WHERE view = 'web.host_tells.tell_as_host'"
    ).fetchone()
    assert row_of_log == ([at_work.person_id], "AD", ["host"])


def test_guesses_at_links_open_nothing(everyone: Cast) -> None:
    guess = Client(headers={"accept-language": "en"})
    assert "opens nothing any more" in read(guess.get("/placements/tell/guessed/", follow=True))


def test_the_plan_says_what_is_missing_until_it_is_whole(
    everyone: Cast, at_work: Placement, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    assert "The plan is not complete yet" in read(bo.get(here(at_work, "days/")))
    sent = {"first_day": "1.8.2026", "last_day": "31.7.2027", "words": "Building a shed"}
    page = read(post(bo, here(at_work, "weeks/"), sent))
    assert "The company has not confirmed it" in page
    assert "Building a shed" in page
    told = {"words": "Winter", "first_day": "8.2.2027", "last_day": "14.2.2027"}
    assert "Winter" in read(post(bo, "/placements/school-breaks/", told))


def test_days_are_told_by_those_who_follow_up_and_corrected(
    everyone: Cast, at_work: Placement, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    post(bo, here(at_work, "attendance/"), {f"mark_{day}": "present" for day in DAYS})
    assert f"There on {len(DAYS)} of {len(DAYS)} days" in read(bo.get(here(at_work, "days/")))
    assert "Of every day so far something is told" in read(bo.get(here(at_work, "attendance/")))
    page = read(post(bo, here(at_work, "correct/"), {"day": typed(DAYS[0]), "mark": "absent"}))
    assert "Did not come and did not say so" in page


def test_one_writes_one_s_own_log_and_reads_the_answer(
    everyone: Cast, amina: Held, at_work: Placement, young: access.User, client_for: ClientFor
) -> None:
    me, log = client_for(young), way(amina, f"placement/{at_work.pk}/log/")
    assert log in me.get(way(amina, "placement/")).content.decode()
    page = read(me.get(log))
    assert "The company does not read it" in page
    sent = {"day": typed(DAYS[-1]), "did": "Sawed a beam", "felt": "Proud"}
    assert "Sawed a beam" in read(post(me, f"{log}write/", sent))
    bo = client_for(everyone.bo)
    (entry,) = seen_by_bo(everyone, at_work).entries
    assert "Well done" in read(post(bo, f"/follow-up/log/{entry.pk}/", {"words": "Well done"}))
    assert "Bo Bertelsen answers: Well done" in read(me.get(log))
    assert "To measure" in read(post(me, f"{log}goal/", {"words": "To measure"}))
    (goal,) = seen_by_bo(everyone, at_work).goals
    settle = way(amina, f"placement/log/goals/{goal.pk}/reach/")
    assert "Reached" in read(post(me, settle, {"words": "I did it"}))


def test_those_with_custody_read_and_do_not_write(
    amina: Held, at_work: Placement, joins: Joins, client_for: ClientFor
) -> None:
    parent = client_for(joins(amina, custody_of(amina), email="mor@example.org"))
    log = way(amina, f"placement/{at_work.pk}/log/")
    page = parent.get(log)
    assert page.status_code == 200
    assert "log/write/" not in page.content.decode()
    for end in ("write/", "goal/", "final/"):
        assert parent.get(f"{log}{end}").status_code == 404


def test_one_looks_back_signs_and_takes_the_certificate_along(
    everyone: Cast, amina: Held, at_work: Placement, young: access.User, client_for: ClientFor
) -> None:
    me, bo = client_for(young), client_for(everyone.bo)
    log = way(amina, f"placement/{at_work.pk}/log/")
    assert "has not signed it yet" in read(post(me, f"{log}final/", {"well": "Sawing", "may_be_told": "on"}))
    (row,) = seen_by_bo(everyone, at_work).evaluations
    signed = post(me, way(amina, f"placement/log/evaluations/{row.pk}/sign/"))
    assert "Signed by the young person on 1 September 2026" in read(signed)
    assert "not changed any more" in read(me.get(f"{log}final/"))
    assert "Sawing" in read(bo.get("/placements/follow-up/"))
    days_told(everyone, at_work)
    page = read(
        post(bo, here(at_work, "certificate/"), {"tasks": "Saws and measures", "learned": "To measure"})
    )
    assert "Issued on 1 September 2026 by Bo Bertelsen" in page
    (certificate,) = seen_by_bo(everyone, at_work).certificates
    for client, path in (
        (bo, f"/follow-up/certificates/{certificate.pk}/certificate.pdf"),
        (me, way(amina, f"placement/log/certificates/{certificate.pk}/certificate.pdf")),
    ):
        assert client.get(path).content.startswith(b"%PDF")


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_every_page_opens_in_each_language(
    everyone: Cast, at_work: Placement, client_for: ClientFor, language: str
) -> None:
    days_told(everyone, at_work)
    with as_bo(everyone) as bo:
        told: dict[str, Any] = {"placement": at_work, "by": bo, "at": NOW}
        followup.plan_all_check_ins(asker="Bo", **told)
        followup.tell_issue(facts=ISSUE_TOLD, **told)
        row = followup.write_evaluation(kind=EvaluationKind.MID_WAY, words=WORDS, **told)
        followup.sign_evaluation(evaluation=row, how=How.PAPER, by=bo, at=NOW)
        certificate = followup.issue_certificate(tasks="Saws", learned="", **told)
    client = client_for(everyone.bo)
    client.post("/language/", {"language": language})
    paths = [here(at_work, end) for end in ("", "learning/", "days/", "end/", "talk/", "weeks/", "correct/")]
    for path in (*paths, "/placements/follow-up/", "/placements/school-breaks/"):
        page = client.get(path)
        assert page.status_code == 200
        assert tree(page).one("html").get("lang") == language
    pdf = client.get(f"/follow-up/certificates/{certificate.pk}/certificate.pdf").content
    root: Any = pypdf.PdfReader(BytesIO(pdf)).root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == (language, True)


def test_who_may_not_see_them_meets_nothing(
    everyone: Cast, at_work: Placement, client_for: ClientFor
) -> None:
    with at_home(everyone) as by:
        followup.write_entry(
            placement=at_work,
            facts=followup.EntryFacts(TODAY, "Sawed"),
            voice=Voice.YOUNG_PERSON,
            by=by,
            at=NOW,
        )
    carl = client_for(everyone.carl)
    for end in ("", "learning/", "days/", "end/", "goal/"):
        assert carl.get(here(at_work, end)).status_code == 404


def test_the_young_person_reads_what_is_written_about_their_talks_and_difficulties(
    everyone: Cast, at_work: Placement, young: access.User, client_for: ClientFor
) -> None:
    with as_bo(everyone) as bo:
        told: dict[str, Any] = {"placement": at_work, "by": bo, "at": NOW}
        followup.plan_check_in(facts=followup.CheckInFacts(Side.HOME, TODAY, "Bo Bertelsen"), **told)
        followup.tell_issue(facts=ISSUE_TOLD, **told)
        incident = followup.record_incident(
            facts=followup.IncidentFacts(TODAY, followup.IncidentKind.ACCIDENT, "Gloves from now on"), **told
        )
        harm = followup.HarmFacts(followup.Harm.DOCTOR, "A cut in the hand")
        followup.write_harm(incident=incident, facts=harm, by=bo, at=NOW)
    page = read(client_for(young).get(f"/mine/{at_work.person_id}/placement/{at_work.pk}/log/"))
    for said in ("Asked by Bo Bertelsen", ISSUE_TOLD.words, ISSUE_TOLD.agreed, "Gloves from now on"):
        assert said in page
    assert "A cut in the hand" not in page, "what it did to them stands behind a fence of its own"
