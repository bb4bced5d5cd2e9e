"""Hiding somebody whose name, address or identity is protected."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations
from stafet.people.actions import About
from stafet.people.models import Protection
from stafet.people.states import ProtectionKind


@audit.action
def protect_person(
    *, person_id: UUID, municipality_id: UUID, kind: ProtectionKind, by: Actor, at: datetime
) -> Protection:
    """Hide somebody from everybody but a short named list: at first the stewards of the organisation of last resort.

    Who else must see the person is for them to say, one by one. Only in the scope of a job.
    """
    protection = Protection.objects.create(
        municipality_id=municipality_id, person_id=person_id, kind=kind, since_at=at
    )
    last_resort = organisations.home(municipality_id).last_resort_id
    stewards = access.stewards_of(last_resort, at=at) if last_resort else ()
    access.hide_person(
        municipality_id=municipality_id,
        person_id=person_id,
        readers=[user.pk for user in stewards],
        by=by,
        at=at,
    )
    about = About(protection.pk, person_id, municipality_id)
    audit.record(action="people.protect_person", about=about, by=by, at=at, reason=kind.value)
    return protection
