"""What codes in a copy of everything say, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from stafet.kernel import rules
from stafet.kernel.privacy import DataClass
from stafet.offers.api import Need
from stafet.outreach.api import CodeList
from stafet.web import copy_words_progress
from stafet.web.activity_forms import say_code
from stafet.web.components.days import write_instant
from stafet.web.lanes import KINDS
from stafet.web.looks import CLASSES, PURPOSES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_CODES: Mapping[tuple[str, str], Mapping[str, StrOrPromise]] = {
    ("pathways.Spell", "kind"): {kind.value: words for kind, words in KINDS.items()},
    ("access.Grant", "purpose"): {purpose.value: words for purpose, words in PURPOSES.items()},
}


_DATED: Mapping[tuple[str, str], CodeList] = {
    ("outreach.ActivityCase", "exit_reason"): CodeList.EXIT_REASON,
    ("outreach.Assessment", "occupation"): CodeList.OCCUPATION,
    ("outreach.Measure", "kind"): CodeList.MEASURE,
    ("outreach.Measure", "end_reason"): CodeList.MEASURE_END,
}
"""Codes of dated lists, which carry their words themselves."""

_SOURCES = {rule.key: rule.source for rule in rules.all_rules()}
"""Where a rule stands: the law, or whose own choice it is."""


def said_in_words(label: str, column: str, raw: object) -> str:
    """What a code or a stretch of time is in the reader's language; empty for what says itself."""
    if (label, column) in _CODES:
        return str(_CODES[label, column].get(str(raw), raw))
    if (label, column) == ("access.Grant", "classes"):
        return ", ".join(str(CLASSES[DataClass(letter)]) for letter in str(raw))
    if column == "needs" and isinstance(raw, tuple):
        return ", ".join(str(Need(each).label) for each in raw)
    if raw and (dated := _said_by_lists(label, column, str(raw))):
        return dated
    if column == "valid" and isinstance(raw, tuple):
        return " – ".join(write_instant(datetime.fromisoformat(end)) if end else "" for end in raw)
    return ""


def _said_by_lists(label: str, column: str, code: str) -> str:
    """What a dated list or a rule says of itself."""
    if (label, column) in _DATED:
        return say_code(_DATED[label, column], code)
    if said := copy_words_progress.said_as_term(label, column, code):
        return said
    return _SOURCES.get(code, code) if column in ("rule", "basis") else ""
