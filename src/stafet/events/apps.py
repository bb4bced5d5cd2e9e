from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The room ``events``."""

    name = "stafet.events"
    default_auto_field = "django.db.models.BigAutoField"
