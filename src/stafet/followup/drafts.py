"""What is told to the actions of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stafet.followup.states import DayMark, Harm, IncidentKind, Side


@dataclass(frozen=True, slots=True)
class DayTold:
    """What became of one day. ``minutes`` of ``None`` are those that were agreed."""

    day: date
    mark: DayMark
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One day in the young person's own words."""

    day: date
    did: str
    learned: str = ""
    felt: str = ""


@dataclass(frozen=True, slots=True)
class CheckInFacts:
    """With whom, when, who asks, and how often; ``every_days`` of ``None``: as the rule says."""

    side: Side
    due_on: date
    asker: str
    every_days: int | None = None


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """A difficulty as it was told."""

    told_on: date
    told_by: Side
    words: str
    agreed: str
    follower: str
    look_again_on: date


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """What happened, without a word about anybody's health."""

    on: date
    kind: IncidentKind
    prevented_by: str = ""


@dataclass(frozen=True, slots=True)
class HarmFacts:
    """What it did to somebody."""

    harm: Harm
    words: str = ""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """How it was, in the young person's words."""

    well: str
    hard: str = ""
    in_class: str = ""
    next_words: str = ""
    may_be_told: bool = False


@dataclass(frozen=True, slots=True)
class HostSaid:
    """What a host answers by its link: who answers, in a few words, or day by day."""

    name: str = ""
    words: str = ""
    days: tuple[DayTold, ...] = ()
