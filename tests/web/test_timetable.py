"""The timetable in the browser: from a school's file to a taken proposal, and back to the week as it was."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast
from tests.schoolweeks.conftest import FILE, acting, asked, first_class, loaded, marked, solved
from tests.web.conftest import Answer, ClientFor, read, tree
from tests.web.test_placements import post, way

from stafet.integrations import week_jobs
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import SchoolWeek, WeekProposal

__all__ = ["loaded", "marked"]
LIST = (
    '1,"8a","IB","Dansk","A1",1,1\n2,"8a","BO","Idræt","A1",2,1\n3,"8a","IB","Musik","A1",3,1\n'
    '4,"8b","KA","Dansk","A2",1,1\n'
)
ALL = "/placements/timetable/"


def send(client_for: ClientFor, everyone: Cast, name: str, content: bytes) -> Answer:
    sent = {"starts_in": "2026", "file": SimpleUploadedFile(name, content)}
    return post(client_for(everyone.ditte), f"{ALL}of/{everyone.school.pk}/load/", sent)


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
    told = send(client_for, everyone, "GPU001.TXT", LIST.encode())
    assert "The week is loaded" in read(told)
    here = f"{ALL}weeks/{holding(everyone).pk}/"
    form = tree(ditte.get(f"{here}mark/")).one("main")
    assert "Dansk" in form.text
    subjects = {"subject_0": "first_language", "subject_1": "practical", "subject_2": "practical"}
    marked = post(
        ditte, f"{here}mark/", {"class_0": "?", "class_1": "-", **subjects, "frame": "gap", "bells": ""}
    )
    assert "The week is marked" in read(marked)
    question = {"class_key": "8a", "days": ["1"], "frame": "gap", "seconds": "5"}
    working = post(ditte, f"{here}ask/", question)
    assert "Weekdays are being worked out" in read(working)
    assert b'http-equiv="refresh"' in working.content
    day = the_proposal(everyone, holding(everyone))
    week_jobs.work_out(day.pk, everyone.hedeby.pk)
    chosen = read(ditte.get(here))
    assert "Company day of 8a" in chosen
    assert "Proven: it does not go with fewer" in chosen
    page = ditte.get(f"{ALL}days/{day.pk}/")
    assert "No teacher, room or class is in two places" in read(page)
    assert "Dansk (8a): from Monday, hour 1 to" in read(page)
    assert "Dansk – moved" in read(page)
    assert "8b" not in read(page)
    assert holding(everyone).revision == 1
    assert "A new version of the week holds" in read(post(ditte, way(page, "take/")))
    assert holding(everyone).revision == 2
    assert "Every class with apprentices has its company day" in read(ditte.get(ALL))
    _back_again(everyone, ditte, here)


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
        ("GPU001.TXT", LIST.replace(",3,1", ",9,1").encode(), "Line 3, day: “9” is no day"),
        ("week.xml", b"<HighSchoolTimetableArchive>\n<Instances>", "Line 2"),
        ("week.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]>\n<a>&b;</a>", "Line 1"),
        ("week.xml", FILE.read_bytes()[:40_000], "Line"),
        ("empty.txt", b"\n", "GPU001"),
    ],
)
def test_a_bad_file_is_told_where_and_nothing_is_kept(
    everyone: Cast, client_for: ClientFor, name: str, content: bytes, said: str
) -> None:
    told = send(client_for, everyone, name, content)
    assert said in read(told)
    assert "The week is loaded" not in read(told)
    with acting(everyone.ditte) as ditte:
        assert schoolweeks.current_week(everyone.school.pk, 2026, by=ditte) is None


def test_a_file_that_is_too_big_is_refused_before_it_is_read(everyone: Cast, client_for: ClientFor) -> None:
    assert "more than 8 MB" in read(send(client_for, everyone, "week.xml", b"<a>" + b" " * 9_000_000))


def test_the_trial_process_dies_of_a_file_that_costs_too_much() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _HUNGRY], capture_output=True, text=True, check=False, timeout=60
    )
    assert told.returncode != 0
    assert "kept" not in told.stdout


def test_impossible_says_which_rules_clash_and_offers_the_looser_day(
    everyone: Cast, marked: SchoolWeek, client_for: ClientFor
) -> None:
    week = schoolweeks.plain_week(marked)
    row = solved(everyone, marked, locked=frozenset(lesson.key for lesson in week.lessons))
    page = client_for(everyone.ditte).get(f"{ALL}days/{row.pk}/")
    assert "these rules can’t hold together" in read(page)
    assert "is fixed and stays where it is" in read(page)
    assert way(page, "?frame=gap").endswith("/again/?frame=gap")


def test_a_lesson_is_locked_and_the_day_asked_for_again(
    everyone: Cast, marked: SchoolWeek, client_for: ClientFor
) -> None:
    ditte, row = client_for(everyone.ditte), solved(everyone, marked, day=4)
    form = tree(ditte.get(f"{ALL}days/{row.pk}/again/")).one("main")
    boxes = [each for each in form.all("input") if each.get("name") == "locked"]
    sent = {"locked": [boxes[0].get("value")], "frame": "strict", "seconds": "5"}
    assert "It is being worked out" in read(post(ditte, f"{ALL}days/{row.pk}/again/", sent))
    assert the_proposal(everyone, marked).locked == [boxes[0].get("value")]
    assert ditte.get(f"{ALL}days/{row.pk}/take/").status_code == 404


def test_a_calendar_needs_the_hours(everyone: Cast, marked: SchoolWeek, client_for: ClientFor) -> None:
    ditte, here = client_for(everyone.ditte), f"{ALL}weeks/{marked.pk}/"
    first = schoolweeks.plain_week(marked).party
    name = next(
        each.shown for key, each in first.items() if key.key == first_class(schoolweeks.plain_week(marked))
    )
    assert ditte.get(f"{here}calendar.ics", {"class": name}).status_code == 404
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
    assert "The week is marked" in read(
        post(ditte, f"{here}mark/", {**fields, "frame": "strict", "bells": bells})
    )
    told = ditte.get(f"{here}calendar.ics", {"class": name}).content.decode()
    assert told.startswith("BEGIN:VCALENDAR")
    assert "RRULE" in told


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
    load = f"{ALL}of/{everyone.school.pk}/load/"
    acts = (f"{week}mark/", f"{week}ask/", f"{week}back/", f"{day}take/", f"{day}again/", f"{day}leave/")
    for path in (ALL, load, week, day, *acts):
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
