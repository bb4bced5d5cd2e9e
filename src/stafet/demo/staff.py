"""The demonstration's organisations and the people who work there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.demo.places import (
    EMPLOYEES,
    GUIDANCE,
    INSTITUTIONS,
    MUNICIPALITY,
    PASSWORD,
    SCHOOLS,
    TOWN,
    Place,
)
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.organisations import api as organisations

PHONE = "70 00 00 00"


def found_municipality(at: datetime) -> UUID:
    """The municipality with its organisations and staff. Returns its key."""
    key = uuid7()
    country, code, name = MUNICIPALITY
    with access.job_scope(key):
        organisations.register_municipality(
            municipality_id=key, country=Country(country), code=code, name=name, by=SYSTEM, at=at
        )
        places = {place.key: _found(key, place, at) for place in (TOWN, GUIDANCE, *SCHOOLS, *INSTITUTIONS)}
        organisations.name_last_resort(
            municipality_id=key, organisation_id=places[TOWN.key], by=SYSTEM, at=at
        )
        _employ(key, places, at)
    return key


def _found(municipality_id: UUID, place: Place, at: datetime) -> UUID:
    row = organisations.register_organisation(
        municipality_id=municipality_id, kind=place.kind, name=place.name, phone=PHONE, by=SYSTEM, at=at
    )
    return row.pk


def _employ(municipality_id: UUID, places: Mapping[str, UUID], at: datetime) -> None:
    for employee in EMPLOYEES:
        user = access.register_user(
            municipality_id=municipality_id,
            email=employee.email,
            name=employee.name,
            password=PASSWORD,
            by=SYSTEM,
            at=at,
        )
        access.appoint(
            user=user,
            organisation_id=places[employee.place],
            municipality_id=municipality_id,
            role=employee.role,
            is_steward=employee.steward,
            by=SYSTEM,
            at=at,
        )


def employee(name: str) -> access.User:
    """One of the staff by the first part of the e-mail address."""
    return access.User.objects.get(email=f"{name}@egekobing.example")
