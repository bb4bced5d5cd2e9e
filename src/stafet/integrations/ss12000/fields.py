"""The fields that are kept of what a school system answers. Everything else is let go before it is written anywhere.

Guardians, addresses, photos, log-in names, staff: none of it is needed, so none of it is kept, whatever a system sends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from stafet.integrations.ss12000.package import Resource
from stafet.integrations.ss12000.types import types

Entity = Mapping[str, object]
Kept = dict[str, object]

_LONGEST_TEXT = 300
_MOST_ENROLMENTS = 200
_MOST_CONTACTS = 20
_MOST_MEMBERS = 5_000
_MOST_TYPES = 40


def kept_organisation(entity: Entity) -> Kept:
    """An organisation: its name, its type, where it belongs, its school types."""
    return {
        **_scalars(entity, "id", "displayName", "organisationType", "schoolUnitCode", "startDate", "endDate"),
        "parent": _reference(entity.get("parentOrganisation")),
        "schoolTypes": [
            each for each in _list(entity.get("schoolTypes"), _MOST_TYPES) if isinstance(each, str)
        ],
    }


def kept_group(entity: Entity) -> Kept:
    """A group: its name, its type, where it is, and who has been in it from when until when."""
    members = (
        {**_scalars(each, "startDate", "endDate"), "person": _reference(each.get("person"))}
        for each in _objects(entity.get("groupMemberships"), _MOST_MEMBERS)
    )
    return {
        **_scalars(entity, "id", "displayName", "groupType", "schoolType", "startDate", "endDate"),
        "organisation": _reference(entity.get("organisation")),
        "members": list(members),
    }


def kept_programme(entity: Entity) -> Kept:
    """A programme: its name, its code, what type it is, and which it is part of."""
    parent = entity.get("parentProgramme")
    return {
        **_scalars(entity, "id", "name", "type", "code"),
        "parent": parent if isinstance(parent, str) else _reference(parent),
    }


def kept_person(entity: Entity) -> Kept:
    """A pupil. Nothing of anybody who is enrolled nowhere, or only in preschool or a leisure-time centre."""
    enrolments = [
        _enrolment(each)
        for each in _objects(entity.get("enrolments"), _MOST_ENROLMENTS)
        if each.get("schoolType") not in types()["left_out"]
    ]
    if not enrolments:
        return {}
    civic_number = entity.get("civicNo")
    return {
        **_scalars(entity, "id", "givenName", "middleName", "familyName", "birthDate"),
        **_scalars(entity, "securityMarking", "personStatus"),
        "civicNo": _scalar(civic_number.get("value")) if isinstance(civic_number, Mapping) else None,
        "emails": [
            _scalars(each, "value", "type") for each in _objects(entity.get("emails"), _MOST_CONTACTS)
        ],
        "phones": [
            _scalars(each, "value", "mobile") for each in _objects(entity.get("phoneNumbers"), _MOST_CONTACTS)
        ],
        "enrolments": enrolments,
    }


KEPT: Mapping[Resource, Callable[[Entity], Kept]] = MappingProxyType(
    {
        Resource.ORGANISATIONS: kept_organisation,
        Resource.GROUPS: kept_group,
        Resource.PROGRAMMES: kept_programme,
        Resource.PERSONS: kept_person,
    }
)
"""What is kept of each entity; nothing when it is not about a pupil."""

OFTEN_LEFT_OUT = ("cancelled", "endDate", "schoolYear", "programme")
"""Fields of an enrolment that systems are known to leave out."""


def _enrolment(entity: Entity) -> Kept:
    names = ("schoolYear", "schoolType", "startDate", "endDate", "cancelled", "educationCode")
    return {
        **_scalars(entity, *names),
        "enroledAt": _reference(entity.get("enroledAt")),
        "programme": _reference(entity.get("programme")),
    }


def _scalars(entity: Entity, *names: str) -> Kept:
    return {name: _scalar(entity.get(name)) for name in names}


def _scalar(value: object) -> object:
    """Text, numbers, yes and no. Anything bigger in their place is nothing that we could use."""
    if isinstance(value, str):
        return value[:_LONGEST_TEXT]
    return value if isinstance(value, bool | int | float) else None


def _reference(value: object) -> str:
    """The key of what is referred to."""
    found = value.get("id") if isinstance(value, Mapping) else None
    return found[:_LONGEST_TEXT] if isinstance(found, str) else ""


def _list(value: object, most: int) -> list[object]:
    return value[:most] if isinstance(value, list) else []


def _objects(value: object, most: int) -> list[Entity]:
    return [each for each in _list(value, most) if isinstance(each, Mapping)]
