"""What it may cost, and what is missed in class: only with what somebody supposes, and with how it was reckoned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from stafet.access import api as access
from stafet.kernel.activities import SCHOOL
from stafet.kernel.privacy import DataClass
from stafet.pathways import api as pathways
from stafet.placementfigures.asked import Asked, Supposed
from stafet.placementfigures.queries.counts import smallest
from stafet.placementfigures.queries.hours import HoursLine
from stafet.placements import api as placements


@dataclass(frozen=True, slots=True)
class CostEstimate:
    """``pupils`` × ``hours`` × ``rate``. ``is_scenario``: the pupils are those who would choose it, not those who did.

    ``amount`` is in whole units of the currency, and ``None`` while something is not known.
    """

    pupils: int | None
    hours: Decimal | None
    rate: Decimal | None
    is_scenario: bool = False
    of_pupils: int | None = None

    @property
    def amount(self) -> Decimal | None:
        """What it comes to."""
        if self.pupils is None or self.hours is None or self.rate is None:
            return None
        return (self.pupils * self.hours * self.rate).quantize(Decimal(1), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class LessonsMissed:
    """Days away from class so far × lessons a day, of how many pupils; ``None`` while the lessons of a day are not known.

    ``is_told``: of days somebody has told about. Otherwise of the days that were agreed.
    """

    is_told: bool
    pupils: int | None
    days: int | None
    lessons: int | None


def cost_estimate(
    asked: Asked, lines: Sequence[HoursLine], supposed: Supposed
) -> tuple[CostEstimate, CostEstimate]:
    """What the agreements of the year come to; and what it would be if a share of the grades chose it. Two statements.

    Both reckon with the hours of one pupil in the middle of those who have an agreement: without enough of them there is no
    estimate.
    """
    pupils, is_known = _pupils(asked, lines)
    each = sum((line.agreed_hours for line in lines), Decimal(0)) / pupils if is_known else None
    in_grades = _in_grades(asked)
    chosen = None
    if supposed.uptake is not None and in_grades >= smallest(asked):
        chosen = int((in_grades * supposed.uptake / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    now = CostEstimate(pupils if is_known else None, each, supposed.rate)
    return now, CostEstimate(
        chosen,
        each,
        supposed.rate,
        is_scenario=True,
        of_pupils=in_grades if in_grades >= smallest(asked) else None,
    )


def lessons_missed(
    asked: Asked, lines: Sequence[HoursLine], supposed: Supposed
) -> tuple[LessonsMissed, LessonsMissed]:
    """An upper bound: the agreed days, as if there had been lessons on each; and the days somebody was told to have been there.

    Nothing is reckoned that nobody knows. What was told is left out while it is hidden for one of the models.
    """
    pupils, is_known = _pupils(asked, lines)
    agreed = (pupils, sum(line.passed_days for line in lines)) if is_known else None
    told = None
    if agreed and all(line.may_tell for line in lines):
        told = (sum(line.told_pupils for line in lines), sum(line.there_days for line in lines))
    return _missed(agreed, supposed, is_told=False), _missed(told, supposed, is_told=True)


def _pupils(asked: Asked, lines: Sequence[HoursLine]) -> tuple[int, bool]:
    """All with an agreement, and whether that may be told: not while nothing is told of any model."""
    pupils = sum(line.pupils for line in lines)
    return pupils, pupils >= smallest(asked) and not all(line.is_few for line in lines)


def _missed(found: tuple[int, int] | None, supposed: Supposed, *, is_told: bool) -> LessonsMissed:
    if found is None:
        return LessonsMissed(is_told, None, None, None)
    pupils, days = found
    lessons = None if supposed.lessons_a_day is None else int(days * supposed.lessons_a_day)
    return LessonsMissed(is_told, pupils, days, lessons)


def _in_grades(asked: Asked) -> int:
    """How many pupils the reader may see go to the grades for which the year has models now."""
    grades = _grades(asked)
    rows = pathways.Spell.objects.filter(
        access.visible(DataClass.PROCESS), municipality_id__in=asked.towns, grade__in=grades
    )
    return rows.running_on(asked.on).of_kind(*SCHOOL).values("person_id").distinct().count()


def _grades(asked: Asked) -> set[int]:
    rows = placements.Scheme.objects.newest().filter(
        municipality_id__in=asked.towns, starts_in=asked.starts_in, kind=asked.kind
    )
    return {grade for grades in rows.order_by("pk").values_list("grades", flat=True) for grade in grades}
