"""Every model says whom it is about, every table that is about someone is guarded, every key points one way."""

from __future__ import annotations

import re

import psycopg
import pytest
from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from stafet.kernel.privacy import NotPersonal, Privacy
from tests.architecture.house import ROOMS, ROOT
from tests.goals.record import measured_share


def our_models() -> list[type[Model]]:
    """The models of the rooms, without the history tables that follow from them."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("stafet.") and not hasattr(model, "pgh_tracked_model")
    ]


def personal_models() -> list[type[Model]]:
    """The models that hold personal data."""
    return [model for model in our_models() if isinstance(model.privacy, Privacy)]  # type: ignore[attr-defined]


def personal_tables() -> list[str]:
    """Their tables, and the tables of their history."""
    history = [m._meta.db_table for m in apps.get_models() if hasattr(m, "pgh_tracked_model")]
    return [*(model._meta.db_table for model in personal_models()), *history]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_a_model_declares_its_personal_data_and_its_retention(model: type[Model]) -> None:
    privacy = getattr(model, "privacy", None)
    assert isinstance(privacy, Privacy | NotPersonal)
    if isinstance(privacy, Privacy):
        assert getattr(model, "scoped", False), "personal data is only reached in a scope"
        assert re.fullmatch(r"P\d+[DWMY]", privacy.retention.keep)
        names = {field.name for field in model._meta.fields} | {field.attname for field in model._meta.fields}
        assert set(privacy.technical) <= names | {"person"}
        assert set(privacy.fields) <= names
        assert privacy.subject in names


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_a_key_that_leaves_its_room_points_one_way(model: type[Model]) -> None:
    for field in model._meta.fields:
        if isinstance(field, ForeignKey) and field.related_model is not model:
            assert field.remote_field.related_name == "+", f"{model.__name__}.{field.name}"


def test_every_personal_row_belongs_to_a_municipality() -> None:
    without = [
        model.__name__
        for model in personal_models()
        if not {"municipality_id", "person_ids"} & {field.attname for field in model._meta.fields}
    ]
    assert without == []


def test_every_personal_table_has_forced_row_level_security_and_policies(
    database: psycopg.Connection,
) -> None:
    tables = personal_tables()
    without = unguarded(database, tables)
    measured_share("protected tables", len(tables) - len(without), len(tables), "tables")
    assert without == []


def test_the_census_finds_a_table_whose_guard_was_taken_away(database: psycopg.Connection) -> None:
    database.execute("ALTER TABLE pathways_spell NO FORCE ROW LEVEL SECURITY")
    try:
        assert unguarded(database, personal_tables()) == ["pathways_spell"]
    finally:
        database.execute("ALTER TABLE pathways_spell FORCE ROW LEVEL SECURITY")


def unguarded(database: psycopg.Connection, tables: list[str]) -> list[str]:
    """The tables that lack row-level security, its FORCE, or any policy."""
    rows = database.execute(
        "SELECT c.relname FROM pg_class c WHERE c.relname = ANY (%s) AND NOT (c.relrowsecurity AND"
        " c.relforcerowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))",
        [tables],
    ).fetchall()
    return [name for (name,) in rows]


def test_no_role_that_serves_owns_anything_or_passes_row_level_security(database: psycopg.Connection) -> None:
    rows = database.execute(
        "SELECT rolname FROM pg_roles r WHERE rolname IN ('stafet_app', 'stafet_job', 'stafet_audit', 'stafet_public')"
        " AND (rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid))"
    ).fetchall()
    assert rows == []


def test_no_view_shows_more_than_its_reader_may_see(database: psycopg.Connection) -> None:
    rows = database.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname IN ('public', 'gate') AND (c.relkind = 'm' OR (c.relkind = 'v'"
        "  AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false)))"
    ).fetchall()
    assert rows == []


def test_no_function_claims_to_be_leakproof(database: psycopg.Connection) -> None:
    rows = database.execute(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname IN ('public', 'gate') AND p.proleakproof"
        " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
    ).fetchall()
    assert rows == []


def test_every_history_table_follows_its_table_column_by_column() -> None:
    for model in apps.get_models():
        tracked = getattr(model, "pgh_tracked_model", None)
        if tracked is not None:
            kept = {field.attname for field in model._meta.fields}
            lost = {field.attname for field in tracked._meta.fields if isinstance(field, Field)} - kept
            assert lost == set(), model.__name__


def test_every_constraint_is_provoked_by_some_test() -> None:
    words = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    names = [constraint.name for model in our_models() for constraint in model._meta.constraints]
    assert [name for name in names if name not in words] == []


def test_every_model_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert [model.__name__ for model in our_models() if f"`{model.__name__}`" not in glossary] == []


def test_every_room_says_what_it_is_for() -> None:
    rooms = [name for name in ROOMS if (ROOT / "src" / "stafet" / name).is_dir()]
    assert [name for name in rooms if not (ROOT / "src" / "stafet" / name / "README.md").exists()] == []
