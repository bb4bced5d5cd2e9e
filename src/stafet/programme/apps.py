from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """The room ``programme``."""

    name = "stafet.programme"
    default_auto_field = "django.db.models.BigAutoField"
