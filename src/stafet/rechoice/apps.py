from django.apps import AppConfig


class RechoiceConfig(AppConfig):
    """The room ``rechoice``."""

    name = "stafet.rechoice"
    default_auto_field = "django.db.models.BigAutoField"
