"""The matrix asks pages as browsers do, so it takes the browsers' settings."""

from tests.web.conftest import quick_settings

__all__ = ["quick_settings"]
