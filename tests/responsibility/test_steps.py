"""Next steps: the last one is never closed without another, and no day is moved in silence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.responsibility.world import World

from stafet.kernel import rules
from stafet.kernel.actors import SYSTEM
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import NextStep, StepDraft, StepKind, StepOutcome, StepState


@pytest.fixture
def amina(world: World) -> people.Person:
    person = world.person()
    world.take_in(person, "school", due=14)
    world.pass_time(timedelta(days=1))
    return person


def only_step(world: World, person: people.Person) -> NextStep:
    with world.job():
        return NextStep.objects.open().get(person_id=person.pk)


def legal_step(world: World, person: people.Person) -> NextStep:
    """A step whose day the law has set: after a break-off."""
    spell = world.spell(person, "gymnasium")
    with world.job():
        marker = responsibility.record_break_off(spell=spell, reason_code="17", by=SYSTEM, at=world.now)
        return NextStep.objects.get(pk=marker.step_id)


def test_the_last_step_needs_a_next_one(world: World, amina: people.Person) -> None:
    step = only_step(world, amina)
    with world.acting(world.staff["school"][0]) as ditte:
        with pytest.raises(responsibility.NeedsNextStep):
            responsibility.finish_step(step=step, outcome=StepOutcome.REACHED_GOAL, by=ditte, at=world.now)
        following = responsibility.finish_step(
            step=step, outcome=StepOutcome.AGREED_NEXT, by=ditte, at=world.now, next_step=world.step(3)
        )

    assert following == only_step(world, amina)
    with world.job():
        step.refresh_from_db()
    assert (step.state, step.closed_by_id) == (StepState.DONE, world.staff["school"][0].pk)


def test_a_closed_step_stays_closed(world: World, amina: people.Person) -> None:
    step = only_step(world, amina)
    with world.acting(world.staff["school"][0]) as ditte:
        for _ in range(2):
            responsibility.add_step(person=amina, step=world.step(), by=ditte, at=world.now)
        responsibility.finish_step(step=step, outcome=StepOutcome.REACHED_GOAL, by=ditte, at=world.now)
        with pytest.raises(responsibility.StepIsClosed):
            responsibility.finish_step(step=step, outcome=StepOutcome.REACHED_GOAL, by=ditte, at=world.now)
        step.refresh_from_db()
        with pytest.raises(responsibility.StepIsClosed):
            responsibility.reassign_step(step=step, to_user_id=ditte.user_id, by=ditte, at=world.now)


def test_a_step_lies_ahead_and_is_given_to_somebody_who_works_there(
    world: World, amina: people.Person
) -> None:
    yesterday = StepDraft(StepKind.CONVERSATION, world.today - timedelta(days=1))
    elsewhere = StepDraft(StepKind.CONVERSATION, world.today, assignee_id=world.staff["vocational"][0].pk)
    with world.acting(world.staff["school"][0]) as ditte:
        with pytest.raises(responsibility.DueInThePast):
            responsibility.add_step(person=amina, step=yesterday, by=ditte, at=world.now)
        with pytest.raises(responsibility.NotAtThatOrganisation):
            responsibility.add_step(person=amina, step=elsewhere, by=ditte, at=world.now)


def test_only_whoever_works_there_changes_a_step(world: World, amina: people.Person) -> None:
    step = only_step(world, amina)
    with world.acting(world.staff["guidance"][0]) as bo:
        with pytest.raises(responsibility.NotYours):
            responsibility.add_step(person=amina, step=world.step(), by=bo, at=world.now)
        with pytest.raises(responsibility.NotYours):
            responsibility.postpone_step(
                step=step, to=step.due_on + timedelta(days=1), because="ill", by=bo, at=world.now
            )


def test_postponing_goes_later_with_a_reason_and_stays_on_the_record(
    world: World, amina: people.Person
) -> None:
    step = only_step(world, amina)
    later = step.due_on + timedelta(days=3)
    with world.acting(world.staff["school"][0]) as ditte:
        with pytest.raises(responsibility.OnlyLater):
            responsibility.postpone_step(step=step, to=step.due_on, because="ill", by=ditte, at=world.now)
        with pytest.raises(responsibility.OnlyLater):
            responsibility.postpone_step(step=step, to=later, because="  ", by=ditte, at=world.now)
        changed = responsibility.postpone_step(step=step, to=later, because="ill", by=ditte, at=world.now)

    assert (changed.due_on, changed.postponed, changed.postponed_because) == (later, 1, "ill")


def test_a_legal_day_can_be_used_up_but_not_passed(world: World, amina: people.Person) -> None:
    step = legal_step(world, amina)
    assert step.rule == "dk.off_plan.contact_within"
    with world.acting(world.staff["school"][0]) as ditte, pytest.raises(responsibility.PastTheLegalDate):
        responsibility.postpone_step(
            step=step, to=step.due_on + timedelta(days=1), because="busy", by=ditte, at=world.now
        )


def test_once_the_legal_day_has_passed_a_step_may_move_but_the_day_stays(
    world: World, amina: people.Person
) -> None:
    step = legal_step(world, amina)
    world.pass_time(timedelta(days=20))
    to = world.today + timedelta(days=2)
    with world.acting(world.staff["school"][0]) as ditte:
        with pytest.raises(responsibility.DueInThePast):
            responsibility.postpone_step(
                step=step, to=world.today - timedelta(days=1), because="late", by=ditte, at=world.now
            )
        changed = responsibility.postpone_step(step=step, to=to, because="late", by=ditte, at=world.now)

    assert (changed.due_on, changed.rule_due_on) == (to, step.rule_due_on)


def test_a_day_of_our_own_policy_may_be_passed(world: World, amina: people.Person) -> None:
    with world.job():
        step = responsibility.record_risk(person=amina, by=SYSTEM, at=world.now)
    assert rules.rule(step.rule, on=world.today).country is None
    with world.acting(world.staff["school"][0]) as ditte:
        responsibility.postpone_step(
            step=step, to=step.due_on + timedelta(days=9), because="away", by=ditte, at=world.now
        )


def test_a_colleagues_step_is_given_on_by_whoever_leads(world: World, amina: people.Person) -> None:
    step = only_step(world, amina)
    ditte, other = world.staff["school"]
    with world.acting(ditte) as leader:
        responsibility.reassign_step(step=step, to_user_id=other.pk, by=leader, at=world.now)
        with pytest.raises(responsibility.NotAtThatOrganisation):
            responsibility.reassign_step(
                step=step, to_user_id=world.staff["town"][0].pk, by=leader, at=world.now
            )
    assert only_step(world, amina).assignee_id == other.pk


def test_everything_of_a_colleague_is_given_on_and_nothing_is_left(
    world: World, amina: people.Person
) -> None:
    ditte, other = world.staff["school"]
    with world.acting(ditte) as leader:
        responsibility.assign_holder(person=amina, user_id=other.pk, by=leader, at=world.now)
        responsibility.reassign_step(
            step=NextStep.objects.open().get(),
            to_user_id=other.pk,
            by=leader,
            at=world.now,
        )
        where = world.places["school"].pk
        dry = responsibility.plan_reassignment(from_user_id=other.pk, organisation_id=where)
        assert (dry.steps, dry.holdings, dry.handovers, dry.left_behind) == (1, 1, 0, 0)
        done = responsibility.reassign_everything(
            from_user_id=other.pk, to_user_id=ditte.pk, organisation_id=where, by=leader, at=world.now
        )
        after = responsibility.plan_reassignment(from_user_id=other.pk, organisation_id=where)
    assert done == dry
    assert (after.steps, after.holdings, after.handovers) == (0, 0, 0)


def test_only_whoever_leads_gives_on_everything(world: World, amina: people.Person) -> None:
    freja, other = world.staff["vocational"]
    with world.acting(freja) as counsellor, pytest.raises(responsibility.NotYours):
        responsibility.reassign_everything(
            from_user_id=other.pk,
            to_user_id=freja.pk,
            organisation_id=world.places["vocational"].pk,
            by=counsellor,
            at=world.now,
        )


def test_a_named_holder_is_changed_by_whoever_leads(world: World, amina: people.Person) -> None:
    ditte, other = world.staff["school"]
    with world.acting(ditte) as leader:
        responsibility.assign_holder(person=amina, user_id=other.pk, by=leader, at=world.now)
        with pytest.raises(responsibility.NotAtThatOrganisation):
            responsibility.assign_holder(
                person=amina, user_id=world.staff["town"][0].pk, by=leader, at=world.now
            )
        responsibility.assign_holder(person=amina, user_id=None, by=leader, at=world.now)
    with world.job():
        assert responsibility.Holding.objects.get(person_id=amina.pk).holder_id is None
