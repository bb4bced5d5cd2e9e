from django.apps import AppConfig


class ResponsibilityConfig(AppConfig):
    """The room ``responsibility``."""

    name = "stafet.responsibility"
    default_auto_field = "django.db.models.BigAutoField"
