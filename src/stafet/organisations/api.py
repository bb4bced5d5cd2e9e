"""The door of the room ``organisations``."""

from stafet.organisations.actions import (
    close_organisation,
    name_last_resort,
    open_unit,
    register_municipality,
    register_organisation,
)
from stafet.organisations.importers import (
    ORGANISATION_COLUMNS,
    UNIT_COLUMNS,
    PlacesTakenIn,
    take_in_classes,
    take_in_organisations,
)
from stafet.organisations.models import Municipality, Organisation, Unit
from stafet.organisations.queries import Home, Place, duty_units, home, municipalities, places, teams_of
from stafet.organisations.states import OrganisationKind, UnitKind

__all__ = [
    "ORGANISATION_COLUMNS",
    "UNIT_COLUMNS",
    "Home",
    "Municipality",
    "Organisation",
    "OrganisationKind",
    "Place",
    "PlacesTakenIn",
    "Unit",
    "UnitKind",
    "close_organisation",
    "duty_units",
    "home",
    "municipalities",
    "name_last_resort",
    "open_unit",
    "places",
    "register_municipality",
    "register_organisation",
    "take_in_classes",
    "take_in_organisations",
    "teams_of",
]
