"""The municipality's plan in the browser: from the start-up meeting to the adopted plan everybody reads; and who is not let in."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader
from tests.cast import Cast
from tests.catalogue.conftest import career_course
from tests.classcourses.conftest import planned
from tests.programme.conftest import acting, adopted, begun, in_force, met, parts, plan, rasmus, regine
from tests.web.conftest import ClientFor, read
from tests.web.test_placements import post

from stafet.access import api as access
from stafet.catalogue.api import CareerCourse
from stafet.programme import api as programme
from stafet.programme.api import Cycle, PartKind, Plan, PlanState, ProgrammePart

__all__ = ["career_course", "in_force", "parts", "plan", "rasmus", "regine"]

PLANS = "/programme/"
FRAME = {
    "title": "Education and job",
    "mandate": "The council",
    "starts_on": "1.8.2026",
    "last_day": "31.7.2028",
}
ADOPTION = {"adopted_on": "31.8.2026", "adopted_by": "The council", "diary_number": "2026-114"}


def place(plan: Plan, end: str = "") -> str:
    """An address of a version."""
    return f"/programme/plans/{plan.pk}/{end}"


def key_of(everyone: Cast, plan: Plan, kind: PartKind) -> str:
    """The first part of a kind."""
    with acting(everyone.gro):
        return str(programme.view_of(plan).of_kind(kind)[0].part.pk)


def test_a_coordinator_takes_a_town_from_the_start_up_meeting_to_the_adopted_plan(
    everyone: Cast, client_for: ClientFor
) -> None:
    gro, bo = client_for(everyone.gro), client_for(everyone.bo)
    assert "There is no plan yet" in read(gro.get(PLANS))
    at_cycle = a_meeting_is_held(gro)
    row = a_draft_is_written(everyone, gro)
    what_is_to_be_done_is_given_to_somebody(everyone, gro, row)
    said = {"part": "", "words": "Think of grade 10", "suggestion": ""}
    assert "Think of grade 10" in read(post(bo, place(row, "remark/"), said))
    post(gro, f"{at_cycle}plan/", {"plan": str(row.pk)})
    assert "Yes: Goals are written down, each from a need" in read(gro.get(at_cycle))
    others_are_asked_and_answer(gro, row)
    done = read(post(gro, place(row, "adopt/"), ADOPTION))
    assert "The council, 31 August 2026, diary number 2026-114" in done
    step = {"due_on": "", "carrier": "Coordinator", "words": "Adopted", "done_on": "1.9.2026"}
    assert "Done 1 September 2026" in read(post(gro, f"{at_cycle}steps/adoption/", step))
    everybody_reads_it(row)


def a_meeting_is_held(gro: Client) -> str:
    """The start-up meeting. Returns where its cycle is."""
    told = {"title": "2026–2028", "met_on": "1.9.2026", "protocol": "Agreed", "stages": ["late"]}
    page = read(post(gro, "/programme/cycles/new/", told))
    assert "2026–2028: how far is it?" in page
    assert "Not yet: It is said who decides" in page
    assert "Yes: It is agreed which school forms take part" in page
    return f"/programme/cycles/{Cycle.objects.get().pk}/"


def a_draft_is_written(everyone: Cast, gro: Client) -> Plan:
    """The chain from finding to indicator, each link through its form."""
    assert "Nothing stands here yet." in read(post(gro, "/programme/plans/new/", FRAME))
    row = Plan.objects.get()
    assert "A goal rests on a need" in read(post(gro, place(row, "parts/goal/"), {"title": "All begin"}))
    post(gro, place(row, "parts/finding/"), {"title": "Few know a trade", "stages": ["late"]})
    finding = key_of(everyone, row, PartKind.FINDING)
    post(gro, place(row, "parts/need/"), {"title": "Meet trades", "upon": [finding]})
    need = key_of(everyone, row, PartKind.NEED)
    post(gro, place(row, "parts/goal/"), {"title": "All begin", "upon": [need]})
    goal = key_of(everyone, row, PartKind.GOAL)
    guideline = {"title": "A course each year", "upon": [goal], "strength": "must", "by_month": "11"}
    post(gro, place(row, "parts/guideline/"), guideline)
    counted = {"level": "long_term", "formula": "begun / leavers", "source": "The register", "unit": "%"}
    indicator = {"title": "Begun after 15 months", "upon": [goal], **counted}
    post(gro, place(row, "parts/indicator/"), indicator)
    return row


def what_is_to_be_done_is_given_to_somebody(everyone: Cast, gro: Client, row: Plan) -> None:
    """What holds the plan back is mended, and targets are set."""
    assert "What nobody is to do" in read(gro.get(place(row, "gaps/")))
    assert "holds the plan back" in read(post(gro, place(row, "adopt/"), ADOPTION))
    duty = f"/programme/parts/{key_of(everyone, row, PartKind.GUIDELINE)}/who/"
    page = read(post(gro, duty, {"head": "both", "teacher": "responsible"}))
    assert "Head of the school or unit: does it, answers for it" in page
    targets = f"/programme/parts/{key_of(everyone, row, PartKind.INDICATOR)}/targets/"
    assert "A line has a year and a number" in read(post(gro, targets, {"year_0": "2014"}))
    lines = {"has_baseline": "on", "year_0": "2014", "value_0": "87", "year_1": "2016", "value_1": "91"}
    page = read(post(gro, targets, {**lines, "national_1": "90"}))
    assert "2014: 87 %, where it starts from" in page
    assert "2016: 91 % (nationally 90 %)" in page
    assert "The chain is whole" in read(gro.get(place(row, "gaps/")))


def others_are_asked_and_answer(gro: Client, row: Plan) -> None:
    """A round with two parties, and a colleague's remark."""
    out = {"names": "Schools\nCompanies", "answer_by": "1.9.2026"}
    assert "Has not answered" in read(post(gro, place(row, "send-out/"), out))
    assert "runs until" in read(post(gro, place(row, "adopt/"), ADOPTION))
    answer = {"answered_on": "1.9.2026", "stand": "supports", "answer": "Good", "outcome": "Kept"}
    for referral in programme.referrals_of(row):
        page = read(post(gro, f"/programme/referrals/{referral.pk}/", answer))
        assert "Supports it, 1 September 2026" in page
    remark = programme.remarks_on(row)[0]
    taken = {"is_taken": "yes", "answer": "We wrote it in"}
    assert "We wrote it in" in read(post(gro, f"/programme/remarks/{remark.pk}/", taken))


def everybody_reads_it(row: Plan) -> None:
    """Without a log-in, and for each party what it must do. Nobody's name stands there."""
    everybody = Client(headers={"accept-language": "en"})
    page = read(everybody.get(f"/municipal-plans/{row.pk}/"))
    assert "A course each year" in page
    assert "Bo Bertelsen" not in page
    frames = read(everybody.get(f"/municipal-plans/{row.pk}/who/teacher/"))
    assert "Before the end of November" in frames
    assert "Must be done" in frames
    assert "Education and job" in read(everybody.get("/municipal-plans/"))


def test_the_plan_on_paper_is_tagged_and_says_who_must_do_what(
    everyone: Cast, in_force: Plan, parts: dict[str, ProgrammePart]
) -> None:
    answer = Client(headers={"accept-language": "en"}).get(f"/municipal-plans/{in_force.pk}/plan.pdf")
    pdf = PdfReader(BytesIO(answer.content))
    assert "/StructTreeRoot" in pdf.root_object
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert "All begin an education" in text
    assert "Requirements and frames" in text
    assert "A company week (does it, before the end of November)" in text


def test_a_draft_is_for_nobody_outside(everyone: Cast, plan: Plan, client_for: ClientFor) -> None:
    everybody = Client()
    assert everybody.get(f"/municipal-plans/{plan.pk}/").status_code == 404
    assert everybody.get(f"/municipal-plans/{plan.pk}/plan.pdf").status_code == 404
    assert everybody.get(place(plan)).status_code == 302
    carl = client_for(everyone.carl)
    for end in ("", "gaps/", "remarks/", "remark/", "how-it-goes/"):
        assert carl.get(place(plan, end)).status_code == 404
    assert client_for(everyone.viggo).get(PLANS).status_code == 404


def test_colleagues_read_and_only_the_office_writes(
    everyone: Cast, plan: Plan, parts: dict[str, ProgrammePart], rasmus: access.User, client_for: ClientFor
) -> None:
    for user in (everyone.ditte, everyone.tove, rasmus):
        page = read(client_for(user).get(place(plan)))
        assert "A company week" in page
        assert "Add a goal" not in page
        assert "Write down that it is adopted" not in page
    ditte = client_for(everyone.ditte)
    for end in ("change/", "adopt/", "send-out/", "go-on/", "carry-on/", "parts/goal/"):
        assert ditte.get(place(plan, end)).status_code == 404
    for end in ("change/", "remove/", "who/", "targets/", "reading/"):
        assert ditte.get(f"/programme/parts/{parts['indicator'].pk}/{end}").status_code == 404
    assert client_for(rasmus).get(place(plan, "remark/")).status_code == 404


def test_a_part_is_changed_and_taken_out_and_the_version_carried_on(
    everyone: Cast, plan: Plan, parts: dict[str, ProgrammePart], client_for: ClientFor
) -> None:
    gro = client_for(everyone.gro)
    one = f"/programme/parts/{parts['activity'].pk}/"
    assert 'value="A company week"' in gro.get(f"{one}change/").content.decode()
    told = {"title": "A production week", "upon": [str(parts["goal"].pk)], "needs_partner": "on"}
    page = read(post(gro, f"{one}change/", told))
    assert "Counts only when somebody from outside the school takes part" in page
    assert "rests on this need alone" in read(post(gro, f"/programme/parts/{parts['need'].pk}/remove/", {}))
    adopted(everyone, plan)
    assert "Its text does not change now." in read(gro.get(f"{one}change/"))
    carried = [str(part.key) for name, part in parts.items() if name != "activity"]
    page = read(post(gro, place(plan, "carry-on/"), {**FRAME, "carried": carried}))
    assert "A production week" not in page
    assert "Education and job, version 1" in page
    following = Plan.objects.get(version=2)
    post(gro, place(following, "change/"), {**FRAME, "title": "The next plan"})
    adopted(everyone, following)
    assert Plan.objects.get(pk=plan.pk).state == PlanState.SUPERSEDED
    page = read(Client(headers={"accept-language": "en"}).get(f"/municipal-plans/{plan.pk}/"))
    assert "This version is replaced." in page


def test_the_draft_comes_back_from_the_round(
    everyone: Cast, plan: Plan, parts: dict[str, ProgrammePart], client_for: ClientFor
) -> None:
    gro = client_for(everyone.gro)
    post(gro, place(plan, "send-out/"), {"names": "Schools", "answer_by": "10.9.2026"})
    assert "Out for comments" in read(gro.get(place(plan)))
    assert "Add a goal" in read(post(gro, place(plan, "go-on/"), {}))


def test_a_region_is_let_in_and_let_out(
    everyone: Cast, plan: Plan, regine: access.User, client_for: ClientFor
) -> None:
    gro, hers = client_for(everyone.gro), client_for(regine)
    cycle = met(everyone)
    assert hers.get(place(plan)).status_code == 404
    told = {"organisation": str(everyone.other_guidance.pk), "decided": "The board, 3 June"}
    assert "The board, 3 June" in read(post(gro, "/programme/region/", told))
    assert "Education and job" in read(hers.get(PLANS))
    assert "how far is it?" in read(hers.get(f"/programme/cycles/{cycle.pk}/"))
    assert hers.get(f"/programme/cycles/{cycle.pk}/change/").status_code == 404
    (support,) = programme.supports_of(everyone.hedeby.pk)
    post(gro, f"/programme/region/{support.pk}/end/", {})
    assert hers.get(place(plan)).status_code == 404


def test_a_cycle_is_changed_and_closed(everyone: Cast, client_for: ClientFor) -> None:
    gro, cycle = client_for(everyone.gro), met(everyone)
    here = f"/programme/cycles/{cycle.pk}/"
    told = {"title": "Renamed", "met_on": "1.9.2026", "protocol": "More", "decider": "The council"}
    assert "Yes: It is said who decides" in read(post(gro, f"{here}change/", told))
    assert "followed up" in read(post(gro, f"{here}close/", {}))
    post(gro, f"{here}steps/follow_up/", {"done_on": "1.9.2026"})
    assert "This cycle is closed" in read(post(gro, f"{here}close/", {}))
    assert gro.get(f"{here}steps/nonsense/").status_code == 404


@pytest.mark.parametrize("end", ["parts/nonsense/"])
def test_what_is_not_there_is_not_found(everyone: Cast, plan: Plan, client_for: ClientFor, end: str) -> None:
    assert client_for(everyone.gro).get(place(plan, end)).status_code == 404
    assert Client().get(f"/municipal-plans/{plan.pk}/who/nonsense/").status_code == 404


def test_two_plans_of_a_town_stand_beside_each_other(
    everyone: Cast, in_force: Plan, client_for: ClientFor
) -> None:
    begun(everyone)
    page = read(client_for(everyone.gro).get(PLANS))
    assert page.count("Education and job, version 1") >= 2


def test_the_gap_report_names_the_classes_the_plan_does_not_reach(
    everyone: Cast, plan: Plan, rasmus: access.User, career_course: CareerCourse, client_for: ClientFor
) -> None:
    """Whoever plans for classes reads by school which have no course; the council reads of the chain alone."""
    page = read(client_for(everyone.gro).get(place(plan, "gaps/")))
    assert "Classes without a course, 2026/27" in page
    assert "1 class has no course and none ahead" in page
    follow = f"/coverage/?year=2026&amp;school={everyone.school.pk}"
    assert follow in client_for(everyone.gro).get(place(plan, "gaps/")).content.decode()
    assert "Classes without a course" not in read(client_for(rasmus).get(place(plan, "gaps/")))
    planned(everyone, career_course)
    page = read(client_for(everyone.ditte).get(place(plan, "gaps/")))
    assert "Every class has a course, or has one ahead" in page
