"""The words of a copy of everything for where somebody is, how they see themselves and what they have collected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_lazy

from stafet.progress import api as progress

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TABLES: Mapping[str, StrOrPromise] = {
    "progress.ProgressWord": gettext_lazy("Where you are, in words"),
    "progress.OwnWords": gettext_lazy("What you, or those at home, say beside such words"),
    "progress.Reflection": gettext_lazy("When you looked at yourself"),
    "progress.ReflectionAnswer": gettext_lazy("What you said when you looked at yourself"),
    "progress.ReflectionInvitation": gettext_lazy("When somebody asked you to look at yourself"),
    "progress.PortfolioPiece": gettext_lazy("Pieces of your portfolio"),
}

COLUMNS: Mapping[str, StrOrPromise] = {
    "area": gettext_lazy("With what"),
    "asked_on": gettext_lazy("Asked on"),
    "audience": gettext_lazy("Who reads it"),
    "did": gettext_lazy("What you did"),
    "edition": gettext_lazy("Edition of the list"),
    "example": gettext_lazy("Example"),
    "invited_by": gettext_lazy("Asked by"),
    "is_noted": gettext_lazy("As told to somebody at work"),
    "learned": gettext_lazy("What you learned"),
    "link": gettext_lazy("Link"),
    "reply": gettext_lazy("Answer in a word"),
    "says_of_me": gettext_lazy("What it says about you"),
    "seen_in": gettext_lazy("What it is seen in"),
    "shared_at": gettext_lazy("Shared since"),
    "statement": gettext_lazy("Statement"),
    "title": gettext_lazy("Title"),
    "wants_to_talk": gettext_lazy("You want to talk about it"),
    "withdrawn_at": gettext_lazy("Withdrawn at"),
    "withdrawn_because": gettext_lazy("Why it does not hold"),
    "withdrawn_by": gettext_lazy("Withdrawn by"),
    "word": gettext_lazy("Word"),
}
_TERMS = ("area", "word", "statement", "reply")
"""Columns that keep a code of the words and statements of somebody's way."""


def said_as_term(label: str, column: str, code: str) -> str:
    """A code of this room's lists in the reader's language; empty for anything else."""
    if not label.startswith("progress.") or column not in _TERMS:
        return ""
    term = progress.term_of(code)
    return term.say((get_language() or "en")[:2]) if term else ""
