"""Amina is held by Bo's guidance unit; she and her mother have log-ins of their own."""

from __future__ import annotations

from tests.conversations.conftest import acting
from tests.web.conftest import amina, client_for, quick_settings

__all__ = ["acting", "amina", "client_for", "quick_settings"]
