from django.apps import AppConfig


class PlanworkConfig(AppConfig):
    """The room ``planwork``."""

    name = "stafet.planwork"
    default_auto_field = "django.db.models.BigAutoField"
