"""What the data protection officer asks: what is kept why and how long, what went when by which rule, what is next.

Numbers only, found out in the scope of the job: nobody's name is needed to answer for what is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connections
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.retention.due import due_persons
from stafet.retention.models import Deletion


@dataclass(frozen=True, slots=True)
class PastDeletions:
    """What went on one day, of one kind, by one rule: how many of them, with how many rows."""

    on: date
    kind: str
    rule: str
    count: int
    rows: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many people's time is up now, and how many more by a later day."""

    overdue: int
    until_then: int
    day: date


def can_see_retention(actor: Actor, municipality_id: UUID) -> bool:
    """Whether somebody answers for what is kept in a municipality."""
    return actor.is_system or municipality_id in municipalities_answered_for_by(actor)


def municipalities_answered_for_by(actor: Actor) -> frozenset[UUID]:
    """The many to ``can_see_retention``."""
    return frozenset(
        post.municipality_id
        for post in actor.posts
        if post.municipality_id is not None and access.allowed(post.role, access.Permission.SEE_RETENTION)
    )


def past_deletions(municipality_id: UUID, *, limit: int = 60) -> Sequence[PastDeletions]:
    """What went, the latest first, and what belonged to no one municipality. In the scope of the job."""
    ours = Deletion.objects.filter(Q(municipality_id=municipality_id) | Q(municipality_id=None))
    by_day = ours.annotate(day=TruncDate("at")).values_list("day", "kind", "rule")
    counted = by_day.annotate(count=Count("pk"), total=Sum("rows")).order_by("-day", "kind", "rule")
    return [PastDeletions(*row) for row in counted[:limit]]


def ahead(municipality_id: UUID, *, day: date, until: date) -> Ahead:
    """How many people are due, today and by a later day. In the scope of the job."""
    now = {each.root for each in due_persons(municipality_id, day=day)}
    then = {each.root for each in due_persons(municipality_id, day=until)}
    return Ahead(len(now), len(then - now), until)


def last_run() -> datetime | None:
    """When the nightly run last ended well; ``None`` when it has not yet."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(
            "SELECT max(e.at) FROM procrastinate_events e JOIN procrastinate_jobs j ON j.id = e.job_id"
            " WHERE j.task_name = 'retention.run' AND e.type = 'succeeded'"
        )
        found: datetime | None = cursor.fetchone()[0]
    return found
