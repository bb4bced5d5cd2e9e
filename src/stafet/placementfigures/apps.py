from django.apps import AppConfig


class PlacementFiguresConfig(AppConfig):
    """The room ``placementfigures``."""

    name = "stafet.placementfigures"
