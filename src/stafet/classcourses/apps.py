from django.apps import AppConfig


class ClasscoursesConfig(AppConfig):
    """The room ``classcourses``."""

    name = "stafet.classcourses"
    default_auto_field = "django.db.models.BigAutoField"
