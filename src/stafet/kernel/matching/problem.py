"""What is to be matched: pupils with wishes, places with seats, and what is shared between places.

Nothing here has a name: pupils, places, contact persons and municipalities are keys that only the room above can
read. A problem can be written down, published with its seed and worked out again by anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_MINUTES: Mapping[str, int] = MappingProxyType({})

MONDAY, SUNDAY = 1, 7
"""Weekdays are counted as ISO 8601 does."""


class PlaceKind(StrEnum):
    """What a place is: a company, or a practical course for whoever has found no company."""

    COMPANY = "company"
    FALLBACK = "fallback"


class LimitKind(StrEnum):
    """What a limit counts: the seats of one place, whom one contact person can look after, a municipality's share."""

    SEATS = "seats"
    CONTACT_PERSON = "contact_person"
    QUOTA = "quota"


@dataclass(frozen=True, slots=True)
class Pupil:
    """Somebody who is to have a place, as far as matching must know them.

    ``age``: whole years on the first day. ``weekdays``: the days the school lets them be away, of which the place must
    take them on ``days``. ``wishes``: places, best first. ``branches``: what else they would like; empty = anything.
    ``travel``: minutes door to door, for the places it is known of. ``longest_travel``: minutes they need not
    exceed for a place they did not wish for themselves; ``None`` = no limit.
    """

    key: str
    municipality: str
    age: int
    weekdays: frozenset[int]
    wishes: tuple[str, ...] = ()
    branches: frozenset[str] = frozenset()
    travel: Mapping[str, int] = field(default_factory=lambda: _NO_MINUTES)
    longest_travel: int | None = None
    days: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """A company's place or a practical course: how many it takes, on which weekdays, whom.

    ``youngest`` and ``oldest``: the ages in whole years it takes, both included; ``None`` = no limit.
    ``municipalities``: whose pupils it takes; empty = everybody's. ``prefers``: pupils it has asked for, best first; only
    deferred acceptance listens to it. A company that takes somebody on Tuesdays and somebody else on
    Thursdays is two places with one contact person.
    """

    key: str
    seats: int
    weekdays: frozenset[int]
    branch: str = ""
    kind: PlaceKind = PlaceKind.COMPANY
    youngest: int | None = None
    oldest: int | None = None
    municipalities: frozenset[str] = frozenset()
    prefers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many pupils of these municipalities at these places together.

    ``municipalities`` empty = everybody's. The load of a contact person and the share of a municipality in the seats of
    a course are both limits; so are the seats of a place, which nobody needs to write down.
    """

    key: str
    kind: LimitKind
    at_most: int
    places: frozenset[str]
    municipalities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a matching depends on, besides the policy.

    ``locked``: pupil → place that must stay. ``refused``: pairs (pupil, place) that one side has said no to.
    ``earlier``: pupil → place of an earlier result, against which changes are counted; a place may be gone since.
    """

    pupils: tuple[Pupil, ...]
    places: tuple[Place, ...]
    limits: tuple[Limit, ...] = ()
    locked: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    refused: frozenset[tuple[str, str]] = frozenset()
    earlier: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
