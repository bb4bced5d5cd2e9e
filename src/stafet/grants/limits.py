"""What may be opened to whom: every grant is held against the matrix of what may be shared before it is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connections
from psycopg import sql

from stafet.audit import api as audit
from stafet.grants.drafts import GrantDraft
from stafet.grants.errors import NotToBeOpened
from stafet.kernel.sentences import sentence
from stafet.kernel.sharing import sharing_matrix
from stafet.organisations import api as organisations
from stafet.organisations.api import OrganisationKind


def check_drafts(municipality_id: UUID, drafts: Iterable[GrantDraft], *, at: datetime) -> None:
    """Refuse a grant that opens more than may be shared with an organisation of its kind. Raises ``NotToBeOpened``."""
    wanted: dict[UUID, str] = {}
    for draft in drafts:
        wanted[draft.organisation_id] = wanted.get(draft.organisation_id, "") + draft.classes
    home = organisations.home(municipality_id)
    for place in organisations.places(list(wanted)):
        _check(place.kind, wanted[place.organisation_id], home, at=at)


def check_facts(municipality_id: UUID, table: str, classes: str, *, at: datetime) -> None:
    """The same for the organisations a temporary table of facts names. Raises ``NotToBeOpened``."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT DISTINCT o.kind FROM {} f JOIN organisations_organisation o ON o.id = f.organisation_id"
            ).format(sql.Identifier(table))
        )
        kinds = {OrganisationKind(kind) for (kind,) in cursor.fetchall()}
    home = organisations.home(municipality_id)
    for kind in kinds:
        _check(kind, classes, home, at=at)


def _check(kind: OrganisationKind, classes: str, home: organisations.Home, *, at: datetime) -> None:
    to = organisations.RECIPIENTS[kind]
    allowed = sharing_matrix().classes_open_to(to, country=home.country, on=home.day(at))
    if not classes or set(classes) - set(allowed):
        raise NotToBeOpened(
            sentence(
                "This may not be opened to an organisation of this kind, so nothing was changed. “What may be shared” "
                "says what may, and on which basis."
            )
        )
