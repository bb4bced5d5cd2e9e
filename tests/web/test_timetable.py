"""The timetable in the browser: from a school's file to a taken proposal, and back to the week as it was."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast
from tests.conftest import NOW
from tests.schoolweeks.conftest import FILE, acting, asked, loaded, marked, solved
from tests.web.conftest import Answer, ClientFor, read, tree
from tests.web.test_placements import post, way

from stafet.integrations import week_jobs
from stafet.integrations.timetables.xhstt.archive import read_archive
from stafet.integrations.timetables.xhstt.week import read_week
from stafet.kernel.timetables.problem import Week
from stafet.placements.api import SchoolSubject
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import MarksFacts, SchoolWeek, WeekFile, WeekProposal

__all__ = ["loaded", "marked"]
LIST = (
    '1,"8a","IB","Dansk","A1",1,1\n2,"8a","BO","Idræt","A1",2,1\n3,"8a","IB","Musik","A1",3,1\n'
    '4,"8b","KA","Dansk","A2",1,1\n'
)
ALL = "/placements/timetable/"


def send(client_for: ClientFor, everyone: Cast, name: str, content: bytes) -> Answer:
    sent = {"starts_in": "2026", "file": SimpleUploadedFile(name, content)}
    return post(client_for(everyone.ditte), f"{ALL}of/{everyone.school.pk}/load/", sent)


def told(answer: Answer) -> str:
    """What the page that comes next says is done."""
    return next(each.text for each in tree(answer).all("div") if each.get("role") == "status")


def holding(everyone: Cast) -> SchoolWeek:
    with acting(everyone.ditte) as ditte:
        row = schoolweeks.current_week(everyone.school.pk, 2026, by=ditte)
        assert row is not None
        return row


def the_proposal(everyone: Cast, row: SchoolWeek) -> WeekProposal:
    with acting(everyone.ditte) as ditte:
        return schoolweeks.proposals_of(row, by=ditte)[0]


def test_from_a_list_to_a_taken_proposal_and_back(everyone: Cast, client_for: ClientFor) -> None:
    ditte = client_for(everyone.ditte)
    assert "No week has been loaded for this school year" in read(ditte.get(ALL))
    assert "The week is loaded" in told(send(client_for, everyone, "GPU001.TXT", LIST.encode()))
    here = f"{ALL}weeks/{holding(everyone).pk}/"
    form = tree(ditte.get(f"{here}mark/")).one("main")
    assert "Dansk" in form.text
    subjects = {"subject_0": "first_language", "subject_1": "practical", "subject_2": "practical"}
    marked = post(
        ditte, f"{here}mark/", {"class_0": "?", "class_1": "-", **subjects, "frame": "gap", "bells": ""}
    )
    assert "The week is marked" in told(marked)
    question = {"class_key": "8a", "days": ["1"], "frame": "gap", "seconds": "5"}
    assert "Dansk (1)" in read(ditte.get(here)), "what collides is told before anything is asked"
    working = post(ditte, f"{here}ask/", question)
    assert "Weekdays are being worked out" in read(working)
    assert b'http-equiv="refresh"' in working.content
    day = the_proposal(everyone, holding(everyone))
    week_jobs.work_out(day.pk, everyone.hedeby.pk)
    chosen = read(ditte.get(here))
    assert "Company day of 8a" in chosen
    assert "Proven: it does not go with fewer" in chosen
    page = _shown(ditte, f"{ALL}days/{day.pk}/")
    assert holding(everyone).revision == 1
    assert "A new version of the week holds" in told(post(ditte, way(page, "take/")))
    assert holding(everyone).revision == 2
    assert "Every class with apprentices has its company day" in read(ditte.get(ALL))
    _back_again(everyone, ditte, here)


def _shown(ditte: Client, path: str) -> Answer:
    """What stands on the page of a proposal."""
    page: Answer = ditte.get(path)
    assert "No teacher, room or class is in two places" in read(page)
    assert "Must not be missed Dansk (Monday, hour 1)" in read(page)
    assert "IB: 2 lessons move" in read(page)
    assert "Dansk →" in read(page)
    assert "8b" not in read(page)
    assert "IB now" in read(ditte.get(path, {"who": "1"})), "whose week: by number, not by name"
    return page


def _back_again(everyone: Cast, ditte: Client, here: str) -> None:
    old = ditte.get(here)
    assert "Version 2 holds" in read(old)
    post(ditte, way(old, "back/"))
    again = ditte.get(f"{ALL}weeks/{holding(everyone).pk}/untis.csv").content.decode()
    assert holding(everyone).revision == 3
    assert "8a,IB,Dansk,A1,1,1" in again


def test_a_real_school_in_xhstt_is_loaded(everyone: Cast, client_for: ClientFor) -> None:
    assert "97 lessons" in read(send(client_for, everyone, FILE.name, FILE.read_bytes()))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "GPU001.TXT",
            LIST.replace(",3,1", ",9,1").encode(),
            "GPU001.TXT, line 3, column 6 (day): “9” can't stand here",
        ),
        ("week.xml", b"<HighSchoolTimetableArchive>\n<Instances>", "week.xml, line 2"),
        ("week.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]>\n<a>&b;</a>", "week.xml, line 1"),
        ("week.xml", FILE.read_bytes()[:40_000], "week.xml, line "),
        ("empty.txt", b"\n", "GPU001"),
    ],
)
def test_a_bad_file_is_told_where_and_nothing_is_kept(
    everyone: Cast, client_for: ClientFor, name: str, content: bytes, said: str
) -> None:
    assert said in read(send(client_for, everyone, name, content))
    with acting(everyone.ditte) as ditte:
        assert schoolweeks.current_week(everyone.school.pk, 2026, by=ditte) is None
        assert not WeekFile.objects.exists(), "nothing half-written"


def test_a_file_that_is_too_big_is_refused_before_it_is_read(everyone: Cast, client_for: ClientFor) -> None:
    assert "more than 8 MB" in read(send(client_for, everyone, "week.xml", b"<a>" + b" " * 9_000_000))


def test_the_trial_process_dies_of_a_file_that_costs_too_much() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HUNGRY], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode != 0
    assert "kept" not in done.stdout


def test_impossible_says_which_rules_clash_and_offers_to_let_go_of_them(
    everyone: Cast, marked: SchoolWeek, client_for: ClientFor
) -> None:
    week = schoolweeks.plain_week(marked)
    row = solved(everyone, marked, locked=frozenset(lesson.key for lesson in week.lessons))
    page = client_for(everyone.ditte).get(f"{ALL}days/{row.pk}/")
    assert "these rules can’t hold together" in read(page)
    assert "is fixed and stays where it is" in read(page)
    assert "Unlock lessons and ask again" in read(page)
    assert "Allow longer or shorter days" not in read(page), "what does not clash is no way out"
    again = tree(client_for(everyone.ditte).get(way(page, "/again/"))).one("main")
    boxes = [each for each in again.all("input") if each.get("name") == "locked"]
    assert len(boxes) == len(week.lessons), "what is locked can be unlocked"
    assert all(each.get("checked") is not None for each in boxes)


def test_a_subject_may_come_twice_on_a_day_where_that_is_what_clashes(
    everyone: Cast, client_for: ClientFor
) -> None:
    """A list says no rules, so what comes once a day stays so: a subject of every day can't keep off one."""
    ditte = client_for(everyone.ditte)
    hours = [(day, hour) for day in range(1, 6) for hour in (1, 2)]
    rows = [f'{hour},"8a","IB","{("Dansk", "Musik")[hour - 1]}","A1",{day},{hour}' for day, hour in hours]
    send(client_for, everyone, "GPU001.TXT", "\n".join(rows).encode())
    row = holding(everyone)
    with acting(everyone.ditte) as by:
        marks = MarksFacts({"Dansk": SchoolSubject.FIRST_LANGUAGE}, {"8a": ""})
        schoolweeks.mark_week(week=row, facts=marks, by=by, at=NOW)
    page = ditte.get(f"{ALL}days/{solved(everyone, row).pk}/")
    assert "spread over the week as now" in read(page)
    sent = {"frame": "strict", "may_crowd": "on", "seconds": "5"}
    post(ditte, way(page, "?crowd=yes"), sent)
    asked_again = the_proposal(everyone, row)
    week_jobs.work_out(asked_again.pk, everyone.hedeby.pk)
    found = ditte.get(f"{ALL}days/{asked_again.pk}/")
    assert "Proven: it does not go with fewer" in read(found)
    assert "A new version of the week holds" in told(post(ditte, way(found, "take/")))


def test_a_lesson_is_locked_and_the_day_asked_for_again(
    everyone: Cast, marked: SchoolWeek, client_for: ClientFor
) -> None:
    ditte, row = client_for(everyone.ditte), solved(everyone, marked, day=4)
    form = tree(ditte.get(f"{ALL}days/{row.pk}/again/")).one("main")
    boxes = [each for each in form.all("input") if each.get("name") == "locked"]
    sent = {"locked": [boxes[0].get("value")], "frame": "strict", "seconds": "5"}
    assert "It is being worked out" in told(post(ditte, f"{ALL}days/{row.pk}/again/", sent))
    assert the_proposal(everyone, marked).locked == [boxes[0].get("value")]
    assert ditte.get(f"{ALL}days/{row.pk}/take/").status_code == 404


def test_a_taken_proposal_goes_back_into_the_school_s_own_file(
    everyone: Cast, marked: SchoolWeek, client_for: ClientFor
) -> None:
    ditte, row = client_for(everyone.ditte), solved(everyone, marked)
    post(ditte, f"{ALL}days/{row.pk}/take/")
    here = f"{ALL}weeks/{holding(everyone).pk}/"
    written = ditte.get(way(ditte.get(here), "week.xml"))
    again = read_week(read_archive(io.BytesIO(written.content), "week.xml")).week
    assert again.starts == schoolweeks.plain_week(holding(everyone)).starts
    old = read_week(read_archive(io.BytesIO(FILE.read_bytes()), FILE.name)).week
    assert again.starts != old.starts


def test_a_file_can_t_hold_what_was_typed_in_since(
    everyone: Cast, marked: SchoolWeek, client_for: ClientFor
) -> None:
    ditte = client_for(everyone.ditte)
    post(ditte, f"{ALL}weeks/{marked.pk}/class/", {"class_key": "9x", "day_0": "Dansk; XX"})
    row = solved(everyone, holding(everyone))
    post(ditte, f"{ALL}days/{row.pk}/take/")
    here = f"{ALL}weeks/{holding(everyone).pk}/"
    assert holding(everyone).revision == 3
    assert "its XHSTT can’t hold them" in read(ditte.get(here))
    assert ditte.get(f"{here}week.xml").status_code == 404


def test_a_week_is_typed_in_by_hand(everyone: Cast, client_for: ClientFor) -> None:
    ditte = client_for(everyone.ditte)
    size = {"starts_in": "2026", "days": "5", "hours": "4"}
    assert "The week is begun" in told(post(ditte, f"{ALL}of/{everyone.school.pk}/type/", size))
    here = f"{ALL}weeks/{holding(everyone).pk}/"
    assert "Nothing stands in the week yet" in read(ditte.get(here))
    days = {
        "day_0": "Dansk; IB; A1\n+\n\nTysk; KA; A1 | Fransk; BO; A2",
        "day_1": "Matematik; KA\nEngelsk; IB",
    }
    wrong = post(ditte, f"{here}class/", {"class_key": "8a", **days, "day_2": "+\nDansk; IB; A1; mere"})
    assert "Line 1: “+” goes on with the lesson above, and there is none." in read(wrong)
    assert "Line 2: write subject; teacher; room." in read(wrong)
    assert "Tysk; KA; A1 | Fransk; BO; A2" in wrong.content.decode(), "nothing typed is lost"
    assert holding(everyone).revision == 1
    assert "They stand in the week" in told(post(ditte, f"{here}class/", {"class_key": "8a", **days}))
    week = schoolweeks.plain_week(holding(everyone))
    assert [(each.subject, each.start, each.length) for each in week.lessons] == [
        ("Dansk", 0, 2),
        ("Tysk", 3, 1),
        ("Fransk", 3, 1),
        ("Matematik", 4, 1),
        ("Engelsk", 5, 1),
    ]
    _corrected(everyone, ditte, week)


def _corrected(everyone: Cast, ditte: Client, before: Week) -> None:
    """The fields hold what stands in the week; what is left as it is keeps its lesson."""
    there = f"{ALL}weeks/{holding(everyone).pk}/class/?of=0"
    fields = tree(ditte.get(there)).one("main").all("textarea")
    typed = {each.get("name") or "": each.text.strip("\n") for each in fields}
    assert " ".join(typed["day_0"].split()) == "Dansk; IB; A1 + Tysk; KA; A1 | Fransk; BO; A2"
    moved = {"day_0": "Dansk; IB; A1\n+\n\nTysk; KA; A1 | Fransk; BO; A2", "day_3": "Engelsk; IB"}
    assert "A teacher stands in two" not in read(post(ditte, there, {**moved, "day_1": "Matematik; KA"}))
    after = schoolweeks.plain_week(holding(everyone))
    assert set(after.lesson) == set(before.lesson)
    again = post(ditte, there.replace("?of=0", ""), {"class_key": "8a", "day_0": "Musik"})
    assert "8a stands in the week already" in read(again), (
        "a class is never replaced by a new one of its name"
    )
    assert [each.key for each in after.lessons if each.start != before.starts[each.key]] == [
        each.key for each in before.lessons if each.subject == "Engelsk"
    ]


def test_a_teacher_in_two_lessons_at_once_is_told(everyone: Cast, client_for: ClientFor) -> None:
    twice = LIST.replace('"KA","Dansk"', '"IB","Dansk"')
    said = read(send(client_for, everyone, "GPU001.TXT", twice.encode()))
    assert "A teacher stands in two lessons at once in this week" in said
    assert "IB, Monday, hour 1: Dansk (8a); Dansk (8b)" in said


def test_a_proposal_for_a_week_that_no_longer_holds_is_only_read(
    everyone: Cast, marked: SchoolWeek, client_for: ClientFor
) -> None:
    ditte = client_for(everyone.ditte)
    first, other = solved(everyone, marked), solved(everyone, marked, day=4)
    post(ditte, f"{ALL}days/{first.pk}/take/")
    page = ditte.get(f"{ALL}days/{other.pk}/")
    assert "Another version of the week holds by now" in read(page)
    assert "Take it" not in read(page)
    assert ditte.get(f"{ALL}days/{other.pk}/take/").status_code == 404


def test_a_calendar_needs_the_hours(everyone: Cast, marked: SchoolWeek, client_for: ClientFor) -> None:
    ditte, here = client_for(everyone.ditte), f"{ALL}weeks/{marked.pk}/"
    assert ditte.get(f"{here}calendar.ics", {"who": "0"}).status_code == 404
    assert "when each hour is" in read(ditte.get(here))
    page = tree(ditte.get(f"{here}mark/")).one("main")
    fields = {
        each.get("name") or "": next(
            (
                choice.get("value") or ""
                for choice in each.all("option")
                if choice.get("selected") is not None
            ),
            "",
        )
        for each in page.all("select")
    }
    wrong = post(ditte, f"{here}mark/", {**fields, "frame": "strict", "bells": "from eight"})
    assert "is no hour. Write it as 08:00-08:45" in read(wrong)
    bells = "\n".join(f"{8 + n:02}:00-{8 + n:02}:45" for n in range(10))
    assert "The week is marked" in told(
        post(ditte, f"{here}mark/", {**fields, "frame": "strict", "bells": bells})
    )
    calendar = ditte.get(f"{here}calendar.ics", {"who": "0"}).content.decode()
    assert calendar.startswith("BEGIN:VCALENDAR")
    assert "RRULE" in calendar
    assert ditte.get(f"{here}calendar.ics", {"who": "900"}).status_code == 404


def test_whoever_reads_decides_nothing_and_another_town_sees_nothing(
    everyone: Cast, marked: SchoolWeek, client_for: ClientFor
) -> None:
    row = solved(everyone, marked)
    bo, carl = client_for(everyone.bo), client_for(everyone.carl)
    for path in (f"{ALL}weeks/{marked.pk}/", f"{ALL}days/{row.pk}/"):
        assert "Take it" not in read(bo.get(path))
        assert bo.get(path).status_code == 200
        assert carl.get(path).status_code == 404
    assert bo.post(f"{ALL}days/{row.pk}/take/").status_code in {403, 404}
    assert holding(everyone).revision == 1


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_every_page_is_there_in_three_languages(
    everyone: Cast, marked: SchoolWeek, client_for: ClientFor, language: str
) -> None:
    row, ditte = solved(everyone, marked), client_for(everyone.ditte)
    asked(everyone, marked, day=1)
    week, day = f"{ALL}weeks/{marked.pk}/", f"{ALL}days/{row.pk}/"
    of_school, typed = f"{ALL}of/{everyone.school.pk}/", (f"{week}class/", f"{week}class/?of=0")
    load = (f"{of_school}load/", f"{of_school}type/")
    acts = (f"{week}mark/", f"{week}ask/", f"{week}back/", f"{day}take/", f"{day}again/", f"{day}leave/")
    for path in (ALL, *load, week, day, *typed, *acts):
        answer: Answer = ditte.get(path, headers={"accept-language": language})
        assert answer.status_code == 200, path
        assert tree(answer).one("main").one("h1").text


_HUNGRY = """
from stafet.integrations import week_reading
from stafet.integrations.child import limit_this_process
limit_this_process(week_reading.WEEK_LIMITS)
kept = b"x" * (600 * 1024 * 1024)
print("kept", len(kept))
"""
