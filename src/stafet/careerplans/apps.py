from django.apps import AppConfig


class CareerplansConfig(AppConfig):
    """The room ``careerplans``."""

    name = "stafet.careerplans"
    default_auto_field = "django.db.models.BigAutoField"
