"""The same world as the relay's tests have."""

from tests.responsibility.conftest import world

__all__ = ["world"]
