"""Where the people of the demonstration go, and who works there."""

from __future__ import annotations

from dataclasses import dataclass

from stafet.access.api import Role
from stafet.organisations.api import OrganisationKind

PASSWORD = "stafet-stafet"  # noqa: S105  # of a demonstration on loopback, printed at every start
MUNICIPALITY = ("dk", "899", "Egekøbing Kommune")
"""No Danish municipality has this code or this name."""

NEIGHBOUR = ("dk", "897", "Fjordby Kommune")
"""Shares practical courses. Nobody works there."""

SWEDISH_MUNICIPALITY = ("se", "9998", "Lundaryds kommun")
"""Nor any Swedish one these."""


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation of the demonstration. ``key`` is its id in the register that exports it."""

    key: str
    kind: OrganisationKind
    name: str


@dataclass(frozen=True, slots=True)
class Employee:
    """Someone who logs in to look around."""

    email: str
    name: str
    role: Role
    place: str
    steward: bool = False


TOWN = Place("town", OrganisationKind.MUNICIPALITY, "Egekøbing Kommune")
GUIDANCE = Place("guidance", OrganisationKind.GUIDANCE_UNIT, "Ungevejledningen Egekøbing")
SCHOOLS = (
    Place("899001", OrganisationKind.SCHOOL, "Egeskolen"),
    Place("899002", OrganisationKind.SCHOOL, "Fjordskolen"),
    Place("899003", OrganisationKind.SCHOOL, "Møllevangskolen"),
    Place("899004", OrganisationKind.SCHOOL, "Nørre Bakkeskole"),
    Place("899005", OrganisationKind.SCHOOL, "Skovbrynet Friskole"),
    Place("899006", OrganisationKind.SCHOOL, "10. Egekøbing"),
)
TENTH_CENTRE = SCHOOLS[-1]
"""Where tenth grade is taken. A OneRoster set calls it a school like the others."""

INSTITUTIONS = (
    Place("899101", OrganisationKind.VOCATIONAL_SCHOOL, "Egekøbing Tekniske Skole"),
    Place("899102", OrganisationKind.VOCATIONAL_SCHOOL, "Fjordens Handelsskole"),
    Place("899103", OrganisationKind.UPPER_SECONDARY, "Egekøbing Gymnasium"),
    Place("899104", OrganisationKind.PREPARATORY, "FGU Egekøbing"),
)

EMPLOYEES = (
    Employee("bo@egekobing.example", "Bo Bertelsen", Role.COUNSELLOR, GUIDANCE.key, steward=True),
    Employee("karin@egekobing.example", "Karin Kvist", Role.COUNSELLOR, GUIDANCE.key),
    Employee("ditte@egekobing.example", "Ditte Dam", Role.SCHOOL_LEADER, "899001", steward=True),
    Employee("hans@egekobing.example", "Hans Høj", Role.SCHOOL_LEADER, "899002", steward=True),
    Employee("mette@egekobing.example", "Mette Mark", Role.SCHOOL_LEADER, "899003", steward=True),
    Employee("niels@egekobing.example", "Niels Nygaard", Role.SCHOOL_LEADER, "899004", steward=True),
    Employee("sara@egekobing.example", "Sara Skovgaard", Role.SCHOOL_LEADER, "899006", steward=True),
    Employee("tina@egekobing.example", "Tina Toft", Role.TEACHER, "899001"),
    Employee("freja@egekobing.example", "Freja Falk", Role.INSTITUTION_COUNSELLOR, "899101", steward=True),
    Employee("jonas@egekobing.example", "Jonas Juul", Role.INSTITUTION_COUNSELLOR, "899102", steward=True),
    Employee("lene@egekobing.example", "Lene Lykke", Role.INSTITUTION_COUNSELLOR, "899103", steward=True),
    Employee("per@egekobing.example", "Per Pihl", Role.INSTITUTION_COUNSELLOR, "899104", steward=True),
    Employee("gro@egekobing.example", "Gro Gram", Role.COORDINATOR, TOWN.key, steward=True),
    Employee("rita@egekobing.example", "Rita Roed", Role.REGISTER_KEEPER, TOWN.key),
    Employee("ida@egekobing.example", "Ida Iversen", Role.ADMINISTRATOR, TOWN.key),
    Employee("lotte@egekobing.example", "Lotte Lund", Role.LOG_CONTROLLER, TOWN.key),
    Employee("viggo@egekobing.example", "Viggo Vad", Role.DATA_PROTECTION_OFFICER, TOWN.key),
    Employee("pia@egekobing.example", "Pia Poulsen", Role.POLITICIAN, TOWN.key),
)

SHOWN = ("bo", "freja", "ditte", "gro", "ida")
"""Whose log-ins are printed: a counsellor, a receiver, a school leader, the coordinator, who runs the accounts."""
