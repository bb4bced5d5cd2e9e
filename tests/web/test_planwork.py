"""The plan at work in the browser: a head confirms, the council reads and decides, the year goes round."""

from __future__ import annotations

from io import BytesIO

from django.test import Client
from pypdf import PdfReader
from tests.cast import Cast
from tests.planwork.conftest import put, unit_begun
from tests.programme.conftest import TODAY, acting, in_force, parts, plan, rasmus
from tests.web.conftest import ClientFor, read
from tests.web.test_placements import post

from stafet.access import api as access
from stafet.planwork import api as planwork
from stafet.planwork.api import UnitPlan
from stafet.programme.api import Party, Plan, ProgrammePart

__all__ = ["in_force", "parts", "plan", "rasmus"]

Parts = dict[str, ProgrammePart]
UNITS, YEAR = "/programme/units/", "/programme/year/"


def test_a_head_confirms_the_plan_of_the_school(
    everyone: Cast, in_force: Plan, parts: Parts, client_for: ClientFor
) -> None:
    ditte, gro = client_for(everyone.ditte), client_for(everyone.gro)
    assert "Bakkeskolen" in read(gro.get(UNITS))
    begin = {"unit": str(everyone.school.pk), "plan": str(in_force.pk)}
    page = read(post(ditte, f"{UNITS}new/", begin))
    assert "As the municipality’s plan says" in page
    row = UnitPlan.objects.get()
    here = f"{UNITS}{row.pk}/"
    line = f"{here}parts/{parts['activity'].key}/"
    bare = {"kind": "deviation", "words": "Two days", "reason": ""}
    assert "only with a reason" in read(post(ditte, line, bare))
    assert "We build this year" in read(post(ditte, line, {**bare, "reason": "We build this year"}))
    assert "Open workshop" in read(
        post(ditte, f"{here}add/", {"title": "Open workshop", "words": "Tuesdays"})
    )
    said = {"judged": "2", "evidence": "Minutes of the pupils’ council"}
    assert "Minutes of the pupils’ council" in read(post(ditte, f"{here}judge/voice/", said))
    assert "Confirmed 1 September 2026" in read(post(ditte, f"{here}confirm/", {}))
    page = read(gro.get(UNITS))
    assert "Confirmed 1 September 2026" in page
    assert "In place" not in page
    for end in ("confirm/", "add/", "judge/voice/", "review/"):
        assert gro.get(f"{here}{end}").status_code == 404
    with acting(everyone.ditte):
        mine = planwork.unit_view(row).own[0]
    assert "Open workshop" not in read(post(ditte, f"{UNITS}lines/{mine.pk}/remove/", {}))


def test_a_changed_plan_asks_the_head_to_look_again(
    everyone: Cast, in_force: Plan, parts: Parts, client_for: ClientFor
) -> None:
    unit, gro, ditte = unit_begun(everyone, in_force), client_for(everyone.gro), client_for(everyone.ditte)
    frame = {"title": "The next", "mandate": "", "starts_on": "1.8.2028", "last_day": "31.7.2030"}
    carried = [str(part.key) for part in parts.values()]
    post(gro, f"/programme/plans/{in_force.pk}/carry-on/", {**frame, "carried": carried})
    following = Plan.objects.get(version=2)
    adoption = {"adopted_on": "1.9.2026", "adopted_by": "The council", "diary_number": "2"}
    post(gro, f"/programme/plans/{following.pk}/adopt/", adoption)
    page = read(ditte.get(f"{UNITS}{unit.pk}/"))
    assert "Needs review: the municipality’s plan has changed" in page
    assert "Needs review" not in read(post(ditte, f"{UNITS}{unit.pk}/review/", {}))


def test_the_council_sees_the_follow_up_and_decides(
    everyone: Cast, in_force: Plan, parts: Parts, rasmus: access.User, client_for: ClientFor
) -> None:
    gro, council = client_for(everyone.gro), client_for(rasmus)
    it_is_measured(gro, parts["indicator"])
    here = a_report_is_written(gro, in_force, parts["goal"])
    page = read(council.get(here))
    assert "Better, not there" in page
    assert "Write down what was decided" not in page
    assert council.get(f"{here}decide/").status_code == 404
    decided = {
        "words": "Mentors",
        "body": "The council",
        "decided_on": "1.9.2026",
        "diary_number": "2026-201",
    }
    post(gro, f"{here}decide/", decided)
    page = read(council.get(here))
    assert "2026-201" in page
    assert "The council has decided" in page
    pdf = PdfReader(BytesIO(council.get(f"{here}report.pdf").content))
    text = " ".join(each.extract_text() for each in pdf.pages)
    assert "All begin an education: Partly met" in text
    assert "diary number 2026-201" in text
    measures = f"/programme/measures/{planwork.PlanMeasure.objects.get().pk}/"
    assert "Decided" in read(post(gro, measures, {"what": "decide", "words": ""}))
    assert council.get(f"/programme/plans/{in_force.pk}/how-it-goes/").status_code == 200
    assert client_for(everyone.carl).get(here).status_code == 404


def it_is_measured(gro: Client, indicator: ProgrammePart) -> None:
    """A number about many stands beside its target; one about few is refused."""
    reading = {"year": "2027", "value": "90.5", "base": "240", "source": "The register", "words": ""}
    at_indicator = f"/programme/parts/{indicator.pk}/reading/"
    assert "greater than or equal to 5" in read(post(gro, at_indicator, {**reading, "base": "4"}))
    page = read(post(gro, at_indicator, reading))
    assert "Nearer than at the start, not reached" in page
    assert "2027: 90.5 (n = 240)" in page


def a_report_is_written(gro: Client, plan: Plan, goal: ProgrammePart) -> str:
    """A follow-up with what it found and a measure, reported. Returns where it is."""
    post(gro, f"/programme/plans/{plan.pk}/follow-up/", {"kind": "year", "due_on": "20.5.2027"})
    here = f"/programme/rounds/{planwork.PlanRound.objects.get().pk}/"
    assert "Nothing is said about the goal" in read(post(gro, f"{here}report/", {"summary": "Better"}))
    found = {"stands": "partly", "words": "More begin, fewer stay"}
    assert "Partly met" in read(post(gro, f"{here}goals/{goal.key}/", found))
    measure = {"words": "A mentor for each", "carrier": "Head of guidance", "due_on": "1.12.2026", "goal": ""}
    assert "A mentor for each" in read(post(gro, f"{here}measure/", measure))
    assert "Reported to the council" in read(post(gro, f"{here}report/", {"summary": "Better, not there"}))
    return here


def test_a_report_is_taken_back(everyone: Cast, in_force: Plan, parts: Parts, client_for: ClientFor) -> None:
    gro = client_for(everyone.gro)
    post(gro, f"/programme/plans/{in_force.pk}/follow-up/", {"kind": "half_year", "due_on": "20.1.2027"})
    here = f"/programme/rounds/{planwork.PlanRound.objects.get().pk}/"
    post(gro, f"{here}goals/{parts['goal'].key}/", {"stands": "met", "words": "All began"})
    post(gro, f"{here}report/", {"summary": "Done"})
    assert "Under way" in read(post(gro, f"{here}go-on/", {}))


def test_the_year_goes_round(everyone: Cast, client_for: ClientFor) -> None:
    gro, ditte = client_for(everyone.gro), client_for(everyone.ditte)
    assert "Nothing stands in the wheel" in read(gro.get(YEAR))
    told = {
        "title": "Confirm unit plans, all",
        "due_on": "4.9.2026",
        "party": "head",
        "stage": "",
        "owner": "",
    }
    page = post(gro, f"{YEAR}new/", {**told, "words": "With the staff"})
    assert "1. Confirm unit plans, all" in read(page)
    assert "<svg" in page.content.decode()
    assert "Confirm unit plans, all" in read(ditte.get("/"))
    assert "Confirm unit plans, all" not in read(client_for(everyone.bo).get("/"))
    (task,) = planwork.WheelTask.objects.all()
    assert client_for(everyone.bo).get(f"{YEAR}{task.pk}/done/").status_code == 404
    assert "Done 1 September 2026" in read(post(ditte, f"{YEAR}{task.pk}/done/", {}))
    assert "Confirm unit plans, all" not in read(ditte.get("/"))
    changed = {**told, "title": "Confirm", "stage": "late", "words": ""}
    assert "1. Confirm" in read(post(gro, f"{YEAR}{task.pk}/change/", changed))
    assert "Nothing stands" in read(gro.get(f"{YEAR}?stage=adult"))
    assert "1 thing is carried on." in post(gro, f"{YEAR}carry-on/", {}).content.decode()
    assert "4 September 2027" in read(gro.get(f"{YEAR}?year=2027"))
    assert "nothing in that year" in read(post(gro, f"{YEAR}carry-on/", {}))


def test_a_calendar_for_each_party_names_nobody(everyone: Cast) -> None:
    put(everyone, "Report; to the council, in writing", TODAY, Party.COORDINATOR, everyone.gro)
    address = f"/municipal-plans/year/{everyone.hedeby.pk}/coordinator.ics"
    answer = Client(headers={"accept-language": "en"}).get(address)
    text = answer.content.decode()
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Report\\; to the council\\, in writing\r\n" in text
    assert f"DTSTART;VALUE=DATE:{TODAY:%Y%m%d}\r\n" in text
    assert "Gro" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert Client().get(address.replace("coordinator", "nobody")).status_code == 404


def test_what_was_learned_is_kept(everyone: Cast, rasmus: access.User, client_for: ClientFor) -> None:
    tove = client_for(everyone.tove)
    told = {
        "title": "Ask earlier",
        "words": "Companies plan in spring",
        "follows": "",
        "learned_on": "1.9.2026",
    }
    assert "Ask earlier" in read(post(tove, "/programme/lessons/new/", told))
    assert "Ask earlier" in read(client_for(rasmus).get("/programme/lessons/"))
    assert "Ask earlier" not in read(client_for(everyone.carl).get("/programme/lessons/"))
