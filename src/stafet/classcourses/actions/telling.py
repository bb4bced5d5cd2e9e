"""Whoever leads a school is told of classes without a course: in good time, and never twice of the same class."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.classcourses.actions.steps import day_in, note
from stafet.classcourses.models import GapTold
from stafet.classcourses.queries.coverage import gaps_in_town
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.periods import school_year_of
from stafet.messages import api as messages

TELL_BEFORE = "stafet.class_course.tell_before"


@audit.action
def tell_gaps(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """One message to each leader of a school with classes nobody was told of. In the scope of a job. Returns how many classes."""
    today = day_in(municipality_id, at)
    year = school_year_of(today).period
    ends_on = year.ends_on
    if ends_on is None or today < ends_on - timedelta(days=rules.value(TELL_BEFORE, on=today)):
        return 0
    starts_in = year.starts_on.year
    gaps = gaps_in_town(municipality_id, starts_in, today=today)
    told = set(
        GapTold.objects.filter(unit_id__in=gaps, starts_in=starts_in).values_list("unit_id", flat=True)
    )
    new = {unit_id: school_id for unit_id, school_id in gaps.items() if unit_id not in told}
    GapTold.objects.bulk_create(
        [
            GapTold(municipality_id=municipality_id, unit_id=unit_id, starts_in=starts_in, told_at=at)
            for unit_id in new
        ],
        ignore_conflicts=True,
    )
    for school_id in sorted(set(new.values())):
        _tell(school_id, f"{starts_in}:{today:%m%d}", by, at)
    if new:
        note("tell_gaps", municipality_id, None, by, at)
    return len(new)


def _tell(school_id: UUID, occasion: str, by: Actor, at: datetime) -> None:
    messages.queue_message(
        template=messages.Template.CLASSES_WITHOUT_COURSE,
        to=[
            messages.Recipient(user.pk, user.email, user.language)
            for user in access.leaders_of(school_id, at=at)
        ],
        about=school_id,
        by=by,
        at=at,
        occasion=occasion,
    )
