from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The room ``messages``."""

    name = "stafet.messages"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
