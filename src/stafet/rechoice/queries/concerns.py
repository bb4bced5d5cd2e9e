"""What can be asked about concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.rechoice.models import Concern, ConcernMeasure, ConcernQuerySet


@dataclass(frozen=True, slots=True)
class ConcernView:
    """A concern with everything that was agreed about it, in the order in which it was agreed."""

    concern: Concern
    measures: tuple[ConcernMeasure, ...]


def open_concerns() -> ConcernQuerySet:
    """Open concerns about those the reader may see, the first to run out first; those that have run out as well."""
    return _seen().open().select_related("person", "organisation", "raised_by").order_by("expires_on", "pk")


def concerns_of(person_id: UUID) -> Sequence[Concern]:
    """Every concern about somebody, the newest first."""
    concerns = _seen().filter(person_id=person_id).select_related("organisation", "raised_by")
    return list(concerns.order_by("-raised_on", "-pk"))


def concern_view(concern_id: UUID) -> ConcernView | None:
    """One concern, if the reader may see it. Two look-ups."""
    concern = _seen().select_related("person", "organisation", "raised_by").filter(pk=concern_id).first()
    if concern is None:
        return None
    measures = ConcernMeasure.objects.filter(
        access.visible(DataClass.PROCESS), municipality_id=concern.municipality_id, concern=concern
    )
    return ConcernView(concern, tuple(measures.order_by("starts_on", "pk")))


def _seen() -> ConcernQuerySet:
    return Concern.objects.filter(access.visible(DataClass.PROCESS))
