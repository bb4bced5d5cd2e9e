"""What a person does: written down, ended with a reason, seen, missed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.responsibility.world import World

from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM
from stafet.kernel.periods import PeriodEndsTooSoon
from stafet.pathways import api as pathways
from stafet.pathways.api import EndReason, Spell, SpellDraft

AUGUST = date(2026, 8, 1)


def recorded(world: World, *, ends_on: date | None = None) -> Spell:
    person = world.person()
    with world.job():
        return pathways.record_spell(
            person=person,
            draft=SpellDraft(
                ActivityKind.VOCATIONAL_EDUCATION,
                AUGUST,
                ends_on,
                organisation_id=world.places["vocational"].pk,
                programme_name="Tømrer",
            ),
            by=SYSTEM,
            at=world.now,
        )


def test_the_same_activity_at_the_same_place_runs_once(world: World) -> None:
    spell = recorded(world)
    with world.job(), pytest.raises(pathways.SameActivityTwice):
        pathways.record_spell(
            person=spell.person,
            draft=SpellDraft(
                ActivityKind.VOCATIONAL_EDUCATION,
                date(2026, 10, 1),
                organisation_id=world.places["vocational"].pk,
            ),
            by=SYSTEM,
            at=world.now,
        )


def test_a_spell_ends_after_it_began(world: World) -> None:
    spell = recorded(world)
    with world.job():
        with pytest.raises(PeriodEndsTooSoon):
            pathways.end_spell(spell=spell, on=AUGUST, reason=EndReason.CHANGED, by=SYSTEM, at=world.now)
        pathways.end_spell(
            spell=spell,
            on=date(2026, 9, 1),
            reason=EndReason.CHANGED,
            reason_code="3",
            by=SYSTEM,
            at=world.now,
        )
        spell.refresh_from_db()
    assert (spell.ends_on, spell.end_reason, spell.end_reason_code) == (date(2026, 9, 1), "changed", "3")


@pytest.mark.parametrize(
    ("planned_end", "told", "left_on"),
    [
        (None, date(2026, 8, 20), date(2026, 8, 20)),
        (date(2026, 8, 10), date(2026, 8, 20), date(2026, 8, 10)),
        (None, date(2026, 7, 1), date(2026, 8, 2)),
    ],
)
def test_breaking_off_ends_within_what_was_known(
    world: World, planned_end: date | None, told: date, left_on: date
) -> None:
    spell = recorded(world, ends_on=planned_end)
    with world.job():
        for _ in range(2):
            assert (
                pathways.break_off_spell(spell=spell, on=told, reason_code="17", by=SYSTEM, at=world.now)
                == left_on
            )
        spell.refresh_from_db()
    assert (spell.ends_on, spell.end_reason) == (left_on, EndReason.BROKEN_OFF)


def test_a_register_misses_a_spell_since_the_first_day_and_sees_it_again(world: World) -> None:
    spell = recorded(world)
    with world.job():
        for day in (world.today, world.today + timedelta(days=7)):
            pathways.mark_missing(spell=spell, since=day, by=SYSTEM, at=world.now)
        spell.refresh_from_db()
        missed = spell.missing_since
        pathways.confirm_spell(spell=spell, on=world.today, by=SYSTEM, at=world.now)
        spell.refresh_from_db()
    assert (missed, spell.missing_since, spell.confirmed_on) == (world.today, None, world.today)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("spell_ends_after_it_starts", "ends_on = starts_on"),
        ("spell_end_reason_needs_end", "end_reason = 'changed'"),
    ],
)
def test_the_database_refuses(world: World, name: str, change: str) -> None:
    spell = recorded(world)
    with pytest.raises(Exception, match=name):
        world.superuser.execute(f"UPDATE pathways_spell SET {change} WHERE id = %s", [spell.pk])


def test_the_database_refuses_an_overlap_at_the_same_place(world: World) -> None:
    spell = recorded(world)
    with pytest.raises(Exception, match="spell_no_overlap_at_same_place"), world.job():
        Spell.objects.create(
            municipality_id=spell.municipality_id,
            person_id=spell.person_id,
            kind=spell.kind,
            organisation_id=spell.organisation_id,
            starts_on=date(2026, 12, 1),
            known_at=world.now,
        )
