"""Every constraint of this room is provoked, and each says in words what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError
from tests.responsibility.world import World

from stafet.kernel.actors import SYSTEM
from stafet.kernel.identity import uuid7
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import (
    Coverage,
    Handover,
    HandoverPackage,
    Holding,
    HoldingRequest,
    NextStep,
    Receiver,
)
from stafet.responsibility.models import BreakOff

Provoke = Callable[[World, people.Person], object]


def _again(model: type, **changes: object) -> Provoke:
    """Insert a copy of the person's row, changed."""

    def act(world: World, person: people.Person) -> None:
        row = model.objects.filter(person_id=person.pk).latest("pk")  # type: ignore[attr-defined]
        row.pk = None
        row._state.adding = True
        row.id = uuid7()
        for name, value in changes.items():
            setattr(row, name, value(world) if callable(value) else value)
        row.save(force_insert=True)

    return act


def _changed(model: type, **changes: object) -> Provoke:
    """Change the person's newest row past every action."""

    def act(world: World, person: people.Person) -> None:
        row = model.objects.filter(person_id=person.pk).latest("pk")  # type: ignore[attr-defined]
        told = {name: value(world) if callable(value) else value for name, value in changes.items()}
        model.objects.filter(pk=row.pk).update(**told)  # type: ignore[attr-defined]

    return act


def _school(world: World) -> object:
    return world.places["school"].pk


def _now(world: World) -> object:
    return world.now


def _last_month(world: World) -> object:
    return world.today - timedelta(days=30)


def _before(world: World) -> object:
    return world.now - timedelta(days=30)


def _steps_closed(world: World, person: people.Person) -> None:
    NextStep.objects.filter(person_id=person.pk).update(
        state="cancelled", outcome="coverage_ended", closed_at=world.now
    )


def _holder_forgotten(world: World, person: people.Person) -> None:
    Holding.objects.filter(person_id=person.pk).update(ends_at=world.now)


def _coverage_gone(world: World, person: people.Person) -> None:
    Coverage.objects.filter(person_id=person.pk).update(ends_on=world.today, end_reason="died")


PROVOKED: dict[str, Provoke] = {
    "covered_once": _again(Coverage),
    "coverage_end_has_reason": _changed(Coverage, ends_on=lambda world: world.today),
    "coverage_ends_after_it_starts": _changed(Coverage, ends_on=_last_month, end_reason="died"),
    "held_by_one_at_a_time": _again(Holding),
    "holding_ends_after_it_starts": _changed(Holding, ends_at=_before),
    "holding_names_its_handover": _changed(Holding, acquired_by="accepted"),
    "closed_step_has_outcome": _changed(NextStep, state="done"),
    "postponing_has_reason": _changed(NextStep, postponed=1),
    "rule_gives_date": _changed(NextStep, rule="dk.off_plan.contact_within", rule_due_on=None),
    "one_open_offer": _again(Handover),
    "answer_has_a_time": _changed(Handover, state="withdrawn"),
    "decline_has_reason": _changed(Handover, state="declined", answered_at=_now),
    "confirmation_has_a_day": _changed(Handover, state="confirmed", answered_at=_now),
    "handover_between_two": _changed(Handover, to_organisation_id=_school),
    "consent_says_who_when_and_to_what": _changed(HandoverPackage, consent_by="custody"),
    "one_open_request": _again(HoldingRequest),
    "request_answer_has_a_time": _changed(HoldingRequest, state="refused"),
    "one_break_off_per_spell": _again(BreakOff),
    "covered_person_has_next_step": _steps_closed,
    "covered_person_has_one_holder": _holder_forgotten,
    "held_person_is_covered": _coverage_gone,
}


@pytest.fixture
def amina(world: World) -> people.Person:
    """Held by the school, with an offer, a request and a break-off."""
    person = world.person()
    world.take_in(person, "school")
    spell = world.spell(person, "school")
    world.pass_time(timedelta(days=1))
    with world.job():
        responsibility.record_break_off(spell=spell, reason_code="17", by=SYSTEM, at=world.now)
        HoldingRequest.objects.create(
            municipality_id=person.municipality_id,
            person=person,
            by_organisation=world.places["gymnasium"],
            by_user=world.staff["gymnasium"][0],
            to_organisation=world.places["school"],
            words="",
            asked_at=world.now,
        )
    with world.acting(world.staff["school"][0]) as ditte:
        responsibility.offer_handover(
            person=person,
            to=Receiver(world.places["vocational"].pk),
            kind=responsibility.HandoverKind.START,
            basis="dk.sharing.transition",
            by=ditte,
            at=world.now,
        )
    return person


@pytest.mark.parametrize("name", PROVOKED)
def test_the_database_refuses_and_says_why(world: World, amina: people.Person, name: str) -> None:
    with pytest.raises(IntegrityError) as refused, world.job():
        PROVOKED[name](world, amina)
    said = responsibility.said(refused.value)
    assert said is not None, refused.value
    assert str(said).endswith(".")
    assert said.text == responsibility.sentences_of_constraints()[name].text


def test_every_constraint_is_provoked_and_has_its_own_words() -> None:
    names = {
        constraint.name
        for model in apps.get_app_config("responsibility").get_models()
        if not hasattr(model, "pgh_tracked_model")
        for constraint in model._meta.constraints
    }
    promise = {"covered_person_has_next_step", "covered_person_has_one_holder", "held_person_is_covered"}
    assert names | promise == set(PROVOKED)
    said = responsibility.sentences_of_constraints()
    assert set(said) >= set(PROVOKED)
    assert len({said[name].text for name in PROVOKED}) == len(PROVOKED)


def test_another_fault_has_no_words_of_ours() -> None:
    assert responsibility.said(IntegrityError("disk full")) is None
