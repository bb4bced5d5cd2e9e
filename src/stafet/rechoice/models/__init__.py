"""What this room keeps: break-offs on their way, possibilities, concerns and what is done about them."""

from stafet.rechoice.models.case import LONGEST_WORDS, Case, CaseQuerySet, late
from stafet.rechoice.models.concern import Concern, ConcernMeasure, ConcernQuerySet
from stafet.rechoice.models.option import Option

__all__ = [
    "LONGEST_WORDS",
    "Case",
    "CaseQuerySet",
    "Concern",
    "ConcernMeasure",
    "ConcernQuerySet",
    "Option",
    "late",
]
