"""Alby, a Swedish municipality: a unit for the activity responsibility, a gymnasium, and Sven and Rut who work there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, a_person, a_spell, covered
from tests.web.conftest import client_for, queries, quick_settings

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations
from stafet.outreach import api as outreach
from stafet.people import api as people

__all__ = ["client_for", "queries", "quick_settings"]
TODAY = NOW.date()
SEVENTEEN = date(2009, 5, 17)


@dataclass(frozen=True, slots=True)
class Sweden:
    """Everyone and everywhere in Alby."""

    alby: organisations.Municipality
    town: organisations.Organisation
    unit: organisations.Organisation
    school: organisations.Organisation
    gymnasium: organisations.Organisation
    sven: access.User
    rut: access.User

    def pupil(
        self,
        name: str = "Elsa",
        *,
        birth_date: date | None = SEVENTEEN,
        kind: ActivityKind = ActivityKind.GENERAL_UPPER_SECONDARY,
        ends_on: date | None = date(2026, 4, 10),
        end_reason: str = "broken_off",
        end_reason_code: str = "",
        starts_on: date = date(2025, 8, 18),
    ) -> people.Person:
        """Somebody who began at the gymnasium, and by default left it in April. Needs an open job scope."""
        person = a_person(self.alby, name, "Berg", birth_date=birth_date)
        spell = a_spell(
            person,
            self.gymnasium,
            kind,
            starts_on=starts_on,
            ends_on=ends_on,
            end_reason=end_reason if ends_on else "",
        )
        if end_reason_code:
            spell.end_reason_code = end_reason_code
            spell.save()
        return person

    def held(self, person: people.Person) -> Held:
        """The unit has the responsibility for them, and Sven is named."""
        return covered(person, self.unit, user=self.sven, duty=[self.town, self.unit])


def swedish_municipality() -> Sweden:
    """Write Alby, as administration would."""
    kinds, at = organisations.OrganisationKind, NOW - timedelta(days=30)
    alby = organisations.Municipality(country="se", code="9999", name="Alby kommun")
    with access.job_scope(alby.pk):
        alby.save()
        places: list[organisations.Organisation] = [
            organisations.Organisation.objects.create(municipality=alby, kind=kind, name=name)
            for kind, name in (
                (kinds.MUNICIPALITY, "Alby kommun"),
                (kinds.GUIDANCE_UNIT, "Aktivitetsansvaret Alby"),
                (kinds.SCHOOL, "Albyskolan"),
                (kinds.UPPER_SECONDARY, "Alby gymnasium"),
            )
        ]
        alby.last_resort = places[0]
        alby.save()
        users: list[access.User] = []
        for key, name, place, role in (
            ("sven", "Sven Sand", places[1], access.Role.COUNSELLOR),
            ("rut", "Rut Ros", places[0], access.Role.COORDINATOR),
        ):
            user = access.User(email=f"{key}@example.org", name=name, language="en")
            user.set_unusable_password()
            user.save()
            access.Membership.objects.create(
                user=user, organisation=place, role=role, starts_at=at, is_steward=True
            )
            users.append(user)
    town, unit, school, gymnasium = places
    sven, rut = users
    return Sweden(alby, town, unit, school, gymnasium, sven, rut)


@contextmanager
def acting(user: access.User) -> Iterator[Actor]:
    """The scope of somebody at work, and who they are."""
    with access.user_scope(user.pk):
        yield access.actor_for(user, at=NOW)


@pytest.fixture
def sweden(everyone: Cast) -> Sweden:
    """Alby beside the standing cast."""
    return swedish_municipality()


@pytest.fixture
def elsa(sweden: Sweden) -> Held:
    """Elsa left the gymnasium in April without an exam; Sven has her."""
    with access.job_scope(sweden.alby.pk):
        return sweden.held(sweden.pupil())


@pytest.fixture
def case(sweden: Sweden, elsa: Held) -> outreach.ActivityCase:
    """Elsa has been registered by the register."""
    with acting(sweden.sven) as sven:
        outreach.open_cases(municipality_id=sweden.alby.pk, by=sven, at=NOW)
        return outreach.ActivityCase.objects.get(person=elsa.person)
