"""Two registrations of one person: proposed by an exact fact, decided by a second person, undone without a trace."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernel.numbers import danish_number
from tests.responsibility.invariants import wrong
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.duplicates import api as duplicates
from stafet.duplicates.api import MergeState
from stafet.grants import api as grants
from stafet.kernel.actors import SYSTEM, Actor
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.people.states import ProtectionKind
from stafet.responsibility import api as responsibility
from stafet.responsibility.actions import parting

BORN = date(2010, 5, 4)
DAY = timedelta(days=1)
COVERED = st.sampled_from([None, "school", "guidance", "vocational"])
SPELLS = st.sets(st.sampled_from(["school", "vocational", "gymnasium"]))


def actor(world: World, place: str, number: int = 0) -> Actor:
    with world.job():
        return access.actor_for(world.staff[place][number], at=world.now)


def propose(
    world: World, kept: people.Person, twice: people.Person, by: Actor | None = None
) -> duplicates.Merge:
    with world.job():
        return duplicates.propose_merge(
            municipality_id=kept.municipality_id,
            kept_id=kept.pk,
            duplicate_id=twice.pk,
            by=by or actor(world, "guidance"),
            at=world.now,
        )


def approve(world: World, merge: duplicates.Merge, by: Actor | None = None) -> None:
    with world.job():
        duplicates.approve_merge(merge_id=merge.pk, by=by or actor(world, "town"), at=world.now)


def undo(world: World, merge: duplicates.Merge, *, steps: Any = (), spells: Any = ()) -> None:
    with world.job():
        duplicates.undo_merge(
            merge_id=merge.pk, steps=steps, spells=spells, by=actor(world, "town"), at=world.now
        )


def twins(world: World) -> tuple[people.Person, people.Person]:
    """The same name and birth date, twice."""
    return world.person("Amina"), world.person("Amina")


def state_of(world: World, *persons: people.Person) -> dict[str, list[tuple[Any, ...]]]:
    """All that is held, to be done, done and numbered, looked up behind all fences, but for when it was learned."""
    questions = {
        "coverage": "id, person_id, starts_on, ends_on, end_reason FROM responsibility_coverage",
        "holdings": "id, person_id, organisation_id, holder_id, starts_at, ends_at, acquired_by FROM responsibility_holding",
        "steps": "id, person_id, organisation_id, unit_id, assignee_id, due_on, state FROM responsibility_nextstep",
        "spells": "id, person_id, organisation_id, starts_on, ends_on FROM pathways_spell",
        "numbers": "id, person_id, replaced_at FROM people_nationalnumber",
        "grants": "source_id, person_id, upper_inf(valid), lower(valid) FROM access_grant",
    }
    keys = [person.pk for person in persons]
    return {
        name: world.superuser.execute(
            f"SELECT {what} WHERE person_id = ANY (%s) ORDER BY 1, 2", [keys]
        ).fetchall()
        for name, what in questions.items()
    }


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    one=COVERED, other=COVERED, did=SPELLS, did_too=SPELLS, numbered=st.booleans(), extra=st.integers(0, 2)
)
def test_to_merge_and_to_undo_it_leaves_everything_as_it_was(
    database: psycopg.Connection,
    one: str | None,
    other: str | None,
    did: set[str],
    did_too: set[str],
    numbered: bool,
    extra: int,
) -> None:
    world = World(database)
    kept, twice = twins(world)
    for person, place, spells in ((kept, one, did), (twice, other, did_too)):
        if place:
            world.take_in(person, place)
        for where in sorted(spells):
            world.spell(person, where)
    for _ in range(extra if other else 0):
        add_step(world, twice)
    if numbered:
        number(world, twice, 1)
    before = state_of(world, kept, twice)
    world.pass_time(DAY)
    merge = propose(world, kept, twice)
    approve(world, merge)
    assert wrong(database, world.home.municipality_id) == {}
    world.pass_time(DAY)

    undo(world, merge)

    after = state_of(world, kept, twice)
    # What was opened for the kept person only because of the merge has ended, and stands there as ended.
    ours = {row[0] for row in before["grants"]}
    after["grants"] = [row for row in after["grants"] if row[0] in ours]
    assert after == before
    assert wrong(database, world.home.municipality_id) == {}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    one=COVERED,
    other=COVERED,
    events=st.lists(st.sampled_from(["hand over", "step", "spell", "done"]), max_size=4),
)
def test_whatever_came_since_the_promise_holds_for_both(
    database: psycopg.Connection, one: str | None, other: str | None, events: list[str]
) -> None:
    world = World(database)
    kept, twice = twins(world)
    for person, place in ((kept, one), (twice, other)):
        if place:
            world.take_in(person, place)
    merge = propose(world, kept, twice)
    approve(world, merge)
    for number_, event in enumerate(events):
        world.pass_time(DAY)
        happen(world, kept, event, number_)
    world.pass_time(DAY)
    with world.job():
        since = duplicates.came_since(duplicates.Merge.objects.get(pk=merge.pk))
    undo(world, merge, steps=since.steps[::2], spells=since.spells[::2])
    assert wrong(database, world.home.municipality_id) == {}
    assert (world.holder(twice) is not None) == (other is not None)
    assert (world.holder(kept) is not None) == (one is not None)


def happen(world: World, person: people.Person, event: str, number_: int) -> None:
    holder = world.holder(person)
    if event == "spell":
        place = ["vocational", "gymnasium", "school", "guidance"][number_]
        world.spell(person, place)
    elif holder is not None and event == "step":
        add_step(world, person)
    elif holder is not None and event == "hand over":
        hand_over(world, person, "gymnasium" if holder != "gymnasium" else "school")
    elif holder is not None:
        add_step(world, person)
        with world.job():
            step = responsibility.NextStep.objects.open().filter(person_id=person.pk).order_by("pk")[0]
            responsibility.finish_step(
                step=step, outcome=responsibility.StepOutcome.REACHED_GOAL, by=SYSTEM, at=world.now
            )


def hand_over(world: World, person: people.Person, to: str) -> None:
    with world.job():
        handover = responsibility.offer_handover(
            person=person,
            to=responsibility.Receiver(world.places[to].pk),
            kind=responsibility.HandoverKind.CHANGE,
            basis="dk.sharing.transition",
            by=SYSTEM,
            at=world.now,
        )
        responsibility.accept_handover(handover=handover, first_step=world.step(), by=SYSTEM, at=world.now)


def add_step(world: World, person: people.Person) -> None:
    with world.job():
        responsibility.add_step(person=person, step=world.step(30), by=SYSTEM, at=world.now)


def number(world: World, person: people.Person, which: int) -> None:
    with world.job():
        people.set_number(person=person, number=danish_number(BORN, which), by=SYSTEM, at=world.now)


@pytest.fixture
def world(database: psycopg.Connection) -> World:
    return World(database)


def pairs(world: World) -> list[tuple[Any, Any, str]]:
    with world.job():
        found = duplicates.registered_twice(world.home.municipality_id)
    return [(pair.first_id, pair.second_id, pair.because.value) for pair in found]


def test_only_an_exact_fact_proposes_and_never_a_likeness(world: World) -> None:
    one, other = twins(world)
    world.person("Aminah")
    world.person("Amina", birth_date=BORN + DAY)
    world.person("Amina", birth_date=None)  # type: ignore[arg-type]
    assert pairs(world) == [(one.pk, other.pk, "same_name")]
    stranger = world.person("Bente")
    with pytest.raises(duplicates.NotTheSame):
        propose(world, one, stranger)


def test_the_same_substitute_number_is_such_a_fact(world: World) -> None:
    one, other = world.person("Amina"), world.person("Amine")
    substitute = "640510-1234"
    with world.job():
        for person in (one, other):
            people.set_number(person=person, number=substitute, by=SYSTEM, at=world.now)
    assert pairs(world) == [(one.pk, other.pk, "same_number")]


def test_nobody_who_is_or_was_protected_is_ever_proposed(world: World) -> None:
    one, other = twins(world)
    with world.job():
        people.protect_person(
            person_id=other.pk,
            municipality_id=world.home.municipality_id,
            kind=ProtectionKind.NEW_IDENTITY,
            by=SYSTEM,
            at=world.now,
        )
    assert pairs(world) == []
    with pytest.raises(responsibility.ProtectedPerson):
        propose(world, one, other)
    with world.job():
        people.end_protection(
            person_id=other.pk, municipality_id=world.home.municipality_id, by=SYSTEM, at=world.now
        )
    assert pairs(world) == [], "a lifted protection makes nobody's two identities one"


def test_whoever_is_protected_after_the_proposal_is_not_merged(world: World) -> None:
    one, other = twins(world)
    merge = propose(world, one, other)
    with world.job():
        access.hide_person(
            municipality_id=one.municipality_id, person_id=other.pk, readers=[], by=SYSTEM, at=world.now
        )
    with pytest.raises(responsibility.ProtectedPerson):
        approve(world, merge)


def test_a_merge_takes_two(world: World) -> None:
    one, other = twins(world)
    merge = propose(world, one, other)
    with pytest.raises(duplicates.TakesTwo):
        approve(world, merge, by=actor(world, "guidance"))
    approve(world, merge, by=actor(world, "guidance", 1))
    with pytest.raises(duplicates.DecidedByNow):
        approve(world, merge)


def test_the_database_itself_refuses_one_who_decides_alone(world: World) -> None:
    one, other = twins(world)
    merge = propose(world, one, other)
    rows = duplicates.Merge.objects.filter(pk=merge.pk)
    with pytest.raises(IntegrityError, match="merge_takes_two"), world.job():
        rows.update(state=MergeState.MERGED, decided_at=world.now, decided_by_id=merge.proposed_by_id)
    with pytest.raises(IntegrityError, match="merge_decision_has_a_time"), world.job():
        rows.update(state=MergeState.REFUSED)
    with pytest.raises(IntegrityError, match="merge_of_two"), world.job():
        rows.update(duplicate_id=one.pk)
    with pytest.raises(IntegrityError, match="merge_proposed_once"), world.job():
        duplicates.Merge.objects.create(
            municipality_id=one.municipality_id,
            person=one,
            duplicate_id=other.pk,
            because=merge.because,
            proposed_at=world.now,
            proposed_by_id=merge.proposed_by_id,
        )


def test_no_machine_proposes_decides_or_undoes(world: World) -> None:
    one, other = twins(world)
    with pytest.raises(responsibility.NotYours):
        propose(world, one, other, by=SYSTEM)
    merge = propose(world, one, other)
    with pytest.raises(responsibility.NotYours):
        approve(world, merge, by=SYSTEM)
    approve(world, merge)
    with world.job(), pytest.raises(responsibility.NotYours):
        duplicates.undo_merge(merge_id=merge.pk, steps=(), spells=(), by=SYSTEM, at=world.now)


def test_only_the_home_municipality_proposes_decides_and_undoes(world: World) -> None:
    one, other = twins(world)
    school = actor(world, "school")
    with pytest.raises(responsibility.NotYours):
        propose(world, one, other, by=school)
    merge = propose(world, one, other)
    with pytest.raises(responsibility.NotYours):
        approve(world, merge, by=school)


def test_two_who_were_found_to_be_two_are_not_proposed_again(world: World) -> None:
    one, other = twins(world)
    merge = propose(world, one, other)
    with world.job():
        duplicates.refuse_merge(merge_id=merge.pk, by=actor(world, "town"), at=world.now)
    assert pairs(world) == []
    with pytest.raises(duplicates.NotTheSame):
        propose(world, other, one)


def test_a_merge_is_undone_within_the_time_of_the_rule(world: World) -> None:
    one, other = twins(world)
    merge = propose(world, one, other)
    approve(world, merge)
    world.pass_time(timedelta(days=30, hours=1))
    with pytest.raises(duplicates.TooLateToUndo, match="30 days"):
        undo(world, merge)


def test_what_came_since_goes_to_whom_somebody_says(world: World) -> None:
    one, other = twins(world)
    world.take_in(one, "school")
    world.take_in(other, "guidance")
    merge = propose(world, one, other)
    approve(world, merge)
    world.pass_time(DAY)
    add_step(world, one)
    spell = world.spell(one, "vocational")
    with world.job():
        since = duplicates.came_since(duplicates.Merge.objects.get(pk=merge.pk))
    assert (len(since.steps), since.spells) == (1, (spell.pk,))
    undo(world, merge, steps=since.steps, spells=since.spells)
    with world.job():
        step = responsibility.NextStep.objects.get(pk=since.steps[0])
        assert (step.person_id, step.organisation_id) == (other.pk, world.places["guidance"].pk)
        assert pathways.Spell.objects.get(pk=spell.pk).person_id == other.pk


def test_a_day_the_law_set_goes_back_also_when_the_baton_changed_hands_since(world: World) -> None:
    one, other = twins(world)
    world.take_in(one, "school")
    world.take_in(other, "guidance")
    clock = "dk.off_plan.offer_within"
    due_on = world.today + timedelta(days=20)
    with world.job():
        law = responsibility.StepDraft(
            responsibility.StepKind.OFFER_ACTIVITY, due_on, rule=clock, rule_due_on=due_on
        )
        responsibility.add_step(person=other, step=law, by=SYSTEM, at=world.now)
    merge = propose(world, one, other)
    approve(world, merge)
    for place in ("vocational", "gymnasium"):
        world.pass_time(DAY)
        hand_over(world, one, place)
    world.pass_time(DAY)
    undo(world, merge)
    with world.job():
        running = responsibility.NextStep.objects.open().get(rule=clock)
    assert (running.person_id, running.rule_due_on) == (other.pk, due_on)
    assert running.organisation_id == world.places["guidance"].pk
    assert wrong(world.superuser, world.home.municipality_id) == {}


def test_whoever_left_meanwhile_is_nobodys_holder_and_has_nothing_to_do(world: World) -> None:
    one, other = twins(world)
    world.take_in(one, "school")
    world.take_in(other, "guidance")
    bo = world.staff["guidance"][0]
    with world.job():
        responsibility.assign_holder(person=other, user_id=bo.pk, by=SYSTEM, at=world.now)
    merge = propose(world, one, other)
    approve(world, merge)
    world.pass_time(DAY)
    with world.job():
        access.end_membership(
            membership=access.Membership.objects.select_related("organisation").get(user=bo),
            by=SYSTEM,
            at=world.now,
        )
    world.pass_time(DAY)
    undo(world, merge)
    with world.job():
        holding = responsibility.Holding.objects.get(person=other, ends_at=None)
    assert (holding.organisation_id, holding.holder_id) == (world.places["guidance"].pk, None)


def test_whoever_nobody_reads_for_any_more_comes_home(world: World) -> None:
    one, other = twins(world)
    world.take_in(one, "school")
    world.take_in(other, "vocational")
    merge = propose(world, one, other)
    approve(world, merge)
    world.pass_time(DAY)
    with world.job():
        for user in world.staff["vocational"]:
            post = access.Membership.objects.select_related("organisation").get(user=user)
            access.end_membership(membership=post, by=SYSTEM, at=world.now)
    world.pass_time(DAY)
    undo(world, merge)
    assert world.holder(other) == "town"
    assert wrong(world.superuser, world.home.municipality_id) == {}


def test_whoever_teaches_because_of_a_place_goes_on_seeing_whose_place_it_is(world: World) -> None:
    one, other = twins(world)
    spell = world.spell(other, "school")
    draft = grants.GrantDraft(
        organisation_id=world.places["school"].pk,
        purpose=access.Purpose.TEACHING,
        basis="stafet.sharing.holder",
        classes="ABDG",
        source=access.Grant.Source.CLASS,
        source_id=spell.pk,
    )
    with world.job():
        grants.open_grants(
            municipality_id=other.municipality_id, person_id=other.pk, grants=[draft], by=SYSTEM, at=world.now
        )
    merge = propose(world, one, other)
    approve(world, merge)
    assert taught(world) == one.pk
    world.pass_time(DAY)
    undo(world, merge)
    assert taught(world) == other.pk


def taught(world: World) -> object:
    with world.job():
        return access.Grant.objects.get(source=access.Grant.Source.CLASS).person_id


def test_history_tells_that_they_were_one_for_a_while(world: World) -> None:
    one, other = twins(world)
    world.take_in(other, "school")
    merge = propose(world, one, other)
    approve(world, merge)
    world.pass_time(DAY)
    undo(world, merge)
    believed = world.superuser.execute(
        "SELECT merged_into_id FROM people_personevent WHERE id = %s ORDER BY pgh_id", [other.pk]
    ).fetchall()
    assert believed == [(None,), (one.pk,)]
    told = world.superuser.execute(
        "SELECT action FROM audit_change WHERE subject_id = %s ORDER BY id", [merge.pk]
    ).fetchall()
    assert [action.split(".")[1] for (action,) in told] == ["propose_merge", "approve_merge", "undo_merge"]


def test_an_undoing_that_forgets_the_steps_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the comparison of before and after is not blind."""
    one, other = twins(world)
    world.take_in(one, "school")
    world.take_in(other, "guidance")
    before = state_of(world, one, other)
    merge = propose(world, one, other)
    approve(world, merge)
    world.pass_time(DAY)
    monkeypatch.setattr(parting, "give_back_steps", lambda *_: None)
    undo(world, merge)
    assert state_of(world, one, other)["steps"] != before["steps"]
