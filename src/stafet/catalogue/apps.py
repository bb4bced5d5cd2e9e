from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The room ``catalogue``."""

    name = "stafet.catalogue"
    default_auto_field = "django.db.models.BigAutoField"
