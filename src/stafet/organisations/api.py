"""The door of the room ``organisations``."""

from stafet.organisations.actions import (
    OrganisationFacts,
    change_organisation,
    change_unit,
    close_organisation,
    close_unit,
    decide_policy,
    name_last_resort,
    open_unit,
    register_municipality,
    register_organisation,
)
from stafet.organisations.decisions import (
    OpenRule,
    PolicyLine,
    open_rules,
    policy_deadline,
    policy_lines,
    policy_settings,
    policy_value,
    policy_values,
)
from stafet.organisations.importers import (
    ORGANISATION_COLUMNS,
    UNIT_COLUMNS,
    PlacesTakenIn,
    take_in_classes,
    take_in_organisations,
)
from stafet.organisations.models import Municipality, MunicipalPolicy, Organisation, Unit
from stafet.organisations.queries import Home, Place, duty_units, home, municipalities, places, teams_of
from stafet.organisations.states import RECIPIENTS, OrganisationKind, UnitKind

__all__ = [
    "ORGANISATION_COLUMNS",
    "RECIPIENTS",
    "UNIT_COLUMNS",
    "Home",
    "MunicipalPolicy",
    "Municipality",
    "OpenRule",
    "Organisation",
    "OrganisationFacts",
    "OrganisationKind",
    "Place",
    "PlacesTakenIn",
    "PolicyLine",
    "Unit",
    "UnitKind",
    "change_organisation",
    "change_unit",
    "close_organisation",
    "close_unit",
    "decide_policy",
    "duty_units",
    "home",
    "municipalities",
    "name_last_resort",
    "open_rules",
    "open_unit",
    "places",
    "policy_deadline",
    "policy_lines",
    "policy_settings",
    "policy_value",
    "policy_values",
    "register_municipality",
    "register_organisation",
    "take_in_classes",
    "take_in_organisations",
    "teams_of",
]
