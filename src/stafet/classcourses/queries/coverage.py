"""How far every class is with what the town demands: the matrix, who has none, subjects. Schools stand by name, never by a number."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from stafet.catalogue import api as catalogue
from stafet.catalogue.api import CareerCourse, CourseDemand
from stafet.classcourses import policies
from stafet.classcourses.models import ClassCourse
from stafet.classcourses.stages import stage_of
from stafet.classcourses.states import AHEAD, DONE, ClassCourseState
from stafet.kernel.actors import Actor
from stafet.kernel.periods import school_year
from stafet.organisations import api as organisations
from stafet.organisations.api import Organisation, Unit, UnitKind

EACH_YEAR = "stafet.class_course.each_year"
WITH_PARTNER = "stafet.class_course.with_partner"
Told = tuple[str, bool]
"""A state, and whether somebody from outside was there."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: a course, and for which stages it is obligatory in the school year."""

    code: str
    title: str
    demanded: frozenset[int]
    needs_partner: bool
    from_stage: int
    to_stage: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell. ``state`` is ``None`` where nothing is planned; ``counts`` when it was held as it should be."""

    state: ClassCourseState | None
    is_demanded: bool
    counts: bool
    lacks_partner: bool


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class with its cells in the order of the columns."""

    unit_id: UUID
    name: str
    stage: int | None
    school_id: UUID
    school_name: str
    marks: tuple[Mark | None, ...]
    counted: int
    is_ahead: bool
    must: int

    @property
    def is_covered(self) -> bool:
        """Whether it has had as many courses that count as the town wants each year."""
        return self.counted >= self.must

    @property
    def is_gap(self) -> bool:
        """No course that counts, and none ahead."""
        return not self.is_covered and not self.is_ahead


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school in numbers that name their base, and the classes that have none, named."""

    school_id: UUID
    name: str
    classes: int
    covered: int
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A school year, as somebody may read it."""

    starts_in: int
    headings: tuple[Heading, ...]
    lines: tuple[ClassLine, ...]
    schools: tuple[SchoolLine, ...]


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One subject: which classes have met it in a course that was held, and which are to."""

    subject: str
    held: tuple[str, ...]
    ahead: tuple[str, ...]


def readable_schools(actor: Actor) -> QuerySet[Organisation]:
    """The schools with classes whose courses somebody reads, by name."""
    with_classes = Unit.objects.filter(kind=UnitKind.CLASS).values("organisation_id")
    rows = Organisation.objects.filter(policies.schools_plannable_by(actor), pk__in=with_classes)
    return rows.order_by("name", "pk")


def classes_of(school_ids: Collection[UUID], starts_in: int) -> QuerySet[Unit]:
    """The classes of schools that there are in a school year, as the registers know them."""
    period = school_year(starts_in).period
    rows = Unit.objects.filter(
        Q(starts_on=None) | Q(starts_on__lt=period.ends_on),
        Q(ends_on=None) | Q(ends_on__gt=period.starts_on),
        kind=UnitKind.CLASS,
        organisation_id__in=school_ids,
    )
    return rows.order_by("organisation__name", "grade", "name", "pk")


def coverage(actor: Actor, starts_in: int, *, today: date, school_id: UUID | None = None) -> Coverage:
    """The matrix of a school year. Five statements, however many classes there are."""
    schools = readable_schools(actor)
    if school_id is not None:
        schools = schools.filter(pk=school_id)
    return _coverage(list(schools), starts_in, today)


def gaps_in_town(municipality_id: UUID, starts_in: int, *, today: date) -> Mapping[UUID, UUID]:
    """By class without a course, its school: for the clock. In the scope of a job."""
    with_classes = Unit.objects.filter(kind=UnitKind.CLASS).values("organisation_id")
    schools = Organisation.objects.filter(municipality_id=municipality_id, pk__in=with_classes)
    found = _coverage(list(schools.order_by("name", "pk")), starts_in, today)
    return {line.unit_id: line.school_id for line in found.lines if line.is_gap}


def gaps(actor: Actor, starts_in: int, *, today: date) -> tuple[ClassLine, ...]:
    """The classes without a course that somebody may read, by school and class."""
    return tuple(line for line in coverage(actor, starts_in, today=today).lines if line.is_gap)


def subject_lines(actor: Actor, starts_in: int, *, school_id: UUID) -> tuple[SubjectLine, ...]:
    """Through which subjects the classes of a school meet education and work: what the team of teachers sees together."""
    if not readable_schools(actor).filter(pk=school_id).exists():
        return ()
    rows = ClassCourse.objects.in_year(starts_in).filter(school_id=school_id)
    found: dict[str, tuple[set[str], set[str]]] = {}
    for name, state, subjects in rows.values_list("unit__name", "state", "course__subjects"):
        for subject in subjects:
            held, ahead = found.setdefault(subject, (set(), set()))
            if state in DONE:
                held.add(name)
            elif state in AHEAD:
                ahead.add(name)
    towns = Organisation.objects.filter(pk=school_id).values_list("municipality_id", flat=True)
    for subjects in catalogue.courses_of_town(towns[0]).values_list("subjects", flat=True):
        for subject in subjects:
            found.setdefault(subject, (set(), set()))
    return tuple(
        SubjectLine(subject, tuple(sorted(held)), tuple(sorted(ahead)))
        for subject, (held, ahead) in sorted(found.items())
    )


def _coverage(schools: Sequence[Organisation], starts_in: int, today: date) -> Coverage:
    towns = {school.municipality_id for school in schools}
    demands = catalogue.demands_in(towns, starts_in)
    told = _told(schools, starts_in)
    units = list(classes_of([school.pk for school in schools], starts_in))
    headings = _headings(towns, demands, {code for codes in told.values() for code in codes})
    by_school = {school.pk: school for school in schools}
    wants = _wants(towns, today)
    lines = tuple(_line(unit, by_school[unit.organisation_id], headings, told, wants) for unit in units)
    return Coverage(starts_in, headings, lines, _schools(schools, lines))


def _told(schools: Sequence[Organisation], starts_in: int) -> Mapping[UUID, Mapping[str, Told]]:
    rows = ClassCourse.objects.in_year(starts_in).filter(
        municipality_id__in={school.municipality_id for school in schools}, school__in=schools
    )
    found: dict[UUID, dict[str, Told]] = {}
    for unit_id, code, state, partner_id, name in rows.values_list(
        "unit_id", "code", "state", "partner_id", "partner_name"
    ):
        found.setdefault(unit_id, {})[code] = (state, partner_id is not None or name != "")
    return found


def _headings(
    towns: Collection[UUID], demands: Mapping[tuple[UUID, str], CourseDemand], used: Collection[str]
) -> tuple[Heading, ...]:
    """The courses that hold, and those that classes have though they are withdrawn; obligatory ones first, then by title."""
    rows = CareerCourse.objects.filter(municipality_id__in=towns, superseded_at=None)
    by_code: dict[str, Heading] = {}
    for row in rows.order_by("title", "pk"):
        demand = demands.get((row.municipality_id, row.code))
        if row.withdrawn_at is not None and row.code not in used:
            continue
        by_code[row.code] = Heading(
            code=row.code,
            title=row.title,
            demanded=frozenset(demand.stages) if demand else frozenset(),
            needs_partner=demand.needs_partner if demand else False,
            from_stage=row.from_stage,
            to_stage=row.to_stage,
        )
    return tuple(sorted(by_code.values(), key=lambda each: (not each.demanded, each.title)))


def _wants(towns: Collection[UUID], today: date) -> Mapping[UUID, tuple[int, bool]]:
    """By town how many courses each class has a year, and whether one counts only with somebody from outside."""
    return {
        town: (each_year, bool(with_partner))
        for town in towns
        for each_year, with_partner in [
            organisations.policy_settings(town, [EACH_YEAR, WITH_PARTNER], on=today)
        ]
    }


def _line(
    unit: Unit,
    school: Organisation,
    headings: Sequence[Heading],
    told: Mapping[UUID, Mapping[str, Told]],
    wants: Mapping[UUID, tuple[int, bool]],
) -> ClassLine:
    must, with_partner = wants[school.municipality_id]
    stage, own = stage_of(school.kind, unit.grade), told.get(unit.pk, {})
    marks = tuple(
        _mark(heading, stage, own.get(heading.code), with_partner=with_partner) for heading in headings
    )
    return ClassLine(
        unit_id=unit.pk,
        name=unit.name,
        stage=stage,
        school_id=school.pk,
        school_name=school.name,
        marks=marks,
        counted=sum(mark is not None and mark.counts for mark in marks),
        is_ahead=any(state in AHEAD for state, _ in own.values()),
        must=must,
    )


def _mark(heading: Heading, stage: int | None, told: Told | None, *, with_partner: bool) -> Mark | None:
    """``None`` where the course is not for the class and nothing was planned."""
    is_demanded = stage in heading.demanded
    if told is None:
        is_for_it = stage is not None and heading.from_stage <= stage <= heading.to_stage
        return _NOTHING[is_demanded] if is_for_it or is_demanded else None
    state, has_partner = told
    lacks = state in DONE and not has_partner and (with_partner or heading.needs_partner)
    return Mark(ClassCourseState(state), is_demanded, state in DONE and not lacks, lacks)


_NOTHING = {
    is_demanded: Mark(None, is_demanded, counts=False, lacks_partner=False) for is_demanded in (True, False)
}


def _schools(schools: Sequence[Organisation], lines: Sequence[ClassLine]) -> tuple[SchoolLine, ...]:
    by_school: dict[UUID, list[ClassLine]] = {}
    for line in lines:
        by_school.setdefault(line.school_id, []).append(line)
    return tuple(
        SchoolLine(
            school.pk,
            school.name,
            len(by_school[school.pk]),
            sum(line.is_covered for line in by_school[school.pk]),
            tuple(line.name for line in by_school[school.pk] if line.is_gap),
        )
        for school in schools
        if school.pk in by_school
    )
