"""What can be asked about emergencies. All but the asker's own in the scope of the job: no reviewer needs a grant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.emergency.models import EmergencyAccess
from stafet.emergency.policies import reviewable_by, seen_by
from stafet.kernel.actors import Actor

_SETTLED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class LookUnder:
    """One page that was shown under an emergency access."""

    at: datetime
    view: str
    data_classes: str


def to_review(actor: Actor) -> Sequence[EmergencyAccess]:
    """What waits for a verdict of this reviewer, the most pressing first."""
    return list(_with_names().filter(reviewable_by(actor), reviewed_at=None).order_by("due_on", "at", "pk"))


def reviewed(actor: Actor) -> Sequence[EmergencyAccess]:
    """What has its verdict, the latest first."""
    settled = _with_names().filter(reviewable_by(actor), reviewed_at__isnull=False)
    return list(settled.order_by("-reviewed_at", "pk")[:_SETTLED_SHOWN])


def overdue(municipality_id: UUID, *, day: date) -> Sequence[EmergencyAccess]:
    """What should have been judged by now."""
    late = EmergencyAccess.objects.filter(
        municipality_id=municipality_id, reviewed_at=None, due_on__lt=day, person_id__isnull=False
    )
    return list(late.order_by("due_on", "pk"))


def emergency_seen_by(actor: Actor, emergency_id: UUID) -> EmergencyAccess | None:
    """One emergency access, if this reader may read about it."""
    return _with_names().filter(seen_by(actor), pk=emergency_id).first()


def looks_under(emergency: EmergencyAccess) -> Sequence[LookUnder]:
    """What was looked at under it, in order."""
    rows = audit.Reading.objects.filter(
        purpose=access.Purpose.EMERGENCY.value,
        by_id=emergency.user_id,
        person_ids__contains=[emergency.person_id],
        result=audit.ReadResult.SHOWN,
        at__gte=emergency.at,
        at__lte=emergency.ends_at,
    ).order_by("at", "id")
    return [LookUnder(*row) for row in rows.values_list("at", "view", "data_classes")]


def _with_names() -> QuerySet[EmergencyAccess]:
    return EmergencyAccess.objects.select_related("user", "organisation", "reviewed_by")
