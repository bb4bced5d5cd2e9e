from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """The room ``reminders``."""

    name = "stafet.reminders"
