from django.apps import AppConfig


class GroundworkConfig(AppConfig):
    """The room ``groundwork``."""

    name = "stafet.groundwork"
    default_auto_field = "django.db.models.BigAutoField"
