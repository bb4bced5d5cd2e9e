"""What is written down about somebody's way, by noun."""

from stafet.progress.models.pieces import LONGEST_TITLE, PortfolioPiece
from stafet.progress.models.reflections import Reflection, ReflectionAnswer, ReflectionInvitation
from stafet.progress.models.words import LONGEST_TEXT, OwnWords, ProgressWord

__all__ = [
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "OwnWords",
    "PortfolioPiece",
    "ProgressWord",
    "Reflection",
    "ReflectionAnswer",
    "ReflectionInvitation",
]
