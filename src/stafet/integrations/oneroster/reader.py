"""The reader of OneRoster sets: organisations, homeroom classes, pupils, and one enrolment per stay.

What it decides where the standard leaves room, and says in a notice each time: how ends are written
(``schools.end_dates_of``), who is a pupil (``people``), and which dates count when somebody is in many
classes (``memberships``).
"""

from __future__ import annotations

from collections.abc import Iterator

from stafet.integrations.memberships import Memberships
from stafet.integrations.oneroster.columns import MANIFEST, VERSIONS, RosterFile
from stafet.integrations.oneroster.enrolments import add_roles, enrolments, read_memberships
from stafet.integrations.oneroster.files import RosterSet
from stafet.integrations.oneroster.manifest import Manifest, read_manifest
from stafet.integrations.oneroster.people import Pupils, read_birth_dates, read_pupils, read_roles
from stafet.integrations.oneroster.schools import Schools, read_classes, read_orgs, read_sessions
from stafet.integrations.protocol import Item, KindMode, ReaderSettings, Reading, RecordKind, to_the_end
from stafet.integrations.upload import Upload, UploadKind

_KINDS = (
    (RecordKind.ORGANISATIONS, RosterFile.ORGS),
    (RecordKind.GROUPS, RosterFile.CLASSES),
    (RecordKind.PERSONS, RosterFile.USERS),
    (RecordKind.ENROLMENTS, RosterFile.ENROLLMENTS),
)
_TELLTALE = ("users.csv", "enrollments.csv", "academicsessions.csv")


class OneRosterReader:
    """Reads OneRoster 1.1 and 1.2 CSV sets."""

    name = "oneroster"
    versions = VERSIONS

    def recognises(self, upload: Upload) -> bool:
        """A manifest, or so many of the standard's files that only the manifest can be missing.

        School Data Sync 2.1 shares file names but has no ``sourcedId`` in its enrolments; its reader is
        asked first.
        """
        if upload.kind is not UploadKind.TEXTS:
            return False
        names = {member.name.casefold() for member in upload.members}
        return MANIFEST in names or names.issuperset(_TELLTALE)

    def read(self, upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
        """The set's records."""
        return to_the_end(_items(upload, settings))


def _items(upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
    manifest = read_manifest(upload)
    roster = RosterSet(upload, manifest, settings)
    yield _reading(manifest)
    yield from manifest.notices
    schools, pupils = Schools(), Pupils()
    memberships = Memberships(settings.longest_holiday_days)
    yield from read_orgs(roster, schools)
    yield from read_sessions(roster, schools)
    yield from read_classes(roster, schools)
    users = roster.open(RosterFile.USERS)
    if users is not None:
        pupils.users = users.identifiers()
    yield from read_roles(roster, schools, pupils)
    yield from read_birth_dates(roster, pupils)
    yield from read_memberships(roster, schools, pupils, memberships)
    if users is not None:
        yield from read_pupils(users, schools, pupils)
        from_roles = RosterFile.ROLES if RosterFile.ROLES in manifest.modes else RosterFile.USERS
        add_roles(pupils, memberships, from_roles.file_name)
    yield from enrolments(roster, pupils, memberships)
    yield from roster.tally.notices()


def _reading(manifest: Manifest) -> Reading:
    modes = tuple(KindMode(kind, manifest.modes[file]) for kind, file in _KINDS if file in manifest.modes)
    files = tuple(file.file_name for file in manifest.modes)
    return Reading(OneRosterReader.name, "OneRoster", manifest.version, modes, files)
