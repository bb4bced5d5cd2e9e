"""What the database never lets happen to an agreement, a signature, a consent."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
import pytest
from psycopg import errors, sql
from psycopg.types.json import Jsonb
from tests.cast import Cast
from tests.placements.conftest import drafted, signed

from stafet.kernel.identity import uuid7
from stafet.placements import api as placements
from stafet.placements.api import Holder

AGREEMENT, SIGNATURE, CONSENT = (
    "placements_agreement",
    "placements_signature",
    "placements_custodyconsent",
)


@pytest.fixture
def everything(
    everyone: Cast, placement: placements.Placement, place: placements.Place, mother: Holder
) -> placements.Agreement:
    """An agreement that everybody has signed."""
    return signed(everyone, drafted(everyone, placement, place, mother), mother)


def write_again(database: psycopg.Connection, table: str, changes: Mapping[str, object]) -> None:
    """One row of a table once more, behind all doors, with other values in some columns."""
    name = sql.Identifier(table)
    database.execute(
        sql.SQL(
            "INSERT INTO {0} SELECT (jsonb_populate_record(row, to_jsonb(row) || %s)).* FROM {0} AS row LIMIT 1"
        ).format(name),
        [Jsonb({"id": str(uuid7()), **changes})],
    )


@pytest.mark.parametrize(
    ("constraint", "table", "changes"),
    [
        ("agreement_version_once", AGREEMENT, {"state": "replaced"}),
        ("one_agreement_on_its_way", AGREEMENT, {"revision": 2, "state": "draft"}),
        ("signature_once", SIGNATURE, {}),
        ("one_answer_of_each_holder", CONSENT, {}),
    ],
)
def test_what_is_once_is_not_written_twice(
    database: psycopg.Connection,
    everything: placements.Agreement,
    constraint: str,
    table: str,
    changes: Mapping[str, object],
) -> None:
    with pytest.raises(errors.UniqueViolation, match=constraint):
        write_again(database, table, changes)


def test_two_versions_are_never_in_force_at_once(
    database: psycopg.Connection, everyone: Cast, everything: placements.Agreement
) -> None:
    approval = {
        "supports_school": True,
        "host_declares": True,
        "decided_by_id": str(everyone.ditte.pk),
        "decided_on": "2026-09-01",
        "state": "in_force",
    }
    write_again(database, AGREEMENT, {**approval, "revision": 2})
    with pytest.raises(errors.UniqueViolation, match="one_agreement_in_force"):
        write_again(database, AGREEMENT, {**approval, "revision": 3})


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("custody_holders_sign_for_themselves", "party = 'custody_holder', custody_id = NULL"),
        ("custody_holders_sign_for_themselves", "party = 'host', custody_id = gen_random_uuid()"),
    ],
)
def test_a_signature_is_somebodys_own(
    database: psycopg.Connection, everything: placements.Agreement, constraint: str, change: str
) -> None:
    with pytest.raises(errors.CheckViolation, match=constraint):
        database.execute(f"UPDATE placements_signature SET {change}".encode())


@pytest.mark.parametrize("missing", [{"seal": ""}, {"signed_at": None}, {"how": ""}])
def test_a_signature_has_its_time_and_its_text_or_neither(
    database: psycopg.Connection, everything: placements.Agreement, missing: Mapping[str, object]
) -> None:
    database.execute("ALTER TABLE placements_signature DISABLE TRIGGER USER")
    try:
        with pytest.raises(errors.CheckViolation, match="signature_is_whole"):
            write_again(database, SIGNATURE, missing)
    finally:
        database.execute("ALTER TABLE placements_signature ENABLE TRIGGER USER")
