"""Who carries the municipality's own duty has changed: sight follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connections

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.grants import api as grants
from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations
from stafet.responsibility.actions.holding_rows import DUTY_SEES


@audit.action
def settle_duty(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Let the units that carry the duty today see whomever the promise holds for, and no other unit by it.

    For when a guidance unit opens, closes or is another kind, or another organisation holds when nobody else does. Only
    in the scope of a job. Returns how many grants were written.
    """
    return settle_duty_of(None, municipality_id=municipality_id, by=by, at=at)


def settle_duty_of(persons: Sequence[UUID] | None, *, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """As ``settle_duty``, for some persons only."""
    day = organisations.home(municipality_id).day(at)
    units = list(organisations.duty_units(municipality_id, on=day))
    among = None if persons is None else list(persons)
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS duty_fact")
        cursor.execute(_FACTS, {"municipality": municipality_id, "units": units, "among": among})
    return grants.settle_grants(
        table="duty_fact",
        municipality_id=municipality_id,
        purpose=access.Purpose.DUTY,
        classes=DUTY_SEES,
        source=access.Grant.Source.DUTY,
        by=by,
        at=at,
    )


_FACTS = """
    CREATE TEMP TABLE duty_fact ON COMMIT DROP AS
    SELECT c.person_id, unit AS organisation_id, c.rule AS basis, c.id AS source_id
    FROM responsibility_coverage c CROSS JOIN unnest(%(units)s::uuid[]) unit
    WHERE c.municipality_id = %(municipality)s AND c.ends_on IS NULL
        AND (%(among)s::uuid[] IS NULL OR c.person_id = ANY (%(among)s::uuid[]))
"""
