"""When each shipped task of a school year is due, and who sees to it. Our own default: each town changes its copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stafet.groundwork.states import TaskOwner, YearStep


@dataclass(frozen=True, slots=True)
class Shipped:
    """One task: its month and day in the calendar year in which the school year begins."""

    step: YearStep
    owner: TaskOwner
    month: int
    day: int

    def due_on(self, starts_in: int) -> date:
        """The day of one school year."""
        return date(starts_in, self.month, self.day)


TEMPLATE: tuple[Shipped, ...] = (
    Shipped(YearStep.DECIDE, TaskOwner.COUNCIL, 1, 31),
    Shipped(YearStep.MODEL, TaskOwner.OFFICE, 2, 15),
    Shipped(YearStep.LEADERS, TaskOwner.OFFICE, 2, 28),
    Shipped(YearStep.THEME, TaskOwner.COUNSELLORS, 3, 15),
    Shipped(YearStep.MATERIAL, TaskOwner.OFFICE, 3, 15),
    Shipped(YearStep.EVENING, TaskOwner.LEADERS, 4, 15),
    Shipped(YearStep.COMPANIES, TaskOwner.COUNSELLORS, 5, 1),
    Shipped(YearStep.APPLY, TaskOwner.COUNSELLORS, 5, 15),
    Shipped(YearStep.COURSES, TaskOwner.OFFICE, 6, 1),
    Shipped(YearStep.TIMETABLE, TaskOwner.LEADERS, 6, 15),
    Shipped(YearStep.AGREEMENTS, TaskOwner.LEADERS, 8, 15),
    Shipped(YearStep.MEETINGS, TaskOwner.COUNSELLORS, 8, 31),
    Shipped(YearStep.FIRST_DAY, TaskOwner.TEACHERS, 9, 15),
)
