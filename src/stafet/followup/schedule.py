"""The days of a placement, reckoned from what was agreed, the country's calendar and the school's holidays."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stafet.followup.models import PlanConfirmation, PlanPeriod, SchoolBreak
from stafet.kernel.countries import Country
from stafet.kernel.sentences import Sentence, sentence
from stafet.kernel.working_days import is_working_day
from stafet.placements.api import Agreement

_A_DAY = timedelta(days=1)
_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day at the place, and what is planned for the weeks it is in."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The year plan of one placement: its days, what each part of it is for, what is missing, who confirmed it."""

    agreement: Agreement | None
    days: tuple[PlannedDay, ...]
    periods: tuple[PlanPeriod, ...]
    breaks: tuple[SchoolBreak, ...]
    confirmations: tuple[PlanConfirmation, ...]

    @property
    def missing(self) -> tuple[Sentence, ...]:
        """The parts that a plan needs and this one lacks, each in a sentence; empty when it is complete."""
        if self.agreement is None:
            return (sentence("There is no agreement that holds."),)
        return (*_missing_of(self.agreement), *self._missing_of_periods())

    @property
    def seal(self) -> str:
        """A digest of what the company confirms: the agreed times and every period (SHA-256)."""
        return seal_of(self.agreement, self.periods)

    @property
    def confirmed(self) -> PlanConfirmation | None:
        """The company's yes to the plan as it stands now; a change since asks anew."""
        return next((each for each in self.confirmations if each.seal == self.seal), None)

    def before(self, day: date) -> int:
        """How many days at the place were planned before a day."""
        return sum(each.day < day for each in self.days)

    def _missing_of_periods(self) -> Iterator[Sentence]:
        bare = sum(not each.words for each in self.days)
        if not self.periods:
            yield sentence("Nothing is planned for any part of it yet.")
        elif bare:
            yield sentence("%(count)d of its days are in no planned part.", count=bare)


def make_plan(
    agreement: Agreement | None,
    *,
    country: Country,
    periods: Sequence[PlanPeriod],
    breaks: Sequence[SchoolBreak],
    confirmations: Sequence[PlanConfirmation],
) -> Plan:
    """The year plan: each agreed weekday that is a working day in the country and no holiday of the school."""
    days = () if agreement is None else tuple(_days(agreement, country, breaks))
    planned = tuple(PlannedDay(day, _words_of(day, periods)) for day in days)
    return Plan(agreement, planned, tuple(periods), tuple(breaks), tuple(confirmations))


def seal_of(agreement: Agreement | None, periods: Iterable[PlanPeriod]) -> str:
    """A digest of the agreed times and of what is planned (SHA-256, 64 digits)."""
    agreed = [] if agreement is None else [str(each) for each in _agreed(agreement)]
    planned = sorted([f"{each.starts_on}", f"{each.ends_on}", each.words] for each in periods)
    return hashlib.sha256(json.dumps([agreed, planned], ensure_ascii=False).encode()).hexdigest()


def agreed_minutes(agreement: Agreement | None) -> int:
    """How long a day at the place is without its break, in minutes; 0 when no times are agreed."""
    if agreement is None or agreement.begins_at is None or agreement.stops_at is None:
        return 0
    begins, stops = (each.hour * _AN_HOUR + each.minute for each in (agreement.begins_at, agreement.stops_at))
    return max(0, stops - begins - agreement.break_minutes)


def _agreed(agreement: Agreement) -> tuple[object, ...]:
    return (
        agreement.starts_on,
        agreement.ends_on,
        sorted(agreement.weekdays),
        agreement.begins_at,
        agreement.stops_at,
        agreement.break_minutes,
    )


def _days(agreement: Agreement, country: Country, breaks: Sequence[SchoolBreak]) -> Iterator[date]:
    if agreement.starts_on is None or agreement.ends_on is None:
        return
    for number in range((agreement.ends_on - agreement.starts_on).days):
        day = agreement.starts_on + number * _A_DAY
        is_free = any(each.starts_on <= day < each.ends_on for each in breaks)
        if day.isoweekday() in agreement.weekdays and is_working_day(country, day) and not is_free:
            yield day


def _words_of(day: date, periods: Iterable[PlanPeriod]) -> str:
    return "; ".join(each.words for each in periods if each.starts_on <= day < each.ends_on)


def _missing_of(agreement: Agreement) -> Iterator[Sentence]:
    if agreement.starts_on is None or agreement.ends_on is None or not agreement.weekdays:
        yield sentence("Say from when to when, and on which weekdays.")
    if not agreed_minutes(agreement):
        yield sentence("Say when a day begins and stops.")
    if not agreement.contact_name:
        yield sentence("Say whom one calls at the company.")
    if not agreement.supervisor:
        yield sentence("Say which grown-up is within reach.")
    if not agreement.tasks:
        yield sentence("Say what they will do there.")
    if not agreement.absence:
        yield sentence("Say whom they call when they are ill.")
    if not agreement.evaluations:
        yield sentence("Say when you talk about how it goes.")
