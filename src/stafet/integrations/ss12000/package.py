"""What a fetch leaves behind: a zip of lines of JSON, only the fields we use, that the reader reads like any upload.

The package stands between the network and the reader, so that what a school system answers is looked at in the reading
process, kept sealed like a file somebody uploaded, and can be read again. ``VERSION`` changes with its shape.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZipFile

from stafet.kernel.records import LoadMode

MANIFEST = "ss12000.json"
VERSION = "1"
STANDARD = "SS12000:2020"


class Resource(StrEnum):
    """What is asked for, by its name in the standard."""

    ORGANISATIONS = "organisations"
    GROUPS = "groups"
    PROGRAMMES = "programmes"
    PERSONS = "persons"
    DELETED = "deletedEntities"
    ATTENDANCE = "aggregatedAttendances"

    @property
    def member(self) -> str:
        """The file of the package that holds it."""
        return f"{self.value}.jsonl"


class Answer(StrEnum):
    """How a system answers when it is asked for something."""

    OFFERED = "offered"
    MISSING = "missing"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a system answered about one resource, and how many entities it gave."""

    resource: Resource
    answer: Answer
    entities: int = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """How many of how many entities carry a field that systems often leave out."""

    field: str
    count: int
    base: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first thing a package says: whether it is everything or changes, and what the system offered."""

    mode: LoadMode
    asked_at: datetime
    offers: tuple[Offer, ...]
    filled: tuple[Filled, ...] = ()
    version: str = VERSION

    def to_json(self) -> str:
        """The manifest as text."""
        return json.dumps(
            {
                "version": self.version,
                "standard": STANDARD,
                "mode": self.mode.value,
                "asked_at": self.asked_at.isoformat(),
                "offers": [asdict(offer) for offer in self.offers],
                "filled": [asdict(each) for each in self.filled],
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """The manifest a text writes. Raises ``ValueError``, ``KeyError`` or ``TypeError`` when it is none."""
        said = json.loads(text)
        return cls(
            LoadMode(said["mode"]),
            datetime.fromisoformat(said["asked_at"]),
            tuple(
                Offer(Resource(each["resource"]), Answer(each["answer"]), int(each["entities"]))
                for each in said["offers"]
            ),
            tuple(
                Filled(str(each["field"]), int(each["count"]), int(each["base"])) for each in said["filled"]
            ),
            str(said["version"]),
        )

    def answer_about(self, resource: Resource) -> Answer:
        """How the system answered when it was asked for a resource."""
        return next((each.answer for each in self.offers if each.resource is resource), Answer.NOT_ASKED)


class PackageWriter:
    """Writes one resource after the other into a zip, as lines, so that no more than a page is held in memory."""

    def __init__(self, zipped: ZipFile) -> None:
        self._zipped = zipped
        self.bytes_written = 0

    def member(self, resource: Resource) -> MemberWriter:
        """A resource that comes in pages."""
        return MemberWriter(self, self._zipped, resource)

    def finish(self, manifest: Manifest) -> None:
        """Say what the package is. Without this it is none."""
        self._zipped.writestr(MANIFEST, manifest.to_json(), ZIP_DEFLATED)


class MemberWriter:
    """The lines of one resource while it is fetched."""

    def __init__(self, writer: PackageWriter, zipped: ZipFile, resource: Resource) -> None:
        self._writer = writer
        self._stream = zipped.open(resource.member, "w")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def add(self, entity: Mapping[str, object]) -> None:
        """One more entity."""
        line = json.dumps(entity, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self._writer.bytes_written += len(line)
        self._stream.write(line)
