from django.apps import AppConfig


class PracticalcoursesConfig(AppConfig):
    """The room ``practicalcourses``."""

    name = "stafet.practicalcourses"
    default_auto_field = "django.db.models.BigAutoField"
