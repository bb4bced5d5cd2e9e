from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """The room ``retention``."""

    name = "stafet.retention"
    default_auto_field = "django.db.models.BigAutoField"
