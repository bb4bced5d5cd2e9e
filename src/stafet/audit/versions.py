"""Every version of a row: what was believed, from when until when, and who made it so.

Two times are kept apart. When a thing was true stands in the row itself; when we knew it follows from the
chain of its versions, each of which was believed until the next one was learned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from stafet.audit.models import Change
from stafet.kernel.actors import SYSTEM_ID

_REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Maker:
    """Who wrote a version, by which action. ``by_id`` is ``None`` when a declared rule did, or it is not known."""

    by_id: UUID | None
    action: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a row: believed over ``[known_from, known_until)``, ``None`` meaning until now.

    ``row`` has the fields of the tracked model. ``removed`` says that no version followed.
    """

    row: Any
    known_from: datetime
    known_until: datetime | None
    maker: Maker
    removed: bool = False

    def was_known_at(self, instant: datetime) -> bool:
        """Whether this is what was believed at an instant."""
        return self.known_from <= instant and (self.known_until is None or instant < self.known_until)


def versions(
    current: Iterable[Any], superseded: Iterable[Any], makers: Mapping[tuple[UUID | None, datetime], Maker]
) -> Iterator[Version]:
    """Every version of some rows of one tracked model, each row's oldest first.

    ``superseded`` are events of the model, oldest first, with their context; ``makers`` tells who wrote the
    first version of each, as ``makers_of`` found it.
    """
    events: defaultdict[UUID, list[Any]] = defaultdict(list)
    for event in superseded:
        events[event.id].append(event)
    present = {row.pk: row for row in current}
    for key in sorted(events.keys() | present.keys()):
        yield from _chain(events.get(key, []), present.get(key), makers)


def makers_of(changes: QuerySet[Change]) -> Mapping[tuple[UUID | None, datetime], Maker]:
    """Who did what at which instant, by subject, and without subject for rows an action made beside its own.

    Of several at one instant the last recorded is meant: an action records itself after what it calls upon.
    """
    found: dict[tuple[UUID | None, datetime], Maker] = {}
    for subject_id, at, by_id, action in changes.order_by("at", "id").values_list(
        "subject_id", "at", "by_id", "action"
    ):
        found[None, at] = found[subject_id, at] = _maker(by_id, action)
    return found


def _chain(
    events: list[Any], present: Any | None, makers: Mapping[tuple[UUID | None, datetime], Maker]
) -> Iterator[Version]:
    """The versions of one row: each event is one that ended, and its context says who wrote the next."""
    rows = [*events, *([present] if present is not None else [])]
    first = rows[0]
    maker = makers.get((first.id, first.known_at)) or makers.get((None, first.known_at)) or Maker(None, "")
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        ended_by = _context(row) if row is not present else {}
        removed = getattr(row, "pgh_label", "") == _REMOVED
        yield Version(row, row.known_at, _until(row, following, ended_by), maker, removed)
        maker = _maker(ended_by.get("by"), ended_by.get("action", ""))


def _until(row: Any, following: Any | None, ended_by: Mapping[str, Any]) -> datetime | None:
    until: datetime | None = None
    if following is not None:
        until = following.known_at
    elif "at" in ended_by:
        until = datetime.fromisoformat(ended_by["at"])
    elif hasattr(row, "pgh_created_at"):
        until = row.pgh_created_at
    return until


def _context(event: Any) -> Mapping[str, Any]:
    return event.pgh_context.metadata if event.pgh_context is not None else {}


def _maker(by: UUID | str | None, action: str) -> Maker:
    by_id = UUID(str(by)) if by else None
    return Maker(None if by_id == SYSTEM_ID else by_id, action)
