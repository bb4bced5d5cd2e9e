"""What must never be true of accounts, whoever writes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW


def write(database: psycopg.Connection, table: str, **values: Any) -> None:
    """A row, written behind every door."""
    names = ", ".join(values)
    places = ", ".join("%s" for _ in values)
    database.execute(
        f"INSERT INTO {table} (id, {names}) VALUES (gen_random_uuid(), {places})", [*values.values()]
    )


def invitation(everyone: Cast, **other: Any) -> dict[str, Any]:
    """An invitation of Bo's sister to teach."""
    return {
        "link_id": uuid4(),
        "email": "bodil@example.org",
        "language": "da",
        "organisation_id": everyone.school.pk,
        "role": "teacher",
        "is_steward": False,
        "state": "sent",
        "invited_by_id": everyone.ditte.pk,
        "sent_at": NOW,
        "expires_at": NOW + timedelta(days=7),
        **other,
    }


def service(everyone: Cast, **other: Any) -> dict[str, Any]:
    """The town's log-in service."""
    return {
        "organisation_id": everyone.town.pk,
        "name": "Hedeby",
        "protocol": "oidc",
        "assurance": "substantial",
        "issuer": "https://login.example.org",
        "client_id": "stafet",
        "client_secret": b"",
        "sign_on_url": "",
        "certificate": "",
        "subject_attribute": "",
        "email_attribute": "",
        "vouches_for_email": False,
        "own_certificate": "",
        "level_attribute": "",
        "demanded_level": "",
        **other,
    }


def test_nobody_is_invited_twice_to_one_post(everyone: Cast, database: psycopg.Connection) -> None:
    write(database, "accounts_invitation", **invitation(everyone))
    write(database, "accounts_invitation", **invitation(everyone, role="school_leader"))
    with pytest.raises(psycopg.errors.UniqueViolation, match="invited_once_to_a_post"):
        write(database, "accounts_invitation", **invitation(everyone, email="Bodil@Example.org"))


@pytest.mark.parametrize("state", ["sent", "accepted"])
def test_an_invitation_is_accepted_by_somebody(
    everyone: Cast, database: psycopg.Connection, state: str
) -> None:
    user = everyone.bo.pk if state == "sent" else None
    with pytest.raises(psycopg.errors.CheckViolation, match="accepted_invitation_has_a_user"):
        write(database, "accounts_invitation", **invitation(everyone, state=state, user_id=user))


def test_an_invitation_ends_after_it_is_sent(everyone: Cast, database: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="invitation_ends_after_it_is_sent"):
        write(database, "accounts_invitation", **invitation(everyone, expires_at=NOW))


@pytest.mark.parametrize(
    "lacking",
    [{"client_id": ""}, {"protocol": "saml"}, {"protocol": "saml", "sign_on_url": "https://x.example"}],
)
def test_a_log_in_service_can_be_reached(
    everyone: Cast, database: psycopg.Connection, lacking: dict[str, str]
) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="log_in_service_can_be_reached"):
        write(database, "accounts_loginservice", **service(everyone, **lacking))


def test_a_subject_is_one_user_and_a_user_one_subject(everyone: Cast, database: psycopg.Connection) -> None:
    write(database, "accounts_loginservice", **service(everyone))
    (key,) = database.execute("SELECT id FROM accounts_loginservice").fetchone() or (None,)
    row = {"service_id": key, "user_id": everyone.bo.pk, "subject": "42", "linked_at": NOW}
    write(database, "accounts_identity", **row)
    with pytest.raises(psycopg.errors.UniqueViolation, match="identity_is_of_one_user"):
        write(database, "accounts_identity", **{**row, "user_id": everyone.ditte.pk})
    with pytest.raises(psycopg.errors.UniqueViolation, match="user_has_one_identity_per_service"):
        write(database, "accounts_identity", **{**row, "subject": "43"})
