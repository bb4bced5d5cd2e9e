from django.apps import AppConfig


class IntroCoursesConfig(AppConfig):
    """The room ``introcourses``."""

    name = "stafet.introcourses"
    default_auto_field = "django.db.models.BigAutoField"
