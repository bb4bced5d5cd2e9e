"""At the door, as people stand there: a password, a phone that shows codes, pages that follow."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import psycopg
from django.test import Client
from tests.cast import PASSWORD
from tests.conftest import NOW
from tests.web.conftest import Answer

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.accounts.actions.factors import code_at

MINUTE = timedelta(minutes=1)


def give_password(database: psycopg.Connection, user: access.User, password: str = PASSWORD) -> access.User:
    """Administration gave a user a password."""
    user.set_password(password)
    database.execute("UPDATE access_user SET password = %s WHERE id = %s", [user.password, user.pk])
    return user


class Phone:
    """An app that shows codes, as it was set up."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def shows(self, at: datetime = NOW) -> str:
        """The code on its screen."""
        return code_at(self.secret, at)


def a_phone(user: access.User, *, at: datetime = NOW - timedelta(days=1)) -> tuple[Phone, tuple[str, ...]]:
    """A user has set up an app. Gives the phone, and the recovery codes on paper."""
    secret = accounts.new_secret()
    with access.user_scope(user.pk):
        codes = accounts.set_up_codes(
            user_id=user.pk, secret=secret, code=code_at(secret, at), by=access.actor_for(user, at=at), at=at
        )
    return Phone(secret), codes


def type_password(client: Client, user: access.User, password: str = PASSWORD, following: str = "") -> Answer:
    """The first step."""
    return client.post("/log-in/", {"account": user.email, "password": password, "next": following})


def type_code(client: Client, code: str) -> Answer:
    """The second step."""
    return client.post("/log-in/second-step/", {"code": code})


def key_on(page: Answer) -> str:
    """The key for the app, as it stands on the page as text."""
    found = re.search(r'door__key"><code>([A-Z2-7 ]+)</code>', page.content.decode())
    assert found, "no key on the page"
    return found[1].replace(" ", "")


def codes_on(page: Answer) -> list[str]:
    """The recovery codes a page tells."""
    return re.findall(r"<code>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</code>", page.content.decode())
