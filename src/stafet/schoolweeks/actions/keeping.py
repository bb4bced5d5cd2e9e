"""A week is loaded, typed in, corrected, marked, or set back to what it was."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.records import Notice
from stafet.kernel.sentences import sentence
from stafet.kernel.timetables.problem import PartyKind, Week
from stafet.organisations.api import Organisation
from stafet.schoolweeks.actions.holding import must_keep, note, put_version
from stafet.schoolweeks.content import from_plain
from stafet.schoolweeks.drafts import FileFacts, LessonFacts, MarksFacts
from stafet.schoolweeks.editing import empty_week, with_class
from stafet.schoolweeks.errors import WeekNotWhole
from stafet.schoolweeks.models import SchoolWeek, WeekFile, WeekMarks
from stafet.schoolweeks.states import WeekOrigin


@audit.action
def load_week(
    *,
    school: Organisation,
    starts_in: int,
    week: Week,
    file: FileFacts,
    notices: Sequence[Notice] = (),
    by: Actor,
    at: datetime,
) -> SchoolWeek:
    """A week as it was read from a file; it holds from now on. Raises ``NotYourSchool``, ``WeekNotWhole``."""
    must_keep(school, by)
    kept = WeekFile.objects.create(
        municipality_id=school.municipality_id,
        school=school,
        starts_in=starts_in,
        name=file.name[:200],
        format=file.format,
        size=len(file.content),
        packed=zlib.compress(file.content),
        at=at,
    )
    told = [[each.place.row, each.what.text, dict(each.what.values), each.count] for each in notices]
    row = _version(school, starts_in, WeekOrigin.FILE, by, at)
    row.file, row.notices = kept, told
    put_version(row, week)
    note("load_week", row, school, by, at)
    return row


@audit.action
def type_week(
    *, school: Organisation, starts_in: int, days: int, hours: int, by: Actor, at: datetime
) -> SchoolWeek:
    """An empty week to type lessons into. Raises ``NotYourSchool``, ``NotAWeek``."""
    must_keep(school, by)
    row = _version(school, starts_in, WeekOrigin.TYPED, by, at)
    put_version(row, empty_week(school.name, days=days, hours=hours))
    note("type_week", row, school, by, at)
    return row


@audit.action
def correct_week(
    *, week: SchoolWeek, class_key: str, lessons: Sequence[LessonFacts], by: Actor, at: datetime
) -> SchoolWeek:
    """The lessons of one class as they are. Raises ``NotYourSchool``, ``NotAWeek``, ``WeekHasChanged``."""
    must_keep(week.school, by)
    if not class_key.strip():
        raise WeekNotWhole(sentence("Say which class it is."), field="class_key")
    row = _version(week.school, week.starts_in, WeekOrigin.CORRECTED, by, at)
    row.made_from, row.file_id, row.notices = week, week.file_id, week.notices
    put_version(row, with_class(from_plain(week.content), class_key.strip(), lessons))
    note("correct_week", row, week.school, by, at)
    return row


@audit.action
def go_back(*, week: SchoolWeek, by: Actor, at: datetime) -> SchoolWeek:
    """The week is again as it was in an earlier version. Raises ``NotYourSchool``."""
    must_keep(week.school, by)
    row = _version(week.school, week.starts_in, WeekOrigin.RETURNED, by, at)
    row.made_from, row.file_id, row.notices = week, week.file_id, week.notices
    put_version(row, from_plain(week.content))
    note("go_back", row, week.school, by, at)
    return row


@audit.action
def mark_week(*, week: SchoolWeek, facts: MarksFacts, by: Actor, at: datetime) -> WeekMarks:
    """What the school says about its week. Raises ``NotYourSchool``, ``WeekNotWhole``."""
    must_keep(week.school, by)
    _must_be_there(from_plain(week.content), facts)
    marks, _ = WeekMarks.objects.update_or_create(
        municipality_id=week.municipality_id,
        school=week.school,
        starts_in=week.starts_in,
        defaults={
            "subjects": {name: subject.value for name, subject in facts.subjects.items()},
            "company_days": dict(facts.company_days),
            "fixed": sorted(facts.fixed),
            "frame": facts.frame,
            "bells": [[f"{begins:%H:%M}", f"{ends:%H:%M}"] for begins, ends in facts.bells],
            "by_id": by.user_id,
            "at": at,
        },
    )
    note("mark_week", week, week.school, by, at)
    return marks


def _must_be_there(week: Week, facts: MarksFacts) -> None:
    classes = {party.id.key for party in week.of_kind(PartyKind.CLASS)}
    for class_key, day in facts.company_days.items():
        if class_key not in classes or (day and day not in week.days):
            raise WeekNotWhole(sentence("There is no class %(class)s in this week.", **{"class": class_key}))
    if any(begins >= ends for begins, ends in facts.bells):
        raise WeekNotWhole(sentence("An hour ends after it begins."), field="bells")


def _version(school: Organisation, starts_in: int, origin: WeekOrigin, by: Actor, at: datetime) -> SchoolWeek:
    return SchoolWeek(
        municipality_id=school.municipality_id,
        school=school,
        starts_in=starts_in,
        origin=origin,
        by_id=by.user_id,
        at=at,
    )
