"""Ida runs the accounts of the whole municipality, Gro coordinates it, Ditte leads one school."""

from tests.accounts.conftest import ida
from tests.web.conftest import amina, client_for, quick_settings

__all__ = ["amina", "client_for", "ida", "quick_settings"]
