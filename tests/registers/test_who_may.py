"""Who may load registers, who sees a load, and what the database itself forbids."""

from __future__ import annotations

import psycopg
import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.registers import api as registers
from stafet.registers import policies
from stafet.registers.models import DataHealth, KnownKey, Load, LoadFile, Mapping, Source, StagedRow
from stafet.registers.states import LOAD, LoadMove, LoadState
from tests.cast import Cast
from tests.conftest import NOW
from tests.registers.desk import Desk, desk, pupils

STAFF = ("bo", "carl", "ditte", "freja", "gro", "tove", "viggo")


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


@pytest.mark.parametrize("name", STAFF)
def test_only_a_coordinator_or_register_keeper_loads(at: Desk, everyone: Cast, name: str) -> None:
    user = getattr(everyone, name)
    actor = access.actor_for(user, at=NOW)
    may = policies.can_load(actor, everyone.hedeby.pk)
    assert may == (name == "gro")
    draft = registers.SourceDraft("Mine", registers.SourceFormat.EVENTS, Country.DK)
    with access.user_scope(user.pk):
        if may:
            registers.create_source(municipality_id=everyone.hedeby.pk, draft=draft, by=actor, at=NOW)
        else:
            with pytest.raises(registers.NotAllowedToLoad):
                registers.create_source(municipality_id=everyone.hedeby.pk, draft=draft, by=actor, at=NOW)


@pytest.mark.parametrize("name", STAFF)
def test_one_and_many_agree_on_who_may(at: Desk, everyone: Cast, name: str) -> None:
    actor = access.actor_for(getattr(everyone, name), at=NOW)
    one_by_one = {
        each.pk for each in (everyone.hedeby, everyone.elsewhere) if policies.can_load(actor, each.pk)
    }
    assert one_by_one == set(policies.municipalities_loadable_by(actor))
    assert policies.can_load(SYSTEM, everyone.hedeby.pk)


@pytest.mark.parametrize("name", STAFF)
def test_the_database_shows_loads_to_the_same_people_as_the_policy(
    at: Desk, everyone: Cast, name: str
) -> None:
    load_id = at.preview(pupils(3))
    user = getattr(everyone, name)
    with access.user_scope(user.pk):
        for model in (Source, Load, StagedRow):
            assert model.objects.exists() == (name == "gro"), model
        for secret in (LoadFile, KnownKey):
            assert not secret.objects.exists()
        if name != "gro":
            with pytest.raises(registers.UnknownLoad):
                registers.preview(load_id)


def test_the_gate_s_roles_are_those_that_carry_the_permission(database: psycopg.Connection) -> None:
    body = database.execute(
        "SELECT prosrc FROM pg_proc WHERE proname = 'my_register_municipalities'"
    ).fetchone()
    assert body is not None
    for role in access.Role:
        assert (f"'{role.value}'" in body[0]) == access.allowed(role, access.Permission.LOAD_REGISTERS)


def test_no_function_with_more_rights_can_be_led_astray_by_a_temporary_table(
    database: psycopg.Connection,
) -> None:
    rows = database.execute(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'gate' AND p.prosecdef"
        "   AND NOT EXISTS (SELECT FROM unnest(p.proconfig) told WHERE told LIKE 'search_path=%pg_temp')"
    ).fetchall()
    assert rows == []


def test_a_user_changes_nothing_of_a_row_but_what_is_chosen_through_the_door(
    at: Desk, everyone: Cast
) -> None:
    at.preview(pupils(1))
    with access.user_scope(everyone.ditte.pk):
        assert StagedRow.objects.update(choice="same", chosen_at=NOW) == 0


def test_a_job_of_another_municipality_sees_nothing(at: Desk, everyone: Cast) -> None:
    at.load(pupils(1))
    with access.job_scope(everyone.elsewhere.pk):
        for model in (Source, Mapping, Load, LoadFile, StagedRow, KnownKey, DataHealth):
            assert not model.objects.exists()


def test_the_file_is_sealed(at: Desk) -> None:
    load_id = at.receive()
    assert b"sealed" not in bytes(at.value("SELECT sealed FROM registers_loadfile"))
    with at.job():
        assert registers.file_of(load_id) == b"sealed"


def test_a_register_s_name_is_free_again_when_it_is_retired(at: Desk) -> None:
    draft = registers.SourceDraft("School register", registers.SourceFormat.EVENTS, Country.DK)
    with access.user_scope(at.by.user_id):
        registers.retire_source(source=Source.objects.get(), by=at.by, at=NOW)
        registers.create_source(municipality_id=at.everyone.hedeby.pk, draft=draft, by=at.by, at=NOW)
        assert [line.format for line in registers.sources(at.by, at=NOW)] == [registers.SourceFormat.EVENTS]


def test_a_changed_mapping_is_a_new_version(at: Desk) -> None:
    with access.user_scope(at.by.user_id):
        saved = [
            registers.save_mapping(
                municipality_id=at.everyone.hedeby.pk, name="Excel", content=content, by=at.by, at=NOW
            )
            for content in ("{}", "[]")
        ]
    assert [mapping.version for mapping in saved] == [1, 2]


def refused(at: Desk, constraint: str, model: type[Model], **fields: object) -> None:
    """The database refuses a row and names the constraint."""
    with (
        at.job(),
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(using=access.JOB_ALIAS),
    ):
        model(municipality_id=at.everyone.hedeby.pk, **fields).save(force_insert=True)


def test_the_database_refuses_what_must_never_be(at: Desk) -> None:
    done, waiting, gro = at.load(pupils(1)), at.preview(pupils(1)), at.by.user_id
    with at.job():
        registers.save_mapping(municipality_id=at.everyone.hedeby.pk, name="A", content="", by=at.by, at=NOW)
    source = {"name": "School register", "country": "dk", "created_at": NOW, "created_by_id": gro}
    refused(at, "source_name_once", Source, **source)
    mapping = {"name": "A", "version": 1, "content": "", "saved_at": NOW, "saved_by_id": gro}
    refused(at, "mapping_version_once", Mapping, **mapping)
    load = {
        "source_id": at.source_id,
        "file_size": 1,
        "received_at": NOW,
        "received_by_id": gro,
        "beat_at": NOW,
    }
    refused(at, "one_open_load_per_source", Load, **load)
    refused(at, "applied_load_was_ordered", Load, **load, state=LoadState.APPLIED)
    row = {"load_id": waiting, "kind": "person"}
    refused(at, "staged_row_position_once", StagedRow, **row, position=1)
    refused(at, "choice_has_a_time", StagedRow, **row, position=999, choice="same")
    key = {
        "source_id": at.source_id,
        "kind": "person",
        "external_id": "P1",
        "target_id": done,
        "fingerprint": "",
    }
    refused(at, "known_key_once", KnownKey, **key)
    refused(at, "data_health_figure_once", DataHealth, load_id=done, figure="class", count=0, base=0)


def test_the_life_of_a_load_has_no_dead_ends_and_no_way_round() -> None:
    live = {LoadState.FETCHING, LoadState.UNFETCHED}
    assert LOAD.unreachable(LoadState.RECEIVED) == live, "An upload is here already: it is not fetched."
    assert LOAD.unreachable(LoadState.FETCHING) == frozenset()
    assert {state for state in LoadState if LOAD.is_final(state)} == {LoadState.APPLIED, LoadState.DISCARDED}
    before_applied = {state for (state, move), after in LOAD.moves.items() if after == LoadState.APPLIED}
    assert before_applied == {LoadState.APPLYING}
    assert {state for (state, move) in LOAD.moves if move == LoadMove.ORDER} == {LoadState.PREVIEWED}
