from django.apps import AppConfig


class OffersConfig(AppConfig):
    """The room ``offers``."""

    name = "stafet.offers"
    default_auto_field = "django.db.models.BigAutoField"
