from django.apps import AppConfig


class OtherCasesConfig(AppConfig):
    """The room ``othercases``."""

    name = "stafet.othercases"
    default_auto_field = "django.db.models.BigAutoField"
