"""Second registrations in the small world: a pair that may be one, and merges that wait. One of them is protected since."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from stafet.access import api as access
from stafet.duplicates import api as duplicates
from stafet.kernel.actors import SYSTEM
from stafet.kernel.privacy import DataClass
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from tests.trust.markers import marker

if TYPE_CHECKING:
    from tests.trust.world import World

PROPOSED = ("benny", "elin", "farah")
"""Whose merge waits. Farah is hidden after it was proposed; her second registration is open to nobody."""
TAKEN_IN = {"hanne": "guidance", "benny": "school"}
"""Whose second registration is held, so that it is seen beside the first."""


def register_twins(world: World) -> None:
    """Register some a second time, propose some of the pairs, and name the objects the addresses may name."""
    first = world.objects["first_id"] = {name: person.pk for name, person in world.persons.items()}
    second = world.objects["second_id"] = {"": first["elin"]}
    merges = world.objects["merge_id"] = {}
    for name in ("hanne", *PROPOSED):
        person = world.persons[name]
        with access.job_scope(person.municipality_id):
            twin = _register_again(world, person, name)
            if name in PROPOSED:
                merges[name] = duplicates.propose_merge(
                    municipality_id=person.municipality_id,
                    kept_id=person.pk,
                    duplicate_id=twin.pk,
                    by=world.actor("carl" if name == "elin" else "gro"),
                    at=world.at,
                ).pk
        second[name] = twin.pk
        world.twins[name] = twin


def _register_again(world: World, person: people.Person, name: str) -> people.Person:
    twin = people.register_person(
        municipality_id=person.municipality_id,
        draft=people.PersonDraft(
            given_names=person.given_names,
            family_name=person.family_name,
            birth_date=person.birth_date,
            email=f"{marker(name, DataClass.CONTACT, 'email')}@example.org",
            phone=marker(name, DataClass.CONTACT, "phone"),
        ),
        by=SYSTEM,
        at=world.at,
    )
    if name in TAKEN_IN:
        where: organisations.Organisation = getattr(world.cast, TAKEN_IN[name])
        step = responsibility.StepDraft(
            kind=responsibility.StepKind.FOLLOW_UP,
            due_on=world.at.date() + timedelta(days=4),
            words=marker(name, DataClass.PROCESS, "words"),
        )
        responsibility.take_in(
            person=twin,
            organisation_id=where.pk,
            rule="dk.coverage.from_grade",
            step=step,
            by=SYSTEM,
            at=world.at,
        )
    return twin
