"""What can be asked: which languages are spoken, who needs an interpreter, what became of earlier education."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.languages.models import EarlierEducation, SpokenLanguage
from stafet.languages.states import FOR_TALKING


def languages() -> QuerySet[SpokenLanguage]:
    """Those of people whom the reader may know how to reach."""
    seen = SpokenLanguage.objects.filter(access.visible(DataClass.CONTACT))
    return seen.select_related("person", "written_by")


def languages_of(person_id: UUID) -> Sequence[SpokenLanguage]:
    """What is written down of somebody: the young person's own first, what holds before what is over."""
    rows = languages().filter(person_id=person_id).order_by("-whose", "-starts_on", "pk")
    return sorted(rows, key=lambda row: row.ends_on is not None)


def interpreting_for(person_id: UUID, *, on: date) -> Sequence[SpokenLanguage]:
    """For whom an interpreter is needed when one talks, on a day."""
    rows = languages().spoken_on(on).filter(person_id=person_id, interpreter__in=FOR_TALKING)  # type: ignore[attr-defined]
    return list(rows.order_by("-whose", "pk"))


def educations() -> QuerySet[EarlierEducation]:
    """Those of people whose notes the reader may open."""
    seen = EarlierEducation.objects.filter(access.visible(DataClass.GUIDANCE_NOTE))
    return seen.select_related("person", "step", "written_by")


def educations_of(person_id: UUID) -> Sequence[EarlierEducation]:
    """The educations of somebody from another country, the last one first."""
    return list(educations().filter(person_id=person_id).order_by("-pk"))


def my_educations(person_id: UUID) -> Sequence[EarlierEducation]:
    """One's own: the database says whose."""
    return list(EarlierEducation.objects.filter(person_id=person_id).order_by("-pk"))
