"""Nobody gets in with a password alone: a second factor is asked for, set up at the first log-in, and used up."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client, override_settings
from tests.cast import Cast
from tests.conftest import NOW
from tests.web.entrance import (
    Phone,
    a_phone,
    codes_on,
    give_password,
    key_on,
    type_code,
    type_password,
)

from stafet.access import api as access
from stafet.kernel import clock
from stafet.sessions import api as sessions
from stafet.web.registry import every_address, rule_of
from stafet.web.ways_in import backend_of


@pytest.fixture
def bo(everyone: Cast, database: psycopg.Connection) -> access.User:
    return give_password(database, everyone.bo)


@pytest.fixture
def phone(bo: access.User) -> Phone:
    return a_phone(bo)[0]


def test_a_password_alone_leads_to_the_second_step_and_nowhere_else(bo: access.User, phone: Phone) -> None:
    client = Client()
    assert type_password(client, bo).headers["Location"] == "/log-in/second-step/"
    assert client.get("/").headers["Location"] == "/log-in/?next=/"


def test_the_code_on_the_phone_lets_in_to_where_the_reader_was_going(bo: access.User, phone: Phone) -> None:
    client = Client()
    type_password(client, bo, following="/people/")
    assert type_code(client, phone.shows()).headers["Location"] == "/people/"
    assert client.get("/people/").status_code == 200


@pytest.mark.parametrize("typed", ["000000", "", "12345", "١٢٣٤٥٦", "abcdef", "1234567"])
def test_another_code_does_not(bo: access.User, phone: Phone, typed: str) -> None:
    client = Client()
    type_password(client, bo)
    assert type_code(client, typed).status_code == 200
    assert client.get("/").status_code == 302


def test_a_code_may_be_typed_with_a_space_and_half_a_minute_late(bo: access.User, phone: Phone) -> None:
    client = Client()
    type_password(client, bo)
    code = phone.shows(NOW - timedelta(seconds=30))
    assert type_code(client, f"{code[:3]} {code[3:]}").status_code == 302


def test_a_code_that_is_older_does_not_fit(bo: access.User, phone: Phone) -> None:
    client = Client()
    type_password(client, bo)
    assert type_code(client, phone.shows(NOW - timedelta(seconds=61))).status_code == 200


def test_a_code_works_once(bo: access.User, phone: Phone) -> None:
    code = phone.shows()
    for status in (302, 200):
        client = Client()
        type_password(client, bo)
        assert type_code(client, code).status_code == status


def test_a_recovery_code_works_once_and_is_typed_as_it_comes(bo: access.User) -> None:
    _, paper = a_phone(bo)
    typed = paper[0].upper().replace("-", " ")
    for status in (302, 200):
        client = Client()
        type_password(client, bo)
        assert type_code(client, typed).status_code == status


def test_somebody_else_s_recovery_code_does_not_fit(
    bo: access.User, phone: Phone, everyone: Cast, database: psycopg.Connection
) -> None:
    _, paper = a_phone(give_password(database, everyone.ditte))
    client = Client()
    type_password(client, bo)
    assert type_code(client, paper[0]).status_code == 200


def test_guessing_codes_must_wait_as_guessing_passwords_must(bo: access.User, phone: Phone) -> None:
    client = Client()
    type_password(client, bo)
    for _ in range(5):
        type_code(client, "000000")
    assert type_code(client, phone.shows()).status_code == 429
    with clock.at_moment(NOW + timedelta(seconds=30)):
        assert type_code(client, phone.shows(NOW + timedelta(seconds=30))).status_code == 302


def test_the_second_step_waits_ten_minutes(bo: access.User, phone: Phone) -> None:
    client = Client()
    type_password(client, bo)
    late = NOW + timedelta(minutes=11)
    with clock.at_moment(late):
        assert type_code(client, phone.shows(late)).headers["Location"] == "/log-in/"


def test_the_second_step_is_nobody_s_without_the_first(phone: Phone) -> None:
    assert type_code(Client(), phone.shows()).headers["Location"] == "/log-in/"
    assert Client().get("/log-in/set-up/").headers["Location"] == "/log-in/"


def test_a_password_changed_meanwhile_ends_the_half_way(
    bo: access.User, phone: Phone, database: psycopg.Connection
) -> None:
    client = Client()
    type_password(client, bo)
    give_password(database, bo, "another-relay-in-the-sun")
    assert type_code(client, phone.shows()).headers["Location"] == "/log-in/"


def test_at_the_first_log_in_an_app_is_set_up_and_codes_for_the_drawer_are_told_once(bo: access.User) -> None:
    client = Client()
    assert type_password(client, bo, following="/people/").headers["Location"] == "/log-in/set-up/"
    page = client.get("/log-in/set-up/")
    assert b'role="img"' in page.content
    phone = Phone(key_on(page))
    told = client.post("/log-in/set-up/", {"code": phone.shows()})
    assert len(set(codes_on(told))) == 10
    assert b'href="/people/"' in told.content
    assert "no-store" in told.headers["Cache-Control"]
    assert client.get("/people/").status_code == 200


def test_the_key_stays_while_the_page_is_reloaded_and_lies_sealed(
    bo: access.User, database: psycopg.Connection
) -> None:
    client = Client()
    type_password(client, bo)
    keys = {key_on(client.get("/log-in/set-up/")) for _ in range(3)}
    assert len(keys) == 1
    assert key_on(client.post("/log-in/set-up/", {"code": "000000"})) in keys
    (data,) = database.execute("SELECT string_agg(data, '') FROM browsers_session").fetchone() or ("",)
    assert keys.pop() not in data


def test_who_has_a_phone_can_t_be_given_another_by_whoever_knows_the_password(
    bo: access.User, phone: Phone
) -> None:
    thief = Client()
    type_password(thief, bo)
    assert thief.get("/log-in/set-up/").headers["Location"] == "/log-in/second-step/"
    assert thief.post("/log-in/set-up/", {"code": "000000"}).headers["Location"] == "/log-in/second-step/"


def test_what_is_kept_opens_nothing(bo: access.User, database: psycopg.Connection) -> None:
    phone, paper = a_phone(bo)
    client = Client()
    type_password(client, bo)
    type_code(client, phone.shows())
    kept = database.execute(
        "SELECT string_agg(t::text, '') FROM (SELECT c::text FROM accounts_codeapp c UNION ALL"
        " SELECT r::text FROM accounts_recoverycode r UNION ALL SELECT s::text FROM browsers_session s) x(t)"
    ).fetchone()
    assert kept is not None
    assert not [secret for secret in (phone.secret, *paper, client.session.session_key) if secret in kept[0]]


def test_a_session_begun_with_a_password_alone_opens_no_page(everyone: Cast) -> None:
    """Every address, as somebody whose session says no more than that the password was right."""
    client = Client(raise_request_exception=False)
    with override_settings(
        AUTHENTICATION_BACKENDS=[
            *settings.AUTHENTICATION_BACKENDS,
            backend_of(sessions.Way.PASSWORD_ONLY),
        ]
    ):
        client.force_login(everyone.bo, backend=backend_of(sessions.Way.PASSWORD_ONLY))
        inside = [
            f"/{address}"
            for address, view in every_address()
            if "<" not in address and (rule := rule_of(view)) and not rule.public
        ]
        assert len(inside) > 8
        answers = {path: client.get(path).headers.get("Location", "") for path in inside}
    assert [path for path, went in answers.items() if not went.startswith("/log-in/")] == []


def test_in_the_demonstration_it_opens_them_and_only_at_its_own_machine(everyone: Cast) -> None:
    ways = [*settings.AUTHENTICATION_BACKENDS, backend_of(sessions.Way.PASSWORD_ONLY)]
    with override_settings(STAFET_PASSWORD_ONLY=True, AUTHENTICATION_BACKENDS=ways):
        here = Client()
        here.force_login(everyone.bo, backend=backend_of(sessions.Way.PASSWORD_ONLY))
        assert here.get("/").status_code == 200
        assert here.get("/", REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_log_in_stands_in_the_log_of_changes(
    bo: access.User, phone: Phone, database: psycopg.Connection
) -> None:
    client = Client()
    type_password(client, bo)
    type_code(client, phone.shows())
    rows = database.execute(
        "SELECT by_id, at, reason FROM audit_change WHERE action = 'sessions.log_in'"
    ).fetchall()
    assert rows == [(bo.pk, NOW, "two_factors")]


def test_many_who_use_one_code_at_once_get_in_once(bo: access.User, phone: Phone) -> None:
    code, clients = phone.shows(), [Client() for _ in range(4)]
    for client in clients:
        type_password(client, bo)
    answers = _at_once(clients, code)
    assert sorted(answers) == [200, 200, 200, 302]


def _at_once(clients: list[Client], code: str) -> list[int]:
    barrier = threading.Barrier(len(clients))

    def go(client: Client) -> int:
        try:
            with clock.at_moment(NOW):
                barrier.wait(10)
                return type_code(client, code).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(go, clients))
