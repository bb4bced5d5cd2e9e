"""What every act on a week does first and last: who may, the version that holds, one line in the log."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.kernel.timetables.problem import Week
from stafet.organisations.api import Organisation
from stafet.schoolweeks import policies
from stafet.schoolweeks.content import to_plain
from stafet.schoolweeks.drafts import MOST_LESSONS
from stafet.schoolweeks.errors import NotYourSchool, WeekHasChanged, WeekNotWhole
from stafet.schoolweeks.models import LONGEST_NAME, SchoolWeek
from stafet.schoolweeks.states import WeekOrigin


def must_keep(school: Organisation, by: Actor) -> None:
    """Refuse whoever keeps no timetable there."""
    if not policies.can_keep_week(by, school):
        raise NotYourSchool(
            sentence("Only the school’s leader and those who organise for the town keep its timetable.")
        )


def must_fit(week: Week) -> None:
    """Refuse a week that is too big, or in which something is called by a very long name."""
    if len(week.lessons) > MOST_LESSONS:
        raise WeekNotWhole(
            sentence(
                "The week has %(count)d lessons; at most %(most)d are kept.",
                count=len(week.lessons),
                most=MOST_LESSONS,
            )
        )
    names = [party.id.key for party in week.parties] + list(week.days)
    names += [name for lesson in week.lessons for name in (lesson.key, lesson.subject)]
    if any(len(name) > LONGEST_NAME or "\x00" in name for name in names):
        raise WeekNotWhole(
            sentence("A name in the week is longer than %(most)d signs. Shorten it.", most=LONGEST_NAME)
        )


def put_version(version: SchoolWeek, week: Week) -> SchoolWeek:
    """One more version, which holds from now on. Raises ``WeekHasChanged`` when somebody else was faster."""
    must_fit(week)
    same = SchoolWeek.objects.filter(
        municipality_id=version.municipality_id, school_id=version.school_id, starts_in=version.starts_in
    )
    newest = same.order_by("-revision").values_list("pk", "revision").first()
    if version.made_from_id is not None and version.origin != WeekOrigin.RETURNED:
        must_hold(holds=version.made_from_id == (newest[0] if newest else None))
    version.revision = (newest[1] if newest else 0) + 1
    version.content = to_plain(week)
    try:
        with transaction.atomic(using=audit.current_alias()):
            version.save(force_insert=True)
    except IntegrityError:
        raise _changed() from None
    return version


def must_hold(*, holds: bool) -> None:
    """Refuse to go on from a version that does not hold any more."""
    if not holds:
        raise _changed()


def _changed() -> WeekHasChanged:
    return WeekHasChanged(
        sentence("The week has been changed since. Look at it as it is now, and begin again.")
    )


def note(action: str, row: SchoolWeek | None, school: Organisation, by: Actor, at: datetime) -> None:
    """One line in the log."""
    audit.record_many(
        action=f"schoolweeks.{action}",
        municipality_id=school.municipality_id,
        subject_id=row.pk if row else school.pk,
        by=by,
        at=at,
    )
