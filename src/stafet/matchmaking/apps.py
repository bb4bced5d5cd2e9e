from django.apps import AppConfig


class MatchmakingConfig(AppConfig):
    """The room ``matchmaking``."""

    name = "stafet.matchmaking"
    default_auto_field = "django.db.models.BigAutoField"
