"""Browsers for the standing cast: each a client that is logged in and speaks English."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client, override_settings
from tests.cast import Cast

from stafet.access import api as access

ClientFor = Callable[[access.User], Client]

PLAIN_STORAGE = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
"""Static files under their own names: tests need no collected folder."""

QUICK_HASH = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def quick_settings() -> Iterator[None]:
    with override_settings(
        STORAGES=PLAIN_STORAGE,
        WHITENOISE_AUTOREFRESH=True,
        ALLOWED_HOSTS=["testserver"],
        PASSWORD_HASHERS=QUICK_HASH,
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
