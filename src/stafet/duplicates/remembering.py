"""What a merge moved, as its row remembers it."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any
from uuid import UUID

from stafet.duplicates.models import Merge
from stafet.responsibility import api as responsibility

_MANY = ("spells", "own_spells", "own_coverages", "break_offs", "numbers", "replaced")


def remembered(moved: responsibility.Moved) -> dict[str, Any]:
    """As the row keeps it."""
    return {
        **{name: [str(key) for key in getattr(moved, name)] for name in _MANY},
        "steps": {str(key): [_text(each) for each in lay] for key, lay in moved.steps.items()},
        "ended": _baton_text(moved.ended),
        "made": _baton_text(moved.made),
    }


def moved_of(merge: Merge) -> responsibility.Moved:
    """What a row remembers; nothing, while nothing has moved."""
    kept = merge.moved
    if not kept:
        return responsibility.Moved()
    steps = {UUID(key): _lay(lay) for key, lay in kept["steps"].items()}
    return responsibility.Moved(
        **{name: _keys(kept[name]) for name in _MANY},
        steps=MappingProxyType(steps),
        ended=_baton(kept["ended"]),
        made=_baton(kept["made"]),
    )


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)


def _keys(texts: Iterable[str]) -> tuple[UUID, ...]:
    return tuple(UUID(text) for text in texts)


def _lay(texts: list[str]) -> responsibility.Lay:
    organisation, unit, assignee = texts
    return UUID(organisation), UUID(unit) if unit else None, UUID(assignee) if assignee else None


def _baton_text(baton: responsibility.BatonKeys | None) -> list[str] | None:
    return None if baton is None else [str(baton.coverage), str(baton.holding)]


def _baton(texts: list[str] | None) -> responsibility.BatonKeys | None:
    return None if texts is None else responsibility.BatonKeys(*_keys(texts))
