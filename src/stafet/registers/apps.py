from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """The room ``registers``."""

    name = "stafet.registers"
    default_auto_field = "django.db.models.BigAutoField"
