from django.apps import AppConfig


class WatchConfig(AppConfig):
    """The room ``watch``."""

    name = "stafet.watch"
