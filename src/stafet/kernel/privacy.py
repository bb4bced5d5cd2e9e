"""What a stored field says about a person, and how long it may be kept.

Every model carries a ``privacy`` declaration; an architecture test fails the build without it. The classes
are those of the trust decisions: they decide which table a field may live in, who may read it, and what the
read log says was shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class DataClass(StrEnum):
    """The kinds of personal data, kept in separate tables where a forgotten field would leak."""

    IDENTITY = "A"
    CONTACT = "B"
    NATIONAL_NUMBER = "C"
    PROCESS = "D"
    GUIDANCE_NOTE = "E"
    SENSITIVE = "F"
    MARKS = "G"
    PLACEMENT = "H"
    PROTECTED = "P"
    STATISTICS = "S"


class AfterRetention(StrEnum):
    """What happens when the time is up."""

    DELETE = "delete"
    ANONYMISE = "anonymise"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Retention:
    """How long after which event, in ISO 8601 durations as municipal retention codes use them (``P5Y``)."""

    keep: str
    after: str
    then: AfterRetention = AfterRetention.DELETE


@dataclass(frozen=True, slots=True)
class Privacy:
    """A model's declaration.

    ``data_class`` is the class of every field not named otherwise; ``subject`` is the column that says whom
    a row is about, ``also_about`` further columns that say so: it goes with the first of them. ``technical`` are fields that say nothing about a person (keys, tenant).
    """

    data_class: DataClass
    subject: str
    purpose: str
    retention: Retention
    technical: tuple[str, ...] = ()
    also_about: tuple[str, ...] = ()
    fields: Mapping[str, DataClass] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class NotPersonal:
    """A model that holds nothing about a young person, with the reason in a few words.

    What says something about the people who work there may declare how long it is kept, too.
    """

    because: str
    retention: Retention | None = None


AFTER_COVERAGE = Retention(keep="P5Y", after="coverage_ended")
"""Five years after the promise ended: the municipal retention code P1825D for pupils (KL, slettefrister)."""
