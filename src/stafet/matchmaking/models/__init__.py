"""What this room keeps: wishes and ways, rounds and runs, who is in them and what is proposed."""

from stafet.matchmaking.models.entries import Entry, Proposal, Refusal
from stafet.matchmaking.models.rounds import LONGEST_SEED, Round, Run
from stafet.matchmaking.models.wishes import LONGEST_WAY, MOST_WISHES, TravelTime, Wish, WishList

__all__ = [
    "LONGEST_SEED",
    "LONGEST_WAY",
    "MOST_WISHES",
    "Entry",
    "Proposal",
    "Refusal",
    "Round",
    "Run",
    "TravelTime",
    "Wish",
    "WishList",
]
