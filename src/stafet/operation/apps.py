from django.apps import AppConfig


class OperationConfig(AppConfig):
    """The room ``operation``."""

    name = "stafet.operation"
