from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    """The room ``duplicates``."""

    name = "stafet.duplicates"
