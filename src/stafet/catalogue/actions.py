"""A town writes courses down, changes them, withdraws them, takes a file in, and decides what is demanded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from stafet.audit import api as audit
from stafet.catalogue import policies
from stafet.catalogue.drafts import CourseFacts, DemandFacts, MaterialFacts, ToldCourse
from stafet.catalogue.errors import ChangedByNow, NotWhole, NotYours
from stafet.catalogue.models import LONGEST_CODE, CareerCourse, CourseDemand, CourseMaterial
from stafet.catalogue.states import Licence
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a file did, or would do."""

    new: int
    changed: int
    unchanged: int


@audit.action
def publish_course(*, municipality_id: UUID, facts: CourseFacts, by: Actor, at: datetime) -> CareerCourse:
    """One more course in the catalogue. Raises ``NotYours``, ``NotWhole``."""
    _must_keep(by, municipality_id)
    _must_be_whole(facts)
    row = _write(municipality_id, _free_code(municipality_id, facts.title), 1, facts, by, at)
    _note("publish_course", row, by, at)
    return row


@audit.action
def change_course(*, course: CareerCourse, facts: CourseFacts, by: Actor, at: datetime) -> CareerCourse:
    """The next version holds from now on; what classes have had stays as it was. Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``."""
    _must_keep(by, course.municipality_id)
    _must_be_whole(facts)
    row = _next_version(_held(course.pk), facts, by, at)
    _note("change_course", row, by, at)
    return row


@audit.action
def withdraw_course(*, course: CareerCourse, by: Actor, at: datetime) -> None:
    """It is not offered any more. Classes that have it keep it. Raises ``NotYours``, ``ChangedByNow``."""
    _must_keep(by, course.municipality_id)
    row = _held(course.pk)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    _note("withdraw_course", row, by, at)


@audit.action
def demand_course(*, municipality_id: UUID, facts: DemandFacts, by: Actor, at: datetime) -> CourseDemand:
    """From a school year on a course is obligatory for some grades, or for none. Raises ``NotYours``, ``NotWhole``."""
    _must_keep(by, municipality_id)
    if not facts.decided.strip():
        raise NotWhole(sentence("Say who decided it, when, and where it stands."), field="decided")
    row, _ = CourseDemand.objects.update_or_create(
        municipality_id=municipality_id,
        code=facts.code,
        from_year=facts.from_year,
        defaults={
            "stages": sorted(int(stage) for stage in facts.stages),
            "needs_partner": facts.needs_partner,
            "decided": facts.decided.strip(),
            "decided_by_id": None if by.is_system else by.user_id,
            "known_at": at,
        },
    )
    audit.record_many(
        action="catalogue.demand_course", municipality_id=municipality_id, subject_id=row.pk, by=by, at=at
    )
    return row


@audit.action
def take_in_courses(*, municipality_id: UUID, told: Sequence[ToldCourse], by: Actor, at: datetime) -> TakenIn:
    """Every course of a file, or none: new ones, the next version of those that differ. Raises ``NotYours``, ``NotWhole``."""
    _must_keep(by, municipality_id)
    for each in told:
        _must_be_whole(each.facts)
    known = _known(municipality_id, told)
    found = compare_courses(municipality_id, told, known)
    for each in told:
        row = known.get(each.code)
        if row is None:
            _write(municipality_id, each.code, 1, each.facts, by, at)
        elif _differs(row, each.facts):
            _next_version(row, each.facts, by, at)
    audit.record_many(
        action="catalogue.take_in_courses",
        municipality_id=municipality_id,
        subject_id=None,
        by=by,
        at=at,
    )
    return found


def compare_courses(
    municipality_id: UUID, told: Sequence[ToldCourse], known: dict[str, CareerCourse] | None = None
) -> TakenIn:
    """What taking a file in would do."""
    rows = _known(municipality_id, told) if known is None else known
    new = sum(each.code not in rows for each in told)
    changed = sum(each.code in rows and _differs(rows[each.code], each.facts) for each in told)
    return TakenIn(new, changed, len(told) - new - changed)


def materials_as_told(course_id: UUID) -> tuple[MaterialFacts, ...]:
    """What a version is taught with, as it was told."""
    rows = CourseMaterial.objects.filter(course_id=course_id).order_by("pk")
    return tuple(MaterialFacts(row.title, Licence(row.licence), row.link, row.words) for row in rows)


def _known(municipality_id: UUID, told: Sequence[ToldCourse]) -> dict[str, CareerCourse]:
    rows = CareerCourse.objects.filter(
        municipality_id=municipality_id, superseded_at=None, code__in=[each.code for each in told]
    )
    return {row.code: row for row in rows}


def _differs(row: CareerCourse, facts: CourseFacts) -> bool:
    told = _columns(facts)
    if row.withdrawn_at is not None or any(getattr(row, name) != value for name, value in told.items()):
        return True
    return materials_as_told(row.pk) != facts.materials


def _must_keep(by: Actor, municipality_id: UUID) -> None:
    if not policies.can_keep_catalogue_of(by, municipality_id):
        raise NotYours(sentence("Only those who organise for the town keep its catalogue."))


def _must_be_whole(facts: CourseFacts) -> None:
    if not facts.title.strip():
        raise NotWhole(sentence("Give the course a title."), field="title")
    if not facts.aims.strip():
        raise NotWhole(sentence("Say what the pupils are to get out of it."), field="aims")
    if facts.to_stage < facts.from_stage:
        raise NotWhole(sentence("The last stage is not before the first."), field="to_stage")
    if facts.lessons < 1:
        raise NotWhole(sentence("Say how many lessons it takes."), field="lessons")
    for each in facts.materials:
        if not each.title or not (each.link or each.words):
            raise NotWhole(sentence("A material has a title, and a link or a text."), field="material_title")


def _held(course_id: UUID) -> CareerCourse:
    row = CareerCourse.objects.select_for_update(of=("self",), no_key=True).get(pk=course_id)
    if row.superseded_at is not None or row.withdrawn_at is not None:
        raise ChangedByNow(
            sentence("Another version holds by now, or the course was withdrawn. Look at what stands there.")
        )
    return row


def _next_version(row: CareerCourse, facts: CourseFacts, by: Actor, at: datetime) -> CareerCourse:
    row.superseded_at = at
    row.save(update_fields=["superseded_at"])
    return _write(row.municipality_id, row.code, row.version + 1, facts, by, at)


def _write(
    municipality_id: UUID, code: str, version: int, facts: CourseFacts, by: Actor, at: datetime
) -> CareerCourse:
    row = CareerCourse.objects.create(
        municipality_id=municipality_id,
        code=code,
        version=version,
        by_id=None if by.is_system else by.user_id,
        known_at=at,
        **_columns(facts),
    )
    CourseMaterial.objects.bulk_create(
        CourseMaterial(
            municipality_id=municipality_id,
            course=row,
            title=each.title,
            link=each.link,
            words=each.words,
            licence=each.licence,
        )
        for each in facts.materials
    )
    return row


def _columns(facts: CourseFacts) -> dict[str, Any]:
    told = {each.name: getattr(facts, each.name) for each in fields(facts) if each.name != "materials"}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}


def code_from(title: str) -> str:
    """What a course is known by when nobody has given it a code: its title in plain letters."""
    plain = title.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_CODE - 3] or "course"


def _free_code(municipality_id: UUID, title: str) -> str:
    base = code_from(title)
    taken = set(
        CareerCourse.objects.filter(municipality_id=municipality_id, code__startswith=base).values_list(
            "code", flat=True
        )
    )
    return next(
        code
        for code in (base, *(f"{base}-{number}" for number in range(2, 2 + len(taken))))
        if code not in taken
    )


def _note(what: str, row: CareerCourse, by: Actor, at: datetime) -> None:
    audit.record_many(
        action=f"catalogue.{what}", municipality_id=row.municipality_id, subject_id=row.pk, by=by, at=at
    )
