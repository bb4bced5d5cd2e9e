"""What registers say wins: a break-off starts the legal clock, whoever holds, and takes in whoever nobody held."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
import pytest
from tests.responsibility.invariants import wrong
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.grants import api as grants
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.pathways import api as pathways
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import StepKind, clocks_of_break_off

TUESDAY = date(2026, 9, 1)


def broken_off(world: World, spell: pathways.Spell) -> responsibility.BreakOff:
    with world.job():
        return responsibility.record_break_off(spell=spell, reason_code="17", by=SYSTEM, at=world.now)


@pytest.mark.parametrize(
    ("born", "kinds", "due"),
    [
        (date(2010, 5, 4), ["first_contact", "offer_activity"], [date(2026, 9, 8), date(2026, 10, 1)]),
        (None, ["first_contact", "offer_activity"], [date(2026, 9, 8), date(2026, 10, 1)]),
        (date(2008, 9, 1), ["first_contact"], [date(2026, 9, 8)]),
        (date(2008, 9, 2), ["first_contact", "offer_activity"], [date(2026, 9, 8), date(2026, 10, 1)]),
    ],
)
def test_danish_clocks_depend_on_age(born: date | None, kinds: list[str], due: list[date]) -> None:
    drafts = clocks_of_break_off(born, Country.DK, TUESDAY)
    assert [draft.kind.value for draft in drafts] == kinds
    assert [draft.due_on for draft in drafts] == due
    assert all(draft.rule and draft.rule_due_on == draft.due_on for draft in drafts)


def test_the_swedish_clock_is_the_first_attempt_at_contact() -> None:
    (draft,) = clocks_of_break_off(date(2010, 5, 4), Country.SE, TUESDAY)
    assert (draft.kind, draft.rule) == (StepKind.FIRST_CONTACT, "se.kaa.first_contact_attempt_within")


def test_whoever_holds_goes_on_holding_and_the_clock_starts(world: World) -> None:
    person = world.person()
    world.take_in(person, "vocational")
    spell = world.spell(person, "vocational")
    world.pass_time(timedelta(days=10))

    marker = broken_off(world, spell)

    assert world.holder(person) == "vocational"
    assert (marker.reason_code, marker.broken_off_on, marker.step.kind) == (
        "17",
        world.today,
        "first_contact",
    )
    with world.job():
        spell.refresh_from_db()
        assert (spell.ends_on, spell.end_reason) == (world.today, pathways.EndReason.BROKEN_OFF)
        assert responsibility.NextStep.objects.open().filter(person_id=person.pk).count() == 3
    assert wrong(world.superuser, world.home.municipality_id) == {}


def test_whoever_nobody_held_is_taken_in_with_the_break_off(world: World) -> None:
    person = world.person()
    spell = world.spell(person, "vocational")

    marker = broken_off(world, spell)

    assert world.holder(person) == "town"
    assert marker.broken_off_on == spell.starts_on + timedelta(days=1)
    with world.job():
        steps = responsibility.NextStep.objects.open().filter(person_id=person.pk).order_by("due_on")
        assert [step.kind for step in steps] == ["first_contact", "offer_activity"]
        assert steps[0] == marker.step
    assert wrong(world.superuser, world.home.municipality_id) == {}


def test_the_same_break_off_told_again_changes_nothing(world: World) -> None:
    person = world.person()
    spell = world.spell(person, "vocational")
    first = broken_off(world, spell)
    world.pass_time(timedelta(days=3))
    assert broken_off(world, spell) == first
    with world.job():
        assert responsibility.NextStep.objects.filter(person_id=person.pk).count() == 2


def test_the_institution_reports_on_its_own_and_a_stranger_does_not(world: World) -> None:
    person = world.person()
    world.take_in(person, "vocational")
    spell = world.spell(person, "vocational")
    with world.acting(world.staff["gymnasium"][0]) as stranger, pytest.raises(responsibility.NotYours):
        responsibility.record_break_off(spell=spell, reason_code="17", by=stranger, at=world.now)
    world.pass_time(timedelta(days=2))
    with world.acting(world.staff["vocational"][0]) as freja:
        responsibility.record_break_off(spell=spell, reason_code="17", by=freja, at=world.now)
    assert wrong(world.superuser, world.home.municipality_id) == {}


def test_a_risk_becomes_one_conversation(world: World) -> None:
    person = world.person()
    world.take_in(person, "vocational")
    with world.acting(world.staff["vocational"][0]) as freja:
        first = responsibility.record_risk(person=person, by=freja, at=world.now)
        again = responsibility.record_risk(person=person, by=freja, at=world.now)
    assert first == again
    assert (first.kind, first.rule) == (StepKind.RISK_CONVERSATION, "stafet.risk.conversation_within")


def test_a_swedish_break_off_is_taken_in_by_swedish_rules(database: psycopg.Connection) -> None:
    world = World(database, country=Country.SE)
    person = world.person()
    broken_off(world, world.spell(person, "gymnasium"))
    with world.job():
        coverage = responsibility.Coverage.objects.get(person_id=person.pk)
    assert coverage.rule == "se.absence_notice.until_age"


def test_without_a_last_resort_nobody_is_taken_in_by_halves(world: World) -> None:
    person = world.person()
    spell = world.spell(person, "vocational")
    world.superuser.execute(
        "UPDATE organisations_municipality SET last_resort_id = NULL WHERE id = %s",
        [world.home.municipality_id],
    )
    with pytest.raises(responsibility.NoLastResort):
        broken_off(world, spell)
    with world.job():
        spell.refresh_from_db()
    assert spell.ends_on is None


def test_an_institution_that_reports_on_somebody_nobody_held_has_them_taken_in(world: World) -> None:
    person = world.person()
    spell = world.spell(person, "vocational")
    with world.job():
        grants.open_grants(
            municipality_id=world.home.municipality_id,
            person_id=person.pk,
            grants=[
                grants.GrantDraft(
                    organisation_id=world.places["vocational"].pk,
                    purpose=access.Purpose.NOTIFICATION,
                    basis="dk.sharing.transition",
                    classes="ABD",
                    source=access.Grant.Source.CLASS,
                    source_id=spell.pk,
                )
            ],
            by=SYSTEM,
            at=world.now,
        )
    with world.acting(world.staff["vocational"][0]) as freja:
        responsibility.record_break_off(spell=spell, reason_code="17", by=freja, at=world.now)
    assert world.holder(person) == "town"
    assert wrong(world.superuser, world.home.municipality_id) == {}
