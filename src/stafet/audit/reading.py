"""Log before show: the look is committed on its own connection before the answer leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections

from stafet.audit.models import ReadResult
from stafet.kernel.actors import Actor
from stafet.kernel.identity import uuid7

AUDIT_ALIAS = "audit"
_NUMBER = re.compile(r"\d")
_LONGEST_TERM = 80


@dataclass(frozen=True, slots=True)
class Look:
    """One answer to one request: who, why, which page, which persons, which classes of data."""

    at: datetime
    by: Actor
    purpose: str
    view: str
    person_ids: tuple[UUID, ...]
    data_classes: str
    search_term: str
    result: ReadResult
    request_id: UUID
    capacities: tuple[str, ...] = ()
    """As what somebody looked at their own, or at a child of theirs; then no post of theirs is meant."""

    @property
    def roles(self) -> list[str]:
        """In which roles it was looked."""
        return sorted(self.capacities or {post.role for post in self.by.posts})

    @property
    def organisation_ids(self) -> list[UUID]:
        """On behalf of which organisations it was looked."""
        return [] if self.capacities else sorted(self.by.organisation_ids)


def log_reading(look: Look) -> None:
    """Insert and commit. Raises ``DatabaseError`` when it can't; the page must then not be shown."""
    with connections[AUDIT_ALIAS].cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_reading (id, at, by_id, organisation_ids, roles, purpose, view, person_ids,"
            " data_classes, search_term, result, request_id)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                uuid7(),
                look.at,
                look.by.user_id,
                look.organisation_ids,
                look.roles,
                look.purpose,
                look.view,
                list(look.person_ids),
                look.data_classes,
                masked(look.search_term),
                look.result.value,
                look.request_id,
            ],
        )


def masked(term: str) -> str:
    """A search term as the log may keep it: every digit hidden, so that no number is ever in it."""
    return _NUMBER.sub("#", " ".join(term.split()))[:_LONGEST_TERM]
