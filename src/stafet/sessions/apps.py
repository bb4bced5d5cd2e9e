from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """The room ``sessions``. Its tables must not be taken for those of the framework's own package."""

    name = "stafet.sessions"
    label = "browsers"
