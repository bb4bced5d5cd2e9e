"""Courses in education and job as pages show them: for whom, in which subjects, with whom, with what."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext, ngettext

from stafet.catalogue.api import (
    Breadth,
    CareerCourse,
    Competence,
    CourseDemand,
    CourseMaterial,
    Licence,
    PartnerKind,
    Stage,
)
from stafet.kernel.periods import school_year
from stafet.web.components.days import write_day
from stafet.web.components.tables import Cell, Column, Fact, Facts, Table

_MISSING = ""


def stages_words(first: int, last: int) -> str:
    """From where to where: "Grade 7 to grade 9", or one stage."""
    if first == last:
        return str(Stage(first).label)
    return gettext("%(first)s to %(last)s") % {"first": Stage(first).label, "last": Stage(last).label}


def lessons_words(count: int) -> str:
    """How long it takes."""
    return ngettext("%(count)d lesson", "%(count)d lessons", count) % {"count": count}


def course_facts(row: CareerCourse) -> Facts:
    """Everything about a version but its long words."""
    items = (
        Fact(gettext("For"), stages_words(row.from_stage, row.to_stage)),
        Fact(gettext("Takes"), lessons_words(row.lessons)),
        Fact(gettext("Subjects"), ", ".join(row.subjects)),
        Fact(
            gettext("What it trains"),
            ", ".join(str(Competence(each).label) for each in row.competences),
        ),
        Fact(gettext("Wide or narrow"), str(Breadth(row.breadth).label)),
        Fact(gettext("Who is wanted from outside"), partners_words(row.partners)),
        Fact(gettext("Known as"), row.code),
        Fact(
            gettext("Version"),
            gettext("%(number)d, since %(day)s")
            % {"number": row.version, "day": write_day(row.known_at.date(), "short")},
        ),
    )
    return Facts(row.title, tuple(item for item in items if item.value != _MISSING))


def partners_words(kinds: Iterable[str]) -> str:
    """Kinds of partners in words."""
    return ", ".join(str(PartnerKind(each).label) for each in kinds)


def demand_words(demand: CourseDemand | None) -> str:
    """For whom it is obligatory, and whether it counts without somebody from outside."""
    if demand is None or not demand.stages:
        return gettext("Optional")
    stages = ", ".join(str(Stage(each).label) for each in demand.stages)
    told = gettext("Obligatory: %(stages)s") % {"stages": stages}
    counts = gettext("It counts only with a partner")
    return f"{told}. {counts}" if demand.needs_partner else told


def demand_table(rows: Iterable[CourseDemand]) -> Table | None:
    """Every decision about a course, the newest first."""
    columns = (
        Column(gettext("From school year")),
        Column(gettext("Decision")),
        Column(gettext("Decided by")),
    )
    cells = tuple(
        tuple(
            Cell(text, column.title, column.numeric)
            for text, column in zip(
                (school_year(row.from_year).label, demand_words(row), row.decided), columns, strict=True
            )
        )
        for row in rows
    )
    return Table(gettext("What has been decided"), columns, cells) if cells else None


def material_table(rows: Iterable[CourseMaterial]) -> Table | None:
    """What one teaches with, and how it may be passed on."""
    columns = (Column(gettext("Material")), Column(gettext("What it says")), Column(gettext("Terms")))
    cells = tuple(
        (
            Cell(row.title, columns[0].title, numeric=False, href=row.link),
            Cell(row.words or row.link, columns[1].title, numeric=False),
            Cell(str(Licence(row.licence).label), columns[2].title, numeric=False),
        )
        for row in rows
    )
    return Table(gettext("Materials"), columns, cells) if cells else None


def version_table(rows: Iterable[CareerCourse], here: UUID) -> Table | None:
    """Earlier versions, each with its page."""
    columns = (Column(gettext("Version")), Column(gettext("Since")), Column(gettext("Title")))
    cells = tuple(
        (
            Cell(str(row.version), columns[0].title, numeric=False),
            Cell(write_day(row.known_at.date(), "short"), columns[1].title, numeric=False),
            Cell(
                row.title,
                columns[2].title,
                numeric=False,
                href="" if row.pk == here else f"/catalogue/{row.pk}/",
            ),
        )
        for row in rows
    )
    return Table(gettext("Versions"), columns, cells) if len(cells) > 1 else None
