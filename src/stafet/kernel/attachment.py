"""Does a young person's work count as a steady tie to the labour market?

Denmark's register of young people sees one from an employment degree of 54 % of a full month on, or from 20 hours
a week, and asks anew every month (STIL, Ungedatabasen). The numbers are rules; this is what they mean. Hours
of jobs beside each other count together. What nobody has seen lately is not judged at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from stafet.kernel.periods import months_after
from stafet.kernel.sentences import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_PERCENT = Decimal(100)


class Attachment(StrEnum):
    """What somebody's work is. ``NOT_SEEN``: nobody has seen the hours of late, so nothing is said."""

    STEADY = "steady"
    TOO_LITTLE = "too_little"
    NOT_SEEN = "not_seen"


class Measure(StrEnum):
    """How hours are told: all of a month, or those agreed for each week."""

    PER_MONTH = "per_month"
    PER_WEEK = "per_week"


@dataclass(frozen=True, slots=True)
class SteadyWork:
    """From how much on work is a steady tie, by the rules of a day; and how many months seen hours hold good."""

    percent: Decimal
    full_month_hours: Decimal
    week_hours: Decimal
    seen_every_months: int

    @property
    def month_hours(self) -> Decimal:
        """Hours of a month from which on it is steady, not rounded."""
        return self.full_month_hours * self.percent / _PERCENT


@dataclass(frozen=True, slots=True)
class HoursTold:
    """The hours of one job. ``month`` is the first day of the month they are of, ``seen_on`` when somebody saw it."""

    month: date
    hours: Decimal
    measure: Measure
    seen_on: date


@dataclass(frozen=True, slots=True)
class WorkJudged:
    """The answer and why; ``see_by`` is the last day it holds unless the hours are seen again."""

    attachment: Attachment
    because: Sentence
    see_by: date | None = None


def judge_work(told: Iterable[HoursTold], *, day: date, steady: SteadyWork) -> WorkJudged:
    """Whether the jobs that somebody has on a day are together a steady tie. The newest month that was told decides."""
    rows = [row for row in told if row.seen_on <= day]
    if not rows:
        return WorkJudged(Attachment.NOT_SEEN, sentence("Nobody has seen the hours yet."))
    month = max(row.month for row in rows)
    newest = [row for row in rows if row.month == month]
    see_by = months_after(min(row.seen_on for row in newest), steady.seen_every_months)
    if see_by < day:
        because = sentence(
            "The hours were last seen for the month that began on %(month)s; they are to be seen anew every month.",
            month=month,
        )
        return WorkJudged(Attachment.NOT_SEEN, because)
    in_month, in_week = (_sum(newest, measure) for measure in (Measure.PER_MONTH, Measure.PER_WEEK))
    if in_week >= steady.week_hours or not in_month:
        return _by_week(in_week, steady, see_by)
    return _by_month(in_month, steady, see_by)


def _sum(rows: Iterable[HoursTold], measure: Measure) -> Decimal:
    return sum((row.hours for row in rows if row.measure is measure), Decimal(0))


def _by_week(hours: Decimal, steady: SteadyWork, see_by: date) -> WorkJudged:
    values = {"hours": hours, "least": steady.week_hours}
    if hours >= steady.week_hours:
        because = sentence("%(hours)s hours a week; steady from %(least)s on.", **values)
        return WorkJudged(Attachment.STEADY, because, see_by)
    because = sentence("%(hours)s hours a week; steady only from %(least)s on.", **values)
    return WorkJudged(Attachment.TOO_LITTLE, because, see_by)


def _by_month(hours: Decimal, steady: SteadyWork, see_by: date) -> WorkJudged:
    values = {
        "hours": hours,
        "percent": steady.percent,
        "full": steady.full_month_hours,
    }
    if hours >= steady.month_hours:
        because = sentence(
            "%(hours)s hours in the month; steady from %(percent)s %% of %(full)s hours on.", **values
        )
        return WorkJudged(Attachment.STEADY, because, see_by)
    because = sentence(
        "%(hours)s hours in the month; steady only from %(percent)s %% of %(full)s hours on.", **values
    )
    return WorkJudged(Attachment.TOO_LITTLE, because, see_by)
