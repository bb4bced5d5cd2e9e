from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """The room ``overview``."""

    name = "stafet.overview"
