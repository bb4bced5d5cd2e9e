"""The weekdays of a week side by side: what collides on each, and what it would cost to clear it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from stafet.kernel.timetables.changes import Collisions, collisions
from stafet.kernel.timetables.problem import CompanyDay, Question
from stafet.kernel.timetables.proposal import Proposal
from stafet.kernel.timetables.solve import solve


@dataclass(frozen=True, slots=True)
class DayLook:
    """One weekday as a company day: what stands in its way now, and the fewest moves that clear it."""

    day: str
    collisions: Collisions
    proposal: Proposal


def weekdays(question: Question, class_key: str, *, seconds: float = 10.0) -> Iterator[DayLook]:
    """Each weekday as the company day of a class, one after the other, beside the company days already in the question."""
    others = tuple(each for each in question.company_days if each.class_key != class_key)
    for day in question.week.days:
        asked = replace(question, company_days=(*others, CompanyDay(class_key, day)))
        yield DayLook(day, collisions(asked), solve(asked, seconds=seconds))
