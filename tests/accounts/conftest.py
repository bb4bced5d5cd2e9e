"""Ida runs the accounts of the whole municipality and sees no young person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.web.conftest import amina, client_for, quick_settings

from stafet.access import api as access

__all__ = ["amina", "client_for", "quick_settings"]


@pytest.fixture
def ida(everyone: Cast) -> access.User:
    return employed(everyone, "ida", "Ida Iversen", access.Role.ADMINISTRATOR)


def employed(everyone: Cast, key: str, name: str, role: access.Role) -> access.User:
    """Somebody with a post in the municipality itself."""
    user = access.User(email=f"{key}@example.org", name=name, language="en")
    user.set_unusable_password()
    with access.job_scope(everyone.hedeby.pk):
        user.save()
        access.Membership.objects.create(
            user=user, organisation=everyone.town, role=role, starts_at=NOW - timedelta(days=30)
        )
    return user
