"""What a grant says, before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from stafet.access.api import Grant, Purpose


@dataclass(frozen=True, slots=True)
class GrantDraft:
    """One organisation, one purpose, one basis, the classes it opens, and the fact it follows from."""

    organisation_id: UUID
    purpose: Purpose
    basis: str
    classes: str
    source: Grant.Source
    source_id: UUID
    unit_id: UUID | None = None
