"""A small municipality of its own for one run of the relay, with its people at work, and a clock that is ours.

Each world is a fresh municipality in the same database, so that a run needs nothing emptied before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from uuid import UUID, uuid4

import psycopg
from tests.conftest import NOW

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.countries import Country
from stafet.organisations import api as organisations
from stafet.organisations.api import OrganisationKind
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import StepDraft, StepKind

_codes = count(1)
PLACES = {
    "town": OrganisationKind.MUNICIPALITY,
    "guidance": OrganisationKind.GUIDANCE_UNIT,
    "school": OrganisationKind.SCHOOL,
    "vocational": OrganisationKind.VOCATIONAL_SCHOOL,
    "gymnasium": OrganisationKind.UPPER_SECONDARY,
}
ROLES = {
    "town": access.Role.COORDINATOR,
    "guidance": access.Role.COUNSELLOR,
    "school": access.Role.SCHOOL_LEADER,
    "vocational": access.Role.INSTITUTION_COUNSELLOR,
    "gymnasium": access.Role.INSTITUTION_COUNSELLOR,
}


class World:
    """One municipality, a neighbour to move to, five places with two people each, and some young people."""

    def __init__(self, superuser: psycopg.Connection, *, country: Country = Country.DK) -> None:
        self.superuser = superuser
        self.now = NOW
        self.country = country
        self.set_clock()
        self.home = self._municipality("Hjemby")
        self.places = self._places(self.home, PLACES)
        self.neighbour = self._municipality("Naboby")
        self._places(self.neighbour, {"town": OrganisationKind.MUNICIPALITY})
        self.staff = self._staff()

    @property
    def today(self) -> date:
        """The day it is at home."""
        return self.home.day(self.now)

    @contextmanager
    def job(self) -> Iterator[None]:
        """The scope of a job of the home municipality."""
        with access.job_scope(self.home.municipality_id):
            yield

    @contextmanager
    def acting(self, user: access.User) -> Iterator[Actor]:
        """The scope of somebody at work, and who they are."""
        with access.user_scope(user.pk):
            yield access.actor_for(user, at=self.now)

    def pass_time(self, step: timedelta) -> None:
        """Let time pass, here and in the database."""
        self.now += step
        self.set_clock()

    def set_clock(self) -> None:
        """Let the database judge time limits by our clock."""
        self.superuser.execute("DELETE FROM gate.test_clock")
        self.superuser.execute("INSERT INTO gate.test_clock VALUES (%s)", [self.now])

    def run_clock(self) -> responsibility.ClockRun:
        """Let the day's rules act."""
        with self.job():
            return responsibility.run_clock(municipality_id=self.home.municipality_id, by=SYSTEM, at=self.now)

    def person(self, name: str = "Amina", birth_date: date = date(2010, 5, 4)) -> people.Person:
        """A young person of the home municipality; nothing holds yet."""
        with self.job():
            return people.register_person(
                municipality_id=self.home.municipality_id,
                draft=people.PersonDraft(name, "Holm", birth_date),
                by=SYSTEM,
                at=self.now,
            )

    def take_in(self, person: people.Person, place: str = "school", *, due: int = 14) -> None:
        """The promise begins."""
        with self.job():
            responsibility.take_in(
                person=person,
                organisation_id=self.places[place].pk,
                rule="dk.coverage.from_grade",
                step=self.step(due),
                by=SYSTEM,
                at=self.now,
            )

    def step(self, due: int = 7, kind: StepKind = StepKind.CONVERSATION) -> StepDraft:
        """Something to do within some days."""
        return StepDraft(kind, self.today + timedelta(days=due))

    def spell(
        self, person: people.Person, place: str, kind: ActivityKind = ActivityKind.VOCATIONAL_EDUCATION
    ) -> pathways.Spell:
        """The person has begun at a place, and a register has seen it."""
        with self.job():
            return pathways.record_spell(
                person=person,
                draft=pathways.SpellDraft(
                    kind, self.today, organisation_id=self.places[place].pk, confirmed_on=self.today
                ),
                by=SYSTEM,
                at=self.now,
            )

    def readers(self, place: str) -> list[access.User]:
        """Who works at a place now and could take over."""
        return list(access.readers_of(self.places[place].pk, at=self.now))

    def place_of(self, organisation_id: UUID) -> str:
        """The name by which a place is called here."""
        return next(name for name, place in self.places.items() if place.pk == organisation_id)

    def holder(self, person: people.Person) -> str | None:
        """Where the baton is, looked up behind all fences."""
        row = self.superuser.execute(
            "SELECT organisation_id FROM responsibility_holding WHERE person_id = %s AND ends_at IS NULL",
            [person.pk],
        ).fetchone()
        return self.place_of(row[0]) if row else None

    def _municipality(self, name: str) -> organisations.Home:
        key = uuid4()
        with access.job_scope(key):
            organisations.register_municipality(
                municipality_id=key,
                country=self.country,
                code=f"{next(_codes):04}",
                name=name,
                by=SYSTEM,
                at=self.now,
            )
        return organisations.Home(key, self.country, None)

    def _places(
        self, home: organisations.Home, kinds: dict[str, OrganisationKind]
    ) -> dict[str, organisations.Organisation]:
        made = {}
        with access.job_scope(home.municipality_id):
            for name, kind in kinds.items():
                made[name] = organisations.register_organisation(
                    municipality_id=home.municipality_id,
                    kind=kind,
                    name=name.title(),
                    phone="70 00 00 00",
                    by=SYSTEM,
                    at=self.now,
                )
            organisations.name_last_resort(
                municipality_id=home.municipality_id,
                organisation_id=made["town"].pk,
                by=SYSTEM,
                at=self.now,
            )
        return made

    def _staff(self) -> dict[str, list[access.User]]:
        staff = {}
        with self.job():
            for place, role in ROLES.items():
                staff[place] = [self._hire(place, role, first=first) for first in (True, False)]
        return staff

    def _hire(self, place: str, role: access.Role, *, first: bool) -> access.User:
        user = access.User(email=f"{uuid4().hex}@example.org", name=f"{place} {first}", language="en")
        user.set_unusable_password()
        user.save()
        access.Membership.objects.create(
            user=user,
            organisation=self.places[place],
            role=role,
            starts_at=self.now - timedelta(days=30),
            is_steward=first,
        )
        return user
