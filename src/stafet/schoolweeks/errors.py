"""Why something can't be done here: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotYourSchool(SentenceError):
    """Whoever asks keeps no timetable there."""


class WeekNotWhole(SentenceError):
    """Something that must be said is missing, or does not fit with the rest."""


class WeekHasChanged(SentenceError):
    """Another version holds by now."""
