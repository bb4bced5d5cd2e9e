"""Synthetic municipalities with their staff, made through the doors as the demonstration makes its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.test import override_settings

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.organisations import api as organisations
from stafet.registers import api as registers
from tests.benchmarks.bench import Town

SCHOOLS = 20
_PASSWORD = "nobody-logs-in-with-it"
_QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_KIND = organisations.OrganisationKind


def found_town(number: int, *, how_many: int, at: datetime) -> Town:
    """A municipality with one guidance unit, twenty schools with a leader each, and one institution that receives."""
    key = uuid7()
    with override_settings(PASSWORD_HASHERS=_QUICK), access.job_scope(key):
        _municipality(key, number, at)
        names = tuple(f"Skole {number:02d}-{each:02d}" for each in range(SCHOOLS))
        schools = {name: _place(key, _KIND.SCHOOL, name, at) for name in names}
        town_hall = _place(key, _KIND.MUNICIPALITY, f"Kommune {number:02d}", at)
        guidance = _place(key, _KIND.GUIDANCE_UNIT, f"Ungevejledningen {number:02d}", at)
        institution = _place(key, _KIND.VOCATIONAL_SCHOOL, f"Teknisk skole {number:02d}", at)
        organisations.name_last_resort(municipality_id=key, organisation_id=town_hall, by=SYSTEM, at=at)
        coordinator = _employ(key, number, "coordinator", access.Role.COORDINATOR, town_hall, at)
        return Town(
            number=number,
            people=how_many,
            municipality_id=key,
            school_names=names,
            institution_id=institution,
            coordinator=coordinator,
            counsellor=_employ(key, number, "counsellor", access.Role.COUNSELLOR, guidance, at),
            receiver=_employ(key, number, "receiver", access.Role.INSTITUTION_COUNSELLOR, institution, at),
            leaders=_leaders(key, number, schools, at),
            source=_source(key, coordinator, at),
        )


def _municipality(key: UUID, number: int, at: datetime) -> None:
    organisations.register_municipality(
        municipality_id=key,
        country=Country.DK,
        code=f"{900 + number}",
        name=f"Kommune {number:02d}",
        by=SYSTEM,
        at=at,
    )


def _place(key: UUID, kind: organisations.OrganisationKind, name: str, at: datetime) -> UUID:
    row = organisations.register_organisation(
        municipality_id=key, kind=kind, name=name, phone="70 00 00 00", by=SYSTEM, at=at
    )
    return row.pk


def _leaders(key: UUID, number: int, schools: Mapping[str, UUID], at: datetime) -> dict[UUID, access.User]:
    return {
        place: _employ(key, number, f"leader-{each}", access.Role.SCHOOL_LEADER, place, at)
        for each, place in enumerate(schools.values())
    }


def _employ(key: UUID, number: int, name: str, role: access.Role, place: UUID, at: datetime) -> access.User:
    user = access.register_user(
        municipality_id=key,
        email=f"{name}@town-{number:02d}.example",
        name=f"{name.capitalize()} {number:02d}",
        password=_PASSWORD,
        by=SYSTEM,
        at=at,
    )
    access.appoint(
        user=user, organisation_id=place, municipality_id=key, role=role, is_steward=True, by=SYSTEM, at=at
    )
    return user


def _source(key: UUID, coordinator: access.User, at: datetime) -> registers.Source:
    return registers.create_source(
        municipality_id=key,
        draft=registers.SourceDraft("Skolernes system", registers.SourceFormat.ONEROSTER, Country.DK),
        by=access.actor_for(coordinator, at=at),
        at=at,
    )
