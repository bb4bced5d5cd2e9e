"""The manifest of a set: which version it is, and which files it has, whole or as changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stafet.integrations.findings import Unreadable, shown, unreadable
from stafet.integrations.oneroster.columns import MANIFEST, VERSIONS, RosterFile
from stafet.integrations.text import text_table
from stafet.integrations.upload import Upload
from stafet.integrations.values import text_of
from stafet.kernel.records import LoadMode, Notice, Place, Rejection
from stafet.kernel.sentences import sentence

_ABSENT = "absent"
_FILE = "file."
_NEEDED = (RosterFile.ORGS, RosterFile.USERS, RosterFile.CLASSES, RosterFile.ENROLLMENTS)
_MANIFEST_VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a set says about itself. ``modes`` holds the files we read that are there."""

    version: str
    modes: Mapping[RosterFile, LoadMode]
    notices: tuple[Notice, ...] = ()

    def is_bulk(self, file: RosterFile) -> bool:
        """Whether the set holds the whole truth about what is in a file."""
        return self.modes.get(file) is LoadMode.BULK

    def is_delta(self, file: RosterFile) -> bool:
        """Whether the set holds changes to what is in a file."""
        return self.modes.get(file) is LoadMode.DELTA


@dataclass(frozen=True, slots=True)
class _Property:
    row: int
    value: str


def read_manifest(upload: Upload) -> Manifest:
    """The manifest of a set. Raises ``Unreadable`` with every fault that is found in it."""
    properties = _properties(upload)
    version = _version(properties)
    faults = [*_version_faults(properties), *_file_faults(upload, properties)]
    if faults:
        raise Unreadable(*faults)
    modes = {
        file: LoadMode(properties[_key(file)].value) for file in RosterFile if _is_there(properties, file)
    }
    missing = [*_missing_from_bulk(modes, version)]
    if missing:
        raise Unreadable(*missing)
    return Manifest(version, modes, _undeclared(upload, properties))


def _properties(upload: Upload) -> dict[str, _Property]:
    member = upload.member(MANIFEST)
    if member is None:
        raise unreadable(
            upload.name,
            sentence("The set has no manifest.csv, so its version and its files are not certain."),
            sentence("Export the set again as OneRoster 1.1 or 1.2; the manifest belongs in the same zip."),
        )
    grid = text_table(upload, member).grid()
    grid.require(("propertyName", "value"))
    name, value = grid.column("propertyName"), grid.column("value")
    found: dict[str, _Property] = {}
    for row in grid.rows():
        if isinstance(row, Rejection):
            raise Unreadable(row)
        if name is not None and value is not None:
            found[text_of(row.cells[name])] = _Property(row.number, text_of(row.cells[value]).casefold())
    return found


def _version(properties: Mapping[str, _Property]) -> str:
    told = properties.get("oneroster.version", _Property(0, "")).value
    return ".".join(told.split(".")[:2])


def _version_faults(properties: Mapping[str, _Property]) -> list[Rejection]:
    told = properties.get("oneroster.version", _Property(0, ""))
    faults = []
    if _version(properties) not in VERSIONS:
        what = sentence("The manifest says OneRoster version “%(version)s”.", version=shown(told.value))
        mend = sentence("Export the set as OneRoster %(versions)s.", versions=", ".join(VERSIONS))
        faults.append(Rejection(Place(MANIFEST, told.row, "value"), what, mend))
    manifest = properties.get("manifest.version", _Property(0, _MANIFEST_VERSION))
    if manifest.value != _MANIFEST_VERSION:
        what = sentence("The manifest is of version “%(version)s”.", version=shown(manifest.value))
        mend = sentence("Export the set with a manifest of version 1.0.")
        faults.append(Rejection(Place(MANIFEST, manifest.row, "value"), what, mend))
    return faults


def _file_faults(upload: Upload, properties: Mapping[str, _Property]) -> list[Rejection]:
    faults = []
    for name, told in properties.items():
        if not name.startswith(_FILE) or told.value == _ABSENT:
            continue
        file = f"{name.removeprefix(_FILE)}.csv"
        place = Place(MANIFEST, told.row, "value")
        if told.value not in set(LoadMode):
            what = sentence(
                "“%(value)s” is no way to send %(file)s.", value=shown(told.value), file=shown(file)
            )
            faults.append(Rejection(place, what, sentence("It must be bulk, delta or absent.")))
        elif upload.member(file) is None:
            what = sentence("The manifest promises %(file)s, but it is not there.", file=shown(file))
            mend = sentence("Put the file into the zip, or say absent in the manifest.")
            faults.append(Rejection(place, what, mend))
    return faults


def _missing_from_bulk(modes: Mapping[RosterFile, LoadMode], version: str) -> list[Rejection]:
    """A set in which everything is a change may leave files out; a whole set may not."""
    if modes and all(mode is LoadMode.DELTA for mode in modes.values()):
        return []
    needed = (*_NEEDED, RosterFile.ROLES) if version != "1.1" else _NEEDED
    return [
        Rejection(
            Place(MANIFEST, 0, "propertyName"),
            sentence("The set has no %(file)s.", file=file.file_name),
            sentence("Export it with %(file)s, and say so in the manifest.", file=file.file_name),
        )
        for file in needed
        if file not in modes
    ]


def _undeclared(upload: Upload, properties: Mapping[str, _Property]) -> tuple[Notice, ...]:
    declared = {
        name.removeprefix(_FILE).casefold() for name, told in properties.items() if told.value != _ABSENT
    }
    return tuple(
        Notice(
            Place(member.name), sentence("The file is not read, because the manifest does not promise it.")
        )
        for member in upload.members
        if member.name.casefold() != MANIFEST and member.name.removesuffix(".csv").casefold() not in declared
    )


def _key(file: RosterFile) -> str:
    return f"{_FILE}{file.value}"


def _is_there(properties: Mapping[str, _Property], file: RosterFile) -> bool:
    told = properties.get(_key(file))
    return told is not None and told.value != _ABSENT
