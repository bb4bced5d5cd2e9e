"""The door of the room ``duplicates``."""

from stafet.duplicates.actions import approve_merge, propose_merge, refuse_merge, undo_merge
from stafet.duplicates.errors import DecidedByNow, NotTheSame, TakesTwo, TooLateToUndo
from stafet.duplicates.following import follow_merges
from stafet.duplicates.models import Merge
from stafet.duplicates.queries import CameSince, Pair, came_since, registered_twice, undone_until
from stafet.duplicates.states import MERGE, MergeMove, MergeReason, MergeState

__all__ = [
    "MERGE",
    "CameSince",
    "DecidedByNow",
    "Merge",
    "MergeMove",
    "MergeReason",
    "MergeState",
    "NotTheSame",
    "Pair",
    "TakesTwo",
    "TooLateToUndo",
    "approve_merge",
    "came_since",
    "follow_merges",
    "propose_merge",
    "refuse_merge",
    "registered_twice",
    "undo_merge",
    "undone_until",
]
