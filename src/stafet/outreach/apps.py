from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """The room ``outreach``."""

    name = "stafet.outreach"
    default_auto_field = "django.db.models.BigAutoField"
