"""The door of the room ``watch``."""

from stafet.watch.catalogue import LOST_STATES, LostCode, LostState
from stafet.watch.looking import LostCount, LostPage, LostPerson, count_lost, lost, lost_people

__all__ = [
    "LOST_STATES",
    "LostCode",
    "LostCount",
    "LostPage",
    "LostPerson",
    "LostState",
    "count_lost",
    "lost",
    "lost_people",
]
