"""How far are the classes? The matrix of a school year, the classes without a course, and the subjects it is taught in."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.classcourses import api as classcourses
from stafet.classcourses.api import Coverage, SubjectLine
from stafet.kernel.periods import school_year
from stafet.organisations.api import Organisation
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Choice, Filters, Question
from stafet.web.components.tables import Column, make_table
from stafet.web.coverage_parts import draw_matrix, gap_links, gap_notice, join_links, school_table
from stafet.web.hosts import year_of
from stafet.web.registry import PageRequest, page

WRITE = access.Permission.WRITE_PLAN
_A_PAGE, _YEARS_BACK, _FEW_GAPS = 60, 4, 40


class WhichForm(forms.Form):
    """What stands in the address. What can't be read is as if it had not been asked."""

    year = forms.IntegerField(required=False, min_value=2000, max_value=2200)
    school = forms.UUIDField(required=False)


@page(allow=WRITE)
def coverage(request: PageRequest) -> HttpResponse:
    """The classes the reader plans for: first those without a course, then schools by name, then the whole picture."""
    schools = list(classcourses.readable_schools(request.actor))
    year, school_id = _asked(request, schools)
    found = classcourses.coverage(request.actor, year, today=request.today, school_id=school_id)
    part = Paginator(found.lines, _A_PAGE).get_page(request.GET.get("page"))
    query = f"?{urlencode({'year': year})}"
    said = {"year": str(year), "school": str(school_id or "")}
    context = {
        "year": school_year(year).label,
        "gaps": gap_notice(found) if found.lines else None,
        "gap_links": join_links(gap_links(found, query, _FEW_GAPS)),
        "is_empty": not found.lines,
        "filters": _filters(request, schools, year, school_id),
        "schools": school_table(found.schools),
        "matrix": draw_matrix(found, list(part), school_year(year).label, query),
        "count": write_number(len(found.lines)),
        "pager": page_pager(part, **said),
        "covered": _covered(found),
    }
    return render(request, "coverage/coverage.html", context)


@page(allow=WRITE)
def subjects(request: PageRequest, covered_school_id: UUID) -> HttpResponse:
    """Through which subjects the classes of a school meet education and work: what the team of teachers looks at together."""
    school = classcourses.readable_schools(request.actor).filter(pk=covered_school_id).first()
    if school is None:
        raise Http404
    year, _ = _asked(request, [school])
    lines = classcourses.subject_lines(request.actor, year, school_id=school.pk)
    columns = (
        Column(gettext("Subject")),
        Column(gettext("Classes that have had a course in it")),
        Column(gettext("Classes that have one ahead")),
    )
    context = {
        "school": school,
        "year": school_year(year).label,
        "back": Action(
            gettext("How far are the classes?"),
            f"{reverse('coverage')}?{urlencode({'year': str(year), 'school': str(school.pk)})}",
        ),
        "none": [line.subject for line in lines if not line.held and not line.ahead],
        "table": make_table(gettext("Subjects"), columns, [_subject_row(line) for line in lines])
        if lines
        else None,
    }
    return render(request, "coverage/subjects.html", context)


def asked_year(request: PageRequest) -> int:
    """The school year in the address, or the present one."""
    return _asked(request, ())[0]


def _asked(request: PageRequest, schools: list[Organisation] | tuple[()]) -> tuple[int, UUID | None]:
    form = WhichForm(request.GET)
    form.is_valid()
    said, now = form.cleaned_data, year_of(request)
    year = said.get("year") or now
    school_id = said.get("school")
    if not now - _YEARS_BACK <= year <= now + 1:
        year = now
    return year, school_id if school_id in {school.pk for school in schools} else None


def _filters(request: PageRequest, schools: list[Organisation], year: int, school_id: UUID | None) -> Filters:
    now, here = year_of(request), reverse("coverage")
    years = tuple(
        Choice(str(each), school_year(each).label, chosen=each == year)
        for each in range(now + 1, now - _YEARS_BACK - 1, -1)
    )
    which = [Question("year", gettext("Which school year?"), years)]
    if len(schools) > 1:
        choices = tuple(Choice(str(each.pk), each.name, chosen=each.pk == school_id) for each in schools)
        every = Choice("", gettext("All schools"), chosen=school_id is None)
        which.append(Question("school", gettext("Which school?"), (every, *choices)))
    return Filters(here, tuple(which), clear_href=here if school_id or year != now else "")


def _covered(found: Coverage) -> str:
    covered = sum(line.is_covered for line in found.lines)
    return gettext("%(part)d of %(whole)d classes have had a course that counts.") % {
        "part": covered,
        "whole": len(found.lines),
    }


def _subject_row(line: SubjectLine) -> tuple[str, str, str]:
    nothing = gettext("None")
    return line.subject, ", ".join(line.held) or nothing, ", ".join(line.ahead) or nothing
