from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    """The room ``partnerships``."""

    name = "stafet.partnerships"
    default_auto_field = "django.db.models.BigAutoField"
