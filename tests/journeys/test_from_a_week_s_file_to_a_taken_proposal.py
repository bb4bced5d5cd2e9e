"""A school's week: Ditte loads it from its file, asks which day suits, takes a proposal; Tove reads her own week; the file goes back."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.cast import Cast
from tests.journeys.walking import follow, hides, press, shows, sound, told
from tests.schoolweeks.conftest import FILE, acting, first_class
from tests.web.browser.conftest import PHONE, OpenAs

from stafet.integrations import week_jobs
from stafet.integrations.timetables.xhstt.archive import read_archive
from stafet.integrations.timetables.xhstt.week import read_week
from stafet.kernel.timetables.changes import collisions
from stafet.kernel.timetables.problem import CompanyDay, Question, Week
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import SchoolWeek

pytestmark = pytest.mark.browser

YEAR = 2026
_MEANT = ("Danish, or Swedish", "Mathematics", "English")


def loads(ditte: Page, cut: Path) -> None:
    """A file that was cut off is refused with where and why; the whole one goes in."""
    follow(ditte, "Load a file")
    ditte.locator("input[type=file]").set_input_files(cut)
    press(ditte, "Load the week")
    shows(ditte, f"{cut.name}, line ")
    sound(ditte)
    ditte.locator("input[type=file]").set_input_files(FILE)
    press(ditte, "Load the week")
    told(ditte, "The week is loaded.")
    shows(ditte, "97 lessons", "Say first which classes have apprentices")
    sound(ditte)


def marks(ditte: Page, week: Week) -> None:
    """The first class has apprentices; its three biggest courses stand for Danish, mathematics and English."""
    follow(ditte, "Mark classes and subjects")
    ditte.get_by_label(re.compile(f"^{first_class(week)}$")).select_option(
        label="Apprentices, day not chosen"
    )
    for subject, meant in zip(_biggest(week), _MEANT, strict=True):
        ditte.get_by_label(re.compile(f"^{re.escape(subject)} ")).first.select_option(label=meant)
    press(ditte, "Mark the week")
    told(ditte, "The week is marked.")
    shows(ditte, "Not asked about")


def asks(ditte: Page) -> None:
    """Two weekdays, a few seconds each."""
    follow(ditte, "Ask for weekdays")
    boxes = ditte.get_by_role("group", name=re.compile("Which weekdays")).get_by_role("checkbox")
    for place in range(1, boxes.count() - 1):
        boxes.nth(place).uncheck()
    press(ditte, "Work it out")
    told(ditte, "The weekdays are being worked out.")
    shows(ditte, "Weekdays are being worked out")
    sound(ditte)


def the_worker_does_its_jobs(everyone: Cast) -> None:
    with acting(everyone.ditte) as by:
        waiting = [row.pk for row in schoolweeks.proposals_of(_holding(everyone), by=by)]
    assert len(waiting) == 2
    for proposal_id in waiting:
        week_jobs.work_out(proposal_id, everyone.hedeby.pk)


def looks_at_it(ditte: Page, week: Week) -> None:
    """What collides, what moves, and a teacher's week before and after; she locks nothing and decides nothing yet."""
    ditte.get_by_role("link", name="Waits for a decision").first.click()
    sound(ditte)
    shows(ditte, "No teacher, room or class is in two places", "What moves", "Who must be asked")
    expect(ditte.locator("svg.week__picture:visible")).to_have_count(2)
    ditte.get_by_label("Whose week do you want to see?").select_option(index=1)
    expect(ditte.get_by_role("figure").first).not_to_contain_text(f"{first_class(week)} now")
    assert re.search(r"\?who=1$", ditte.url), "a number stands in the address, never a name"
    ditte.get_by_text("The same as tables").click()
    sound(ditte)


def takes_it(ditte: Page) -> None:
    follow(ditte, "Take it")
    press(ditte, "Take it")
    told(ditte, "The proposal is taken. A new version of the week holds.")
    shows(ditte, "Version 2 of the week", "The company day")
    sound(ditte)


def test_from_a_week_s_file_to_a_taken_proposal(everyone: Cast, open_as: OpenAs, tmp_path: Path) -> None:
    cut = tmp_path / "cut-off.xml"
    cut.write_bytes(FILE.read_bytes()[:40_000])
    ditte = open_as(everyone.ditte, "/placements/timetable/")
    shows(ditte, "No week has been loaded for this school year")
    loads(ditte, cut)
    before = schoolweeks.plain_week(_holding(everyone))
    marks(ditte, before)
    asks(ditte)
    the_worker_does_its_jobs(everyone)
    expect(ditte.get_by_role("link", name="Waits for a decision").first).to_be_visible()
    looks_at_it(ditte, before)
    assert _holding(everyone).revision == 1, "nothing has changed before a person takes it"
    takes_it(ditte)
    _nothing_is_missed(everyone, before)
    _the_file_goes_back(ditte, everyone)
    _others_only_read(open_as, everyone)


def _nothing_is_missed(everyone: Cast, before: Week) -> None:
    with acting(everyone.ditte):
        said = schoolweeks.marks_of(everyone.school.pk, YEAR)
        assert said is not None
        day = said.company_days[first_class(before)]
    after = schoolweeks.plain_week(_holding(everyone))
    hard = frozenset(_biggest(before)[:2])
    assert collisions(Question(after, (CompanyDay(first_class(before), day),), hard)).hard == ()


def _the_file_goes_back(ditte: Page, everyone: Cast) -> None:
    """As the school's own XHSTT, in which the week stands as one more solution."""
    with ditte.expect_download() as caught:
        ditte.get_by_role("link", name="As XHSTT, the file with this week in it").click()
    content = caught.value.path().read_bytes()
    again = read_week(read_archive(io.BytesIO(content), "again.xml")).week
    assert again.starts == schoolweeks.plain_week(_holding(everyone)).starts


def _others_only_read(open_as: OpenAs, everyone: Cast) -> None:
    """Tove, who teaches there, reads it on her phone in Danish; Carl's town does not know it is there."""
    tove = open_as(everyone.tove, "/placements/timetable/", width=PHONE, language="da")
    sound(tove)
    follow(tove, "Se ugen")
    shows(tove, "Virksomhedsdagen")
    hides(tove, "Spørg om ugedage", "Ret en klasse i hånden")
    carl = open_as(everyone.carl, "/placements/timetable/")
    hides(carl, "Bakkeskolen")


def _holding(everyone: Cast) -> SchoolWeek:
    with acting(everyone.ditte) as by:
        row = schoolweeks.current_week(everyone.school.pk, YEAR, by=by)
        assert row is not None
        return row


def _biggest(week: Week) -> list[str]:
    hours: Counter[str] = Counter()
    for lesson in week.lessons:
        if first_class(week) in lesson.classes:
            hours[lesson.subject] += lesson.length
    return sorted(hours, key=lambda subject: (-hours[subject], subject))[:3]
