"""What is told to the actions of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafet.materials.states import Audience, Channel, MaterialKind


@dataclass(frozen=True, slots=True)
class MaterialFacts:
    """What a text is for. ``scheme_kind`` is empty and ``starts_in`` is ``None`` when it holds for all of them."""

    kind: MaterialKind
    audiences: tuple[Audience, ...]
    main_language: str
    scheme_kind: str = ""
    starts_in: int | None = None
    look_again_on: date | None = None


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """What it says in one language. ``translated_by``: who made a translation; not asked of the main language."""

    language: str
    title: str
    words: str
    link: str = ""
    translated_by: str = ""


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """A story in words that name nobody."""

    title: str
    words: str
    scheme_kind: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a story. ``custody_id`` is of whoever has custody; ``None``: the young person."""

    is_yes: bool
    is_shared: bool = False
    custody_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TellingFacts:
    """One line of the communication plan."""

    starts_in: int
    what: str
    audiences: tuple[Audience, ...]
    channel: Channel
    due_on: date
    responsible_id: UUID
    scheme_kind: str = ""
    material_id: UUID | None = None
