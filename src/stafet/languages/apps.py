from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    """The room ``languages``."""

    name = "stafet.languages"
    default_auto_field = "django.db.models.BigAutoField"
