from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    """The room ``materials``."""

    name = "stafet.materials"
    default_auto_field = "django.db.models.BigAutoField"
