from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """The room ``progress``."""

    name = "stafet.progress"
    default_auto_field = "django.db.models.BigAutoField"
