"""What travels with a hand-over and what is opened: only what may be shared with that receiver, on that basis."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.grants import api as grants
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.kernel.sharing import Thing
from stafet.organisations import api as organisations
from stafet.organisations.api import OrganisationKind
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import Consent, ConsentBy, HandoverKind, Receiver, StepDraft, StepKind

TRANSITION, COMMON, CONSENT = "dk.sharing.transition", "dk.sharing.common_data", "dk.sharing.consent"


@pytest.fixture
def amina(world: World) -> people.Person:
    """Held by the school, where she is."""
    return at_school(world)


def at_school(world: World) -> people.Person:
    person = world.person()
    world.take_in(person, "school")
    world.spell(person, "school")
    world.pass_time(timedelta(days=1))
    return person


def becomes(world: World, place: str, kind: OrganisationKind) -> None:
    """An organisation is another kind from now on."""
    with world.job():
        row = world.places[place]
        facts = organisations.OrganisationFacts(row.name, kind)
        organisations.change_organisation(organisation=row, facts=facts, by=SYSTEM, at=world.now)


def offer(
    world: World, person: people.Person, basis: str | Consent, *, message: str = ""
) -> responsibility.Handover:
    with world.acting(world.staff["school"][0]) as ditte:
        return responsibility.offer_handover(
            person=person,
            to=Receiver(world.places["vocational"].pk),
            kind=HandoverKind.START,
            basis=basis,
            message=message,
            by=ditte,
            at=world.now,
        )


def accept(world: World, handover: responsibility.Handover) -> None:
    with world.acting(world.staff["vocational"][0]) as freja:
        step = StepDraft(StepKind.FIRST_CONTACT, world.today + timedelta(days=7))
        responsibility.accept_handover(handover=handover, first_step=step, by=freja, at=world.now)


def packed(world: World, handover: responsibility.Handover) -> responsibility.HandoverPackage:
    with world.job():
        return responsibility.HandoverPackage.objects.get(handover=handover)


def opened_to(world: World, place: str) -> set[str]:
    with world.job():
        rows = access.Grant.objects.filter(organisation=world.places[place], source="holding")
        return set(rows.values_list("classes", flat=True))


def test_what_is_needed_for_the_transition_travels(world: World, amina: people.Person) -> None:
    package = packed(world, offer(world, amina, TRANSITION, message="Likes wood."))
    assert all(package.snapshot[part] for part in ("spells", "steps", "holders"))


def test_on_the_common_data_only_the_contact_person_travels_and_no_words(
    world: World, amina: people.Person
) -> None:
    with pytest.raises(responsibility.NotToBeShared, match="no words of your own") as refused:
        offer(world, amina, COMMON, message="Likes wood.")
    assert refused.value.field == "message"
    package = packed(world, offer(world, amina, COMMON))
    assert (package.snapshot["spells"], package.snapshot["steps"]) == ([], [])
    assert package.snapshot["holders"]


@pytest.mark.parametrize("basis", ["dk.sharing.notification", "se.sharing.change_of_school", "my.own.wish"])
def test_a_basis_that_allows_nothing_to_this_receiver_is_refused(
    world: World, amina: people.Person, basis: str
) -> None:
    with pytest.raises(responsibility.NotToBeShared, match="allows nothing to a receiver of this kind"):
        offer(world, amina, basis)


@pytest.mark.parametrize("kind", [OrganisationKind.COMPANY, OrganisationKind.CRIME_PREVENTION])
def test_nothing_is_handed_to_a_company_or_to_crime_prevention(
    world: World, amina: people.Person, kind: OrganisationKind
) -> None:
    becomes(world, "vocational", kind)
    for basis in (TRANSITION, CONSENT, "stafet.sharing.holder"):
        with pytest.raises(responsibility.NotToBeShared, match="Nothing about a young person"):
            offer(world, amina, basis)


def test_consent_is_on_record_and_what_it_does_not_name_does_not_travel(
    world: World, amina: people.Person
) -> None:
    with pytest.raises(responsibility.NotToBeShared, match="must be on record"):
        offer(world, amina, CONSENT)
    tomorrow = world.today + timedelta(days=1)
    with pytest.raises(responsibility.NotToBeShared, match="in the future"):
        offer(world, amina, Consent(CONSENT, ConsentBy.CUSTODY, tomorrow, frozenset({Thing.PATH})))
    named = frozenset({Thing.IDENTITY, Thing.PATH})
    package = packed(world, offer(world, amina, Consent(CONSENT, ConsentBy.CUSTODY, world.today, named)))
    assert package.snapshot["spells"]
    assert package.snapshot["holders"] == []
    assert (package.basis, package.consent_by, package.consent_on) == (CONSENT, "custody", world.today)
    assert package.consent_to == ["identity", "path"]


def test_a_holder_is_opened_what_may_be_shared_with_one_of_its_kind(
    world: World, amina: people.Person
) -> None:
    becomes(world, "vocational", OrganisationKind.JOB_CENTRE)
    accept(world, offer(world, amina, TRANSITION))
    assert opened_to(world, "vocational") == {"ABCD"}
    assert opened_to(world, "school") == {"ABCDEG"}


def test_a_planted_grant_that_opens_too_much_is_refused(world: World, amina: people.Person) -> None:
    def open_to(place: str, classes: str) -> None:
        with world.job():
            grants.open_grants(
                municipality_id=world.home.municipality_id,
                person_id=amina.pk,
                grants=[
                    grants.GrantDraft(
                        organisation_id=world.places[place].pk,
                        purpose=access.Purpose.GUIDANCE,
                        basis=TRANSITION,
                        classes=classes,
                        source=access.Grant.Source.REGISTER,
                        source_id=uuid7(),
                    )
                ],
                by=SYSTEM,
                at=world.now,
            )

    open_to("gymnasium", "ABDEG")
    for classes in ("ABDF", "P", "ADH"):
        with pytest.raises(grants.NotToBeOpened):
            open_to("gymnasium", classes)
    becomes(world, "gymnasium", OrganisationKind.COMPANY)
    with pytest.raises(grants.NotToBeOpened, match="What may be shared"):
        open_to("gymnasium", "A")


def test_in_sweden_nothing_opens_before_the_admission_is_decided(database: psycopg.Connection) -> None:
    world = World(database, country=Country.SE)
    person = at_school(world)
    with pytest.raises(responsibility.NotToBeShared):
        offer(world, person, TRANSITION)
    handover = offer(world, person, "se.sharing.change_of_school", message="Likes wood.")
    with pytest.raises(responsibility.NotAdmittedYet, match="when the admission is decided"):
        accept(world, handover)
    assert opened_to(world, "vocational") == set()
    world.spell(person, "vocational")
    accept(world, handover)
    assert opened_to(world, "vocational") == {"ABCDEG"}


def test_half_a_consent_is_refused_by_the_database(world: World, amina: people.Person) -> None:
    handover = offer(world, amina, TRANSITION)
    with pytest.raises(IntegrityError, match="consent_says_who_when_and_to_what"), world.job():
        responsibility.HandoverPackage.objects.filter(handover=handover).update(consent_by="custody")
