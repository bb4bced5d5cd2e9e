"""Reading the package: its lines one by one, their fields as what they must be, and where each stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from stafet.integrations.findings import BadValue, shown, unreadable
from stafet.integrations.ss12000.package import MANIFEST, VERSION, Manifest, Resource
from stafet.integrations.upload import Upload
from stafet.kernel.names import tidied
from stafet.kernel.records import Place, Rejection
from stafet.kernel.sentences import sentence

_A_DAY = timedelta(days=1)
_DAY_SIGNS = len("2026-08-17")
_LONGEST_LINE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity, and where it stands."""

    place: Place
    said: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A field as text without what can't be seen; empty when it is not there. Raises ``BadValue``."""
        return text_in(self.said, name)

    def parts(self, name: str) -> list[Mapping[str, Any]]:
        """A list of parts."""
        return [each for each in self.said.get(name) or () if isinstance(each, dict)]

    def rejected(self, error: BadValue, column: str = "") -> Rejection:
        """That this entity can't be taken in."""
        return error.at(Place(self.place.file, self.place.row, column))


def read_manifest(upload: Upload) -> Manifest:
    """What the package says it is. Raises ``Unreadable``."""
    member = upload.member(MANIFEST)
    if member is None:
        raise unreadable(upload.name, sentence("The package is not complete."), _FETCH_AGAIN)
    with upload.open(member) as stream:
        text = stream.read(_LONGEST_LINE)
    try:
        manifest = Manifest.from_json(text.decode())
    except (ValueError, KeyError, TypeError, RecursionError):
        raise unreadable(MANIFEST, sentence("The package is not complete."), _FETCH_AGAIN) from None
    if manifest.version != VERSION:
        raise unreadable(
            MANIFEST, sentence("The package was made by another version of Stafet."), _FETCH_AGAIN
        )
    return manifest


def entities(upload: Upload, resource: Resource) -> Iterator[Entity]:
    """The entities of a resource, in order. Raises ``Unreadable``."""
    member = upload.member(resource.member)
    if member is None:
        return
    with upload.open(member) as stream:
        row = 0
        while line := stream.readline(_LONGEST_LINE):
            row += 1
            try:
                said = json.loads(line)
            except (ValueError, RecursionError):
                said = None
            if not isinstance(said, dict):
                raise unreadable(
                    resource.member, sentence("A line of the package can't be read."), _FETCH_AGAIN, row=row
                )
            yield Entity(Place(resource.value, row), cast("Mapping[str, Any]", said))


def text_in(said: Mapping[str, Any], name: str) -> str:
    """A field as text; a number in its place is written out. Raises ``BadValue``."""
    value = said.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadValue(
            sentence("“%(field)s” holds something that is no text.", field=name),
            sentence("Correct it in the school system, and fetch again."),
        )
    return tidied(str(value))


def day_in(said: Mapping[str, Any], name: str) -> date | None:
    """A field as a day. Raises ``BadValue``."""
    text = text_in(said, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text[:_DAY_SIGNS])
    except ValueError:
        raise BadValue(
            sentence("“%(value)s” is no day (%(field)s).", value=shown(text), field=name),
            sentence("Correct it in the school system, and fetch again."),
        ) from None


def day_after(said: Mapping[str, Any], name: str) -> date | None:
    """The first day something no longer holds: the standard writes the last day it does. Raises ``BadValue``."""
    last = day_in(said, name)
    return None if last is None or last == date.max else last + _A_DAY


_FETCH_AGAIN = sentence("Fetch it again. If it happens again, tell the people who run Stafet.")
