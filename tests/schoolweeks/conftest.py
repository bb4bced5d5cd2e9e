"""A real Finnish school's week, as if it were the school of Ditte: read from its file and loaded by her."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.conftest import NOW

from stafet.integrations import week_jobs
from stafet.integrations.timetables.xhstt.archive import read_archive
from stafet.integrations.timetables.xhstt.week import read_week
from stafet.kernel.timetables.problem import PartyKind, Week
from stafet.placements.api import SchoolSubject
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import Asked, DayFrame, FileFacts, MarksFacts, WeekFormat

__all__ = ["acting"]

YEAR = 2026
FILE = Path(__file__).parents[1] / "data" / "xhstt" / "BR-SA-00.xml"


@pytest.fixture
def loaded(everyone: Cast) -> schoolweeks.SchoolWeek:
    """The week as Ditte loaded it."""
    with FILE.open("rb") as stream:
        read = read_week(read_archive(stream, FILE.name))
    file = FileFacts(FILE.name, WeekFormat.XHSTT, FILE.read_bytes())
    with acting(everyone.ditte) as ditte:
        return schoolweeks.load_week(
            school=everyone.school,
            starts_in=YEAR,
            week=read.week,
            file=file,
            notices=read.notices,
            by=ditte,
            at=NOW,
        )


@pytest.fixture
def marked(everyone: Cast, loaded: schoolweeks.SchoolWeek) -> schoolweeks.SchoolWeek:
    """The first class has apprentices; its two biggest courses are Danish and mathematics, the third is English."""
    week = schoolweeks.plain_week(loaded)
    first = first_class(week)
    hours: Counter[str] = Counter()
    for lesson in week.lessons:
        if first in lesson.classes:
            hours[lesson.subject] += lesson.length
    biggest = sorted(hours, key=lambda subject: (-hours[subject], subject))
    means = (SchoolSubject.FIRST_LANGUAGE, SchoolSubject.MATHEMATICS, SchoolSubject.ENGLISH)
    facts = MarksFacts(dict(zip(biggest, means, strict=False)), {first: ""})
    with acting(everyone.ditte) as ditte:
        schoolweeks.mark_week(week=loaded, facts=facts, by=ditte, at=NOW)
    return loaded


def first_class(week: Week) -> str:
    return week.of_kind(PartyKind.CLASS)[0].id.key


def asked(
    everyone: Cast,
    row: schoolweeks.SchoolWeek,
    day: int = 0,
    frame: DayFrame = DayFrame.STRICT,
    **more: object,
) -> schoolweeks.WeekProposal:
    """Ditte asks about one weekday of the first class."""
    week = schoolweeks.plain_week(row)
    question = Asked(first_class(week), (week.days[day],), frame, **more)  # type: ignore[arg-type]
    with acting(everyone.ditte) as ditte:
        return schoolweeks.ask_for_days(week=row, asked=question, by=ditte, at=NOW)[0]


def solved(
    everyone: Cast, row: schoolweeks.SchoolWeek, day: int = 0, **more: object
) -> schoolweeks.WeekProposal:
    """… and the job works it out."""
    proposal = asked(everyone, row, day, **more)  # type: ignore[arg-type]
    week_jobs.work_out(proposal.pk, everyone.hedeby.pk)
    return seen(everyone, proposal)


def seen(everyone: Cast, proposal: schoolweeks.WeekProposal) -> schoolweeks.WeekProposal:
    """The proposal as Ditte sees it now."""
    with acting(everyone.ditte) as ditte:
        found = schoolweeks.find_proposal(proposal.pk, by=ditte)
        assert found is not None
        return found
