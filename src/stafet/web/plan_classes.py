"""Beside the holes in a plan's chain: the classes that have no course this school year, for whoever plans for them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext

from stafet.classcourses import api as classcourses
from stafet.classcourses.api import SchoolLine
from stafet.kernel.periods import school_year
from stafet.programme.api import Plan
from stafet.web.components.parts import Action, Empty
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.hosts import year_of
from stafet.web.registry import PageRequest


def classes_without(request: PageRequest, plan: Plan) -> WorkList | None:
    """By school, the classes of the plan's municipality without a course. ``None`` where the reader plans for no class there."""
    schools = classcourses.readable_schools(request.actor).filter(municipality_id=plan.municipality_id)
    keys = set(schools.values_list("pk", flat=True))
    if not keys:
        return None
    year = year_of(request)
    found = classcourses.coverage(request.actor, year, today=request.today)
    return WorkList(
        heading=gettext("Classes without a course, %(year)s") % {"year": school_year(year).label},
        rows=tuple(_row(line, year) for line in found.schools if line.school_id in keys and line.gaps),
        empty=Empty(
            gettext("Every class has a course, or has one ahead"),
            gettext("A course counts once it was held, with somebody from outside where that is decided."),
        ),
        name="classes",
    )


def _row(line: SchoolLine, year: int) -> WorkRow:
    asked = urlencode({"year": str(year), "school": str(line.school_id)})
    href = f"{reverse('coverage')}?{asked}"
    words = ngettext(
        "%(count)d class has no course and none ahead",
        "%(count)d classes have no course and none ahead",
        len(line.gaps),
    )
    return WorkRow(
        name=line.name,
        href=href,
        why=words % {"count": len(line.gaps)},
        detail=", ".join(line.gaps),
        action=Action(gettext("See the school’s classes"), href),
    )
