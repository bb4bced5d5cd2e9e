"""The door of the room ``pathways``."""

from stafet.pathways.actions import SpellDraft, record_spell
from stafet.pathways.models import Spell
from stafet.pathways.queries import (
    STANDING_SQL,
    Doing,
    PersonsStanding,
    SpellLine,
    doing,
    has_completed,
    patience_on,
    spells_of,
    standing_values,
)
from stafet.pathways.states import EndReason

__all__ = [
    "STANDING_SQL",
    "Doing",
    "EndReason",
    "PersonsStanding",
    "Spell",
    "SpellDraft",
    "SpellLine",
    "doing",
    "has_completed",
    "patience_on",
    "record_spell",
    "spells_of",
    "standing_values",
]
