from django.apps import AppConfig


class SchoolWeeksConfig(AppConfig):
    """The room ``schoolweeks``."""

    name = "stafet.schoolweeks"
    default_auto_field = "django.db.models.BigAutoField"
