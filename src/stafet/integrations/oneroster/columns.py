"""The files of OneRoster's CSV binding that we read, and the columns each must have.

Source: 1EdTech OneRoster 1.1 and 1.2 CSV binding; required columns as listed in domain/sweden 3.3.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

VERSIONS = ("1.1", "1.2")
MANIFEST = "manifest.csv"


class RosterFile(StrEnum):
    """A file of a set, by the name it has in the manifest."""

    ACADEMIC_SESSIONS = "academicSessions"
    CLASSES = "classes"
    DEMOGRAPHICS = "demographics"
    ENROLLMENTS = "enrollments"
    ORGS = "orgs"
    ROLES = "roles"
    USERS = "users"

    @property
    def file_name(self) -> str:
        """The name of the file in the zip."""
        return f"{self.value}.csv"


_BOTH = MappingProxyType(
    {
        RosterFile.ACADEMIC_SESSIONS: ("sourcedId", "title", "type", "startDate", "endDate", "schoolYear"),
        RosterFile.ORGS: ("sourcedId", "name", "type"),
        RosterFile.CLASSES: (
            "sourcedId",
            "title",
            "courseSourcedId",
            "classType",
            "schoolSourcedId",
            "termSourcedIds",
        ),
        RosterFile.ENROLLMENTS: ("sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
        RosterFile.DEMOGRAPHICS: ("sourcedId",),
        RosterFile.USERS: ("sourcedId", "enabledUser", "username", "givenName", "familyName"),
        RosterFile.ROLES: ("sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"),
    }
)
_MORE_IN_USERS_1_1 = ("role", "orgSourcedIds")
_FOR_CHANGES = ("status", "dateLastModified")

KNOWN = MappingProxyType(
    {
        RosterFile.ACADEMIC_SESSIONS: {"parentSourcedId"},
        RosterFile.ORGS: {"identifier", "parentSourcedId"},
        RosterFile.CLASSES: {"grades", "classCode", "location", "subjects", "subjectCodes", "periods"},
        RosterFile.ENROLLMENTS: {"primary", "beginDate", "endDate"},
        RosterFile.DEMOGRAPHICS: {
            "birthDate",
            "sex",
            "americanIndianOrAlaskaNative",
            "asian",
            "blackOrAfricanAmerican",
            "nativeHawaiianOrOtherPacificIslander",
            "white",
            "demographicRaceTwoOrMoreRaces",
            "hispanicOrLatinoEthnicity",
            "countryOfBirthCode",
            "stateOfBirthAbbreviation",
            "cityOfBirth",
            "publicSchoolResidenceStatus",
        },
        RosterFile.USERS: {
            "orgSourcedIds",
            "role",
            "userIds",
            "middleName",
            "identifier",
            "email",
            "sms",
            "phone",
            "agentSourcedIds",
            "grades",
            "password",
            "userMasterIdentifier",
            "resourceSourcedIds",
            "preferredGivenName",
            "preferredMiddleName",
            "preferredFamilyName",
            "primaryOrgSourcedId",
            "pronouns",
        },
        RosterFile.ROLES: {"beginDate", "endDate", "userProfileSourcedId"},
    }
)
"""Optional columns of the standard. Whatever else stands in a file is an extension: accepted, not used."""


def required_columns(file: RosterFile, version: str, *, is_delta: bool) -> tuple[str, ...]:
    """The headings without which a file of that version is not valid."""
    more = _MORE_IN_USERS_1_1 if file is RosterFile.USERS and version == "1.1" else ()
    return (*_BOTH[file], *more, *(_FOR_CHANGES if is_delta else ()))


def is_extension(file: RosterFile, heading: str) -> bool:
    """Whether a heading is none of the standard's."""
    return heading not in {*_BOTH[file], *_FOR_CHANGES, *KNOWN[file]}
