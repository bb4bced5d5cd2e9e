from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """The room ``protection``."""

    name = "stafet.protection"
    default_auto_field = "django.db.models.BigAutoField"
