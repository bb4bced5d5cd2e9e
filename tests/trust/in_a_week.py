"""A school's week of another town, with a proposal: it is about nobody young."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.integrations.week_jobs import work_out
from stafet.kernel.actors import SYSTEM
from stafet.organisations import api as organisations
from stafet.organisations.api import OrganisationKind
from stafet.placements.api import SchoolSubject
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import Asked, DayFrame, LessonFacts, MarksFacts
from tests.cast import Cast

Object = UUID | str | int


def in_a_week(cast: Cast, at: datetime) -> dict[str, dict[str, Object]]:
    """Two lessons of one class, and Monday asked about."""
    lessons = [LessonFacts("Dansk", 0, 0), LessonFacts("Musik", 1, 0)]
    marks = MarksFacts({"Dansk": SchoolSubject.FIRST_LANGUAGE}, {"8a": ""})
    with access.job_scope(cast.elsewhere.pk):
        school = organisations.Organisation.objects.filter(
            municipality_id=cast.elsewhere.pk, kind=OrganisationKind.SCHOOL
        ).first() or organisations.Organisation.objects.create(
            municipality_id=cast.elsewhere.pk, kind=OrganisationKind.SCHOOL, name="A school elsewhere"
        )
        empty = schoolweeks.type_week(school=school, starts_in=at.year, days=5, hours=3, by=SYSTEM, at=at)
        week = schoolweeks.correct_week(week=empty, class_key="8a", lessons=lessons, by=SYSTEM, at=at)
        schoolweeks.mark_week(week=week, facts=marks, by=SYSTEM, at=at)
        asked = Asked("8a", (week.content["days"][0],), DayFrame.GAP)
        row = schoolweeks.ask_for_days(week=week, asked=asked, by=SYSTEM, at=at)[0]
    work_out(row.pk, cast.elsewhere.pk)
    return {
        "week_school_id": {"elin": school.pk},
        "week_id": {"elin": week.pk},
        "day_id": {"elin": row.pk},
    }
