"""What can happen to organisations. Registers write many at once (``importers``); these are for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.organisations.models import Municipality, MunicipalPolicy, Organisation, Unit
from stafet.organisations.states import OrganisationKind, UnitKind


@audit.action
def register_municipality(
    *, municipality_id: UUID, country: Country, code: str, name: str, by: Actor, at: datetime
) -> Municipality:
    """A municipality joins. Only in the scope of a job of this very municipality."""
    row = Municipality.objects.create(pk=municipality_id, country=country.value, code=code, name=name)
    audit.record_many(
        action="organisations.register_municipality", municipality_id=row.pk, subject_id=row.pk, by=by, at=at
    )
    return row


@audit.action
def name_last_resort(*, municipality_id: UUID, organisation_id: UUID, by: Actor, at: datetime) -> None:
    """Say who holds when nobody else does. Only in the scope of a job."""
    Municipality.objects.filter(pk=municipality_id).update(last_resort_id=organisation_id)
    audit.record_many(
        action="organisations.name_last_resort",
        municipality_id=municipality_id,
        subject_id=organisation_id,
        by=by,
        at=at,
    )


@audit.action
def register_organisation(
    *,
    municipality_id: UUID,
    kind: OrganisationKind,
    name: str,
    by: Actor,
    at: datetime,
    phone: str = "",
    email: str = "",
    parent_id: UUID | None = None,
) -> Organisation:
    """Somebody who can hold responsibility. Only in the scope of a job."""
    row = Organisation.objects.create(
        municipality_id=municipality_id, kind=kind, name=name, phone=phone, email=email, parent_id=parent_id
    )
    audit.record_many(
        action="organisations.register_organisation",
        municipality_id=municipality_id,
        subject_id=row.pk,
        by=by,
        at=at,
    )
    return row


@audit.action
def open_unit(
    *,
    organisation: Organisation,
    kind: UnitKind,
    name: str,
    by: Actor,
    at: datetime,
    grade: int | None = None,
) -> Unit:
    """A class or a team begins. Only in the scope of a job."""
    row = Unit.objects.create(organisation=organisation, kind=kind, name=name, grade=grade)
    audit.record_many(
        action="organisations.open_unit",
        municipality_id=organisation.municipality_id,
        subject_id=row.pk,
        by=by,
        at=at,
    )
    return row


@audit.action
def close_organisation(*, organisation: Organisation, on: date, by: Actor, at: datetime) -> None:
    """An organisation ends: ``on`` is the first day it no longer exists. Whom it holds comes home that day."""
    Organisation.objects.filter(pk=organisation.pk).update(ends_on=on)
    audit.record_many(
        action="organisations.close_organisation",
        municipality_id=organisation.municipality_id,
        subject_id=organisation.pk,
        by=by,
        at=at,
    )


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What is said of an organisation and can be said anew."""

    name: str
    kind: OrganisationKind
    phone: str = ""
    email: str = ""


@audit.action
def change_organisation(
    *, organisation: Organisation, facts: OrganisationFacts, by: Actor, at: datetime
) -> None:
    """An organisation is called otherwise, is another kind or is reached otherwise. Only in the scope of a job."""
    changed = [
        name
        for name in ("name", "kind", "phone", "email")
        if getattr(organisation, name) != getattr(facts, name)
    ]
    Organisation.objects.filter(pk=organisation.pk).update(
        name=facts.name, kind=facts.kind, phone=facts.phone, email=facts.email
    )
    audit.record_many(
        action="organisations.change_organisation",
        municipality_id=organisation.municipality_id,
        subject_id=organisation.pk,
        by=by,
        at=at,
        reason=" ".join(changed),
    )


@audit.action
def change_unit(*, unit: Unit, name: str, grade: int | None, by: Actor, at: datetime) -> None:
    """A class or a team is called otherwise, or is in another grade. Only in the scope of a job."""
    Unit.objects.filter(pk=unit.pk).update(name=name, grade=grade)
    audit.record_many(
        action="organisations.change_unit",
        municipality_id=unit.organisation.municipality_id,
        subject_id=unit.pk,
        by=by,
        at=at,
    )


@audit.action
def close_unit(*, unit: Unit, on: date, by: Actor, at: datetime) -> None:
    """A class or a team ends: ``on`` is the first day it no longer exists. Only in the scope of a job.

    One that has not begun before that day never does.
    """
    begins = unit.starts_on if unit.starts_on is None or unit.starts_on < on else None
    Unit.objects.filter(pk=unit.pk).update(starts_on=begins, ends_on=on)
    audit.record_many(
        action="organisations.close_unit",
        municipality_id=unit.organisation.municipality_id,
        subject_id=unit.pk,
        by=by,
        at=at,
    )


@audit.action
def decide_policy(
    *,
    municipality_id: UUID,
    rule: str,
    value: int | None,
    starts_on: date,
    decided: str,
    by: Actor,
    at: datetime,
) -> MunicipalPolicy:
    """A municipality decides about a rule, from a day on; ``None``: it is as the rule says again.

    Only in the scope of a job.
    """
    row = MunicipalPolicy.objects.create(
        municipality_id=municipality_id,
        rule=rule,
        value=value,
        starts_on=starts_on,
        decided=decided,
        decided_by_id=by.user_id,
        known_at=at,
    )
    audit.record_many(
        action="organisations.decide_policy", municipality_id=municipality_id, subject_id=row.pk, by=by, at=at
    )
    return row
