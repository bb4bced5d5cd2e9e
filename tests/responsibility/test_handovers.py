"""Who sees what before, during and after a hand-over, and what each answer changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.privacy import DataClass
from stafet.kernel.transitions import IllegalMove
from stafet.messages import api as messages
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.people.api import ProtectionKind
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import (
    AcquiredBy,
    DeclineReason,
    HandoverKind,
    HandoverState,
    Receiver,
    StepKind,
    StepOutcome,
)

BASIS = "dk.sharing.transition"


@pytest.fixture
def amina(world: World) -> people.Person:
    """Held by the school, where she has been since yesterday."""
    person = world.person()
    world.take_in(person, "school")
    world.spell(person, "school")
    world.pass_time(timedelta(days=1))
    return person


def offer(
    world: World, person: people.Person, to: str = "vocational", **said: object
) -> responsibility.Handover:
    with world.acting(world.staff["school"][0]) as ditte:
        return responsibility.offer_handover(
            person=person,
            to=Receiver(world.places[to].pk),
            kind=HandoverKind.START,
            basis=BASIS,
            by=ditte,
            at=world.now,
            **said,  # type: ignore[arg-type]
        )


def accept(world: World, handover: responsibility.Handover, user: access.User | None = None) -> None:
    freja = user or world.staff["vocational"][0]
    with world.acting(freja) as actor:
        responsibility.accept_handover(
            handover=handover, first_step=world.step(5), by=actor, at=world.now, holder_id=freja.pk
        )


def sights(world: World, user: access.User) -> dict[str, int]:
    """How many rows of each table somebody sees."""
    tables: dict[str, Any] = {
        "person": people.Person,
        "spell": pathways.Spell,
        "step": responsibility.NextStep,
        "holding": responsibility.Holding,
        "coverage": responsibility.Coverage,
        "package": responsibility.HandoverPackage,
        "handover": responsibility.Handover,
        "grant": access.Grant,
    }
    with world.acting(user):
        return {name: model.objects.count() for name, model in tables.items()}


def test_before_accepting_the_receiver_sees_the_envelope_and_nothing_else(
    world: World, amina: people.Person
) -> None:
    handover = offer(world, amina, message="She likes engines.")

    seen = sights(world, world.staff["vocational"][0])

    assert {name: count for name, count in seen.items() if count} == {"handover": 1}
    assert (handover.envelope_name, handover.envelope_birth_year) == ("Amina Holm", 2010)
    assert handover.envelope_phone == "70 00 00 00"


def test_after_accepting_the_receiver_sees_everything_and_the_sender_reads_for_a_while(
    world: World, amina: people.Person
) -> None:
    handover = offer(world, amina, message="She likes engines.")
    world.pass_time(timedelta(hours=1))

    accept(world, handover)

    freja, ditte = world.staff["vocational"][0], world.staff["school"][0]
    assert all(sights(world, freja).values())
    with world.acting(freja):
        package = responsibility.HandoverPackage.objects.get()
        assert package.message == "She likes engines."
        assert [spell["place"] for spell in package.snapshot["spells"]] == ["School"]
    world.pass_time(timedelta(days=29))
    assert sights(world, ditte)["step"]
    with world.acting(ditte):
        assert set(people.classes_open(amina.pk)) == {DataClass.IDENTITY, DataClass.PROCESS}
    world.pass_time(timedelta(days=2))
    assert not sights(world, ditte)["step"]


def test_accepting_closes_the_senders_steps_as_handed_over(world: World, amina: people.Person) -> None:
    accept(world, offer(world, amina))

    with world.job():
        steps = responsibility.NextStep.objects.filter(person_id=amina.pk).order_by("opened_at")
        assert [(step.state, step.outcome) for step in steps] == [("cancelled", "handed_over"), ("open", "")]
        holdings = responsibility.Holding.objects.filter(person_id=amina.pk).order_by("starts_at")
        assert [holding.acquired_by for holding in holdings] == [AcquiredBy.TAKEN_IN, AcquiredBy.ACCEPTED]
        assert holdings[0].ends_at == holdings[1].starts_at


def test_a_legal_clock_goes_on_with_the_receiver(world: World, amina: people.Person) -> None:
    spell = world.spell(amina, "gymnasium")
    with world.job():
        responsibility.record_break_off(spell=spell, reason_code="17", by=SYSTEM, at=world.now)

    accept(world, offer(world, amina))

    with world.job():
        carried = responsibility.NextStep.objects.open().filter(person_id=amina.pk, rule__startswith="dk.")
        assert {step.rule for step in carried} == {"dk.off_plan.contact_within", "dk.off_plan.offer_within"}
        assert {step.organisation_id for step in carried} == {world.places["vocational"].pk}


def test_an_agreed_start_becomes_a_step_of_the_receiver(world: World, amina: people.Person) -> None:
    accept(world, offer(world, amina, starts_on=world.today + timedelta(days=10)))

    with world.job():
        step = responsibility.NextStep.objects.open().get(kind=StepKind.CONFIRM_START)
    assert step.due_on > world.today + timedelta(days=10)
    assert step.rule == "stafet.handover.start_confirmed_within"


@pytest.mark.parametrize("answer", ["decline", "withdraw"])
def test_a_no_leaves_everything_with_the_sender(world: World, amina: people.Person, answer: str) -> None:
    handover = offer(world, amina)
    place = "vocational" if answer == "decline" else "school"

    with world.acting(world.staff[place][1]) as actor:
        if answer == "decline":
            responsibility.decline_handover(
                handover=handover, reason=DeclineReason.NO_PLACE, words="Full.", by=actor, at=world.now
            )
        else:
            responsibility.withdraw_handover(handover=handover, by=actor, at=world.now)

    assert world.holder(amina) == "school"
    assert not sights(world, world.staff["vocational"][0])["person"]
    with world.job():
        handover.refresh_from_db()
    assert handover.state == {"decline": HandoverState.DECLINED, "withdraw": HandoverState.WITHDRAWN}[answer]


def test_an_answer_is_given_once(world: World, amina: people.Person) -> None:
    handover = offer(world, amina)
    accept(world, handover)

    with pytest.raises(responsibility.AnsweredByNow):
        accept(world, handover, world.staff["vocational"][1])
    with world.job():
        handover.refresh_from_db()
    with pytest.raises(IllegalMove):
        accept(world, handover, world.staff["vocational"][1])


def test_who_accepts_what_was_withdrawn_a_moment_ago_is_told_so(world: World, amina: people.Person) -> None:
    handover = offer(world, amina)
    with world.acting(world.staff["school"][1]) as actor:
        responsibility.withdraw_handover(handover=handover, by=actor, at=world.now)

    with pytest.raises(responsibility.AnsweredByNow):
        accept(world, handover)
    assert world.holder(amina) == "school"


def test_only_the_holder_offers_and_only_the_receiver_accepts(world: World, amina: people.Person) -> None:
    with world.acting(world.staff["guidance"][0]) as bo, pytest.raises(responsibility.NotYours):
        responsibility.offer_handover(
            person=amina,
            to=Receiver(world.places["gymnasium"].pk),
            kind=HandoverKind.START,
            basis=BASIS,
            by=bo,
            at=world.now,
        )
    handover = offer(world, amina)
    with world.acting(world.staff["gymnasium"][0]) as stranger, pytest.raises(responsibility.NotYours):
        responsibility.accept_handover(handover=handover, first_step=world.step(), by=stranger, at=world.now)


def test_one_offer_at_a_time_to_somebody_who_reads(world: World, amina: people.Person) -> None:
    with world.job():
        for membership in access.Membership.objects.filter(organisation=world.places["gymnasium"]):
            responsibility.leave_post(membership=membership, by=SYSTEM, at=world.now)
    world.pass_time(timedelta(minutes=1))
    with pytest.raises(responsibility.NobodyReadsThere):
        offer(world, amina, "gymnasium")
    with pytest.raises(responsibility.NotYours):
        offer(world, amina, "school")
    offer(world, amina)
    with pytest.raises(responsibility.AlreadyOffered):
        offer(world, amina, "guidance")


def test_messages_of_a_handover_name_nobody(world: World, amina: people.Person) -> None:
    accept(world, offer(world, amina))

    with world.job():
        written = [
            messages.written(row, "https://stafet.test") for row in messages.OutgoingMessage.objects.all()
        ]
    subjects = {mail.subject for mail in written}
    assert subjects == {"A hand-over is waiting for your answer", "Your hand-over was accepted"}
    assert not any("Amina" in mail.body or "Holm" in mail.body for mail in written)


def protected(world: World, *readers: access.User) -> people.Person:
    """A protected young person held by the school, whom only some may see."""
    person = world.person("Hemmelig")
    world.take_in(person, "school")
    with world.job():
        people.protect_person(
            person_id=person.pk,
            municipality_id=world.home.municipality_id,
            kind=ProtectionKind.NAME_AND_ADDRESS,
            by=SYSTEM,
            at=world.now,
        )
        for user in readers:
            access.name_reader(
                municipality_id=world.home.municipality_id,
                person_id=person.pk,
                user_id=user.pk,
                by=SYSTEM,
                at=world.now,
            )
    world.pass_time(timedelta(minutes=1))
    return person


def test_a_protected_person_goes_to_one_named_colleague_under_an_envelope_that_says_nothing(
    world: World,
) -> None:
    ditte, other_at_school = world.staff["school"]
    freja, colleague = world.staff["vocational"]
    hidden = protected(world, ditte)
    assert not sights(world, other_at_school)["person"]
    with pytest.raises(responsibility.ProtectedPerson):
        offer(world, hidden)

    with world.acting(ditte) as actor:
        handover = responsibility.offer_handover(
            person=hidden,
            to=Receiver(world.places["vocational"].pk, user_id=freja.pk),
            kind=HandoverKind.START,
            basis=BASIS,
            by=actor,
            at=world.now,
        )

    assert (handover.envelope_name, handover.envelope_birth_year) == ("", None)
    accept(world, handover, freja)
    assert sights(world, freja)["person"] == 1
    assert not any(sights(world, colleague).values())


def test_nobody_but_the_named_colleague_can_accept_a_protected_person(world: World) -> None:
    ditte, _ = world.staff["school"]
    freja, colleague = world.staff["vocational"]
    hidden = protected(world, ditte)
    with world.acting(ditte) as actor:
        handover = responsibility.offer_handover(
            person=hidden,
            to=Receiver(world.places["vocational"].pk, user_id=freja.pk),
            kind=HandoverKind.START,
            basis=BASIS,
            by=actor,
            at=world.now,
        )

    with pytest.raises(responsibility.AnsweredByNow):
        accept(world, handover, colleague)
    assert world.holder(hidden) == "school"


def test_an_envelope_that_is_on_its_way_forgets_the_name_of_whoever_becomes_protected(
    world: World, amina: people.Person
) -> None:
    offer(world, amina)

    with world.job():
        people.protect_person(
            person_id=amina.pk,
            municipality_id=world.home.municipality_id,
            kind=ProtectionKind.NEW_IDENTITY,
            by=SYSTEM,
            at=world.now,
        )

    with world.acting(world.staff["vocational"][0]):
        envelope = responsibility.Handover.objects.get()
        assert (envelope.envelope_name, envelope.envelope_birth_year) == ("", None)


def test_the_start_is_confirmed_by_a_human_and_a_look_at_whether_it_holds_follows(
    world: World, amina: people.Person
) -> None:
    handover = offer(world, amina, starts_on=world.today)
    accept(world, handover)
    with world.acting(world.staff["vocational"][0]) as freja:
        first = responsibility.NextStep.objects.open().get(kind=StepKind.CONVERSATION)
        responsibility.finish_step(step=first, outcome=StepOutcome.REACHED_GOAL, by=freja, at=world.now)
        handover.refresh_from_db()
        responsibility.confirm_handover(handover=handover, on=world.today, by=freja, at=world.now)

    with world.job():
        handover.refresh_from_db()
        assert handover.state == HandoverState.CONFIRMED
        assert responsibility.NextStep.objects.open().get(person_id=amina.pk).kind == StepKind.FOLLOW_UP


def test_a_register_confirms_the_start(world: World, amina: people.Person) -> None:
    handover = offer(world, amina, starts_on=world.today + timedelta(days=3))
    accept(world, handover)
    world.pass_time(timedelta(days=3))
    spell = world.spell(amina, "vocational")

    assert world.run_clock().confirmed == 1

    with world.job():
        handover.refresh_from_db()
    assert (handover.state, handover.confirmed_by_spell) == (HandoverState.CONFIRMED, spell.pk)


def test_a_spell_from_long_before_confirms_nothing(world: World, amina: people.Person) -> None:
    world.spell(amina, "vocational")
    world.pass_time(timedelta(days=60))
    accept(world, offer(world, amina, starts_on=world.today))

    assert world.run_clock().confirmed == 0
