"""Taking in: one by one, many at once, and by somebody at work."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.responsibility.invariants import wrong
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.grants import api as grants
from stafet.kernel.actors import SYSTEM
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import Intake, StepDraft, StepKind

RULE = "dk.coverage.from_grade"


def facts(world: World, person: people.Person) -> list[object]:
    """What taking in has written about somebody, without keys."""
    with world.job():
        return [
            list(
                responsibility.Coverage.objects.filter(person_id=person.pk).values_list(
                    "starts_on", "ends_on", "rule", "end_reason", "known_at"
                )
            ),
            list(
                responsibility.Holding.objects.filter(person_id=person.pk).values_list(
                    "organisation_id",
                    "holder_id",
                    "starts_at",
                    "ends_at",
                    "acquired_by",
                    "handover_id",
                    "known_at",
                )
            ),
            list(
                responsibility.NextStep.objects.filter(person_id=person.pk).values_list(
                    "kind",
                    "words",
                    "organisation_id",
                    "unit_id",
                    "assignee_id",
                    "due_on",
                    "rule",
                    "rule_due_on",
                    "postponed",
                    "postponed_because",
                    "state",
                    "outcome",
                    "closed_at",
                    "opened_at",
                    "known_at",
                )
            ),
            sorted(
                access.Grant.objects.filter(person_id=person.pk).values_list(
                    "organisation_id", "unit_id", "purpose", "basis", "classes", "source", "valid"
                ),
                key=str,
            ),
        ]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    place=st.sampled_from(["school", "vocational", "guidance"]),
    colleague=st.none() | st.integers(0, 1),
    due=st.integers(0, 200),
    words=st.sampled_from(["", "Ring først"]),
    rule=st.sampled_from(["", "stafet.risk.conversation_within", "dk.off_plan.contact_within"]),
    kind=st.sampled_from(list(StepKind)),
)
def test_many_at_once_writes_the_same_facts_as_one_by_one(
    world: World, place: str, colleague: int | None, due: int, words: str, rule: str, kind: StepKind
) -> None:
    user_id = None if colleague is None else world.staff[place][colleague].pk
    step = StepDraft(kind, world.today + timedelta(days=due), words=words, assignee_id=user_id, rule=rule)
    one, many = world.person("Een"), world.person("Mange")
    where = world.places[place].pk
    with world.job():
        responsibility.take_in(
            person=one,
            organisation_id=where,
            rule=RULE,
            step=step,
            holder_id=user_id,
            by=SYSTEM,
            at=world.now,
        )
        count = responsibility.take_in_many(
            municipality_id=world.home.municipality_id,
            intakes=[Intake(many.pk, where, RULE, step, user_id)],
            by=SYSTEM,
            at=world.now,
        )
    assert count == 1
    assert facts(world, one) == facts(world, many)
    assert wrong(world.superuser, world.home.municipality_id) == {}


def test_those_already_covered_are_left_alone(world: World) -> None:
    persons = [world.person(str(number)) for number in range(3)]
    world.take_in(persons[0], "guidance")
    draft = world.step()
    with world.job():
        intakes = [
            Intake(person.pk, world.places["school"].pk, RULE, draft) for person in [*persons, persons[2]]
        ]
        counts = [
            responsibility.take_in_many(
                municipality_id=world.home.municipality_id, intakes=intakes, by=SYSTEM, at=world.now
            )
            for _ in range(2)
        ]
    assert counts == [2, 0]
    assert [world.holder(person) for person in persons] == ["guidance", "school", "school"]


def test_many_are_refused_as_one_would_be(world: World) -> None:
    person = world.person()
    where = world.places["school"].pk
    late = StepDraft(StepKind.CONVERSATION, world.today - timedelta(days=1))
    stranger = world.staff["town"][0].pk

    def take_in_all(*intakes: Intake) -> int:
        with world.job():
            return responsibility.take_in_many(
                municipality_id=world.home.municipality_id, intakes=intakes, by=SYSTEM, at=world.now
            )

    with pytest.raises(responsibility.DueInThePast):
        take_in_all(Intake(person.pk, where, RULE, late))
    with pytest.raises(responsibility.NotAtThatOrganisation):
        take_in_all(Intake(person.pk, where, RULE, world.step(), stranger))
    assert world.holder(person) is None


def test_the_promise_begins_once(world: World) -> None:
    person = world.person()
    world.take_in(person)
    with pytest.raises(responsibility.AlreadyCovered):
        world.take_in(person, "guidance")


def test_a_counsellor_of_the_home_municipality_writes_somebody_down_and_takes_them_in(world: World) -> None:
    bo, colleague = world.staff["guidance"]
    with world.acting(bo) as actor:
        person = people.register_person(
            municipality_id=world.home.municipality_id,
            draft=people.PersonDraft("Nanna", "Ny", date(2009, 1, 2), phone="20 20 20 20"),
            by=actor,
            at=world.now,
        )
        responsibility.take_in(
            person=person,
            organisation_id=world.places["guidance"].pk,
            rule=RULE,
            step=world.step(),
            by=actor,
            at=world.now,
            holder_id=bo.pk,
        )
    with world.acting(colleague):
        assert people.Person.objects.get().name == "Nanna Ny"
    with world.acting(world.staff["school"][0]):
        assert not people.Person.objects.exists()


def test_an_institution_writes_nobody_down(world: World) -> None:
    with world.acting(world.staff["vocational"][0]) as freja, pytest.raises(people.NotFromTheMunicipality):
        people.register_person(
            municipality_id=world.home.municipality_id,
            draft=people.PersonDraft("Nanna", "Ny"),
            by=freja,
            at=world.now,
        )


def test_nobody_opens_somebody_who_is_known_to_themselves(world: World) -> None:
    """The door for writing down somebody new is no door to somebody who exists."""
    person = world.person()
    bo = world.staff["guidance"][0]
    with world.acting(bo) as actor, pytest.raises(Exception, match="row-level security"):
        grants.open_grants(
            municipality_id=world.home.municipality_id,
            person_id=person.pk,
            grants=[
                grants.GrantDraft(
                    organisation_id=world.places["guidance"].pk,
                    purpose=access.Purpose.GUIDANCE,
                    basis="none",
                    classes="ABCD",
                    source=access.Grant.Source.REGISTER,
                    source_id=person.pk,
                )
            ],
            by=actor,
            at=world.now,
            until=world.now + timedelta(hours=1),
        )


def test_only_the_home_municipality_takes_in(world: World) -> None:
    person = world.person()
    with world.acting(world.staff["vocational"][0]) as freja, pytest.raises(responsibility.NotYours):
        responsibility.take_in(
            person=person,
            organisation_id=world.places["vocational"].pk,
            rule=RULE,
            step=world.step(),
            by=freja,
            at=world.now,
        )
