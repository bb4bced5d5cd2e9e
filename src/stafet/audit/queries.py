"""What can be asked about looking: who has read about somebody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stafet.audit.models import Reading, ReadResult


@dataclass(frozen=True, slots=True)
class PastLook:
    """One look-up that showed somebody: when, by which organisations' people, in which roles, for what, and what of.

    Not the name of whoever looked, nor anybody else who stood on the same page.
    """

    at: datetime
    organisation_ids: tuple[UUID, ...]
    roles: tuple[str, ...]
    purpose: str
    data_classes: str


def looks_at(
    person_id: UUID, *, before: datetime | None = None, limit: int = 100, but_as: Collection[str] = ()
) -> tuple[PastLook, ...]:
    """The latest look-ups of a person that the asking user may meet, newest first, those before an instant if given.

    ``but_as``: look-ups in one of these roles are left out, such as a young person's own.
    """
    rows = Reading.objects.filter(person_ids__contains=[person_id], result=ReadResult.SHOWN)
    if but_as:
        rows = rows.exclude(roles__overlap=list(but_as))
    if before is not None:
        rows = rows.filter(at__lt=before)
    found = rows.order_by("-at", "-id").values_list(
        "at", "organisation_ids", "roles", "purpose", "data_classes"
    )
    return tuple(
        PastLook(at, tuple(organisations), tuple(roles), purpose, classes)
        for at, organisations, roles, purpose, classes in found[:limit]
    )
