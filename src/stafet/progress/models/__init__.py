"""What is written down about somebody's way, by noun."""

from stafet.progress.models.words import LONGEST_TEXT, OwnWords, ProgressWord

__all__ = ["LONGEST_TEXT", "OwnWords", "ProgressWord"]
