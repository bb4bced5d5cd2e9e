"""The door of the room ``organisations``."""

from stafet.organisations.models import Municipality, Organisation, Unit
from stafet.organisations.queries import Home, Place, duty_units, home, places
from stafet.organisations.states import OrganisationKind, UnitKind

__all__ = [
    "Home",
    "Municipality",
    "Organisation",
    "OrganisationKind",
    "Place",
    "Unit",
    "UnitKind",
    "duty_units",
    "home",
    "places",
]
