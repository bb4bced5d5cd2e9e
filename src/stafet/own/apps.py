from django.apps import AppConfig


class OwnConfig(AppConfig):
    """The room ``own``."""

    name = "stafet.own"
    default_auto_field = "django.db.models.BigAutoField"
