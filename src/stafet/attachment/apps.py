from django.apps import AppConfig


class AttachmentConfig(AppConfig):
    """The room ``attachment``."""

    name = "stafet.attachment"
    default_auto_field = "django.db.models.BigAutoField"
