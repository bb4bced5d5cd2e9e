from django.apps import AppConfig


class LogControlConfig(AppConfig):
    """The room ``logcontrol``."""

    name = "stafet.logcontrol"
    default_auto_field = "django.db.models.BigAutoField"
