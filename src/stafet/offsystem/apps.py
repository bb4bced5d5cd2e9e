from django.apps import AppConfig


class OffSystemConfig(AppConfig):
    """The room ``offsystem``."""

    name = "stafet.offsystem"
    default_auto_field = "django.db.models.BigAutoField"
