from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """The room ``conversations``."""

    name = "stafet.conversations"
    default_auto_field = "django.db.models.BigAutoField"
