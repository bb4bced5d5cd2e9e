"""Where a class is on the way from preschool to adult education."""

from __future__ import annotations

from stafet.catalogue.api import Stage
from stafet.organisations.api import OrganisationKind

_YOUTH = frozenset(
    {
        OrganisationKind.VOCATIONAL_SCHOOL,
        OrganisationKind.UPPER_SECONDARY,
        OrganisationKind.PREPARATORY,
    }
)
_ADULTS = frozenset({OrganisationKind.ADULT_EDUCATION, OrganisationKind.LANGUAGE_CENTRE})


def stage_of(kind: str, grade: int | None) -> int | None:
    """Where a class is: its grade, or what its school is for; ``None`` when nobody has said."""
    if OrganisationKind(kind) in _YOUTH:
        return Stage.YOUTH
    if OrganisationKind(kind) in _ADULTS:
        return Stage.ADULT
    if grade is None or grade > Stage.GRADE_10:
        return None
    return grade
