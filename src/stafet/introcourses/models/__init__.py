"""What this room keeps: rounds of wishes, courses and answers, about nobody; entries, wishes and proposals, about pupils."""

from stafet.introcourses.models.entries import Entry, Proposal, Wish, WishList
from stafet.introcourses.models.rounds import (
    LONGEST_LINE,
    LONGEST_NAME,
    MOST_EACH,
    MOST_WISHES,
    ClassWork,
    Course,
    Run,
    WishRound,
)

__all__ = [
    "LONGEST_LINE",
    "LONGEST_NAME",
    "MOST_EACH",
    "MOST_WISHES",
    "ClassWork",
    "Course",
    "Entry",
    "Proposal",
    "Run",
    "Wish",
    "WishList",
    "WishRound",
]
