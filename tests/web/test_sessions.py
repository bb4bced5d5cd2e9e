"""T17: when a session begins and ends, what its cookie is like, and what stands above every page."""

from __future__ import annotations

from datetime import timedelta
from http.cookies import Morsel

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.db import connections
from django.test import Client, override_settings
from tests.cast import Cast
from tests.conftest import NOW
from tests.web.conftest import ClientFor, read
from tests.web.entrance import a_phone, give_password, type_code, type_password

from stafet.access import api as access
from stafet.kernel import clock
from stafet.sessions import api as sessions
from stafet.web.registry import every_address

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def is_in(client: Client, after: timedelta = timedelta()) -> bool:
    with clock.at_moment(NOW + after):
        return client.get("/").status_code == 200


def test_a_session_ends_an_hour_after_it_was_last_used(everyone: Cast, client_for: ClientFor) -> None:
    client = client_for(everyone.bo)
    assert is_in(client, HOUR - SECOND)
    assert is_in(client, 2 * HOUR - 2 * SECOND)
    assert not is_in(client, 3 * HOUR)


def test_a_session_ends_ten_hours_after_it_began_however_much_it_is_used(
    everyone: Cast, client_for: ClientFor
) -> None:
    client = client_for(everyone.bo)
    used = [timedelta(minutes=30 * half) for half in range(20)]
    assert all(is_in(client, after) for after in used)
    assert is_in(client, 10 * HOUR - SECOND)
    assert not is_in(client, 10 * HOUR)


def test_whoever_is_locked_out_is_out_at_the_next_request(
    everyone: Cast, client_for: ClientFor, database: psycopg.Connection
) -> None:
    client = client_for(everyone.bo)
    assert is_in(client)
    database.execute("UPDATE access_user SET is_active = false WHERE id = %s", [everyone.bo.pk])
    assert not is_in(client)


def test_with_the_last_post_every_session_ends_and_a_new_post_does_not_wake_it(
    everyone: Cast, client_for: ClientFor, database: psycopg.Connection
) -> None:
    here, there = client_for(everyone.bo), client_for(everyone.bo)
    assert is_in(here)
    assert is_in(there)
    database.execute("UPDATE access_membership SET ends_at = %s WHERE user_id = %s", [NOW, everyone.bo.pk])
    said = here.get("/")
    assert (said.status_code, "You have no post here now" in read(said)) == (403, True)
    database.execute("UPDATE access_membership SET ends_at = NULL WHERE user_id = %s", [everyone.bo.pk])
    assert not is_in(here)
    assert not is_in(there)


def test_no_post_is_no_way_to_any_page(
    everyone: Cast, client_for: ClientFor, database: psycopg.Connection
) -> None:
    database.execute("UPDATE access_membership SET ends_at = %s WHERE user_id = %s", [NOW, everyone.bo.pk])
    for address in ("/", "/people/", "/account/", "/watch/"):
        assert client_for(everyone.bo).get(address).status_code == 403


def test_each_step_of_logging_in_gives_a_new_key_and_keeps_nothing_laid_ready(
    everyone: Cast, database: psycopg.Connection
) -> None:
    bo = give_password(database, everyone.bo)
    phone, _ = a_phone(bo)
    client = Client()
    laid = client.session
    laid["laid"] = "ready"
    laid.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(laid.session_key)
    keys = [laid.session_key]
    type_password(client, bo)
    keys.append(client.session.session_key)
    type_code(client, phone.shows())
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3
    assert "laid" not in client.session
    assert database.execute("SELECT count(*) FROM browsers_session").fetchone() == (1,)


def test_a_key_nobody_gave_out_is_not_taken_on(everyone: Cast, database: psycopg.Connection) -> None:
    bo = give_password(database, everyone.bo)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    type_password(client, bo)
    assert client.session.session_key != "a" * 32


def test_an_ended_session_is_not_brought_back_by_a_page_under_way(
    everyone: Cast, client_for: ClientFor, database: psycopg.Connection
) -> None:
    client = client_for(everyone.bo)
    held = client.session
    held["something"] = "more"
    database.execute("DELETE FROM browsers_session")
    with pytest.raises(UpdateError):
        held.save()
    assert database.execute("SELECT count(*) FROM browsers_session").fetchone() == (0,)


def test_old_sessions_are_forgotten(
    everyone: Cast, client_for: ClientFor, database: psycopg.Connection
) -> None:
    client_for(everyone.bo).get("/")
    assert sessions.forget_old_sessions(at=NOW + HOUR - SECOND) == 0
    assert sessions.forget_old_sessions(at=NOW + HOUR) == 1


@pytest.mark.parametrize("https", [True, False])
def test_the_cookie_can_t_be_read_or_sent_along(
    everyone: Cast, database: psycopg.Connection, *, https: bool
) -> None:
    bo = give_password(database, everyone.bo)
    with override_settings(SESSION_COOKIE_SECURE=https, CSRF_COOKIE_SECURE=https):
        client = Client()
        client.get("/log-in/", secure=https)
        client.post("/log-in/", {"account": bo.email, "password": "relay-in-the-rain"}, secure=https)
    for cookie in _cookies(client):
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert bool(cookie["secure"]) is https
        assert cookie["path"] == "/"
        assert not cookie["domain"]


def _cookies(client: Client) -> list[Morsel[str]]:
    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    found = [client.cookies[name] for name in names if name in client.cookies]
    assert len(found) == 2
    return found


def test_every_page_says_who_may_frame_it_and_that_nothing_is_kept(
    everyone: Cast, client_for: ClientFor
) -> None:
    client = client_for(everyone.bo)
    for address in ("/", "/people/", "/account/", "/log-out/", "/account/details/"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        if address != "/log-out/":
            assert "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/log-in/", "/log-in/second-step/", "/log-in/set-up/"])
def test_nothing_of_the_door_is_kept(everyone: Cast, database: psycopg.Connection, address: str) -> None:
    client = Client()
    type_password(client, give_password(database, everyone.bo))
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_every_form_of_every_address_needs_its_token(everyone: Cast) -> None:
    """Whatever is posted without the token of its form is refused, at every address that takes no object."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(everyone.gro)
    paths = [f"/{address}" for address, _ in every_address() if "<" not in address]
    free = [path for path in paths if client.post(path).status_code not in {403, 404, 405}]
    assert free == []


def test_a_session_costs_one_look_and_is_noted_once_a_minute(everyone: Cast, client_for: ClientFor) -> None:
    client = client_for(everyone.bo)
    client.get("/health/")
    seen: list[str] = []

    def watch(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        seen.append(sql)
        return execute(sql, params, many, context)  # type: ignore[operator]

    with connections["default"].execute_wrapper(watch):
        client.get("/account/details/")
        with clock.at_moment(NOW + timedelta(minutes=2)):
            client.get("/account/details/")
    about = [sql.split()[0] for sql in seen if "browsers_session" in sql]
    assert about == ["SELECT", "SELECT", "UPDATE"]


def test_a_user_s_sessions_are_ended_by_the_door_of_the_room(everyone: Cast, client_for: ClientFor) -> None:
    client = client_for(everyone.bo)
    by = access.actor_for(everyone.gro, at=NOW)
    with access.user_scope(everyone.gro.pk):
        assert sessions.end_sessions(user_id=everyone.bo.pk, by=by, at=NOW) == 1
    assert not is_in(client)
