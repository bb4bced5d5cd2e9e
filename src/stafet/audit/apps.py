from django.apps import AppConfig


class AuditConfig(AppConfig):
    """What was changed, and who looked."""

    name = "stafet.audit"
    default_auto_field = "django.db.models.BigAutoField"
