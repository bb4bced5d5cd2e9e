from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """The room ``pathways``."""

    name = "stafet.pathways"
    default_auto_field = "django.db.models.BigAutoField"
