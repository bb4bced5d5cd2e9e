"""A small Swedish town as its school system tells of it. Nobody in it exists."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tests.kernel.numbers import swedish_number

Said = dict[str, Any]
LONG_AGO = datetime(2026, 8, 20, 6, 0, tzinfo=UTC)


def key(name: str) -> str:
    """The town's key of something."""
    return str(uuid5(NAMESPACE_URL, f"https://lillby.example/{name}"))


def reference(name: str) -> Said:
    """How something is referred to."""
    return {"id": key(name)}


@dataclass(slots=True)
class Town:
    """What the school system holds. ``changed_at`` tells when an entity last changed, by its key."""

    organisations: list[Said] = field(default_factory=list)
    groups: list[Said] = field(default_factory=list)
    programmes: list[Said] = field(default_factory=list)
    persons: list[Said] = field(default_factory=list)
    deleted: list[tuple[datetime, str, str]] = field(default_factory=list)
    changed_at: dict[str, datetime] = field(default_factory=dict)

    def person(self, name: str) -> Said:
        """Somebody, to be changed in place."""
        return next(each for each in self.persons if each["id"] == key(name))

    def change(self, name: str, at: datetime, **changes: object) -> None:
        """Somebody's entry changes."""
        self.person(name).update(changes)
        self.changed_at[key(name)] = at

    def enrol(self, name: str, at: datetime, *enrolments: Said) -> None:
        """Somebody's enrolments are other ones from now on."""
        self.change(name, at, enrolments=list(enrolments))

    def drop(self, name: str) -> None:
        """Somebody is no longer there, and nothing says so."""
        self.persons = [each for each in self.persons if each["id"] != key(name)]

    def delete(self, name: str, at: datetime) -> None:
        """Somebody is deleted, and the system says so."""
        self.drop(name)
        self.deleted.append((at, "persons", key(name)))


def organisation(name: str, kind: str = "Skolenhet", *types: str, parent: str = "") -> Said:
    """An organisation."""
    return {
        "id": key(name),
        "meta": {"created": "2020-01-01T00:00:00Z", "modified": "2026-01-01T00:00:00Z"},
        "displayName": name,
        "organisationType": kind,
        "schoolTypes": list(types),
        **({"parentOrganisation": reference(parent)} if parent else {}),
    }


def pupil(name: str, born: date, *enrolments: Said, **more: object) -> Said:
    """Somebody who is enrolled."""
    given, family = name.split(" ", 1)
    return {
        "id": key(name),
        "givenName": given,
        "familyName": family,
        "civicNo": {"value": swedish_number(born, sum(map(ord, name)) % 900), "nationality": "SE"},
        "birthDate": born.isoformat(),
        "sex": "Okänt",
        "securityMarking": "Ingen",
        "personStatus": "Aktiv",
        "emails": [{"value": f"{given.lower()}@edu.lillby.example", "type": "Skola elev"}],
        "phoneNumbers": [{"value": "070-000 00 00", "mobile": True}],
        "addresses": [{"streetAddress": "Hemliga gatan 1", "municipalityCode": "0000"}],
        "responsibles": [{"person": reference("Vera Vårdnad"), "relationType": "Vårdnadshavare"}],
        "enrolments": list(enrolments),
        **more,
    }


def enrolment(school: str, kind: str, starts_on: str, ends_on: str = "", **more: object) -> Said:
    """Where somebody is enrolled, from when until when (the last day)."""
    told: Said = {"enroledAt": reference(school), "schoolType": kind, "startDate": starts_on}
    return {**told, **({"endDate": ends_on} if ends_on else {}), **more}


def in_year_nine(starts_on: str = "2026-08-17", ends_on: str = "", **more: object) -> Said:
    """Enrolled in grade 9 of the town's school."""
    return enrolment("Lillby skola", "GR", starts_on, ends_on, schoolYear=9, **more)


def in_electricity(starts_on: str = "2026-08-17", ends_on: str = "", **more: object) -> Said:
    """Enrolled in the vocational programme of the town's upper secondary school."""
    how: Said = {"schoolYear": 1, "programme": reference("El- och energi"), "educationCode": "EE", **more}
    return enrolment("Lillby gymnasium", "GY", starts_on, ends_on, **how)


def a_class(name: str, at: str, *members: str, kind: str = "Klass") -> Said:
    """A class with its pupils."""
    return {
        "id": key(name),
        "displayName": name,
        "groupType": kind,
        "schoolType": "GR",
        "startDate": "2026-08-17",
        "organisation": reference(at),
        "groupMemberships": [{"person": reference(each), "startDate": "2026-08-17"} for each in members],
    }


def lillby() -> Town:
    """The town: a school, an upper secondary school, four young people, a teacher and a mother."""
    town = Town(
        organisations=[
            organisation("Lillby kommun", "Huvudman"),
            organisation("Lillby skola", "Skolenhet", "FKLASS", "GR", parent="Lillby kommun"),
            organisation("Lillby gymnasium", "Skolenhet", "GY", parent="Lillby kommun"),
            organisation("Solens förskola", "Skolenhet", "FS", parent="Lillby kommun"),
        ],
        programmes=[
            {"id": key("El- och energi"), "name": "El- och energi", "type": "Yrkesprogram", "code": "EE"},
            {"id": key("Natur"), "name": "Natur", "type": "Högskoleförberedande", "code": "NA"},
            {
                "id": key("Individuellt"),
                "name": "Individuellt",
                "type": "Introduktionsprogram",
                "code": "IMV",
            },
        ],
        groups=[
            a_class("9A", "Lillby skola", "Aya Ek", "Bo Lund"),
            a_class("Ma 9", "Lillby skola", "Aya Ek", kind="Undervisning"),
            a_class("EE26", "Lillby gymnasium", "Cim Dahl", "Dea Ros"),
        ],
        persons=[
            pupil("Aya Ek", date(2011, 3, 4), in_year_nine()),
            pupil("Bo Lund", date(2011, 5, 6), in_year_nine()),
            pupil("Cim Dahl", date(2010, 2, 3), in_electricity()),
            pupil("Dea Ros", date(2010, 9, 8), in_electricity()),
            pupil("Tilde Lärare", date(1980, 1, 1)),
            pupil("Vera Vårdnad", date(1981, 1, 1)),
            pupil("Ilse Liten", date(2022, 4, 5), enrolment("Solens förskola", "FS", "2025-01-07")),
        ],
    )
    town.changed_at = {each["id"]: LONG_AGO for each in town.persons}
    return town
