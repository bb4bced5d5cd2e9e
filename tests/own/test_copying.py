"""T15: a copy of everything walks the schema; a personal column that is neither told nor excepted stops the build."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from stafet.access import api as access
from stafet.audit.api import Change
from stafet.kernel.actors import SYSTEM
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy
from stafet.own import api as own
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.web.copy_words import COLUMNS, TABLES
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.goals.record import measured, share
from tests.kernel.numbers import danish_number
from tests.own.conftest import Joins


def test_every_personal_column_is_told_or_excepted_with_a_reason() -> None:
    columns = sum(
        len(model._meta.concrete_fields)
        for model in apps.get_models()
        if isinstance(getattr(model, "privacy", None), Privacy)
    )
    measured("copied", share(columns - len(own.untold()), columns), f"{columns} columns")
    assert own.untold() == ()


def test_no_exception_is_left_of_a_column_that_is_gone() -> None:
    known = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
    }
    assert [name for name, why in own.NOT_IN_A_COPY.items() if name not in known or not why] == []


@isolate_apps("stafet.own")
def test_a_planted_column_that_nobody_tells_is_found() -> None:
    class Planted(models.Model):
        scoped: ClassVar[bool] = True
        privacy = Privacy(
            DataClass.PROCESS,
            subject="person_id",
            purpose="guidance",
            retention=AFTER_COVERAGE,
            technical=("id", "municipality_id"),
        )
        id = models.UUIDField(primary_key=True)
        municipality_id = models.UUIDField()
        person_id = models.UUIDField()
        words = models.CharField(max_length=20)
        fingerprint_of_a_hand = models.BinaryField()
        friend_id = models.UUIDField()

        class Meta:
            app_label = "own"

        def __str__(self) -> str:
            return self.words

    assert own.untold([Planted]) == ("own.Planted.fingerprint_of_a_hand", "own.Planted.friend_id")


def test_everything_that_is_told_has_words() -> None:
    tables = own.told_tables()
    assert sorted({told.label for told in tables} ^ set(TABLES)) == []
    assert sorted({column for told in tables for column in told.columns} ^ set(COLUMNS)) == []


def _everything(everyone: Cast, held: Held, made_for: own.CopyFor, user: access.User) -> own.PersonalCopy:
    with access.job_scope(everyone.hedeby.pk):
        return own.take_copy(
            person_id=held.person.pk,
            municipality_id=everyone.hedeby.pk,
            made_for=made_for,
            by=access.actor_for(user, at=NOW),
            at=NOW,
        )


def _words(copy: own.PersonalCopy) -> set[str]:
    return {str(value.value) for table in copy.tables for row in table.rows for value in row}


@pytest.fixture
def busy(everyone: Cast, amina: Held) -> Held:
    """Amina with contact details that have changed, a number, and a hand-over with a message."""
    with access.job_scope(everyone.hedeby.pk):
        people.change_contact(
            person=amina.person, email="a1@example.org", phone="11 11 11 11", by=SYSTEM, at=NOW
        )
        people.change_contact(
            person=amina.person, email="a2@example.org", phone="11 11 11 11", by=SYSTEM, at=NOW
        )
        people.set_number(person=amina.person, number=danish_number(date(2010, 5, 17), 7), by=SYSTEM, at=NOW)
    with access.user_scope(everyone.bo.pk):
        responsibility.offer_handover(
            person=amina.person,
            to=responsibility.Receiver(organisation_id=everyone.vocational.pk),
            kind=responsibility.HandoverKind.START,
            message="Hun vil gerne ringes op",
            basis="dk.sharing.transition",
            starts_on=None,
            by=access.actor_for(everyone.bo, at=NOW),
            at=NOW,
        )
    return amina


def test_the_young_person_gets_everything_with_earlier_versions_and_others_masked(
    everyone: Cast, busy: Held, joins: Joins
) -> None:
    young = joins(busy)
    joins(busy, _custody(busy), email="mother@example.org")
    copy = _everything(everyone, busy, own.CopyFor.SELF, young)
    words = _words(copy)
    assert {"Amina", "Holm", "a1@example.org", "a2@example.org", "Hun vil gerne ringes op", "9.A"} <= words
    assert everyone.vocational.name in words, "to whom"
    assert copy.left_out == ()
    assert [note.masked[:6] for note in copy.numbers] == ["170510"]
    text = repr(copy)
    for other in ("Bo Bertelsen", "bo@example.org", "mother@example.org", "Mor Holm"):
        assert other not in text
    assert any(value.is_masked for table in copy.tables for row in table.rows for value in row)


def test_whoever_has_custody_gets_neither_the_number_nor_the_young_persons_words(
    everyone: Cast, busy: Held, joins: Joins
) -> None:
    young = joins(busy)
    mother = joins(busy, _custody(busy), email="mother@example.org")
    with access.job_scope(everyone.hedeby.pk):
        own.say_wrong(
            person_id=busy.person.pk,
            capacity=own.Capacity.SELF,
            words="Det må mor ikke vide",
            by=access.actor_for(young, at=NOW),
            at=NOW,
        )
    copy = _everything(everyone, busy, own.CopyFor.CUSTODY_HOLDER, mother)
    assert copy.left_out == (DataClass.NATIONAL_NUMBER, DataClass.GUIDANCE_NOTE, DataClass.PROTECTED)
    assert copy.numbers == ()
    assert "a2@example.org" in _words(copy)
    assert "Det må mor ikke vide" not in repr(copy)
    assert "mine@example.org" not in repr(copy)
    assert "own.say_wrong" not in repr(copy), "not even that something was said"
    assert "stafet.own.answered_within" not in repr(copy)
    assert "Det må mor ikke vide" in repr(_everything(everyone, busy, own.CopyFor.SELF, young))


def test_a_copy_is_about_one_person_only(everyone: Cast, busy: Held, joins: Joins) -> None:
    with access.job_scope(everyone.hedeby.pk):
        people.register_person(
            municipality_id=everyone.hedeby.pk,
            draft=people.PersonDraft(
                given_names="Benny", family_name="Bech", birth_date=None, email="b@example.org", phone=""
            ),
            by=SYSTEM,
            at=NOW,
        )
    assert "Benny" not in repr(_everything(everyone, busy, own.CopyFor.SELF, joins(busy)))


def test_that_a_copy_was_made_stands_in_the_log(everyone: Cast, busy: Held) -> None:
    _everything(everyone, busy, own.CopyFor.STAFF, everyone.bo)
    with access.job_scope(everyone.hedeby.pk):
        copies = _changes("own.take_copy")
    assert copies == [(everyone.bo.pk, "staff")]


def _changes(action: str) -> list[tuple[object, str]]:
    return list(Change.objects.filter(action=action).values_list("by_id", "reason"))


def _custody(held: Held) -> own.Custody:
    with access.job_scope(held.person.municipality_id):
        draft = own.CustodyDraft("Mor Holm", own.CustodyKind.SHARED, date(2025, 1, 1), "mother@example.org")
        return own.add_custody(person=held.person, draft=draft, by=SYSTEM, at=NOW)
