from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """The room ``followup``."""

    name = "stafet.followup"
    default_auto_field = "django.db.models.BigAutoField"
