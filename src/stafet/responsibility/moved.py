"""What a merge moved, as keys: enough to put it back, and nothing that says anything about anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from uuid import UUID

Lay = tuple[UUID, UUID | None, UUID | None]
"""Where a step lies and whose it is: organisation, unit, assignee."""


@dataclass(frozen=True, slots=True)
class BatonKeys:
    """A coverage and the holding of whoever has the responsibility under it, as keys."""

    coverage: UUID
    holding: UUID


@dataclass(frozen=True, slots=True)
class Moved:
    """What a merge moved from the duplicate to the kept person.

    ``own_spells`` and ``own_coverages`` are those the kept person had already: what is neither moved nor their own came
    since. ``replaced`` are numbers both had. ``steps`` maps each open step to where it lay. ``ended`` is the duplicate's
    baton, if the promise held for them; ``made`` the one the kept person got because it held for the duplicate only.
    """

    spells: tuple[UUID, ...] = ()
    own_spells: tuple[UUID, ...] = ()
    own_coverages: tuple[UUID, ...] = ()
    break_offs: tuple[UUID, ...] = ()
    numbers: tuple[UUID, ...] = ()
    replaced: tuple[UUID, ...] = ()
    steps: Mapping[UUID, Lay] = field(default_factory=lambda: MappingProxyType({}))
    ended: BatonKeys | None = None
    made: BatonKeys | None = None
