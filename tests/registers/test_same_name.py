"""A register's name is taken once, also by two people who give it at the same instant."""

from __future__ import annotations

from contextlib import AbstractContextManager

import psycopg
import pytest
from django.db import IntegrityError

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.registers import api as registers
from tests.cast import Cast
from tests.conftest import NOW
from tests.registers.desk import Desk, desk
from tests.registers.same_instant import somebody_else

TAKEN = "There is already a register of this name."


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


def draft(name: str, **more: object) -> registers.SourceDraft:
    return registers.SourceDraft(name, registers.SourceFormat.EVENTS, Country.DK, **more)  # type: ignore[arg-type]


def create(at: Desk, name: str, **more: object) -> registers.Source:
    with access.user_scope(at.by.user_id):
        return registers.create_source(
            municipality_id=at.everyone.hedeby.pk, draft=draft(name, **more), by=at.by, at=NOW
        )


def rename(at: Desk, name: str) -> registers.Source:
    with access.user_scope(at.by.user_id):
        source = registers.Source.objects.get(pk=at.source_id)
        return registers.change_source(source=source, draft=draft(name), by=at.by, at=NOW)


def somebody_writes(at: Desk, name: str, superuser: str) -> AbstractContextManager[None]:
    """The command line writes a register of a name down at the same instant."""
    return somebody_else(
        at.everyone.hedeby.pk,
        lambda: registers.create_source(
            municipality_id=at.everyone.hedeby.pk, draft=draft(name), by=SYSTEM, at=NOW
        ),
        superuser=superuser,
    )


@pytest.mark.parametrize("act", [create, rename])
def test_of_two_who_give_a_name_at_the_same_instant_the_second_is_told_that_it_is_taken(
    at: Desk, worker_database: str, act: object
) -> None:
    assert callable(act)
    with (
        somebody_writes(at, "Lectio", worker_database),
        pytest.raises(registers.RegisterNameTaken, match=TAKEN) as refused,
    ):
        act(at, "Lectio")
    assert refused.value.field == "name"
    assert at.count("registers_source", "name = 'Lectio'") == 1
    assert at.count("audit_change", "action LIKE 'registers.%_source'") == 2, "the first two, not the refused"


@pytest.mark.parametrize("act", [create, rename])
def test_a_name_that_was_taken_before_is_refused_in_the_same_words(at: Desk, act: object) -> None:
    assert callable(act)
    create(at, "Lectio")
    with pytest.raises(registers.RegisterNameTaken, match=TAKEN):
        act(at, "  Lectio ")
    assert at.count("registers_source", "name = 'Lectio'") == 1


def test_a_register_whose_new_name_is_refused_is_still_called_as_before(at: Desk) -> None:
    create(at, "Lectio")
    with access.user_scope(at.by.user_id):
        source = registers.Source.objects.get(pk=at.source_id)
        with pytest.raises(registers.RegisterNameTaken):
            registers.change_source(source=source, draft=draft("Lectio"), by=at.by, at=NOW)
        assert source.name == "School register"


def test_what_else_the_database_refuses_is_not_taken_for_a_name(at: Desk) -> None:
    with pytest.raises(IntegrityError):
        create(at, "Lectio", stale_after_days=-1)
