"""The addresses of things in lists: a page of fifty rows has two hundred of them, and looks each pattern up once."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.urls import get_urlconf, reverse

_PLACE = UUID(int=0)


def address(name: str, key: UUID) -> str:
    """As ``reverse(name, args=[key])`` says it."""
    before, after = _around(name, get_urlconf())
    return f"{before}{key}{after}"


@lru_cache
def _around(name: str, urlconf: str | None) -> tuple[str, str]:
    before, after = reverse(name, urlconf=urlconf, args=[_PLACE]).split(str(_PLACE))
    return before, after
