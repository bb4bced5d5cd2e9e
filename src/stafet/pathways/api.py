"""The door of the room ``pathways``."""

from stafet.pathways.actions import (
    SameActivityTwice,
    SpellDraft,
    break_off_spell,
    confirm_spell,
    end_spell,
    give_spells,
    mark_missing,
    move_spells,
    record_spell,
)
from stafet.pathways.importers import SPELL_COLUMNS, SpellsTakenIn, take_in_spells
from stafet.pathways.models import Spell
from stafet.pathways.queries import (
    DOUBTFUL_STANDING_SQL,
    STANDING_SQL,
    Doing,
    PersonsStanding,
    SpellLine,
    doing,
    has_completed,
    line_of,
    patience_on,
    places_in_doubt,
    spells_of,
    standing_values,
    telling_spells_of,
)
from stafet.pathways.states import EndReason

__all__ = [
    "DOUBTFUL_STANDING_SQL",
    "SPELL_COLUMNS",
    "STANDING_SQL",
    "Doing",
    "EndReason",
    "PersonsStanding",
    "SameActivityTwice",
    "Spell",
    "SpellDraft",
    "SpellLine",
    "SpellsTakenIn",
    "break_off_spell",
    "confirm_spell",
    "doing",
    "end_spell",
    "give_spells",
    "has_completed",
    "line_of",
    "mark_missing",
    "move_spells",
    "patience_on",
    "places_in_doubt",
    "record_spell",
    "spells_of",
    "standing_values",
    "take_in_spells",
    "telling_spells_of",
]
