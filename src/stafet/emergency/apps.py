from django.apps import AppConfig


class EmergencyConfig(AppConfig):
    """The room ``emergency``."""

    name = "stafet.emergency"
    default_auto_field = "django.db.models.BigAutoField"
