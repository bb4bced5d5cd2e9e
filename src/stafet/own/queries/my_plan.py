"""What an own log-in reads of the plan beyond the plan itself: support needs, and versions as they are for this reader."""

from __future__ import annotations

from uuid import UUID

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.kernel.privacy import DataClass
from stafet.own.states import Capacity


def my_support(person_id: UUID) -> str:
    """What a young person needs help with, to themselves with two factors; empty for everybody else.

    The database alone decides (``plan.sql``): this class of data is closed in own name, and this table is the exception.
    """
    words = careerplans.SupportNeed.objects.filter(person_id=person_id, plan__aside_since=None).values_list(
        "words", flat=True
    )
    return words.first() or ""


def my_version(person_id: UUID, revision: int, *, capacity: Capacity) -> careerplans.PlanVersion | None:
    """A plan as it was approved. To whoever has custody without the words of any home: it may be another's."""
    seen = careerplans.PlanVersion.objects.filter(
        access.visible(DataClass.PROCESS), person_id=person_id, plan__aside_since=None
    )
    version = seen.select_related("approved_by").filter(revision=revision).first()
    if version is not None and capacity is Capacity.CUSTODY_HOLDER:
        parts = version.content["parts"]
        kept = [part for part in parts if part["voice"] != careerplans.Voice.HOME]
        version.content = {**version.content, "parts": kept}
    return version
