"""Browsers for the standing cast: each a client that is logged in and speaks English."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client, override_settings
from tests.cast import Cast
from tests.factories import Held, a_person, a_spell, covered
from tests.web.components.tree import Node, parse

from stafet.access import api as access

Execute = Callable[..., object]
ClientFor = Callable[[access.User], Client]

PLAIN_STORAGE = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
"""Static files under their own names: tests need no collected folder."""

QUICK_HASH = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class Unknown(str):
    """What a template shows for a name that is not there: nothing, with a loud error."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return True

    def __mod__(self, missing: object) -> str:
        raise AssertionError(f"A template asks for {missing}, which nobody gave it.")


def strict_templates() -> list[dict[str, object]]:
    """The settings of templates, with names that are not there forbidden."""
    only: dict[str, Any] = settings.TEMPLATES[0]
    return [{**only, "OPTIONS": {**only["OPTIONS"], "string_if_invalid": Unknown()}}]


@pytest.fixture(autouse=True, scope="module")
def quick_settings() -> Iterator[None]:
    """One set of settings for all tests of a file: with each new one every template is read and parsed anew."""
    with override_settings(
        STORAGES=PLAIN_STORAGE,
        WHITENOISE_AUTOREFRESH=True,
        ALLOWED_HOSTS=["testserver"],
        PASSWORD_HASHERS=QUICK_HASH,
        TEMPLATES=strict_templates(),
    ):
        yield


@pytest.fixture
def client_for(everyone: Cast) -> ClientFor:
    """``client_for(bo)``: a browser in which Bo is logged in."""

    def make(user: access.User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        return client

    return make


@pytest.fixture
def amina(everyone: Cast) -> Held:
    """A pupil of 9.A whom Bo has, with a conversation due in two weeks."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby)
        a_spell(person, everyone.school, unit=everyone.class_9a)
        return covered(person, everyone.guidance, user=everyone.bo, duty=[everyone.guidance, everyone.town])


@pytest.fixture
def queries() -> Iterator[Callable[[], int]]:
    """``queries()``: how many statements the application's own connection has run since the last time it was asked."""
    seen: list[str] = []

    def watch(execute: Execute, sql: str, params: object, many: bool, context: object) -> object:
        seen.append(sql)
        return execute(sql, params, many, context)

    def count() -> int:
        number = len(seen)
        seen.clear()
        return number

    with connections["default"].execute_wrapper(watch):
        yield count


class Answer(Protocol):
    """What a browser got."""

    @property
    def content(self) -> bytes:
        """The body."""

    @property
    def status_code(self) -> int:
        """How it went."""

    @property
    def headers(self) -> Mapping[str, str]:
        """What stands above the body."""


def read(answer: Answer) -> str:
    """What stands on a page, as it is read. Fails for markup that is not well formed."""
    return parse(answer.content.decode()).one("main").text


def tree(answer: Answer) -> Node:
    """A page as a tree that can be asked."""
    return parse(answer.content.decode())
