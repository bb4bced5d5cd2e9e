from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """The room ``organisations``."""

    name = "stafet.organisations"
    default_auto_field = "django.db.models.BigAutoField"
