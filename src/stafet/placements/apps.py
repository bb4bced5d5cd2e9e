from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    """The room ``placements``."""

    name = "stafet.placements"
    default_auto_field = "django.db.models.BigAutoField"
