"""The door of the room ``protection``."""

from stafet.protection.actions import (
    agree_to_end,
    keep_protected,
    list_reader,
    mark_protected,
    propose_to_end,
    unlist_reader,
)
from stafet.protection.errors import (
    NotProtected,
    NotYoursToProtect,
    ProtectedAlready,
    SomebodyMustBeNamed,
    TwoPeopleEnd,
)
from stafet.protection.models import ProtectionDecision
from stafet.protection.queries import (
    Protected,
    can_decide,
    municipalities_protected_by,
    protected_for,
    protection_of,
)
from stafet.protection.states import Decision

__all__ = [
    "Decision",
    "NotProtected",
    "NotYoursToProtect",
    "Protected",
    "ProtectedAlready",
    "ProtectionDecision",
    "SomebodyMustBeNamed",
    "TwoPeopleEnd",
    "agree_to_end",
    "can_decide",
    "keep_protected",
    "list_reader",
    "mark_protected",
    "municipalities_protected_by",
    "propose_to_end",
    "protected_for",
    "protection_of",
    "unlist_reader",
]
