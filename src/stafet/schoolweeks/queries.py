"""What can be asked about weeks, marks and proposals. Every question is narrowed to the schools the asking person reads."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from stafet.kernel.actors import Actor
from stafet.kernel.timetables.problem import CompanyDay, Frame, Question, Week
from stafet.organisations import api as organisations
from stafet.organisations.api import Organisation, OrganisationKind
from stafet.schoolweeks import policies
from stafet.schoolweeks.content import from_plain
from stafet.schoolweeks.models import SchoolWeek, WeekFile, WeekMarks, WeekProposal
from stafet.schoolweeks.states import ProposalState, WeekOrigin

SCHOOLS = (OrganisationKind.SCHOOL,)


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school with the version of its week that holds, and how many proposals wait for a decision."""

    school: Organisation
    week: SchoolWeek | None
    waiting: int


def readable_schools(by: Actor, *, on: date) -> QuerySet[Organisation]:
    """The schools whose week somebody reads, by name."""
    rows = organisations.Organisation.objects.running_on(on).filter(kind__in=SCHOOLS)
    return rows.filter(policies.schools_readable_by(by)).order_by("name", "pk")


def school_lines(by: Actor, *, starts_in: int, on: date) -> tuple[SchoolLine, ...]:
    """Those schools with their week of a school year."""
    schools = list(readable_schools(by, on=on))
    weeks = {
        row.school_id: row
        for row in _weeks(by)
        .filter(school__in=schools, starts_in=starts_in)
        .defer("content")
        .order_by("revision")
    }
    waiting: dict[UUID, int] = {}
    solved = _proposals(by).filter(school__in=schools, starts_in=starts_in, state=ProposalState.SOLVED)
    for school_id, week_id in solved.values_list("school_id", "week_id"):
        if school_id in weeks and weeks[school_id].pk == week_id:
            waiting[school_id] = waiting.get(school_id, 0) + 1
    return tuple(SchoolLine(each, weeks.get(each.pk), waiting.get(each.pk, 0)) for each in schools)


def current_week(school_id: UUID, starts_in: int, *, by: Actor) -> SchoolWeek | None:
    """The version that holds."""
    return week_versions(school_id, starts_in, by=by).first()


def is_current(week: SchoolWeek) -> bool:
    """Whether no later version holds."""
    later = SchoolWeek.objects.filter(
        school=week.school_id, starts_in=week.starts_in, revision__gt=week.revision
    )
    return not later.exists()


def was_corrected(week: SchoolWeek) -> bool:
    """Whether lessons were typed in since its file was read, in this version or in one it was made from."""
    rows = SchoolWeek.objects.filter(school=week.school_id, starts_in=week.starts_in)
    known = {pk: (origin, before) for pk, origin, before in rows.values_list("pk", "origin", "made_from_id")}
    here: UUID | None = week.pk
    while here is not None:
        origin, here = known[here]
        if origin == WeekOrigin.CORRECTED:
            return True
    return False


def week_versions(school_id: UUID, starts_in: int, *, by: Actor) -> QuerySet[SchoolWeek]:
    """Every version of a school year, the newest first."""
    return (
        _weeks(by)
        .filter(school_id=school_id, starts_in=starts_in)
        .select_related("school", "file")
        .defer("file__packed")
        .order_by("-revision")
    )


def find_week(week_id: UUID, *, by: Actor) -> SchoolWeek | None:
    """One version, for those who read it."""
    return _weeks(by).select_related("school", "file").defer("file__packed").filter(pk=week_id).first()


def marks_of(school_id: UUID, starts_in: int) -> WeekMarks | None:
    """What is said about a school's week."""
    return WeekMarks.objects.filter(school_id=school_id, starts_in=starts_in).first()


def proposals_of(week: SchoolWeek, *, by: Actor) -> Sequence[WeekProposal]:
    """The proposals made from one version that were not put aside: of each class and day the newest, in the week's order."""
    rows = _proposals(by).filter(week=week).exclude(state=ProposalState.DISCARDED).order_by("at", "pk")
    newest = {(row.class_key, row.day): row for row in rows}
    return list(newest.values())


def find_proposal(proposal_id: UUID, *, by: Actor) -> WeekProposal | None:
    """One proposal, for those who read the week."""
    return _proposals(by).select_related("week", "school").filter(pk=proposal_id).first()


def plain_week(row: SchoolWeek) -> Week:
    """A version as the kernel knows it."""
    return from_plain(row.content)


def question_of(row: WeekProposal, week: Week) -> Question:
    """The question as it was asked. Lessons that are no longer in the week are not asked about.

    Where a subject may come twice on one day, nothing is said about how lessons are spread.
    """
    return Question(
        week=replace(week, spreads=()) if row.may_crowd else week,
        company_days=tuple(CompanyDay(class_key, day) for class_key, day in row.company_days),
        hard=frozenset(row.hard),
        soft=frozenset(row.soft),
        frame=Frame(row.frame),
        locked=frozenset(row.locked) & set(week.lesson),
    )


def file_content(week: SchoolWeek) -> bytes | None:
    """The file a version goes back to, as it was given."""
    if week.file_id is None:
        return None
    found = WeekFile.objects.filter(pk=week.file_id).values_list("packed", flat=True).first()
    return None if found is None else zlib.decompress(bytes(found))


def _weeks(by: Actor) -> QuerySet[SchoolWeek]:
    schools = organisations.Organisation.objects.filter(policies.schools_readable_by(by))
    return SchoolWeek.objects.filter(school__in=schools)


def _proposals(by: Actor) -> QuerySet[WeekProposal]:
    schools = organisations.Organisation.objects.filter(policies.schools_readable_by(by))
    return WeekProposal.objects.filter(school__in=schools)
