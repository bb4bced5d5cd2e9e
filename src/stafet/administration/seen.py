"""What a page showed when a form was opened, as a short text: of two who change the same thing, the second is told."""

from __future__ import annotations

import hashlib
from uuid import UUID

from stafet.access import api as access
from stafet.organisations import api as organisations

_LENGTH = 16


def seen_organisation(row: organisations.Organisation) -> str:
    """How an organisation stands."""
    return _digest(row.name, row.kind, row.phone, row.email, row.ends_on)


def seen_unit(row: organisations.Unit) -> str:
    """How a class or a team stands."""
    return _digest(row.name, row.grade, row.ends_on)


def seen_user(row: access.User) -> str:
    """How an account stands."""
    return _digest(row.name, row.email, row.language)


def seen_key(key: UUID | None) -> str:
    """Which row stood last."""
    return _digest(key)


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(tuple(map(str, values))).encode()).hexdigest()[:_LENGTH]
